"""A report for each county: ordered, followed, stopped and taken away together."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import ReportKind, ReportStatus, Role
from khoss.errors import NotFound
from khoss.jobs import jobs, make_report
from khoss.models import County, Report
from khoss.services import report_making
from khoss.services.records import ReportOrder
from khoss.services.report_batches import create_batch
from khoss.services.reports import create_report
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import Person, find_person
from tests.support.queries import counted_statements

COUNTIES = 21
ORDER = {"year": "2025", "county": "alla", "with_texts": "y", "case_number": "7-2026"}


@dataclass(frozen=True)
class Batch:
    """A batch that somebody has ordered, with its reports by county."""

    person: Person
    path: str
    reports: dict[str, int]

    @property
    def text(self) -> str:
        """Return what its page says."""
        return self.person.get(f"{self.path}/").text()

    def step(self, name: str) -> None:
        """Take a step on its page."""
        self.person.post(f"{self.path}/{name}/", token_from=f"{self.path}/")


@pytest.fixture
def batch(example_app: Flask) -> Batch:
    """Return reports of all counties that wait."""
    person = find_person(example_app, Role.COORDINATOR)
    location = person.post("/rapporter/ny/lansrapport/", ORDER).response.location
    number = int(location.strip("/").rpartition("/")[2])
    with example_app.app_context():
        reports = db.session.scalars(select(Report).where(Report.batch_id == number)).all()
        found = {str(report.county_code): report.id for report in reports}
    return Batch(person, location.rstrip("/"), found)


def statuses(app: Flask, batch: Batch) -> dict[str, ReportStatus]:
    with app.app_context():
        reports = db.session.scalars(select(Report).where(Report.id.in_(batch.reports.values())))
        return {str(report.county_code): report.status for report in reports}


def fetched(batch: Batch, path: str) -> bytes:
    with batch.person.client.get(path) as response:
        return bytes(response.data)


def make(app: Flask, *report_ids: int) -> None:
    with app.app_context():
        for report_id in report_ids:
            assert make_report(report_id) is not None


def test_every_county_gets_its_report_of_the_same_moment(example_app: Flask, batch: Batch) -> None:
    with example_app.app_context():
        codes = set(db.session.scalars(select(County.code)))
        reports = db.session.scalars(select(Report)).all()
        assert {report.county_code for report in reports} == codes
        assert len({report.created_at for report in reports}) == 1
        assert all(report.with_texts and report.case_number == "7-2026" for report in reports)
        assert len({report.figures_sha256 for report in reports}) == COUNTIES
        assert jobs().queue.pending_count() == COUNTIES
    assert f"0 av {COUNTIES} klara" in batch.text


def test_freezing_all_takes_hardly_more_queries_than_freezing_one(example_app: Flask) -> None:
    order = ReportOrder(ReportKind.COUNTY, 2025)
    with example_app.app_context():
        with counted_statements() as one:
            create_report(replace(order, county_code="07"), by=None, now=EXAMPLE_MOMENT)
            db.session.flush()
        with counted_statements() as every:
            create_batch(order, by=None, now=EXAMPLE_MOMENT)
        db.session.rollback()
    # The counties, and the batch.
    assert len(every) <= len(one) + 2


def test_nothing_is_ordered_for_a_year_without_figures(example_app: Flask) -> None:
    order = ReportOrder(ReportKind.COUNTY, 1999)
    with example_app.app_context(), pytest.raises(NotFound):
        create_batch(order, by=None, now=EXAMPLE_MOMENT)


def test_what_is_stopped_stays_stopped_and_what_was_done_is_kept(
    example_app: Flask, batch: Batch
) -> None:
    make(example_app, batch.reports["01"], batch.reports["25"])
    batch.step("avbryt")
    with example_app.app_context():
        jobs().run_waiting()
    found = statuses(example_app, batch)
    done = {code for code, status in found.items() if status is ReportStatus.DONE}
    assert done == {"01", "25"}
    assert set(found.values()) == {ReportStatus.DONE, ReportStatus.CANCELLED}
    assert f"{200 // COUNTIES} % – 2 av {COUNTIES} klara, {COUNTIES - 2} avbrutna" in batch.text
    batch.step("avbryt")
    assert "Ingen av rapporterna görs längre" in batch.text
    batch.step("gor-igen")
    found = statuses(example_app, batch)
    assert list(found.values()).count(ReportStatus.QUEUED) == COUNTIES - 2


def test_what_failed_is_named_and_made_again_without_the_others(
    example_app: Flask, batch: Batch
) -> None:
    make(example_app, batch.reports["07"])
    with example_app.app_context():
        held = report_making.claim(batch.reports["08"], by="x", now=EXAMPLE_MOMENT)
        assert held is not None
        report_making.fail(held, "Disken är full.")
        db.session.commit()
    assert "Kalmar län : Disken är full." in batch.text
    assert f"{100 // COUNTIES} % – 1 av {COUNTIES} klara, 1 misslyckades" in batch.text
    batch.step("gor-igen")
    assert statuses(example_app, batch)["08"] is ReportStatus.QUEUED
    assert statuses(example_app, batch)["07"] is ReportStatus.DONE


def test_the_finished_reports_are_one_file_with_a_list_of_all(
    example_app: Flask, batch: Batch
) -> None:
    batch.person.get(f"{batch.path}.zip", status=404)
    make(example_app, batch.reports["07"], batch.reports["08"])
    content, again = (fetched(batch, f"{batch.path}.zip") for _ in range(2))
    assert content == again
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        rows = list(
            csv.reader(archive.read("innehall.csv").decode("utf-8-sig").splitlines(), delimiter=";")
        )
        assert len(rows) == 1 + COUNTIES
        listed = {row[0][:2]: row for row in rows[1:]}
        assert listed["09"][0] == "09 Gotlands län"
        assert listed["09"][2:5] == ["", "", ""]
        assert listed["09"][6] == "I kö"
        assert len(archive.namelist()) == 3
        for code in ("07", "08"):
            made = archive.read(listed[code][2])
            assert made.startswith(b"%PDF-")
            assert hashlib.sha256(made).hexdigest() == listed[code][4]


def test_the_batch_is_the_coordinators_alone(example_app: Flask, batch: Batch) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    for path in (f"{batch.path}/", f"{batch.path}.zip"):
        assert officer.client.get(path).status_code == 403
    batch.person.get("/rapporter/alla-lan/999/", status=404)
    own, other = batch.reports["07"], batch.reports["08"]
    assert officer.get(f"/rapporter/{own}/").text()
    officer.get(f"/rapporter/{other}/", status=404)


def test_the_page_of_a_batch_asks_as_much_for_one_county_as_for_all(
    example_app: Flask, batch: Batch
) -> None:
    with example_app.app_context(), counted_statements() as statements:
        batch.person.client.get(f"{batch.path}/")
    # user, batch with who ordered it, reports with counties, log, installation
    assert len(statements) == 5
