"""County reports: the county's own answers, others as sums, and one page for those who lead it."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from khoss import create_app
from khoss.db import db
from khoss.documents import build_document
from khoss.documents.county import county_document
from khoss.documents.covers import MOST_REASON
from khoss.enums import AssessmentStatus, Rating, ReportKind
from khoss.figures.county_record import CountyRecord, Earlier, OwnGoal
from khoss.forms.base import REASON_LIMIT
from khoss.models import ActionPlan, Answer, Assessment, County, Round, SubGoal, Succession
from khoss.pdf import Part, render
from khoss.services.counties import list_counties
from khoss.services.records import ReportOrder, freeze_counties
from khoss.services.records.county import freeze_county
from khoss.services.reports import FrozenReport
from tests.support.apps import settings_for
from tests.support.databases import Databases
from tests.support.made_reports import STRANGE, Made, frozen_report, made_report, pages_of
from tests.support.pdf_structure import structure_problems
from tests.support.queries import counted_statements
from tests.support.verapdf import broken_rules

YEAR, CODE = 2025, "07"
WORDS = {Rating.YES: "Ja", Rating.PARTLY: "Delvis", Rating.NO: "Nej", None: "Obesvarad"}
LADDER = (Rating.NO, Rating.PARTLY, Rating.YES)
LONGEST_REASON = ("Svaret var fel inläst. " * REASON_LIMIT)[:REASON_LIMIT]
ORDER = ReportOrder(ReportKind.COUNTY, YEAR, CODE, with_texts=True)
# With its running titles a page that holds a sentence alone has about as many.
FEWEST_WORDS = 45


@pytest.fixture(scope="module")
def app(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the examples, which these tests only read."""
    with databases.copy("example") as url:
        yield create_app(settings_for(url, tmp_path_factory.mktemp("instance")))


def frozen_of(app: Flask, order: ReportOrder = ORDER) -> FrozenReport:
    with app.app_context():
        return frozen_report(order, freeze_county(order), is_example=True)


@pytest.fixture(scope="module")
def made(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a report with texts."""
    return made_report(frozen_of(app), tmp_path_factory.mktemp("county") / "county.pdf")


def ratings(app: Flask, year: int) -> Mapping[str, Mapping[str, Rating | None]]:
    """Return each rating of a year as the database has it, by county and goal."""
    found: dict[str, dict[str, Rating | None]] = {}
    with app.app_context():
        rows = db.session.execute(
            select(Assessment.county_code, SubGoal, Answer.rating)
            .join(Answer.assessment)
            .join(Assessment.round)
            .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
            .where(Round.year == year)
        )
        for code, goal, rating in rows:
            found.setdefault(code, {})[goal.key] = rating
    return found


def predecessors(app: Flask) -> Mapping[str, tuple[str, bool]]:
    """Return what each goal of the year follows, and whether the two may be compared."""
    with app.app_context():
        return {
            one.sub_goal.key: (one.predecessor.key, one.comparable)
            for one in db.session.scalars(
                select(Succession)
                .join(Succession.sub_goal)
                .join(SubGoal.plan)
                .where(ActionPlan.year == YEAR)
            ).unique()
            for one in [load(one)]
        }


def load(one: Succession) -> Succession:
    """Read both ends of a succession."""
    db.session.refresh(one, ["sub_goal", "predecessor"])
    return one


def goals(app: Flask) -> list[SubGoal]:
    with app.app_context():
        found = db.session.scalars(
            select(SubGoal).join(SubGoal.plan).where(ActionPlan.year == YEAR)
        ).all()
        db.session.expunge_all()
        return list(found)


def test_every_rating_stands_beside_that_of_the_year_before(app: Flask, made: Made) -> None:
    now, then, before = ratings(app, YEAR)[CODE], ratings(app, YEAR - 1)[CODE], predecessors(app)
    for goal in goals(app):
        beside = re.escape(f"{goal.key} {goal.question} {YEAR} {WORDS[now[goal.key]]} {YEAR - 1} ")
        if goal.key in before:
            key, _ = before[goal.key]
            beside += rf"({key} )?{WORDS[then[key]]}"
        else:
            beside += "ny fråga"
        assert re.search(beside, made.words), beside


def test_the_first_page_counts_what_the_database_holds(app: Flask, made: Made) -> None:
    now, then, before = ratings(app, YEAR)[CODE], ratings(app, YEAR - 1)[CODE], predecessors(app)
    first = [goal.key for goal in goals(app) if goal.priority == 1]
    met = sum(now[key] is Rating.YES for key in first)
    steps = [
        LADDER.index(here) - LADDER.index(there)
        for key, (old, comparable) in before.items()
        if comparable and (here := now[key]) is not None and (there := then[old]) is not None
    ]
    up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    page = " ".join(made.pages[0].split())
    assert f"{met} av {len(first)}" in page
    assert f"{up} upp, {down} ner" in page
    assert f"av {len(steps)} som jämförs" in page
    counts = Counter(now.values())
    both = counts[Rating.YES] + counts[Rating.PARTLY]
    assert f"ja eller delvis på {both} av {len(now)} frågor {YEAR}" in page
    assert f"och ja på {counts[Rating.YES]} av {len(now)}" in page
    whole = Counter(one for county in ratings(app, YEAR).values() for one in county.values())
    met, asked = whole[Rating.YES] + whole[Rating.PARTLY], whole.total()
    answered = asked - whole[None]
    of_all, of_answers = (
        f"{100 * met / base:.1f} procent".replace(".", ",") for base in (asked, answered)
    )
    assert f"på {met} av {asked} frågor, {of_all}; av de {answered} besvarade" in page
    assert f"är det {of_answers}" in page


def test_what_remains_is_what_is_not_yes(app: Flask, made: Made) -> None:
    now = ratings(app, YEAR)[CODE]
    rest = made.words.partition("Det som är kvar till 2030 Målbilden")[2]
    for area in ("PF", "SL", "UV", "KK", "UP"):
        asked = [key for key in now if key.startswith(area)]
        done = sum(now[key] is Rating.YES for key in asked)
        assert f"ja på {done} av {len(asked)} delmål som leder hit" in rest
    assert rest.count("har inget delmål som leder hit") == 2


def rows_of(made: Made) -> list[dict[str, str]]:
    """Return the table that travels inside a report."""
    table = next(
        content for name, content in made.files.items() if re.fullmatch(r".*-\d\d\.csv", name)
    )
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig")), delimiter=";"))


def test_others_are_sums_that_the_database_bears_out(app: Flask, made: Made) -> None:
    everybody = ratings(app, YEAR)
    with app.app_context():
        counties = {one.code: one for one in db.session.scalars(select(County))}
    own = counties[CODE]
    area = [one for one in counties.values() if one.civil_area_id == own.civil_area_id]
    near = sorted(
        (abs(one.municipalities - own.municipalities), one.code)
        for one in counties.values()
        if one.code != CODE
    )[:5]
    groups = {
        "alla": list(counties),
        "civilområdet": [one.code for one in area],
        "liknande storlek": [code for _, code in near],
    }
    rows = rows_of(made)
    assert len(rows) == len(everybody[CODE])
    for row in rows:
        assert row["bedömning"] == WORDS[everybody[CODE][row["delmål"]]].lower()
        for name, codes in groups.items():
            counted = Counter(everybody[code][row["delmål"]] for code in codes)
            for rating, word in ((Rating.YES, "ja"), (Rating.PARTLY, "delvis"), (Rating.NO, "nej")):
                assert row[f"{name}: {word}"] == str(counted[rating]), row["delmål"]
            assert row[f"{name}: obesvarade"] == str(counted[None])


def test_the_first_page_is_one_page_and_the_report_is_read_in_a_sitting(made: Made) -> None:
    assert made.pages[1].split()[:2] == ["Innehåll", "Dnr"]
    assert 10 <= made.rendered.pages <= 18


@pytest.mark.parametrize(("year", "code"), [(2024, "07"), (2025, "01"), (2025, "08")])
@pytest.mark.parametrize("reason", ["", "r" * MOST_REASON, "Svaret var fel. " * 25, LONGEST_REASON])
def test_the_first_page_holds_a_draft_and_a_corrections_reason(
    app: Flask, tmp_path: Path, year: int, code: str, reason: str
) -> None:
    frozen = replace(
        frozen_of(app, replace(ORDER, year=year, county_code=code)),
        case_number="D 457-1234-2026 " * 3,
        is_draft=True,
        edition=0,
        correction_reason=reason,
    )
    for edition in (frozen, replace(frozen, is_draft=False, edition=12)):
        report = made_report(edition, tmp_path / "front.pdf")
        assert "Innehåll" in report.pages[1].split()[:8]
        assert report.words.count(" ".join(reason.split())[-40:]) or not reason


@pytest.mark.parametrize("length", [0, 100, 400, 500, REASON_LIMIT])
def test_no_page_before_the_answers_holds_a_sentence_alone(
    app: Flask, tmp_path: Path, length: int
) -> None:
    with app.app_context():
        codes = [county.code for county in list_counties()]
        frozen = freeze_counties(ORDER, codes)
    for code in codes:
        corrected = replace(
            frozen_report(replace(ORDER, county_code=code), frozen[code], is_example=True),
            edition=2 if length else 1,
            correction_reason=LONGEST_REASON[:length].strip(),
        )
        pages = front_of(corrected, tmp_path / "front.pdf")
        assert [len(page.split()) for page in pages if len(page.split()) < FEWEST_WORDS] == []


def front_of(frozen: FrozenReport, path: Path) -> list[str]:
    """Return what stands on each page before the answers; of these there are the headings alone."""
    document = build_document(frozen)
    anchors = re.findall(r' id="([^"]+)"', "".join(part.html for part in document.parts[1:]))
    headings = "".join(f'<h1 id="{anchor}">Rubrik {anchor}</h1>' for anchor in anchors)
    short = replace(document, parts=(document.parts[0], Part("headings", headings)))
    path.write_bytes(render(short).pdf)
    pages = pages_of(path)
    return list(takewhile(lambda page: "Rubrik" not in page, pages))


def test_no_page_of_a_county_holds_a_sentence_alone(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        codes = [county.code for county in list_counties()]
        frozen = freeze_counties(ORDER, codes)
    for code in codes:
        report = made_report(
            frozen_report(replace(ORDER, county_code=code), frozen[code], is_example=True),
            tmp_path / "county.pdf",
        )
        few = {
            number: len(page.split())
            for number, page in enumerate(report.pages, start=1)
            if len(page.split()) < FEWEST_WORDS
        }
        assert few == {}, code


@pytest.mark.parametrize("code", ["03", CODE, "17", "20"])
def test_the_last_page_tells_of_what_remains(app: Flask, tmp_path: Path, code: str) -> None:
    report = made_report(frozen_of(app, replace(ORDER, county_code=code)), tmp_path / "last.pdf")
    assert "Försörjningsberedskap och beredskapslager" in report.pages[-1]
    assert "följer med PDF-filen som bilagor" in report.pages[1]


def test_every_sub_goal_stands_beside_those_of_others_on_one_page(app: Flask, made: Made) -> None:
    (page,) = (page for page in made.pages if "Delmål för delmål" in page)
    rows = re.findall(r"^ *([A-Z]{2} \d+) ", page, re.MULTILINE)
    assert sorted(rows) == sorted(goal.key for goal in goals(app))


def test_the_first_page_holds_sixty_goals_of_which_none_is_met(app: Flask, tmp_path: Path) -> None:
    record = CountyRecord.from_json(frozen_of(app).figures)
    areas = tuple(
        replace(
            area,
            goals=tuple(
                replace(
                    goal,
                    key=f"{goal.key}{number}",
                    priority=1,
                    rating=Rating.NO if number < 2 else None,
                    question=f"{goal.question} {goal.question}",
                )
                for goal in area.goals
                for number in range(3)
            ),
        )
        for area in record.areas
    )
    targets = tuple(
        replace(one, targets=tuple(replace(target, goal_keys=()) for target in one.targets))
        for one in record.targets
    )
    frozen = frozen_of(app)
    crowded = replace(record, areas=areas, targets=targets).to_json()
    frozen = replace(frozen, figures=crowded, is_draft=True, correction_reason="r" * MOST_REASON)
    report = made_report(frozen, tmp_path / "crowded.pdf")
    assert report.pages[1].split()[0] == "Innehåll"


@pytest.mark.parametrize("many", [16, 30])
def test_the_first_page_holds_the_names_of_many_goals_in_each_sentence(
    app: Flask, tmp_path: Path, many: int
) -> None:
    frozen = frozen_of(app)
    record = CountyRecord.from_json(frozen.figures)
    numbers = itertools.count()
    areas = tuple(
        replace(area, goals=tuple(_crowd(goal, next(numbers), many) for goal in area.goals * 3))
        for area in record.areas
    )
    keys = tuple(goal.key for area in areas for goal in area.goals)
    targets = tuple(
        replace(
            one,
            targets=tuple(
                replace(target, goal_keys=() if place else keys) for target in one.targets
            ),
        )
        for place, one in enumerate(record.targets)
    )
    crowded = replace(record, areas=areas, targets=targets).to_json()
    report = made_report(
        replace(frozen, figures=crowded, is_draft=True, correction_reason="r" * MOST_REASON),
        tmp_path / "names.pdf",
    )
    assert report.pages[1].split()[0] == "Innehåll"


def _crowd(goal: OwnGoal, number: int, many: int) -> OwnGoal:
    """Return a goal that is unanswered and in need of support, moved up, or met, by its number."""
    before = Earlier(goal.key, goal.question, Rating.NO)
    return replace(
        goal,
        key=f"{goal.key[:2]} {number + 10}",
        priority=1,
        question=f"{goal.question} {goal.question}"[:175],
        rating=None if number < many else Rating.PARTLY if number < 2 * many else Rating.YES,
        comparable=number >= many,
        earlier=(before,),
        texts=replace(goal.texts, support_needs="Stöd." if number < many else ""),
    )


def test_a_county_that_has_not_answered_gets_a_report_that_says_so(
    app: Flask, tmp_path: Path
) -> None:
    report = made_report(
        frozen_of(app, replace(ORDER, year=2026, county_code="01")), tmp_path / "silent.pdf"
    )
    first = " ".join(report.pages[0].split())
    assert "Stockholms län har inte lämnat in någon självskattning för 2026." in first
    assert "Det betyder inte att svaren är nej. Senast lämnade länet in 2025." in first
    assert report.words.count("2026 inte inlämnad") == 24
    assert "Obesvarad 2025" not in report.words
    assert {row["bedömning"] for row in rows_of(report)} == {"inte inlämnad"}


def test_an_assessment_that_was_returned_is_no_answer(example_app: Flask) -> None:
    with example_app.app_context():
        returned = db.session.scalars(
            select(Assessment)
            .join(Assessment.round)
            .where(Round.year == YEAR, Assessment.county_code == CODE)
        ).one()
        returned.status = AssessmentStatus.RETURNED
        db.session.commit()
        record = CountyRecord.from_json(freeze_county(ORDER))
    assert not record.handed_in
    assert {goal.rating for goal in record.goals} == {None}
    assert not any(goal.texts.activities for goal in record.goals)


def test_of_a_year_with_totals_alone_no_answer_of_a_county_is_told(
    official_app: Flask, tmp_path: Path
) -> None:
    order = replace(ORDER, year=2024)
    with official_app.app_context():
        frozen = frozen_report(order, freeze_county(order), is_example=False)
    report = made_report(frozen, tmp_path / "official.pdf")
    assert "Kronobergs läns egna svar 2024 är inte kända" in " ".join(report.pages[0].split())
    assert "EXEMPELDATA" not in report.text
    assert {row["bedömning"] for row in rows_of(report)} == {"inte känd"}
    assert [row["alla: ja"] for row in rows_of(report)][:2] == ["18", "17"]
    assert "2024 års lydelse för båda åren" in report.words


def test_no_county_reads_the_texts_of_another(example_app: Flask) -> None:
    with example_app.app_context():
        answers = db.session.execute(select(Answer, Assessment.county_code).join(Answer.assessment))
        for answer, code in answers:
            for name in ("activities", "obstacles", "support_needs", "change_reason"):
                setattr(answer, name, f"hemligt-{code}")
        db.session.commit()
        codes = list(db.session.scalars(select(County.code)))
        told = freeze_counties(ORDER, codes)
        untold = freeze_counties(replace(ORDER, with_texts=False), codes)
    for code in codes:
        assert set(re.findall(r"hemligt-(\d\d)", told[code])) == {code}
        assert "hemligt" not in untold[code]


def test_nothing_of_others_is_told_before_the_round_is_published(example_app: Flask) -> None:
    with example_app.app_context():
        before = freeze_county(replace(ORDER, year=2026, county_code="09"))
        others = db.session.scalars(
            select(Answer)
            .join(Answer.assessment)
            .join(Assessment.round)
            .where(Round.year == 2026, Assessment.county_code != "09")
        )
        for answer in others:
            answer.rating = Rating.NO
        db.session.commit()
        assert freeze_county(replace(ORDER, year=2026, county_code="09")) == before


def test_all_counties_cost_as_many_questions_as_one(app: Flask) -> None:
    with app.app_context():
        codes = list(db.session.scalars(select(County.code)))
        asked = []
        for wanted in (["07"], codes):
            db.session.expunge_all()
            with counted_statements() as statements:
                freeze_counties(ORDER, wanted)
            asked.append(len(statements))
    assert asked[0] == asked[1]
    assert asked[0] <= 16


def test_all_counties_at_once_are_each_alone(app: Flask) -> None:
    with app.app_context():
        together = freeze_counties(ORDER, ["01", CODE, "14"])
        for code, figures in together.items():
            assert freeze_county(replace(ORDER, county_code=code)) == figures


def test_the_same_figures_make_the_same_bytes(app: Flask, made: Made, tmp_path: Path) -> None:
    frozen = frozen_of(app)
    again = CountyRecord.from_json(frozen.figures).to_json()
    assert again == frozen.figures
    assert (
        made_report(replace(frozen, figures=again), tmp_path / "again.pdf").rendered.sha256
        == made.rendered.sha256
    )


def test_figures_lead_to_the_answers_behind_them(app: Flask) -> None:
    html = " ".join(part.html for part in county_document(frozen_of(app)).parts)
    for goal in goals(app):
        name = goal.key.replace(" ", "-")
        assert f'data-goal="{name}" data-county="{CODE}"' in html
        assert f'data-goal="{name}">' in html


def test_the_questions_and_the_method_travel_with_the_file(app: Flask, made: Made) -> None:
    names = sorted(made.files)
    stem = f"lansrapport-{YEAR}-{CODE}"
    assert names == [f"{stem}-fragor.csv", f"{stem}-metod.txt", f"{stem}.csv", f"{stem}.json"]
    assert made.files[f"{stem}.json"].decode() == made.figures
    asked = made.files[f"{stem}-fragor.csv"].decode("utf-8-sig")
    for goal in goals(app):
        assert goal.question in asked.replace('""', '"')
    assert "Så är siffrorna räknade" in made.files[f"{stem}-metod.txt"].decode()


@pytest.fixture(scope="module")
def strange(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a report in which people have pasted everything."""
    frozen = frozen_of(app)
    record = CountyRecord.from_json(frozen.figures)
    pasted = iter(STRANGE)

    def changed(text: str) -> str:
        return next(pasted, text)

    areas = tuple(
        replace(
            area,
            goals=tuple(
                replace(
                    goal,
                    texts=replace(
                        goal.texts,
                        activities=changed(goal.texts.activities),
                        obstacles=changed(goal.texts.obstacles),
                        support_needs=changed(goal.texts.support_needs),
                        change_reason="\n\n".join(STRANGE[:5]),
                    ),
                )
                for goal in area.goals
            ),
        )
        for area in record.areas
    )
    figures = replace(record, areas=areas).to_json()
    folder = tmp_path_factory.mktemp("strange")
    return made_report(replace(frozen, figures=figures), folder / "strange.pdf")


def test_strange_texts_are_whole(strange: Made) -> None:
    assert "Rad 1000 av tusen." in strange.words
    assert "<b>inte fet</b> & {{ inte mall }}" in strange.words
    assert "Älmhult 12 40 %" in strange.words
    assert strange.words.replace(" ", "").count("x" * 300) > 1


def test_the_validator_passes_county_reports(
    app: Flask, official_app: Flask, made: Made, strange: Made, tmp_path: Path
) -> None:
    silent = made_report(
        frozen_of(app, replace(ORDER, year=2026, county_code="01")), tmp_path / "silent.pdf"
    )
    bare = made_report(frozen_of(app, replace(ORDER, with_texts=False)), tmp_path / "bare.pdf")
    order = replace(ORDER, year=2024)
    with official_app.app_context():
        frozen = frozen_report(order, freeze_county(order), is_example=False)
    official = made_report(frozen, tmp_path / "official.pdf")
    every = (made, strange, silent, bare, official)
    assert broken_rules(*(report.path for report in every), flavours="ua1,3a") == []
    for report in every:
        assert structure_problems(report.rendered.pdf) == []
