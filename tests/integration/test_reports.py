"""Ordering a report: figures frozen, a job that makes the file, who may read it."""

from __future__ import annotations

import hashlib

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import ReportKind, ReportStatus, Role
from khoss.jobs import Jobs, jobs, make_report, report_path
from khoss.models import Report
from tests.integration.test_access import officer_of
from tests.support.pages import find_person


def order(app: Flask, slug: str = "malbild", **fields: str) -> int:
    coordinator = find_person(app, Role.COORDINATOR)
    location = coordinator.post(f"/rapporter/ny/{slug}/", fields).response.location
    return int(location.strip("/").rpartition("/")[2])


def test_a_report_is_ordered_made_by_a_job_and_read(example_app: Flask) -> None:
    report_id = order(example_app)
    coordinator = find_person(example_app, Role.COORDINATOR)
    assert "I kö" in coordinator.get(f"/rapporter/{report_id}/").text()
    coordinator.get(f"/rapporter/{report_id}.pdf", status=404)
    queue: Jobs = example_app.extensions["khoss.jobs"]
    assert queue.run_waiting() == 1
    assert "Öppna rapporten" in coordinator.get(f"/rapporter/{report_id}/").text()
    response = coordinator.client.get(f"/rapporter/{report_id}.pdf")
    assert response.mimetype == "application/pdf"
    content = response.data
    response.close()
    with example_app.app_context():
        report = db.session.get_one(Report, report_id)
        assert hashlib.sha256(content).hexdigest() == report.pdf_sha256
        assert hashlib.sha256(report.figures.encode()).hexdigest() == report.figures_sha256


def test_a_report_made_again_from_its_frozen_figures_is_equal_byte_for_byte(
    example_app: Flask,
) -> None:
    report_id = order(example_app)
    with example_app.app_context():
        path = make_report(report_id)
        assert path is not None
        first = path.read_bytes()
        report = db.session.get_one(Report, report_id)
        report.status = ReportStatus.QUEUED
        db.session.commit()
        path.unlink()
        again = make_report(report_id)
        assert again is not None
        assert again.read_bytes() == first


def test_a_report_that_is_done_is_not_made_twice(example_app: Flask) -> None:
    report_id = order(example_app)
    with example_app.app_context():
        assert make_report(report_id) is not None
        assert make_report(report_id) is None


def test_a_lost_queue_is_taken_up_again_from_the_database(example_app: Flask) -> None:
    report_id = order(example_app)
    with example_app.app_context():
        queue = jobs()
        queue.queue.flush()
        assert queue.run_waiting() == 0
        queue.take_up()
        db.session.rollback()
        assert queue.run_waiting() == 1
        report = db.session.scalars(select(Report).where(Report.id == report_id)).one()
        assert report.status is ReportStatus.DONE
        assert report_path(report).exists()


def test_a_folder_that_cannot_be_written_is_said_in_the_report(
    example_app: Flask, tmp_path: object
) -> None:
    report_id = order(example_app)
    with example_app.app_context():
        settings = example_app.extensions["khoss.settings"]
        (settings.instance_path / "reports").write_text("a file where a folder should be")
        assert make_report(report_id) is None
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/{report_id}/")
    assert "Rapporten kunde inte göras" in page.text()


def test_a_file_that_cannot_be_reached_is_not_found_and_stops_no_page(
    example_app: Flask,
) -> None:
    report_id = order(example_app)
    coordinator = find_person(example_app, Role.COORDINATOR)
    with example_app.app_context():
        path = make_report(report_id)
        assert path is not None
        path.parent.rename(path.parent.with_name("elsewhere"))
        path.parent.write_text("a file where a folder should be")
    coordinator.get(f"/rapporter/{report_id}.pdf", status=404)
    coordinator.get(f"/rapporter/{report_id}/arkiv.zip", status=404)
    coordinator.get(f"/rapporter/{report_id}/")


def test_what_cannot_be_ordered_is_refused(example_app: Flask) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    coordinator.get("/rapporter/ny/saga/", status=404)
    coordinator.get("/rapporter/ny/?kind=saga", status=422)
    page = coordinator.post(
        "/rapporter/ny/nationell-sammanstallning/",
        {"year": "1999", "case_number": "457-1-2026"},
        status=422,
    )
    assert page.field("case_number") == "457-1-2026"


@pytest.mark.parametrize(
    ("address", "kind"),
    [("lansrapport", ReportKind.COUNTY), ("frageunderlag", ReportKind.QUESTIONS)],
)
def test_a_county_has_its_own_texts_along_before_the_year_is_published(
    example_app: Flask, address: str, kind: ReportKind
) -> None:
    officer = officer_of(example_app, "07")
    path = f"/rapporter/ny/{address}/"
    page = officer.get(path)
    chosen = [box.get("name") for box in page.all("input") if box.get("checked") is not None]
    assert chosen == ["with_texts"]
    assert page.all("option")[0].get("value") == "2026"
    officer.post(path, {"year": "2026", "with_texts": "y"})
    with example_app.app_context():
        report = db.session.scalars(select(Report)).one()
        assert (report.kind, report.county_code, report.with_texts) == (kind, "07", True)


def test_the_coordinator_brings_the_questions_without_a_county(example_app: Flask) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    coordinator.post("/rapporter/ny/frageunderlag/", {"year": "2026", "county": ""})
    with example_app.app_context():
        report = db.session.scalars(select(Report)).one()
        assert report.county_code is None
        assert '"code":""' in report.figures
