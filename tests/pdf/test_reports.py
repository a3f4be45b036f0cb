"""The reports of record: official figures word for word, valid, and the same every time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from khoss import create_app
from khoss.documents.national import national_document
from khoss.documents.targets import target_picture_document
from khoss.enums import ReportKind
from khoss.figures.national_record import NationalRecord
from khoss.figures.targets import TargetPictureFigures
from khoss.pdf import render
from khoss.services.records.national import get_national_record
from khoss.services.reports import FrozenReport
from khoss.services.targets import get_target_picture
from tests.support.apps import settings_for
from tests.support.databases import Databases
from tests.support.known_truth import known_truth
from tests.support.made_reports import Made
from tests.support.pdf_structure import structure_problems
from tests.support.verapdf import broken_rules

CREATED = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CASE = "457-1234-2026"
# With its running titles a page that holds a paragraph alone has about as many.
FEWEST_WORDS = 45


def frozen(figures: NationalRecord | TargetPictureFigures) -> FrozenReport:
    """Return figures as a published report holds them."""
    national = isinstance(figures, NationalRecord)
    return FrozenReport(
        kind=ReportKind.NATIONAL if national else ReportKind.TARGET_PICTURE,
        year=2024,
        county_code="",
        figures=figures.to_json(),
        with_texts=False,
        case_number=CASE,
        sender="",
        recipient="",
        is_example=figures.comparison.is_example
        if isinstance(figures, NationalRecord)
        else figures.is_example,
        is_draft=False,
        edition=1,
        correction_reason="",
        created_at=CREATED,
    )


@pytest.fixture(scope="module")
def figures(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[NationalRecord, TargetPictureFigures]]:
    """Return the figures of the official data and of the examples."""
    gathered = {}
    for kind in ("official", "example"):
        with databases.copy(kind) as url:
            app = create_app(settings_for(url, tmp_path_factory.mktemp("instance")))
            with app.app_context():
                gathered[kind] = (
                    get_national_record(2024, with_texts=False),
                    get_target_picture(2030),
                )
    return gathered


@pytest.fixture(scope="module")
def made(
    figures: dict[str, tuple[NationalRecord, TargetPictureFigures]],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Made]:
    """Return the four reports."""
    folder = tmp_path_factory.mktemp("reports")
    reports = {}
    for kind, (record, picture) in figures.items():
        documents = {
            f"national-{kind}": (
                national_document(frozen(record)),
                record.to_json(),
            ),
            f"target-{kind}": (
                target_picture_document(frozen(picture)),
                picture.to_json(),
            ),
        }
        for name, (document, source) in documents.items():
            rendered = render(document)
            path = folder / f"{name}.pdf"
            path.write_bytes(rendered.pdf)
            reports[name] = Made(rendered, source, path)
    return reports


def national_reports(made: dict[str, Made]) -> Iterator[Made]:
    return (report for name, report in made.items() if name.startswith("national"))


def test_no_page_holds_a_paragraph_alone(made: dict[str, Made]) -> None:
    for name, report in made.items():
        for number, page in enumerate(report.pages[1:], start=2):
            assert len(page.split()) >= FEWEST_WORDS, (name, number)


def test_without_answers_of_counties_their_chapter_leads_in_the_appendix(
    made: dict[str, Made],
) -> None:
    (page,) = (one for one in made["national-official"].pages if "länsdiagram" in one)
    chapters = [page.index(heading) for heading in ("Länsstyrelserna", "Bilaga: alla delmål")]
    assert chapters == sorted(chapters)
    assert "PF 1" in page


def test_every_published_row_stands_on_one_line(made: dict[str, Made]) -> None:
    for report in national_reports(made):
        lines = report.text.splitlines()
        for row in known_truth():
            own = [line for line in lines if line.startswith(row.key) and row.line.search(line)]
            assert own, (report.path.name, row.key, row.cells)


def test_a_new_question_has_no_parentheses(made: dict[str, Made]) -> None:
    for report in national_reports(made):
        for row in known_truth():
            if row.before is None:
                lines = [line for line in report.text.splitlines() if row.line.search(line)]
                assert any(line.startswith(row.key) and "(" not in line for line in lines)


def test_short_bases_are_said(made: dict[str, Made]) -> None:
    for report in national_reports(made):
        for row in known_truth():
            for year, counts in ((2024, row.now), (2023, row.before)):
                if counts is not None and sum(counts) < 21:
                    assert f"{year}: {sum(counts)} av 21 svarade" in report.text, row.key


def test_every_question_stands_word_for_word(made: dict[str, Made]) -> None:
    for report in national_reports(made):
        for row in known_truth():
            assert row.question in report.words, row.key


def test_counties_are_shown_from_answers_and_explained_otherwise(made: dict[str, Made]) -> None:
    official, example = made["national-official"].words, made["national-example"].words
    assert "visas varken länsdiagram eller svar län för län" in official
    assert "Västra Götalands län" not in official
    assert "Västra Götalands län" in example
    assert "Alla delmål, län för län" in example


def test_the_target_picture_is_word_for_word(
    made: dict[str, Made],
    figures: dict[str, tuple[NationalRecord, TargetPictureFigures]],
) -> None:
    for kind, (_, picture) in figures.items():
        words = made[f"target-{kind}"].words
        assert picture.vision in words
        for area in picture.areas:
            assert area.name.split("/")[0] in words
            for target in area.targets:
                assert target.text in words
        assert 2 <= made[f"target-{kind}"].rendered.pages <= 6


def test_every_page_of_examples_says_so_and_no_page_of_official_figures(
    made: dict[str, Made],
) -> None:
    for name, report in made.items():
        marked = ["EXEMPELDATA" in page for page in report.pages]
        assert set(marked) == {name.endswith("example")}, name


def test_pages_are_numbered_and_carry_the_case_number(made: dict[str, Made]) -> None:
    for report in made.values():
        total = report.rendered.pages
        for number, page in enumerate(report.pages[1:], start=2):
            assert f"Sida {number} av {total}" in page
            assert f"Dnr {CASE}" in page


def test_the_contents_name_the_right_pages(made: dict[str, Made]) -> None:
    report = made["national-example"]
    contents = [line.rsplit(maxsplit=1) for line in report.pages[1].splitlines() if line.strip()]
    found = {
        line[0].strip(): int(line[1])
        for line in contents
        if line[-1].isdigit() and "Sida" not in line[0]
    }
    assert len(found) >= 11
    for title, number in found.items():
        assert title in report.pages[number - 1], (title, number)


def test_the_same_figures_make_the_same_bytes(
    figures: dict[str, tuple[NationalRecord, TargetPictureFigures]], made: dict[str, Made]
) -> None:
    thawed = NationalRecord.from_json(figures["example"][0].to_json())
    again = render(national_document(frozen(thawed)))
    assert again.sha256 == made["national-example"].rendered.sha256


def test_the_figures_travel_with_the_file(made: dict[str, Made]) -> None:
    for report in made.values():
        with pikepdf.open(report.path) as pdf:
            files = {
                name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments
            }
        assert len(files) == 4
        source = next(content for name, content in files.items() if name.endswith(".json"))
        table = next(
            content for name, content in files.items() if name.endswith(("24.csv", "30.csv"))
        )
        assert source.decode() == report.figures
        assert json.loads(source)
        assert len(list(csv.reader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))) > 10


def test_the_validator_passes_every_report(made: dict[str, Made]) -> None:
    assert broken_rules(*(report.path for report in made.values()), flavours="ua1,3a") == []


def test_the_structure_of_every_report_is_whole(made: dict[str, Made]) -> None:
    for report in made.values():
        assert structure_problems(report.rendered.pdf) == []


def test_strange_characters_in_texts_do_no_harm(
    figures: dict[str, tuple[NationalRecord, TargetPictureFigures]], tmp_path: Path
) -> None:
    record = figures["official"][0]
    comparison = record.comparison
    area = comparison.areas[0]
    strange = "Frågan 🚑 om \uf0b7 <b>vård</b> & \x07 „omsorg” " + "å" * 300 + "?"
    goals = (replace(area.goals[0], question=strange, guidance=strange), *area.goals[1:])
    figured = replace(
        comparison, areas=(replace(area, goals=goals), *comparison.areas[1:]), counties=()
    )
    rendered = render(
        national_document(
            replace(
                frozen(replace(record, comparison=figured)),
                case_number="<1> & 2",
                is_example=False,
            )
        )
    )
    path = tmp_path / "strange.pdf"
    path.write_bytes(rendered.pdf)
    assert "<b>vård</b> &" in Made(rendered, "", path).words
    assert "Dnr <1> & 2" in Made(rendered, "", path).text
