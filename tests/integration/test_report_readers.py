"""Who may read which report: pages, files and lists go by one rule."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import ReportKind, ReportStatus, Role
from khoss.errors import NotAllowed
from khoss.jobs import report_folder
from khoss.models import Report, ReportReader, User
from khoss.services.records import ReportOrder
from khoss.services.report_batches import create_batch
from khoss.services.report_readers import OWN_KINDS
from khoss.services.reports import create_report
from tests.integration.test_access import officer_of
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import Person, find_person

ELSEWHERE = (Role.READER, Role.ADMIN)


def add_report(app: Flask, kind: ReportKind = ReportKind.NATIONAL, **values: Any) -> int:
    """Return the number of a finished report whose file says nothing."""
    with app.app_context():
        report = Report(
            kind=kind,
            year=2025,
            figures="{}",
            figures_sha256="0" * 64,
            created_at=EXAMPLE_MOMENT,
            status=ReportStatus.DONE,
            pdf_name="empty.pdf",
            pdf_sha256="0" * 64,
            pages=1,
        )
        for name, value in values.items():
            setattr(report, name, value)
        db.session.add(report)
        (report_folder() / "empty.pdf").write_bytes(b"%PDF-1.7")
        db.session.commit()
        return report.id


def published(**values: Any) -> dict[str, Any]:
    return {"published_at": EXAMPLE_MOMENT, "slug": "rapport", "edition": 1, **values}


def sees(person: Person, report_id: int) -> bool:
    """Tell whether somebody gets a report, by its page, its file and the list alike."""
    page = person.client.get(f"/rapporter/{report_id}/").status_code
    response = person.client.get(f"/rapporter/{report_id}.pdf")
    response.close()
    listed = f'href="/rapporter/{report_id}/"' in person.get("/rapporter/").html
    found = {page == 200, response.status_code == 200, listed}
    assert len(found) == 1, (page, response.status_code, listed)
    assert page in (200, 404)
    return found.pop()


def test_a_draft_is_for_the_coordinator_alone(example_app: Flask) -> None:
    report_id = add_report(example_app)
    assert sees(find_person(example_app, Role.COORDINATOR), report_id)
    for role in ELSEWHERE:
        assert not sees(find_person(example_app, role), report_id)
    assert not sees(officer_of(example_app, "07"), report_id)


def test_a_draft_is_for_its_early_reader_and_no_other_draft_is(example_app: Flask) -> None:
    report_id, other = add_report(example_app), add_report(example_app)
    reader = find_person(example_app, Role.READER)
    name_reader(example_app, report_id, reader)
    assert sees(reader, report_id)
    assert not sees(reader, other)
    assert not sees(find_person(example_app, Role.ADMIN), report_id)


def test_a_published_report_is_for_everybody(example_app: Flask) -> None:
    report_id = add_report(example_app, **published())
    for role in (Role.COORDINATOR, *ELSEWHERE):
        assert sees(find_person(example_app, role), report_id)
    assert sees(officer_of(example_app, "07"), report_id)


@pytest.mark.parametrize("kind", [ReportKind.COUNTY, ReportKind.QUESTIONS])
def test_what_is_about_one_county_is_for_that_county(example_app: Flask, kind: ReportKind) -> None:
    report_id = add_report(example_app, kind, county_code="07")
    assert sees(officer_of(example_app, "07"), report_id)
    assert not sees(officer_of(example_app, "08"), report_id)
    assert not sees(find_person(example_app, Role.READER), report_id)


def test_what_belongs_to_no_county_is_not_for_those_who_have_none(example_app: Flask) -> None:
    report_id = add_report(example_app, ReportKind.QUESTIONS)
    assert not sees(find_person(example_app, Role.READER), report_id)
    assert not sees(officer_of(example_app, "07"), report_id)


def test_a_published_report_is_public_only_when_its_file_is_made(example_app: Flask) -> None:
    report_id = add_report(example_app, **published(status=ReportStatus.QUEUED))
    find_person(example_app, Role.READER).get(f"/rapporter/{report_id}/", status=404)


def test_a_withdrawn_report_is_for_the_coordinator_again(example_app: Flask) -> None:
    report_id = add_report(
        example_app,
        **published(withdrawn_at=EXAMPLE_MOMENT + timedelta(days=1), withdrawal_reason="Fel"),
    )
    reader = find_person(example_app, Role.READER)
    name_reader(example_app, report_id, reader)
    assert not sees(reader, report_id)
    assert sees(find_person(example_app, Role.COORDINATOR), report_id)


def name_reader(app: Flask, report_id: int, person: Person) -> None:
    with person.client.session_transaction() as session:
        uniquifier = session["_user_id"]
    with app.app_context():
        user = db.session.scalars(db.select(User).where(User.fs_uniquifier == uniquifier)).one()
        db.session.add(
            ReportReader(
                report_id=report_id,
                user_id=user.id,
                granted_at=EXAMPLE_MOMENT,
                granted_by_id=user.id,
            )
        )
        db.session.commit()


def test_somebody_of_a_county_orders_what_is_its_own(example_app: Flask) -> None:
    with example_app.app_context():
        officer = db.session.scalars(
            select(User).where(User.is_officer, User.county_code == "07")
        ).first()
        for kind in OWN_KINDS:
            own = ReportOrder(kind, 2025, "07")
            assert create_report(own, by=officer, now=EXAMPLE_MOMENT).county_code == "07"
            for code in ("", "01"):
                order = ReportOrder(kind, 2025, code)
                with pytest.raises(NotAllowed):
                    create_report(order, by=officer, now=EXAMPLE_MOMENT)
        with pytest.raises(NotAllowed):
            create_report(
                ReportOrder(ReportKind.NATIONAL, 2025, "07"), by=officer, now=EXAMPLE_MOMENT
            )
        with pytest.raises(NotAllowed):
            create_batch(ReportOrder(ReportKind.COUNTY, 2025), by=officer, now=EXAMPLE_MOMENT)
