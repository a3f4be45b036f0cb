"""Who is written to about what: those concerned, once, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select

from khoss.db import db
from khoss.enums import AssessmentStatus, MailKind, MailStatus, Role
from khoss.models import Assessment, OutgoingMail, Round, RoundExtension, User
from khoss.notices import remind, tell
from tests.integration.test_cycle import ROOT, submit
from tests.support.pages import find_person

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
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


def test_handing_in_tells_the_countys_approver_alone(example_app: Flask) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    (mail,) = mails(example_app)
    assert (mail.kind, mail.address) == (MailKind.SUBMITTED, APPROVER)
    assert (mail.status, mail.attempts, mail.county_code) == (MailStatus.QUEUED, 0, "07")
    assert "http://127.0.0.1:8000/sjalvskattning/2026/07/godkann/" in mail.body
    assert "Kronobergs län" in mail.body


def test_the_way_to_acceptance_tells_each_in_turn(example_app: Flask) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    find_person(example_app, Role.APPROVER, county="07").post(f"{ROOT}godkann/")
    assert told(example_app, MailKind.APPROVED) == {OFFICER, COORDINATOR}
    links = {mail.address: mail.body for mail in mails(example_app, MailKind.APPROVED)}
    assert f"{ROOT}granska/\n" in links[COORDINATOR]
    assert f"{ROOT}\n" in links[OFFICER]
    find_person(example_app, Role.COORDINATOR).post(f"{ROOT}granska/")
    assert told(example_app, MailKind.ACCEPTED) == {OFFICER, APPROVER}
    assert len(mails(example_app)) == 5
