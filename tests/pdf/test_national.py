"""The national report and the accounts: who moved, whose texts, and how they are read out."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import text

from khoss import create_app
from khoss.db import db
from khoss.documents import build_document
from khoss.enums import NarrativeSection, ReportKind
from khoss.figures.bound import BoundText
from khoss.figures.national_record import CountyText, NationalRecord
from khoss.pdf import Rendered, render
from khoss.presentation.national_changes import national_changes
from khoss.services.narratives import Place, bound_text, find_history
from khoss.services.records.national import get_national_record
from khoss.services.reports import FrozenReport
from tests.support.apps import settings_for
from tests.support.databases import Databases
from tests.support.pdf_structure import Spoken, read_out, structure_problems
from tests.support.verapdf import broken_rules

CREATED = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LONG_WORD = "sjukvårdsberedskap" * 17  # 306 letters
HEBREW, ARABIC = "\u05d1\u05d3\u05d9\u05e7\u05d4", "\u0627\u062e\u062a\u0628\u0627\u0631"
STRANGE = f"🚑 {HEBREW} {ARABIC}\ta\tb\tc\n{LONG_WORD}\n<b>fet</b> \uf0b7 \x07"
LINES = "\n".join(f"Rad {number} av tusen." for number in range(1, 1001))
JUDGEMENT = f"Det går framåt.[^1]\n\n## Läget\n\n{LONG_WORD} 🚑 {HEBREW}\n\n[^1]: En fotnot."
CHAPTER = "\n\n".join(
    ["Början.[^1]", "## Uppdraget", "Text.", "### Avgränsning", *LINES.splitlines(), JUDGEMENT]
)
CHAPTERS = {
    NarrativeSection.SUMMARY: "Kort sagt {antal PF-1 ja}.",
    NarrativeSection.INTRODUCTION: CHAPTER,
    NarrativeSection.REFERENCES: "- Regeringen (2022). *Uppdrag*.",
}
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6", "Caption", "THead")


@dataclass(frozen=True)
class Made:
    """A report as a file, as a screen reader reads it, and page by page."""

    rendered: Rendered
    path: Path
    spoken: list[Spoken]
    pages: list[str]

    @property
    def words(self) -> str:
        """Return everything that is read out."""
        return " ".join(one.text for one in self.spoken)


def ordered(kind: ReportKind, record: NationalRecord, **chosen: object) -> FrozenReport:
    """Return a record as a report holds it: published, without texts, until said otherwise."""
    report = FrozenReport(
        kind=kind,
        year=record.comparison.year,
        county_code="",
        figures=record.to_json(),
        with_texts=False,
        case_number="457-1234-2026",
        sender="Länsstyrelsen i Värmlands län",
        recipient="Socialdepartementet",
        is_example=record.comparison.is_example,
        is_draft=False,
        edition=1,
        correction_reason="",
        created_at=CREATED,
    )
    return replace(report, **chosen)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Gathered:
    """Records of the examples and of the official data, and the answers as plain rows."""

    example: NationalRecord
    first: NationalRecord
    latest: NationalRecord
    unfinished: NationalRecord
    official: NationalRecord
    judgements: tuple[BoundText, ...]
    answers: dict[tuple[int, str], dict[str, str | None]]
    followed: dict[str, str]


@pytest.fixture(scope="module")
def gathered(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Gathered:
    """Return what the reports are made from."""
    with databases.copy("official") as url:
        app = create_app(settings_for(url, tmp_path_factory.mktemp("instance")))
        with app.app_context():
            official = get_national_record(2024, with_texts=True)
            judgements = (
                *_judgements(2024),
                *(
                    bound_text(Place(2024, section), body, find_history())
                    for section, body in CHAPTERS.items()
                ),
            )
    with databases.copy("example") as url:
        app = create_app(settings_for(url, tmp_path_factory.mktemp("instance")))
        with app.app_context():
            unfinished = get_national_record(2026, with_texts=True)
            return Gathered(
                example=get_national_record(2024, with_texts=True),
                first=get_national_record(2023, with_texts=False),
                latest=get_national_record(2025, with_texts=False),
                unfinished=_with_strange_texts(unfinished, _judgements(2026)),
                official=official,
                judgements=judgements,
                answers=_answers(),
                followed=_followed(2024),
            )


def _judgements(year: int) -> tuple[BoundText, ...]:
    history = find_history()
    return tuple(
        bound_text(Place(year, NarrativeSection.JUDGEMENT, area), JUDGEMENT, history)
        for area in ("PF", "UO")
    )


def _with_strange_texts(
    record: NationalRecord, judgements: tuple[BoundText, ...]
) -> NationalRecord:
    """Return a record whose first county writes strangely, and where the others are silent."""
    county = record.texts[0].county
    own = [one for one in record.texts if one.county == county]
    strange = CountyText(county, own[0].key, LINES, STRANGE, LONG_WORD)
    return replace(record, texts=(strange, *own[1:]), narratives=judgements)


def _answers() -> dict[tuple[int, str], dict[str, str | None]]:
    """Return the ratings of published years by year and goal, and county."""
    rows = db.session.execute(
        text(
            "SELECT r.year, g.area_code || ' ' || g.position, c.name, a.rating FROM answer a "
            "JOIN assessment s ON s.id = a.assessment_id JOIN round r ON r.id = s.round_id "
            "JOIN sub_goal g ON g.id = a.sub_goal_id JOIN county c ON c.code = s.county_code "
            "WHERE r.year IN (2023, 2024)"
        )
    )
    found: dict[tuple[int, str], dict[str, str | None]] = defaultdict(dict)
    for year, key, county, rating in rows:
        found[year, key][county] = rating
    return found


def _followed(year: int) -> dict[str, str]:
    """Return the goals of a year that may be compared, with what they were the year before."""
    rows = db.session.execute(
        text(
            "SELECT g.area_code || ' ' || g.position, b.area_code || ' ' || b.position "
            "FROM succession s JOIN sub_goal g ON g.id = s.sub_goal_id "
            "JOIN sub_goal b ON b.id = s.predecessor_id JOIN action_plan p ON p.id = g.plan_id "
            "WHERE p.year = :year AND s.comparable"
        ),
        {"year": year},
    )
    return {row[0]: row[1] for row in rows}


@pytest.fixture(scope="module")
def made(gathered: Gathered, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Return the country and its accounts, as drafts and as published, also as a correction."""
    folder = tmp_path_factory.mktemp("reports")
    unfinished = ordered(
        ReportKind.NATIONAL, gathered.unfinished, is_draft=True, edition=0, with_texts=True
    )
    draft = ordered(ReportKind.INTERIM_ACCOUNT, gathered.example, is_draft=True, edition=0)
    account = ordered(
        ReportKind.FINAL_ACCOUNT,
        replace(gathered.official, narratives=gathered.judgements),
        edition=2,
        correction_reason="Fel siffra i avsnitt 2.",
    )
    asked = {
        "national": unfinished,
        "draft": draft,
        "account": account,
        "published": replace(unfinished, is_draft=False, edition=1),
        "correction": ordered(
            ReportKind.NATIONAL, gathered.latest, edition=2, correction_reason=STRANGE
        ),
        "example account": ordered(
            ReportKind.FINAL_ACCOUNT, replace(gathered.example, narratives=gathered.judgements)
        ),
        "official draft": ordered(
            ReportKind.INTERIM_ACCOUNT, gathered.official, is_draft=True, edition=0
        ),
    }
    reports = {}
    for name, frozen in asked.items():
        rendered = render(build_document(frozen))
        path = folder / f"{name}.pdf"
        path.write_bytes(rendered.pdf)
        run = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
        )
        pages = run.stdout.replace("\N{NO-BREAK SPACE}", " ").split("\f")[:-1]
        reports[name] = Made(rendered, path, read_out(rendered.pdf), pages)
    return reports


def test_who_moved_is_what_the_answers_say(gathered: Gathered) -> None:
    assert gathered.example.years is not None
    found = national_changes(gathered.example.years, 2024)
    assert found is not None
    ladder = ["no", "partly", "yes"]
    expected = defaultdict[tuple[str, str, str], set[str]](set)
    for key, before in gathered.followed.items():
        then = gathered.answers[2023, before]
        for county, rating in gathered.answers[2024, key].items():
            old = then.get(county)
            if rating and old and old != rating:
                expected[key, old, rating].add(county)
    named = {
        (move.key, move.then_class, move.now_class): set(re.split(r", | och ", move.names))
        for move in found.moves
    }
    assert named == expected
    up = [
        counties
        for (_, old, new), counties in expected.items()
        if ladder.index(new) > ladder.index(old)
    ]
    assert sum(int(one.up) for one in found.counties) == sum(len(counties) for counties in up)


def test_figures_over_another_base_or_another_question_are_never_subtracted(
    gathered: Gathered,
) -> None:
    assert gathered.example.years is not None
    found = national_changes(gathered.example.years, 2024)
    assert found is not None
    whole = {
        key
        for key, before in gathered.followed.items()
        if all(gathered.answers[2024, key].values())
        and all(gathered.answers[2023, before].values())
    }
    assert {one.key for one in found.compared} == whole
    beside = {one.key for one in found.beside}
    assert beside == {goal.key for goal in gathered.example.comparison.goals} - whole
    assert all(one.why for one in found.beside)


def test_texts_are_there_only_when_they_were_chosen(gathered: Gathered) -> None:
    record = gathered.example
    assert record.texts
    written = [line for one in record.texts[:20] for line in one.activities.splitlines() if line]
    frozen = ordered(ReportKind.NATIONAL, replace(record, texts=()))
    document = build_document(frozen)
    everything = "".join(part.html for part in document.parts) + "".join(
        file.content.decode() for file in document.attachments
    )
    assert not [line for line in written if line in everything]
    with_texts = build_document(ordered(ReportKind.NATIONAL, record, with_texts=True))
    shown = "".join(part.html for part in with_texts.parts)
    assert record.texts[0].activities.splitlines()[0] in shown


def test_a_county_that_has_not_answered_is_named_and_has_no_page(
    gathered: Gathered, made: dict[str, Made]
) -> None:
    assert gathered.unfinished.history is not None
    rows = [one.text for one in made["national"].spoken if one.kind == "TR"]
    silent = [row.split(" | ")[0] for row in rows if row.endswith("| har inte svarat")]
    names = {unit.name for unit in gathered.unfinished.history.units}
    headings = {one.text for one in made["national"].spoken if one.kind == "H2"}
    assert len(silent) == 14
    assert headings & names == names - set(silent)


def test_the_first_form_is_still_read(gathered: Gathered) -> None:
    comparison = gathered.example.comparison
    record = NationalRecord.from_json(comparison.to_json())
    assert record.comparison == comparison
    for kind in (ReportKind.NATIONAL, ReportKind.FINAL_ACCOUNT):
        frozen = replace(ordered(kind, record), figures=comparison.to_json())
        html = "".join(part.html for part in build_document(frozen).parts)
        assert "Planeringsförutsättningar" in html
        assert "flyttat sig" not in html


def test_a_record_that_contradicts_itself_is_refused(gathered: Gathered) -> None:
    text_ = gathered.example.to_json()
    assert NationalRecord.from_json(text_) == gathered.example
    history = gathered.example.history
    assert history is not None
    now = history.years[1]
    forged = replace(now, handed_in=now.handed_in[1:])
    with pytest.raises(ValueError, match="does not come to"):
        replace(gathered.example, history=replace(history, years=(history.years[0], forged)))


def test_an_empty_chapter_is_left_out_when_published_and_said_in_a_draft(
    made: dict[str, Made],
) -> None:
    draft = [one.text for one in made["draft"].spoken if one.kind == "H1"]
    account = [one.text for one in made["account"].spoken if one.kind == "H1"]
    assert draft == [
        "Delredovisning 2024",
        "Innehåll",
        "Sammanfattning",
        "1 Inledning",
        "2 Utgångspunkter",
        "3 Genomförande",
        "4 Metod",
        "5 Resultat",
        "6 Analys och slutsatser",
        "7 Förslag",
        "Referenser",
        "Bilaga: så läses siffrorna",
    ]
    assert account == [
        "Slutredovisning 2024",
        "Innehåll",
        "Sammanfattning",
        "1 Inledning",
        "2 Resultat",
        "Referenser",
        "Bilaga: så läses siffrorna",
    ]
    assert "Texten är inte skriven." in made["draft"].words
    assert "Texten är inte skriven." not in made["account"].words
    numbered = [one.text for one in made["account"].spoken if one.kind in ("H2", "H3")]
    assert numbered[:2] == ["1.1 Uppdraget", "1.1.1 Avgränsning"]
    assert "2.1 Planeringsförutsättningar" in numbered
    listed = made["draft"].pages[1]
    results = [one.text for one in made["draft"].spoken if one.kind == "H2" and one.text[0] == "5"]
    assert results[-1].endswith("Länsstyrelserna")
    for heading in results:
        assert heading in listed


def test_chapters_that_are_not_written_share_a_page(made: dict[str, Made]) -> None:
    (before,) = (page for page in made["draft"].pages[2:] if "1 Inledning" in page)
    (after,) = (page for page in made["draft"].pages[2:] if "6 Analys och slutsatser" in page)
    assert before.count("Texten är inte skriven.") == 5
    assert after.count("Texten är inte skriven.") == 3


def test_the_cover_says_what_the_report_is_and_to_whom_it_goes(made: dict[str, Made]) -> None:
    draft, account = made["draft"].pages[0], made["account"].pages[0]
    for cover in (draft, account):
        assert "Dnr 457-1234-2026" in cover
        assert "Avsändare: Länsstyrelsen i Värmlands län" in cover
        assert "Mottagare: Socialdepartementet" in cover
        assert "23 november 2026" in cover
    assert "UTKAST" in draft
    assert "UTKAST" not in account
    assert "Utgåva 2, ersätter utgåva 1. Rättat: Fel siffra i avsnitt 2." in account
    assert "Utgåva" not in draft


def test_the_validator_passes_every_report(made: dict[str, Made]) -> None:
    assert broken_rules(*(report.path for report in made.values()), flavours="ua1,3a") == []


def test_the_structure_of_every_report_is_whole(made: dict[str, Made]) -> None:
    for report in made.values():
        assert structure_problems(report.rendered.pdf) == []


def test_the_report_is_read_out_from_cover_to_appendix(made: dict[str, Made]) -> None:
    spoken = made["national"].spoken
    assert [one.text for one in spoken if one.kind == "H1"] == [
        "Nationell sammanställning 2026",
        "Innehåll",
        "Sammanfattning",
        "Så läses rapporten",
        "Stöd inom de prioriterade områdena",
        "Vad som har ändrats och vilka som har flyttat sig",
        "Länsstyrelserna",
        "Geografiska skillnader",
        "Bilaga: alla delmål",
        "Bilaga: länsstyrelsernas svar",
    ]
    for place, one in enumerate(spoken):
        if one.kind == "Caption":
            assert spoken[place + 1].kind == "THead", one.text
            assert spoken[place + 2].kind == "TR", one.text
    pages = {one.text: min(one.pages) for one in spoken if one.kind == "H1"}
    assert pages["Så läses rapporten"] == pages["Sammanfattning"] + 1
    area = next(n for n, one in enumerate(spoken) if one.text == "Planeringsförutsättningar")
    said = [one.text for one in spoken[area : area + 12]]
    assert said[2] == "Sammanfattande bedömning"
    assert said[3].startswith("Det går framåt. 1")
    first = next(n for n, one in enumerate(spoken) if one.text == "Bilaga: länsstyrelsernas svar")
    assert spoken[first + 3].kind == "Caption"


def test_nothing_at_the_edge_of_a_page_is_read_out(made: dict[str, Made]) -> None:
    for report in made.values():
        assert not re.search(r"Sida \d+ av \d+", report.words)
        drafts = [one.text for one in report.spoken if "UTKAST" in one.text]
        assert drafts in ([], ["UTKAST – rapporten är inte publicerad."])
        examples = [one.text for one in report.spoken if "EXEMPELDATA" in one.text]
        assert len(examples) <= 1


def test_a_first_year_has_no_chapter_on_changes_but_says_why(gathered: Gathered) -> None:
    parts = build_document(ordered(ReportKind.NATIONAL, gathered.first)).parts
    html = "".join(one.html for one in parts)
    assert "Vad som har ändrats" not in html
    assert "Det finns inget tidigare år att jämföra med." in html


def test_no_heading_ends_a_page(made: dict[str, Made]) -> None:
    for name, report in made.items():
        for one, following in zip(report.spoken, report.spoken[1:], strict=False):
            if one.kind in HEADINGS and one.pages and following.pages:
                assert max(one.pages) == min(following.pages), (name, one, following)


def test_no_row_stands_alone_on_a_page(made: dict[str, Made]) -> None:
    for name, report in made.items():
        for table in _tables(report.spoken):
            pages = [page for row in table for page in row.pages]
            for page in set(pages) if len(set(pages)) > 1 else ():
                assert pages.count(page) > 1, (name, table[-1].text)


def _tables(spoken: list[Spoken]) -> list[list[Spoken]]:
    """Return the rows of each table, without its head."""
    tables: list[list[Spoken]] = []
    for before, one in pairwise(spoken):
        if one.kind == "TR":
            if before.kind != "TR":
                tables.append([])
            tables[-1].append(one)
    return tables


def test_no_page_is_empty(made: dict[str, Made]) -> None:
    for name, report in made.items():
        for number, page in enumerate(report.pages[1:], start=2):
            own = [line for line in page.splitlines() if line.strip()]
            # The running titles at the top and the foot are lines of their own.
            assert len(own) > 3, (name, number)


def test_a_strange_text_is_whole(made: dict[str, Made]) -> None:
    for name in ("national", "account"):
        words = made[name].words
        assert "Rad 1 av tusen." in words
        assert "Rad 1000 av tusen." in words
        assert LONG_WORD in words.replace(" ", "")
    assert "<b>fet</b>" in made["national"].words


def test_the_same_figures_make_the_same_bytes(gathered: Gathered, made: dict[str, Made]) -> None:
    record = NationalRecord.from_json(gathered.example.to_json())
    again = ordered(ReportKind.INTERIM_ACCOUNT, record, is_draft=True, edition=0)
    assert render(build_document(again)).sha256 == made["draft"].rendered.sha256


def test_the_questions_and_the_method_travel_with_the_file(made: dict[str, Made]) -> None:
    for report in made.values():
        with pikepdf.open(report.path) as pdf:
            files = {
                name: pdf.attachments[name].get_file().read_bytes().decode()
                for name in pdf.attachments
            }
        assert len(files) == 4
        questions = next(text for name, text in files.items() if name.endswith("-fragor.csv"))
        method = next(text for name, text in files.items() if name.endswith("-metod.txt"))
        assert "Är Regionen delaktig i uppdraget?" in questions
        assert "en obesvarad fråga räknas aldrig som nej" in method


def test_every_figure_of_a_goal_leads_to_it(gathered: Gathered) -> None:
    keys = {goal.key.replace(" ", "-") for goal in gathered.example.comparison.goals}
    for kind in (ReportKind.NATIONAL, ReportKind.FINAL_ACCOUNT):
        document = build_document(ordered(kind, gathered.example))
        found = re.findall(r'data-goal="([^"]*)"', "".join(part.html for part in document.parts))
        assert set(found) == keys
        # Ja, delvis, nej and the base at least.
        assert all(found.count(key) >= 4 for key in keys)
