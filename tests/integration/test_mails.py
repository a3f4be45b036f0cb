"""Who is written to about what: those concerned, once, and nobody else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import AssessmentStatus, MailKind, MailStatus, Role, RoundStatus
from khoss.jobs import write_reminders
from khoss.models import Assessment, County, OutgoingMail, Round, RoundExtension, User
from khoss.notices import remind, tell
from khoss.services.assessments import EDITABLE, get_assessment
from khoss.services.notices import list_coordinators, list_county_people
from tests.integration.test_cycle import ROOT, submit
from tests.support.pages import find_person

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LAST_DAY = date(2026, 12, 14)  # a Monday
OFFICER, APPROVER = "handlaggare.kronoberg@khoss.example", "godkannare.kronoberg@khoss.example"
COORDINATOR = "samordnare@khoss.example"


def mails(app: Flask, kind: MailKind | None = None) -> list[OutgoingMail]:
    with app.app_context():
        asked = select(OutgoingMail).order_by(OutgoingMail.id)
        if kind is not None:
            asked = asked.where(OutgoingMail.kind == kind)
        return list(db.session.scalars(asked))


def told(app: Flask, kind: MailKind) -> set[str]:
    return {mail.address for mail in mails(app, kind)}


def people(app: Flask, codes: Collection[str] | None, *roles: Role) -> set[str]:
    """Return who holds a role in the counties, found another way than the program finds them."""
    with app.app_context():
        return {
            user.email
            for user in db.session.scalars(select(User))
            if user.active
            and user.county_code
            and (codes is None or user.county_code in codes)
            and user.held_roles & set(roles)
        }


def counties_at(app: Flask, *statuses: AssessmentStatus) -> set[str]:
    with app.app_context():
        return set(
            db.session.scalars(
                select(Assessment.county_code)
                .join(Assessment.round)
                .where(Round.year == 2026, Assessment.status.in_(statuses))
            )
        )


def close_account(app: Flask, email: str) -> None:
    with app.app_context():
        db.session.scalars(select(User).where(User.email == email)).one().active = False
        db.session.commit()


def set_round(app: Flask, **values: object) -> None:
    """Give the open round a last day that is the same for every county, and other values."""
    with app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2026)).one()
        for extension in db.session.scalars(select(RoundExtension)):
            db.session.delete(extension)
        for name, value in {"closes_on": LAST_DAY, **values}.items():
            setattr(round_, name, value)
        db.session.commit()


def reminded(app: Flask, day: date) -> int:
    with app.app_context():
        number = remind(day, now=NOW)
        db.session.commit()
        return number


def test_handing_in_tells_the_countys_approver_alone(example_app: Flask) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    (mail,) = mails(example_app)
    assert (mail.kind, mail.address) == (MailKind.SUBMITTED, APPROVER)
    assert (mail.status, mail.attempts, mail.county_code) == (MailStatus.QUEUED, 0, "07")
    assert "http://127.0.0.1:8000/sjalvskattning/2026/07/godkann/\n" in mail.body
    assert "Kronobergs län" in mail.body


def test_the_way_to_acceptance_tells_each_in_turn(example_app: Flask) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    find_person(example_app, Role.APPROVER, county="07").step(f"{ROOT}godkann/")
    assert told(example_app, MailKind.APPROVED) == {OFFICER, COORDINATOR}
    bodies = {mail.address: mail.body for mail in mails(example_app, MailKind.APPROVED)}
    assert f"{ROOT}granska/\n" in bodies[COORDINATOR]
    assert f"{ROOT}\n" in bodies[OFFICER]
    find_person(example_app, Role.COORDINATOR).step(f"{ROOT}granska/")
    assert told(example_app, MailKind.ACCEPTED) == {OFFICER, APPROVER}
    assert len(mails(example_app)) == 5


def test_a_return_tells_officer_and_approver_that_there_is_a_reason_but_not_which(
    example_app: Flask,
) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    reason = "Skyddsrummet i kvarteret Eken saknas."
    find_person(example_app, Role.COORDINATOR).step(f"{ROOT}aterlamna/", {"reason": reason})
    assert told(example_app, MailKind.RETURNED) == {OFFICER, APPROVER}
    for mail in mails(example_app, MailKind.RETURNED):
        assert "Det finns ett skäl" in mail.body
        assert reason not in mail.body + mail.subject
        assert f"{ROOT}\n" in mail.body


def test_whoever_takes_a_step_is_not_written_to_about_it(example_app: Flask) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    approver = find_person(example_app, Role.APPROVER, county="07")
    approver.step(f"{ROOT}aterlamna/", {"reason": "Fel siffra."})
    assert told(example_app, MailKind.RETURNED) == {OFFICER}


def test_a_step_that_is_refused_writes_to_nobody(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    goals = officer.get(f"{ROOT}lamna-in/").field("goals")
    officer.post(f"{ROOT}lamna-in/", {"goals": goals}, status=409)
    find_person(example_app, Role.COORDINATOR).step(
        "/sjalvskattning/2026/09/aterlamna/", {"reason": ""}, status=409
    )
    assert mails(example_app) == []


def test_a_second_time_round_is_told_of_again(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    submit(officer)
    officer.step(f"{ROOT}ta-tillbaka/", {"reason": "Fel siffra i PF 2."})
    submit(officer)
    assert [mail.address for mail in mails(example_app)] == [APPROVER, APPROVER]


def test_nobody_whose_account_is_closed_is_written_to(example_app: Flask) -> None:
    close_account(example_app, APPROVER)
    submit(find_person(example_app, Role.OFFICER, county="07"))
    assert mails(example_app) == []


def test_mails_are_swedish_also_when_an_english_page_writes_them(example_app: Flask) -> None:
    set_round(example_app, status=RoundStatus.CLOSED)
    coordinator = find_person(example_app, Role.COORDINATOR)
    with coordinator.client.session_transaction() as session:
        session["language"] = "en"
    coordinator.post("/omgangar/2026/", {"to": "open", "reason": "Three are missing."})
    assert "14 December 2026" in coordinator.client.get("/omgangar/2026/").get_data(as_text=True)
    mail = mails(example_app)[0]
    assert mail.subject == "Självskattningen 2026 är öppen"
    assert "Sista dag är 14 december 2026." in mail.body


def test_opening_a_round_tells_officers_and_approvers_of_every_county(example_app: Flask) -> None:
    close_account(example_app, OFFICER)
    set_round(example_app, status=RoundStatus.DRAFT)
    with example_app.app_context():
        for assessment in db.session.scalars(select(Assessment).join(Assessment.round)):
            assessment.status = AssessmentStatus.NOT_STARTED
        db.session.commit()
    find_person(example_app, Role.COORDINATOR).post("/omgangar/2026/", {"to": "open"})
    addresses = [mail.address for mail in mails(example_app, MailKind.ROUND_OPENED)]
    assert sorted(addresses) == sorted(
        people(example_app, None, Role.OFFICER, Role.APPROVER) - {OFFICER}
    )
    assert OFFICER not in addresses
    mail = next(one for one in mails(example_app) if one.address == APPROVER)
    assert "Sista dag är 14 december 2026." in mail.body
    assert f"http://127.0.0.1:8000{ROOT}\n" in mail.body


def test_a_round_opened_again_tells_only_of_another_last_day(example_app: Flask) -> None:
    set_round(example_app, status=RoundStatus.CLOSED)
    coordinator = find_person(example_app, Role.COORDINATOR)
    back = {"to": "open", "reason": "Tre län saknas."}
    coordinator.post("/omgangar/2026/", back)
    waiting = people(example_app, counties_at(example_app, *EDITABLE), Role.OFFICER, Role.APPROVER)
    assert told(example_app, MailKind.ROUND_OPENED) == waiting
    coordinator.post("/omgangar/2026/", {"to": "closed"})
    coordinator.post("/omgangar/2026/", back)
    assert len(mails(example_app)) == len(waiting)
    coordinator.post("/omgangar/2026/", {"to": "closed"})
    set_round(example_app, closes_on=LAST_DAY + timedelta(days=7))
    coordinator.post("/omgangar/2026/", back)
    assert len(mails(example_app)) == 2 * len(waiting)


def test_closing_and_publishing_write_to_nobody(example_app: Flask) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    for step in ("closed", "published"):
        coordinator.post("/omgangar/2026/", {"to": step})
    assert mails(example_app) == []


@pytest.mark.parametrize(
    ("day", "subject"),
    [
        (date(2026, 11, 30), "10 arbetsdagar kvar till självskattningens sista dag"),
        (date(2026, 12, 9), "3 arbetsdagar kvar till självskattningens sista dag"),
        (LAST_DAY, "I dag är sista arbetsdagen för självskattningen"),
    ],
)
def test_officers_are_reminded_so_many_working_days_before(
    example_app: Flask, day: date, subject: str
) -> None:
    set_round(example_app)
    waiting = counties_at(example_app, *EDITABLE)
    submitted = counties_at(example_app, AssessmentStatus.SUBMITTED)
    assert waiting
    assert submitted
    reminded(example_app, day)
    assert told(example_app, MailKind.DAYS_LEFT) == people(
        example_app, waiting, Role.OFFICER
    ) | people(example_app, submitted, Role.APPROVER)
    assert {mail.subject for mail in mails(example_app)} == {subject}
    for mail in mails(example_app):
        to_approve = mail.county_code in submitted
        assert ("inte godkänd" in mail.body) == to_approve
        assert ("/godkann/\n" in mail.body) == to_approve


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 28),  # a Saturday
        date(2026, 12, 1),
        date(2026, 12, 11),  # one working day left, which nobody asked for
        date(2026, 12, 13),  # a Sunday
    ],
)
def test_other_days_remind_nobody(example_app: Flask, day: date) -> None:
    set_round(example_app)
    assert reminded(example_app, day) == 0


def test_the_round_says_how_many_days_before_it_reminds(example_app: Flask) -> None:
    set_round(example_app, remind_before="5 1")
    assert reminded(example_app, date(2026, 11, 30)) == 0
    assert reminded(example_app, date(2026, 12, 7)) > 0
    assert reminded(example_app, date(2026, 12, 11)) > 0
    assert "1 arbetsdag kvar till självskattningens sista dag" in {
        mail.subject for mail in mails(example_app)
    }


def test_a_last_day_on_a_weekend_reminds_on_the_working_day_before(example_app: Flask) -> None:
    set_round(example_app, closes_on=date(2026, 12, 13))
    assert reminded(example_app, date(2026, 12, 11)) > 0
    assert "Sista dag är 13 december 2026." in mails(example_app)[0].body


def test_a_county_is_reminded_by_its_own_last_day(example_app: Flask) -> None:
    set_round(example_app)
    with example_app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2026)).one()
        db.session.add(
            RoundExtension(
                round_id=round_.id,
                county_code="07",
                closes_on=date(2026, 12, 21),
                reason="Sjukdom",
            )
        )
        db.session.commit()
    reminded(example_app, LAST_DAY)
    assert OFFICER not in told(example_app, MailKind.DAYS_LEFT)
    set_round_status(example_app, RoundStatus.CLOSED)
    reminded(example_app, date(2026, 12, 16))
    late = [mail for mail in mails(example_app) if mail.address == OFFICER]
    assert [mail.subject for mail in late] == [
        "3 arbetsdagar kvar till självskattningens sista dag"
    ]
    assert told(example_app, MailKind.OVERDUE) == set()


def set_round_status(app: Flask, status: RoundStatus) -> None:
    with app.app_context():
        db.session.scalars(select(Round).where(Round.year == 2026)).one().status = status
        db.session.commit()


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 12, 15), True),  # 1 working day after
        (date(2026, 12, 16), False),
        (date(2026, 12, 17), True),  # 3
        (date(2026, 12, 18), False),
        (date(2026, 12, 19), False),  # a Saturday
        (date(2026, 12, 21), True),  # 5
        (date(2026, 12, 24), False),
        (date(2026, 12, 30), True),  # 10: julafton and juldagen are free
    ],
)
def test_a_county_that_is_late_is_told_at_growing_intervals(
    example_app: Flask, day: date, due: bool
) -> None:
    set_round(example_app)
    reminded(example_app, day)
    late = people(example_app, counties_at(example_app, *EDITABLE), Role.OFFICER, Role.APPROVER)
    assert told(example_app, MailKind.OVERDUE) == (late if due else set())


def test_a_closed_round_reminds_nobody(example_app: Flask) -> None:
    set_round(example_app, status=RoundStatus.CLOSED)
    for day in (date(2026, 12, 9), date(2026, 12, 15)):
        assert reminded(example_app, day) == 0


def test_a_reminder_is_written_once_however_often_it_is_asked_for(example_app: Flask) -> None:
    set_round(example_app)
    day = date(2026, 12, 9)
    first = reminded(example_app, day)
    assert first == len(mails(example_app)) > 0
    assert reminded(example_app, day) == 0
    close_account(example_app, OFFICER)
    assert reminded(example_app, day) == 0
    assert len(mails(example_app)) == first


def test_reminders_are_written_while_people_are_at_work(example_app: Flask) -> None:
    set_round(example_app)
    with example_app.app_context():
        for night in (
            datetime(2026, 12, 9, 5, 59, tzinfo=UTC),
            datetime(2026, 12, 9, 16, 0, tzinfo=UTC),
        ):
            assert write_reminders(night) == 0
        assert write_reminders(datetime(2026, 12, 9, 6, 0, tzinfo=UTC)) > 0
        assert write_reminders(datetime(2026, 12, 9, 7, 0, tzinfo=UTC)) == 0


def test_a_question_tells_the_coordinators_and_a_reply_the_countys_officers(
    example_app: Flask,
) -> None:
    with example_app.app_context():
        officer = list_county_people(["07"], [Role.OFFICER])[0]
        coordinator = list_coordinators()[0]
        assessment = get_assessment(2026, "07")
        path = "/sjalvskattning/2026/07/pf-1/"
        tell(MailKind.QUESTION, assessment, by=officer, now=NOW, goal="PF 1", path=path)
        tell(MailKind.REPLY, assessment, by=coordinator, now=NOW, goal="PF 1", path=path)
        db.session.commit()
    question, reply = mails(example_app)
    assert (question.address, question.kind) == (COORDINATOR, MailKind.QUESTION)
    assert question.subject == "Kronobergs län: fråga om delmål PF 1"
    assert (reply.address, reply.kind) == (OFFICER, MailKind.REPLY)
    assert f"http://127.0.0.1:8000{path}\n" in reply.body


def test_no_county_ever_reads_of_another(example_app: Flask) -> None:
    """Every mail to a county's person names and links to that county alone."""
    set_round(example_app)
    for day in (date(2026, 12, 9), LAST_DAY, date(2026, 12, 15)):
        reminded(example_app, day)
    with example_app.app_context():
        names = {county.code: county.name for county in db.session.scalars(select(County))}
        county_of = {user.email: user.county_code for user in db.session.scalars(select(User))}
    assert len(mails(example_app)) > 60
    for mail in mails(example_app):
        assert mail.county_code == county_of[mail.address]
        for code, name in names.items():
            assert (name in mail.body) == (code == mail.county_code)
            assert (f"/2026/{code}/" in mail.body) == (code == mail.county_code)
