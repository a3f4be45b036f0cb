"""The years one after another, against what the database and the official report count."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from khoss.db import db
from khoss.enums import Rating, Role
from khoss.models import Answer, Assessment, Round, SubGoal
from tests.integration.test_known_truth import reader_of
from tests.support.known_truth import Row, known_truth
from tests.support.pages import NAMESPACE, Page, find_person

SVG = "{http://www.w3.org/2000/svg}"
PATH = "/resultat/utveckling/"
HANDED_IN = ("submitted", "approved", "accepted")
PARTS = {"alla": (None, None), "sl": ("SL", None), "prio-2": (None, 2), "prio-3": (None, 3)}
# What the plan of 2025 says of itself: PF 3 ended, UO 4 is new and UP 1 asks something else.
ANOTHER_QUESTION = ("UP-1", "UO-4", "PF-3")


@pytest.mark.parametrize("anchor", list(PARTS))
def test_every_year_counts_every_answer_that_is_handed_in(example_app: Flask, anchor: str) -> None:
    page = find_person(example_app, Role.COORDINATOR).get(PATH)
    rows = _rows(page, f"{anchor}-years")
    assert [row[0][:4] for row in rows] == ["2026", "2025", "2024", "2023"]
    for row in rows:
        goals, yes, partly, no, everybody = _counted(example_app, int(row[0][:4]), *PARTS[anchor])
        answered = yes + partly + no
        assert [int(cell) for cell in row[1:6]] == [goals, yes, partly, no, everybody - answered]
        share = f"{(yes + partly) * 100 / answered:.1f}".replace(".", ",")
        assert row[6] == f"{yes + partly} av {answered}, {share} procent"
        short = f"{answered} av {everybody} svar finns"
        assert (short in row[0]) == (answered < everybody)
        assert ("preliminärt" in row[0]) == row[0].startswith("2026")


@pytest.mark.parametrize("anchor", list(PARTS))
@pytest.mark.parametrize(("then", "now"), [(2024, 2025), (2025, 2026)])
def test_a_step_is_over_what_the_same_counties_answered_both_years(
    example_app: Flask, anchor: str, then: int, now: int
) -> None:
    page = find_person(example_app, Role.COORDINATOR).get(PATH)
    row = next(one for one in _rows(page, f"{anchor}-steps") if one[0].endswith(str(now)))
    before, after = _answers(example_app, then), _answers(example_app, now)
    both = {unit for _line, unit in before} & {unit for _line, unit in after}
    asked = _lines(example_app, now, *PARTS[anchor])
    known = asked & {line for line, _unit in before} - set(ANOTHER_QUESTION)
    if now == 2026:
        known = asked & {line for line, _unit in before}
    firm = {
        line
        for line in known
        if all(given.get((line, unit)) for given in (before, after) for unit in both)
    }
    sums = [
        Counter(given[line, unit] for line in firm for unit in both) for given in (before, after)
    ]
    base = len(firm) * len(both)
    met = [found[Rating.YES] + found[Rating.PARTLY] for found in sums]
    assert row[1] == f"{len(firm)} av {len(asked)}"
    assert row[2:5] == [f"{len(both)} av 21", f"{met[0]} av {base}", f"{met[1]} av {base}"]
    yes = sums[1][Rating.YES] - sums[0][Rating.YES]
    assert row[5] == f"{_step(met[1] - met[0])} (ja {_step(yes)})"


def test_every_break_is_drawn_and_named(example_app: Flask) -> None:
    page = find_person(example_app, Role.READER).get(PATH)
    text = _said(page)
    whole = text[text.index("Alla delmål: från år till år") : text.index("Område för område")]
    later = whole[whole.index("B: 2024 till 2025") : whole.index("A: 2023 till 2024")]
    assert "Jämförbarheten bryts: omformulerad fråga för UP 1 (2025 års plan)." in later
    assert "Jämförbarheten bryts: ny fråga för UO 4 (2025 års plan)." in later
    assert "Följs inte upp längre: PF 3 (2024 års plan)." in later
    assert "Jämförbarheten bryts: ny fråga för SL 5 och UV 5 (2024 års plan)." in whole
    assert [_label(one) for one in _breaks(_drawing(page, "Alla delmål"))] == ["A", "B"]


def test_a_round_that_is_not_published_is_the_coordinators_alone(example_app: Flask) -> None:
    assert "2026" not in _said(find_person(example_app, Role.READER).get(PATH))
    assert "Preliminärt: 2026 är inte publicerad." in _said(
        find_person(example_app, Role.COORDINATOR).get(PATH)
    )


def test_the_official_totals_are_compared_where_all_21_answered_both_years(
    official_app: Flask,
) -> None:
    page = reader_of(official_app).get(PATH)
    rows = known_truth()
    parts = {"alla": rows, **{f"prio-{n}": [r for r in rows if r.priority == n] for n in (1, 2, 3)}}
    parts |= {code.lower(): [r for r in rows if r.key.startswith(code)] for code in ("PF", "UO")}
    for anchor, part in parts.items():
        held = [one for one in part if sum(one.now) == 21 and one.before and sum(one.before) == 21]
        [row] = _rows(page, f"{anchor}-steps")
        assert row[1] == f"{len(held)} av {len(part)}"
        if not held:
            assert row[2:] == ["–", "–", "–", "räknas inte av"]
            continue
        then, now = _met_before(held), sum(one.now[0] + one.now[1] for one in held)
        base = 21 * len(held)
        assert row[2:5] == ["21 av 21", f"{then} av {base}", f"{now} av {base}"]
        yes = sum(one.now[0] for one in held) - sum(one.before[0] for one in held if one.before)
        assert row[5] == f"{_step(now - then)} (ja {_step(yes)})"


def test_the_short_bases_of_the_official_totals_are_said(official_app: Flask) -> None:
    page = reader_of(official_app).get(PATH)
    rows = known_truth()
    now = sum(sum(one.now) for one in rows)
    before = [one.before for one in rows if one.before]
    then = sum(sum(one) for one in before)
    years = _rows(page, "alla-years")
    assert f"{now} av {21 * 24} svar finns" in years[0][0]
    assert f"{then} av {21 * 22} svar finns" in years[1][0]
    assert years[1][1] == "22", "a new question has no figure the year before, and not 0"
    short = (
        "Svar saknas något av åren, och de räknas inte av: PF 7, SL 4, KK 2, KK 3, UP 1 och UO 1 "
        "(2024 års plan)."
    )
    assert short in _said(page)


def test_a_line_meets_its_dots_only_where_it_covers_all(example_app: Flask) -> None:
    drawing = _drawing(find_person(example_app, Role.READER).get(PATH), "Prio 1")
    dots = [(one.get("cx"), one.get("cy")) for one in drawing.iter(f"{SVG}circle")]
    lines = [one for one in drawing.iter(f"{SVG}line") if one.get("class") == "khoss-lines__step"]
    ends = [((one.get("x1"), one.get("y1")), (one.get("x2"), one.get("y2"))) for one in lines]
    # The same eight goals 2023 and 2024, all answered by all; then PF 3 ends.
    assert ends[0] == (dots[0], dots[1])
    assert not {*ends[1]} & {*dots}
    assert [_label(one) for one in _breaks(drawing)] == ["A"]


def test_every_picture_is_told_and_has_its_tables(example_app: Flask) -> None:
    page = find_person(example_app, Role.READER).get(PATH)
    drawings = [one for one in page.tree.iter(f"{SVG}svg") if one.get("class") == "khoss-lines"]
    # Everything, six areas, three priorities.
    assert len(drawings) == 10
    assert len(page.all("table")) == 20
    for one in drawings:
        assert one.get("role") == "img"
        assert "procent" in _label(next(one.iter(f"{SVG}title")))
        assert _label(next(one.iter(f"{SVG}desc")))


def _step(step: int) -> str:
    return f"{step:+d}".replace("-", "\N{MINUS SIGN}") if step else "oförändrat"


def _met_before(rows: list[Row]) -> int:
    return sum(one.before[0] + one.before[1] for one in rows if one.before)


def _goals(year: int, area: str | None, priority: int | None) -> Any:
    found = select(SubGoal).where(SubGoal.plan.has(year=year))
    if area is not None:
        found = found.where(SubGoal.area_code == area)
    return found if priority is None else found.where(SubGoal.priority == priority)


def _lines(app: Flask, year: int, area: str | None, priority: int | None) -> set[str]:
    with app.app_context():
        return {one.goal_line_code for one in db.session.scalars(_goals(year, area, priority))}


def _given() -> Any:
    return (
        select(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(Round, Round.id == Assessment.round_id)
        .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
        .where(Assessment.status.in_(HANDED_IN))
    )


def _answers(app: Flask, year: int) -> dict[tuple[str, str], Rating | None]:
    """Return what was handed in, by goal line and county."""
    asked = _given().where(Round.year == year)
    rows = asked.with_only_columns(SubGoal.goal_line_code, Assessment.county_code, Answer.rating)
    with app.app_context():
        return {(line, unit): rating for line, unit, rating in db.session.execute(rows)}


def _counted(
    app: Flask, year: int, area: str | None, priority: int | None
) -> tuple[int, int, int, int, int]:
    """Return goals, ja, delvis, nej, and how many answers there could be."""
    asked = _given().where(Round.year == year)
    if area is not None:
        asked = asked.where(SubGoal.area_code == area)
    if priority is not None:
        asked = asked.where(SubGoal.priority == priority)
    rows = asked.with_only_columns(Answer.rating, func.count()).group_by(Answer.rating)
    with app.app_context():
        found = {one[0]: one[1] for one in db.session.execute(rows)}
        goals = len(db.session.scalars(_goals(year, area, priority)).all())
    counts = [found.get(rating, 0) for rating in (Rating.YES, Rating.PARTLY, Rating.NO)]
    return goals, counts[0], counts[1], counts[2], 21 * goals


def _drawing(page: Page, name: str) -> Any:
    return next(
        one
        for one in page.tree.iter(f"{SVG}svg")
        if one.get("class") == "khoss-lines"
        and _label(next(one.iter(f"{SVG}title"))).startswith(f"{name},")
    )


def _breaks(drawing: Any) -> list[Any]:
    """Return the letters of the breaks, each after its line."""
    lines = [one for one in drawing.iter(f"{SVG}line") if one.get("class") == "khoss-lines__break"]
    return [one.getnext() for one in lines]


def _label(one: Any) -> str:
    return "".join(one.itertext()).replace("\N{NO-BREAK SPACE}", " ")


def _said(page: Page) -> str:
    return page.text().replace("\N{NO-BREAK SPACE}", " ")


def _rows(page: Page, caption: str) -> list[list[str]]:
    table = next(
        one
        for one in page.all("table")
        if any(found.get("id") == caption for found in one.iter(f"{NAMESPACE}caption"))
    )
    cells = (f"{NAMESPACE}td", f"{NAMESPACE}th")
    return [
        [
            page.text(cell).replace("\N{NO-BREAK SPACE}", " ")
            for cell in row.iter()
            if cell.tag in cells
        ]
        for row in next(table.iter(f"{NAMESPACE}tbody")).iter(f"{NAMESPACE}tr")
    ]


def test_each_reader_has_the_page_in_their_own_language(example_app: Flask) -> None:
    reader = find_person(example_app, Role.READER)
    assert "Andelen ja eller delvis år för år." in reader.get(PATH).text()
    with reader.client.session_transaction() as session:
        session["language"] = "en"
    english = reader.client.get(PATH).text
    assert "The share of yes or partly year by year." in english
    assert "år för år" not in english
    assert "Andelen ja eller delvis år för år." in reader_of(example_app).get(PATH).text()
