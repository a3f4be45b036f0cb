"""A report's file made once more: the same, by another program, by the same one, or damaged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.documents.program import this_program
from khoss.enums import FileVerdict, ReportKind, Role
from khoss.jobs import make_report, report_path, verify_report
from khoss.models import Event, Report
from khoss.presentation.verifications import verification_text
from khoss.services.program_versions import ProgramVersion
from khoss.services.records import ReportOrder
from khoss.services.reports import create_report
from khoss.services.verifications import Verified
from tests.integration.test_access import officer_of
from tests.integration.test_publishing import CASE, make_waiting, step
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import find_person

UNCHANGED = "Den bevarade filen är oförändrad (SHA-256 stämmer)."
# What an installation of another version would have noted.
EARLIER = replace(
    this_program(),
    number="0.9.0",
    files_sha256="e" * 64,
    libraries={**this_program().libraries, "Pango": "1.44.7"},
)


@pytest.fixture
def report(example_app: Flask) -> Iterator[Report]:
    """Return a report whose file is made, inside the application."""
    with example_app.app_context():
        order = ReportOrder(ReportKind.TARGET_POSTER, 2025)
        number = create_report(order, by=None, now=EXAMPLE_MOMENT).id
        db.session.commit()
        assert make_report(number)
        db.session.expire_all()
        yield db.session.get_one(Report, number)
        db.session.rollback()


def make_other(report: Report, program: ProgramVersion | None) -> None:
    """Let the kept file be another than the one that comes out now, made by some program."""
    content = report_path(report).read_bytes() + b"\n"
    report.pdf_sha256 = hashlib.sha256(content).hexdigest()
    report.made_with = program.text if program else None
    report_path(report).write_bytes(content)
    db.session.commit()


def verified(report: Report) -> tuple[FileVerdict, str, Verified]:
    """Return what is found of a report, and what the log says of it."""
    before = report_path(report).read_bytes() if report_path(report).exists() else b""
    found = verify_report(report.id)
    event = db.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert event.reason == ("" if found.verdict is FileVerdict.SAME else verification_text(found))
    assert (report_path(report).read_bytes() if before else b"") == before
    return found.verdict, event.tag, found


def test_what_is_made_again_by_the_same_program_is_the_same(report: Report) -> None:
    verdict, tag, found = verified(report)
    assert (verdict, tag) == (FileVerdict.SAME, "report:same")
    assert verification_text(found) == f"Filen blev densamma: SHA-256 {report.pdf_sha256}"


def test_what_another_program_makes_the_same_is_the_same(report: Report) -> None:
    report.made_with = EARLIER.text
    db.session.commit()
    assert verified(report)[0] is FileVerdict.SAME


def test_what_another_program_made_is_said_to_be_so_and_to_be_whole(report: Report) -> None:
    make_other(report, EARLIER)
    verdict, tag, found = verified(report)
    assert (verdict, tag) == (FileVerdict.OTHER_PROGRAM, "report:other_program")
    said = verification_text(found)
    now = this_program()
    assert (
        f"med en annan version av programmet (KHOSS 0.9.0, fingeravtryck {short(EARLIER)})" in said
    )
    assert f"Den gjordes nu med KHOSS {now.number}, fingeravtryck {short(now)}." in said
    assert f"Pango från 1.44.7 till {now.libraries['Pango']}." in said
    assert f"KHOSS från 0.9.0 (eeeeeeeeeeee) till {now.number} ({now.files_sha256[:12]})" in said
    assert "HarfBuzz" not in said
    assert UNCHANGED in said
    assert "installera den version av programmet och biblioteken som rapport.json" in said


def test_what_was_made_before_programs_were_noted_is_said_to_be_so(report: Report) -> None:
    make_other(report, None)
    verdict, tag, found = verified(report)
    assert (verdict, tag) == (FileVerdict.UNKNOWN_PROGRAM, "report:differs")
    said = verification_text(found)
    assert said.startswith("Det är inte noterat vilken version av programmet som gjorde filen.")
    assert UNCHANGED in said


def test_another_file_of_the_same_program_is_a_fault(report: Report) -> None:
    make_other(report, this_program())
    verdict, tag, found = verified(report)
    assert (verdict, tag) == (FileVerdict.SAME_PROGRAM, "report:differs")
    said = verification_text(found)
    assert said.startswith("Samma version av programmet (KHOSS ")
    assert UNCHANGED in said
    assert f"Noterat är SHA-256 {found.noted}; nu blev det {found.again}." in said


def test_a_damaged_file_is_told_before_anything_else(report: Report) -> None:
    path = report_path(report)
    path.write_bytes(path.read_bytes() + b"\n")
    verdict, tag, found = verified(report)
    assert (verdict, tag) == (FileVerdict.FILE_DAMAGED, "report:damaged")
    assert found.again == found.noted != found.stored
    said = verification_text(found)
    assert said.startswith(
        f"Den bevarade filen är skadad: den har SHA-256 {found.stored}, men {found.noted}"
    )
    assert "Gjord igen ur de frusna siffrorna har filen den noterade kontrollsumman." in said
    assert UNCHANGED not in said
    path.unlink()
    verdict, tag, found = verified(report)
    assert (verdict, tag) == (FileVerdict.FILE_MISSING, "report:damaged")
    assert verification_text(found).startswith("Den bevarade filen saknas på disken.")


def test_a_lost_file_that_another_program_made_is_told_of_with_that_program(
    report: Report,
) -> None:
    make_other(report, EARLIER)
    report_path(report).unlink()
    said = verification_text(verify_report(report.id))
    assert "Gjord igen blev filen en annan. Filen gjordes den" in said
    assert short(EARLIER) in said


def test_damaged_figures_are_told_and_not_made_into_a_file(report: Report) -> None:
    whole = Verified(
        noted="a",
        stored="a",
        again="",
        figures_hold=False,
        made_at=report.made_at,
        made_with=this_program(),
        program=this_program(),
    )
    assert whole.verdict is FileVerdict.FIGURES_DAMAGED
    assert verification_text(whole).startswith("De frusna siffrorna är skadade")
    assert replace(whole, figures_hold=True).verdict is FileVerdict.NOT_MADE
    assert verification_text(replace(whole, figures_hold=True)) == (
        f"Filen kunde inte göras igen; varför står i programmets logg. {UNCHANGED}"
    )


def test_the_answer_stands_in_the_log_of_the_page(example_app: Flask) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    location = coordinator.post("/rapporter/ny/malbild/", {"case_number": CASE}).response.location
    report_id = int(location.strip("/").rpartition("/")[2])
    make_waiting(example_app)
    step(example_app, report_id, "kontrollera")
    make_waiting(example_app)
    page = f"/rapporter/{report_id}/publicera/"
    assert "Kontrollerade filen: den blev densamma" in coordinator.get(page).text()
    with example_app.app_context():
        make_other(db.session.get_one(Report, report_id), EARLIER)
    step(example_app, report_id, "kontrollera")
    make_waiting(example_app)
    said = coordinator.get(page).text()
    assert "Kontrollerade filen: en annan version av programmet gjorde den" in said
    assert UNCHANGED in said


def test_the_page_of_a_report_tells_the_coordinator_what_made_it(example_app: Flask) -> None:
    coordinator, officer = find_person(example_app, Role.COORDINATOR), officer_of(example_app, "07")
    asked = {"year": "2025", "county": "07", "case_number": CASE}
    location = coordinator.post("/rapporter/ny/lansrapport/", asked).response.location
    make_waiting(example_app)
    said = coordinator.get(location).text()
    program = this_program()
    assert f"Gjord med programversion KHOSS {program.number}, " in said
    assert program.fingerprint in said
    assert f"Pango {program.libraries['Pango']}, pikepdf" in said
    assert "Gjord med programversion" not in officer.get(location).text()
    with example_app.app_context():
        db.session.scalars(select(Report)).one().made_with = None
        db.session.commit()
    said = coordinator.get(location).text()
    assert "Gjord med programversion Inte noterat: filen gjordes innan" in said


def short(program: ProgramVersion) -> str:
    return program.fingerprint[:12]
