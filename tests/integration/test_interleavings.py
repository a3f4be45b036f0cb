"""Two who write the same answer over a network that is slow, fails and repeats itself.

Each writer is the page's own script in miniature: one request at a time, what was sent and not
answered is sent again as it was, a conflict is joined. They only ever add words, so that a word
that is missing in the end was lost on the way.

`KHOSS_TEST_SOAK=1` takes ten thousand interleavings instead of a thousand.
"""

from __future__ import annotations

import os
import random
import re
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import Role
from khoss.models import Answer, AnswerRevision, SetAside, User
from khoss.services import answers, assessments
from khoss.services.users import create_user
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import Person

INTERLEAVINGS = 10_000 if os.environ.get("KHOSS_TEST_SOAK") else 1_000
STEPS = 6
PATH = "/sjalvskattning/2026/07/uo-4/"
JSON = {"Accept": "application/json"}
VERSION = re.compile(r'name="version"[^>]*value="(\d+)"')
SHOWN = re.compile(r'name="shown"[^>]*value="([\d ]*)"')
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
Sent = dict[str, str]


@dataclass
class Writer:
    """One person's window on the answer."""

    person: Person
    name: str
    uniquifier: str
    rng: random.Random
    text: str = ""
    acknowledged: str = ""
    version: str = ""
    token: str = ""
    unanswered: Sent | None = None
    in_the_air: list[Sent] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def open(self) -> None:
        """Sign in where the session has run out, and read the page with nothing unsaved."""
        self._sign_in()
        if not self.token:
            page = self.person.client.get(PATH).get_data(as_text=True)
            self.token = TOKEN.findall(page)[0]
        answer = _answer(self.person.app)
        self.version, self.text = str(answer.version), answer.activities
        self.acknowledged, self.unanswered = self.text, None

    def write(self) -> None:
        """Add a word that nobody else writes."""
        word = f"{self.name}{len(self.written)}x{self.rng.randrange(10**6)}"
        self.written.append(word)
        self.text = f"{self.text} {word}.".strip()

    def send(self, fate: str) -> None:
        """Send what is unsaved; `fate` is what the network does with it."""
        if self.unanswered is None:
            if self.text == self.acknowledged:
                return
            self.unanswered = {"activities": self.text, "version": self.version}
        if fate == "lost before":
            return
        if fate == "late":
            self.in_the_air.append(dict(self.unanswered))
            return
        answer = self._deliver(self.unanswered)
        if fate == "repeated":
            self._deliver(self.unanswered)
        if fate != "lost after":
            self._heed(answer)

    def arrive(self) -> None:
        """Let something that was sent long ago arrive; nobody waits for its answer."""
        if self.in_the_air:
            self._deliver(self.in_the_air.pop(0))

    def sign_out(self) -> None:
        """Let the session run out."""
        self.person.client.delete_cookie("khoss")

    def finish(self) -> None:
        """Save until everything is acknowledged."""
        while self.in_the_air:
            self.arrive()
        for _ in range(10):
            if self.unanswered is None and self.text == self.acknowledged:
                return
            self.send("answered")
        raise AssertionError("it was never saved")

    def _deliver(self, sent: Sent) -> Any:
        return self.person.client.post(
            f"{PATH}spara/", data={"csrf_token": self.token, **sent}, headers=JSON
        )

    def _heed(self, answer: Any) -> None:
        assert self.unanswered is not None
        match answer.json["state"]:
            case "saved":
                self.acknowledged = self.unanswered["activities"]
                self.version = str(answer.json["version"])
                self.unanswered = None
            case "conflict":
                self._join()
            case "signed_out":
                self._sign_in()
            case "old_page":
                self.token = answer.json["csrf_token"]
            case other:
                raise AssertionError(other)

    def _join(self) -> None:
        """Send the form, read both texts on the page of two versions, and keep both."""
        client = self.person.client
        for _ in range(20):
            sent = {"csrf_token": self.token, "activities": self.text, "version": self.version}
            page = client.post(PATH, data={**sent, "stay": "1"})
            if page.status_code == 303:
                break
            assert page.status_code == 409
            html = page.get_data(as_text=True)
            self.version = VERSION.findall(html)[0]
            choice = {"choice_activities": "both"} if "choice_activities" in html else {}
            joined = client.post(
                f"{PATH}sammanfor/",
                data={
                    "csrf_token": self.token,
                    "activities": self.text,
                    "version": self.version,
                    "shown": SHOWN.findall(html)[0],
                    **choice,
                },
            )
            if joined.status_code == 303:
                break
        self.open()

    def _sign_in(self) -> None:
        with self.person.client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = self.uniquifier, True


FATES = ("answered", "answered", "lost before", "lost after", "late", "repeated")


def interleave(writers: tuple[Writer, Writer], rng: random.Random) -> None:
    for writer in writers:
        writer.open()
        writer.written.clear()
    for _ in range(STEPS):
        writer = rng.choice(writers)
        match rng.choice(("write", "write", "send", "send", "arrive", "sign out")):
            case "write":
                writer.write()
            case "send":
                writer.send(rng.choice(FATES))
            case "arrive":
                writer.arrive()
            case "sign out":
                if rng.random() < 0.3:
                    writer.sign_out()
    for writer in rng.sample(writers, 2):
        writer.finish()


def test_no_word_is_lost_however_two_writers_meet(example_app: Flask) -> None:
    rng = random.Random(2026)
    writers = (_writer(example_app, "Ada", rng), _writer(example_app, "Bo", rng))
    for number in range(INTERLEAVINGS):
        interleave(writers, rng)
        words = [word for writer in writers for word in writer.written]
        text = _answer(example_app).activities
        missing = [word for word in words if word not in text]
        assert not missing, (number, missing, text)
        if number % 50 == 49:
            _begin_anew(example_app)
    _check_that_every_state_is_kept(example_app)


def _writer(app: Flask, name: str, rng: random.Random) -> Writer:
    with app.app_context():
        user = create_user(
            f"{name.lower()}@khoss.example",
            name=name,
            roles=[Role.OFFICER],
            county_code="07",
            by=None,
            now=EXAMPLE_MOMENT,
        )
        uniquifier = user.fs_uniquifier
        db.session.commit()
    return Writer(Person(app, uniquifier), name, uniquifier, rng)


def _answer(app: Flask) -> Answer:
    with app.app_context():
        return answers.get_answer(assessments.get_assessment(2026, "07"), "uo-4")


def _begin_anew(app: Flask) -> None:
    """Empty the text through the page, so that it does not grow for ever."""
    with app.app_context():
        uniquifier = db.session.scalars(
            select(User.fs_uniquifier).where(User.county_code == "07", User.is_officer)
        ).first()
    person = Person(app, uniquifier)
    page = person.client.get(PATH).get_data(as_text=True)
    done = person.client.post(
        PATH,
        data={
            "csrf_token": TOKEN.findall(page)[0],
            "version": VERSION.findall(page)[0],
            "activities": "",
            "stay": "1",
        },
    )
    assert done.status_code == 303


def _check_that_every_state_is_kept(app: Flask) -> None:
    """Every version from the first save on is a revision, and what collided is set aside."""
    answer = _answer(app)
    with app.app_context():
        versions = db.session.scalars(
            select(AnswerRevision.version)
            .where(AnswerRevision.answer_id == answer.id)
            .order_by(AnswerRevision.version)
        ).all()
        assert versions == list(range(2, answer.version + 1))
        assert db.session.scalars(select(SetAside)).first() is not None
