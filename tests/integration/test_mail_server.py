"""A real mail server: it gets the mails; stopped, the pages go on and the mails come later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import Settings, SmtpSecurity
from khoss.db import db
from khoss.enums import MailKind, MailStatus, Role
from khoss.errors import WrongState
from khoss.jobs import jobs
from khoss.mailing import Delivery, deliver_due
from khoss.models import OutgoingMail
from khoss.services import mails as mail_service
from khoss.services.notices import list_coordinators
from tests.integration.test_cycle import ROOT, status_of, submit
from tests.integration.test_letters import LETTER
from tests.integration.test_mails import APPROVER, mails
from tests.support.browsing import Browser, wait_until
from tests.support.databases import EXAMPLE_PASSWORD, Databases
from tests.support.mail_server import CERTIFICATE, PASSWORD, USER, MailServer
from tests.support.pages import find_person
from tests.support.serving import served

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SENDER = "KHOSS <khoss@länsstyrelsen.example>"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def app(example_app: Flask, mail_server: MailServer) -> Flask:
    """Return the application with the mail server in its settings."""
    set_up(example_app, smtp_host="127.0.0.1", smtp_port=mail_server.port, smtp_sender=SENDER)
    return example_app


def set_up(app: Flask, **values: Any) -> None:
    app.extensions["khoss.settings"] = replace(app.extensions["khoss.settings"], **values)


def run_jobs(app: Flask) -> None:
    """Do what the pages have put in the queue."""
    with app.app_context():
        jobs().run_waiting()


def deliver(app: Flask, at: datetime) -> Delivery:
    settings: Settings = app.extensions["khoss.settings"]
    with app.app_context():
        return deliver_due(settings, now=lambda: at)


def write(app: Flask, *addresses: str, at: datetime = NOW, body: str = "Hej!\n") -> None:
    """Put mails straight into the outbox, one to each address."""
    with app.app_context():
        for number, address in enumerate(addresses):
            db.session.add(
                OutgoingMail(
                    kind=MailKind.LETTER,
                    occasion=f"{at.isoformat()} {number} {address}",
                    address=address,
                    subject=f"Nummer {number}",
                    body=body,
                    created_at=at,
                    try_at=at,
                )
            )
        db.session.commit()


def test_a_step_on_a_page_reaches_the_mail_server_word_for_word(
    app: Flask, mail_server: MailServer
) -> None:
    submit(find_person(app, Role.OFFICER, county="07"))
    run_jobs(app)
    (message,) = mail_server.received
    (mail,) = mails(app)
    assert (mail.status, mail.attempts, mail.failure) == (MailStatus.SENT, 1, "")
    assert mail.sent_at is not None
    assert mail_server.recipients == [[APPROVER]]
    assert message["To"] == APPROVER
    assert message["From"] == "KHOSS <khoss@xn--lnsstyrelsen-gcb.example>"
    assert message["Subject"] == "Självskattningen 2026 väntar på godkännande"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@xn--lnsstyrelsen-gcb.example>")
    assert message.get_content().replace("\r\n", "\n") == mail.body
    assert "är inlämnad av länets handläggare." in mail.body
    run_jobs(app)
    assert deliver(app, NOW + timedelta(days=365)).sent == 0
    assert len(mail_server.received) == 1


def test_with_the_server_stopped_the_pages_go_on_and_the_mails_come_when_it_is_back(
    app: Flask, mail_server: MailServer
) -> None:
    mail_server.stop()
    submit(find_person(app, Role.OFFICER, county="07"))
    find_person(app, Role.APPROVER, county="07").step(f"{ROOT}godkann/")
    coordinator = find_person(app, Role.COORDINATOR)
    coordinator.step(f"{ROOT}granska/")
    assert status_of(app, "07").value == "accepted"
    run_jobs(app)
    first, *others = mails(app)
    assert (first.status, first.attempts) == (MailStatus.QUEUED, 1)
    assert "svarar inte: Connection refused" in first.failure
    assert first.try_at - first.created_at < timedelta(minutes=2)
    assert len(others) == 4
    log = coordinator.get("/utskick/?status=queued").text()
    assert "Försöker igen" in log
    assert "svarar inte" in log
    mail_server.start()
    later = datetime.now(UTC) + timedelta(hours=2)
    assert deliver(app, later).sent == 5
    assert [mail.status for mail in mails(app)] == [MailStatus.SENT] * 5
    assert [message["To"] for message in mail_server.received] == [
        mail.address for mail in mails(app)
    ]
    assert deliver(app, later + timedelta(days=1)).sent == 0
    assert len(mail_server.received) == 5


def test_a_server_that_is_away_is_asked_once_and_not_for_every_mail(
    app: Flask, mail_server: MailServer
) -> None:
    mail_server.stop()
    write(app, *(f"{number}@khoss.example" for number in range(5)))
    delivery = deliver(app, NOW)
    assert (delivery.sent, len(delivery.failures)) == (0, 1)
    assert [mail.attempts for mail in mails(app)] == [1, 0, 0, 0, 0]


def test_attempts_come_further_apart_and_end_after_three_days(
    app: Flask, mail_server: MailServer
) -> None:
    mail_server.stop()
    write(app, "en@khoss.example")
    moments = [NOW]
    while (mail := mails(app)[0]).status is MailStatus.QUEUED:
        assert deliver(app, mail.try_at - timedelta(seconds=1)).failures == ()
        deliver(app, mail.try_at)
        moments.append(mails(app)[0].try_at)
    waits = [int((after - before).total_seconds()) // 60 for before, after in pairwise(moments)]
    assert waits[:6] == [1, 5, 15, 60, 60, 60]
    assert set(waits[4:]) == {60}
    ended = moments[-2] - NOW
    assert timedelta(days=3) <= ended < timedelta(days=3, hours=1)
    mail_server.start()
    assert deliver(app, NOW + timedelta(days=30)).sent == 0
    with app.app_context():
        failed = mail_service.get_mail(mails(app)[0].id)
        mail_service.try_again(failed, by=list_coordinators()[0], now=NOW + timedelta(days=30))
        db.session.commit()
    assert deliver(app, NOW + timedelta(days=30)).sent == 1


def test_an_address_that_does_not_exist_is_given_up_and_holds_up_nobody(
    app: Flask, mail_server: MailServer
) -> None:
    mail_server.refused["borta@khoss.example"] = "550 Nobody here"
    mail_server.refused["upptagen@khoss.example"] = "450 Come back later"
    mail_server.refused_data["full@khoss.example"] = "452 Too much"
    write(
        app,
        "borta@khoss.example",
        "upptagen@khoss.example",
        "full@khoss.example",
        "en@khoss.example, annan@khoss.example",
        "har@khoss.example",
    )
    delivery = deliver(app, NOW)
    assert (delivery.sent, len(delivery.failures)) == (1, 4)
    assert mail_server.recipients == [["har@khoss.example"]]
    gone, busy, full, none, here = mails(app)
    assert gone.status is MailStatus.FAILED
    assert gone.failure == "E-postservern tar inte emot adressen: 550 Nobody here"
    assert busy.status is full.status is MailStatus.QUEUED
    assert full.failure == "E-postservern avvisade mejlet: 452 Too much"
    assert none.status is MailStatus.FAILED
    assert none.failure == "Adressen går inte att skriva till."
    assert here.status is MailStatus.SENT


def test_a_process_that_dies_after_its_claim_leaves_the_mail_to_the_next(
    app: Flask, mail_server: MailServer
) -> None:
    write(app, "en@khoss.example")
    with app.app_context():
        claim = mail_service.claim_next(NOW)
        assert claim is not None
        db.session.commit()
    assert deliver(app, NOW + timedelta(minutes=2)).sent == 0
    assert deliver(app, NOW + mail_service.CLAIM).sent == 1
    assert mail_server.received[0]["Message-ID"].startswith(f"<{claim.key}@")
    assert mails(app)[0].attempts == 2


def test_a_mail_on_its_way_cannot_be_tried_again_meanwhile(
    app: Flask, mail_server: MailServer
) -> None:
    mail_server.stop()
    write(app, "en@khoss.example")
    deliver(app, NOW)
    later = NOW + timedelta(minutes=2)
    with app.app_context():
        claim = mail_service.claim_next(later)
        assert claim is not None
        db.session.commit()
        mail = mail_service.get_mail(claim.mail_id)
        with pytest.raises(WrongState):
            mail_service.try_again(mail, by=list_coordinators()[0], now=later)


def test_a_claim_that_is_not_committed_is_nobodys(app: Flask, mail_server: MailServer) -> None:
    write(app, "en@khoss.example")
    with app.app_context():
        assert mail_service.claim_next(NOW) is not None
        db.session.rollback()
    assert deliver(app, NOW).sent == 1


def test_a_mail_without_its_change_is_never_sent(app: Flask, mail_server: MailServer) -> None:
    """The transaction of a step is rolled back: so is what it would have told."""
    officer = find_person(app, Role.OFFICER, county="07")
    goals = officer.get(f"{ROOT}lamna-in/").field("goals")
    officer.post(f"{ROOT}lamna-in/", {"goals": goals}, status=409)
    run_jobs(app)
    assert mail_server.received == []


def test_a_queue_that_is_away_costs_no_page_and_no_mail(
    app: Flask, mail_server: MailServer
) -> None:
    settings: Settings = app.extensions["khoss.settings"]
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("there the queue is in the database, and away together with it")
    # A folder in its place: the queue's file cannot be opened.
    (settings.instance_path / "jobs.sqlite3").mkdir()
    submit(find_person(app, Role.OFFICER, county="07"))
    assert status_of(app, "07").value == "submitted"
    assert deliver(app, datetime.now(UTC)).sent == 1


def test_two_deliverers_at_once_send_each_mail_once(app: Flask, mail_server: MailServer) -> None:
    write(app, *(f"{number}@khoss.example" for number in range(30)))
    mail_server.waits_for_two = True
    with ThreadPoolExecutor(2) as two:
        deliveries = list(two.map(lambda at: deliver(app, at), [NOW, NOW]))
    assert sum(delivery.sent for delivery in deliveries) == 30
    assert all(delivery.sent for delivery in deliveries)
    addresses = [message["To"] for message in mail_server.received]
    assert len(addresses) == len(set(addresses)) == 30
    assert [mail.attempts for mail in mails(app)] == [1] * 30


def test_the_connection_is_encrypted_and_signed_in(example_app: Flask) -> None:
    server = MailServer(encrypted=True).start()
    try:
        believed: dict[str, Any] = {
            "smtp_host": "localhost",
            "smtp_port": server.port,
            "smtp_security": SmtpSecurity.STARTTLS,
            "smtp_user": USER,
            "smtp_password": PASSWORD,
            "smtp_ca_file": str(CERTIFICATE),
        }
        faults: dict[str, dict[str, Any]] = {
            "gick inte att upprätta": {"smtp_ca_file": None},
            "godtog inte inloggningen": {"smtp_password": "fel"},
            "avvisade mejlet: 530": {"smtp_security": SmtpSecurity.NONE, "smtp_user": None},
        }
        for number, (sentence, fault) in enumerate(faults.items()):
            at = NOW + timedelta(days=number)
            write(example_app, f"{number}@khoss.example", at=at)
            set_up(example_app, **{**believed, **fault})
            (failure,) = deliver(example_app, at).failures
            assert sentence in failure
        set_up(example_app, **believed)
        assert deliver(example_app, NOW + timedelta(days=2, hours=2)).sent == 3
        assert server.signed_in == [True] * 3
    finally:
        server.stop()


def test_without_a_server_the_mails_lie_in_a_folder_and_on_a_page(example_app: Flask) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    coordinator.post("/utskick/nytt/", {**LETTER, "act": "send"})
    run_jobs(example_app)
    settings: Settings = example_app.extensions["khoss.settings"]
    files = list((settings.instance_path / "outbox").iterdir())
    assert len(files) == 2
    message = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert message["Subject"] == "Möte på torsdag"
    (first, _) = mails(example_app)
    assert "Skickat" in coordinator.get(f"/utskick/{first.id}/").text()


def test_as_it_runs_for_real_a_mail_leaves_at_once_and_again_when_the_server_is_back(
    databases: Databases, tmp_path: Path, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHOSS_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("KHOSS_SMTP_PORT", str(mail_server.port))
    with databases.copy("example") as url, served(url, tmp_path) as base:
        coordinator = Browser(base)
        coordinator.sign_in("samordnare@khoss.example", EXAMPLE_PASSWORD)

        def send(subject: str) -> None:
            fields = {
                "to_counties": "07",
                "to_roles": "officer",
                "subject": subject,
                "body": "Hej!",
                "act": "send",
            }
            assert coordinator.post("/utskick/nytt/", fields, token_from="/utskick/nytt/")[0] == 200

        def subjects() -> list[str]:
            return [message["Subject"] for message in mail_server.received]

        def failed() -> bool:
            page = coordinator.get("/utskick/?kind=letter&status=queued")[1].decode()
            return "Försöker igen" in page

        send("Ett")
        wait_until(lambda: "Ett" in subjects())
        mail_server.stop()
        send("Två")
        wait_until(failed)
        mail_server.start()
        number = re.search(
            r"/utskick/(\d+)/", coordinator.get("/utskick/?kind=letter&status=queued")[1].decode()
        )
        assert number
        path = f"/utskick/{number[1]}/"
        assert coordinator.post(f"{path}igen/", {}, token_from=path)[0] == 200
        wait_until(lambda: "Två" in subjects())
        assert subjects().count("Ett") == subjects().count("Två") == 1


def test_the_job_process_looks_for_mails_every_minute_and_reminds_every_hour(
    example_app: Flask,
) -> None:
    minutes = [NOW + timedelta(minutes=number) for number in range(120)]
    with example_app.app_context():
        due = [task.name for at in minutes for task in jobs().queue.read_periodic(at)]
    assert (due.count("deliver_mails"), due.count("write_reminders")) == (120, 2)
