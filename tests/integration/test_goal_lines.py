"""One goal through the years: official figures, who moved, and texts for who may read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import Rating, Role, RoundStatus
from khoss.models import Answer, Assessment, County, Round, SubGoal
from tests.integration.test_access import officer_of
from tests.integration.test_known_truth import reader_of
from tests.support.known_truth import known_truth
from tests.support.pages import NAMESPACE, Page, find_person

LINE = "/resultat/delmal/PF-1/"
HANDED_IN = ("submitted", "approved", "accepted")


def test_the_official_rows_stand_on_their_pages_with_their_bases(official_app: Flask) -> None:
    reader = reader_of(official_app)
    with official_app.app_context():
        lines = {
            goal.key: goal.goal_line_code
            for goal in db.session.scalars(select(SubGoal).where(SubGoal.plan.has(year=2024)))
        }
    for row in known_truth():
        text = _said(reader.get(f"/resultat/delmal/{lines[row.key]}/"))
        for year, counts in ((2024, row.now), (2023, row.before)):
            if counts is None:
                continue
            yes, partly, no = counts
            base = yes + partly + no
            short = ", kort bas" if base < 21 else ""
            figures = f"{yes} {partly} {no} {21 - base} {base} av 21 {yes + partly} av {base}"
            assert re.search(rf"{year} \w\w \d{short} {figures}", text), (row.key, year)


@pytest.mark.parametrize("line", ["PF-1", "UP-1", "UO-3"])
def test_a_wording_that_was_never_published_is_said_where_it_stands(
    official_app: Flask, line: str
) -> None:
    text = _said(reader_of(official_app).get(f"/resultat/delmal/{line}/"))
    wordings = text[text.index("Formuleringen då och nu") : text.index("Ändringar mellan åren")]
    now, then = wordings.split("2023:")[:2]
    note = "Frågornas lydelse 2023 har inte publicerats. Här står 2024 års lydelse"
    assert note not in now
    assert note in wordings[len(now) :], then


def test_a_changed_base_is_said_and_not_subtracted(official_app: Flask) -> None:
    text = _said(reader_of(official_app).get("/resultat/delmal/UP-1/"))
    assert (
        "Åren räknas inte av mot varandra: alla svarade inte båda åren. Bredvid varandra står "
        "2024: 11 ja, 5 delvis, 5 nej (21 av 21 svarade) och UP 1 2023: 1 ja, 11 delvis, 1 nej "
        "(13 av 21 svarade)." in text
    )


def test_whole_totals_are_subtracted_where_everybody_answered(official_app: Flask) -> None:
    text = _said(reader_of(official_app).get("/resultat/delmal/KK-1/"))
    # 2023: 4, 13, 4; 2024: 16, 4, 1.
    assert "Alla svarade båda åren. Ja: 16 av 21, +12. Ja eller delvis: 20 av 21, +3." in text
    assert "länens egna svar saknas ett av åren" in text


def test_a_new_goal_has_no_figure_for_the_year_before(official_app: Flask) -> None:
    text = _said(reader_of(official_app).get("/resultat/delmal/SL-5/"))
    assert "Åren räknas inte av mot varandra: ny fråga." in text
    assert "2023" not in text.split("Ändringar mellan åren")[0].split("År för år")[1]


def test_a_question_that_changed_its_meaning_is_beside_and_never_subtracted(
    example_app: Flask,
) -> None:
    page = find_person(example_app, Role.READER).get("/resultat/delmal/UP-1/")
    text = _said(page)
    step = text[text.index("2024 till 2025: omformulerad fråga") : text.index("2023 till 2024:")]
    assert "frågan betyder något annat än förut" in step
    assert "Vem som gick från vad till vad visas inte" in step
    assert "+" not in step
    assert "Omformulerad fråga: svaren jämförs inte" in text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("UP-1", ["2025", "2024 och 2025 jämförs inte: omformulerad fråga", "2024", "2023"]),
        ("PF-1", ["2025", "2024", "2023"]),
    ],
)
def test_the_bars_stand_latest_first_with_every_break_drawn_between_them(
    example_app: Flask, line: str, said: list[str]
) -> None:
    page = find_person(example_app, Role.READER).get(f"/resultat/delmal/{line}/")
    (drawing,) = [one for one in page.all("html")[0].iter() if one.get("class") == "khoss-bars"]
    svg = "{http://www.w3.org/2000/svg}"
    texts = [one for one in drawing.iter(f"{svg}text") if one.get("x") == "0"]
    placed = sorted(texts, key=lambda one: int(one.get("y")))
    assert [(one.text or "").replace("\N{NO-BREAK SPACE}", " ") for one in placed] == said
    lines = [int(one.get("y1")) for one in drawing.iter(f"{svg}line")]
    tops = [int(one.get("y")) for one in placed if (one.text or "").isdecimal()]
    assert len(lines) == len(said) - len(tops)
    assert all(tops[0] < one < tops[1] for one in lines)


def test_who_moved_is_named_as_the_answers_say(example_app: Flask) -> None:
    given = {year: _ratings(example_app, year, "UO-2") for year in (2024, 2025)}
    page = find_person(example_app, Role.READER).get("/resultat/delmal/UO-2/")
    rows = _rows(page, "moves-2024-2025")
    words = {"Nej": Rating.NO, "Delvis": Rating.PARTLY, "Ja": Rating.YES, "Obesvarad": None}
    found = {(words[then], words[now]): (count, names) for then, now, count, names in rows}
    expected: dict[tuple[Rating | None, Rating | None], list[str]] = {}
    for name, then in given[2024].items():
        expected.setdefault((then, given[2025][name]), []).append(name)
    assert {key: set(re.split(", | och ", names)) for key, (_count, names) in found.items()} == {
        key: set(names) for key, names in expected.items()
    }
    assert {key: count for key, (count, _names) in found.items()} == {
        key: f"{len(names)} av 21" for key, names in expected.items()
    }


def test_the_counties_stand_under_what_they_answered(example_app: Flask) -> None:
    given = _ratings(example_app, 2025, "KK-2")
    page = find_person(example_app, Role.READER).get("/resultat/delmal/KK-2/")
    rows = {rating: names for rating, _count, names in _rows(page, "ratings-2025")}
    for text, rating in (("Ja", Rating.YES), ("Nej", Rating.NO), ("Obesvarad", None)):
        names = {name for name, one in given.items() if one is rating}
        assert set(re.split(", | och ", rows[text])) == (names or {"–"})


def test_a_goal_that_ended_says_so_and_keeps_its_years(example_app: Flask) -> None:
    text = _said(find_person(example_app, Role.READER).get("/resultat/delmal/PF-3/"))
    assert "Delmålet följs inte upp under det här namnet efter 2024." in text
    assert "2024 svarar 18 av 21 ja och 21 av 21 ja eller delvis; 21 av 21 svarade." in text


def test_there_is_no_page_of_a_line_that_nobody_may_see(example_app: Flask) -> None:
    find_person(example_app, Role.READER).get("/resultat/delmal/XX-1/", status=404)
    with example_app.app_context():
        db.session.execute(
            update(Round).where(Round.year == 2025).values(status=RoundStatus.CLOSED)
        )
        db.session.commit()
    # UO 4 is new in 2025.
    find_person(example_app, Role.READER).get("/resultat/delmal/UO-4/", status=404)
    assert "UO-4" not in find_person(example_app, Role.READER).get("/resultat/delmal/").html
    find_person(example_app, Role.COORDINATOR).get("/resultat/delmal/UO-4/")


def test_the_list_leads_to_every_line_there_is(example_app: Flask) -> None:
    with example_app.app_context():
        lines = set(db.session.scalars(select(SubGoal.goal_line_code)))
    page = find_person(example_app, Role.COORDINATOR).get("/resultat/delmal/")
    links = {one.get("href") for one in page.all("a")}
    assert {f"/resultat/delmal/{line}/" for line in lines} <= links


def test_the_coordinator_reads_what_is_handed_in_and_no_draft(example_app: Flask) -> None:
    handed_in, drafts = _texts(example_app, handed_in=True), _texts(example_app, handed_in=False)
    assert handed_in
    assert drafts
    page = find_person(example_app, Role.COORDINATOR).get(LINE)
    assert _missing(page, handed_in) == []
    only_draft = set(drafts) - set(handed_in)
    assert [text for text in only_draft if not _missing(page, [text])] == []


@pytest.mark.parametrize("path", ["/resultat/delmal/", LINE])
def test_figures_of_an_open_round_are_said_to_be_preliminary(example_app: Flask, path: str) -> None:
    said = "Preliminärt: 2026 är inte publicerad."
    assert said in find_person(example_app, Role.COORDINATOR).get(path).text()
    assert "Preliminärt" not in find_person(example_app, Role.READER).get(path).text()


@pytest.mark.parametrize("role", [Role.READER, Role.ADMIN])
def test_whoever_may_read_no_texts_sees_nothing_of_them(example_app: Flask, role: Role) -> None:
    page = find_person(example_app, role).get(f"{LINE}?sok=kommun")
    assert not [one for one in page.all("input") if one.get("name") == "sok"]
    assert "Vad länen skriver" not in page.text()
    texts = _texts(example_app, handed_in=True)
    assert len(_missing(page, texts)) == len(texts)


def test_a_county_reads_its_own_texts_and_never_those_of_another(example_app: Flask) -> None:
    with example_app.app_context():
        codes = list(db.session.scalars(select(County.code)))
        answers = db.session.scalars(
            _line_answers().options(joinedload(Answer.assessment).joinedload(Assessment.round))
        ).all()
        for answer in answers:
            answer.activities = _signed(answer.assessment.county_code, answer.assessment.round.year)
        db.session.commit()
    for code in codes:
        text = officer_of(example_app, code).get(LINE).text()
        # What was handed in for 2026 is not published, and is not on a page of results.
        own = {_signed(code, year) for year in (2023, 2024, 2025)}
        assert set(re.findall(r"Skrivet av \d\d för \d{4}", text)) == own


def test_a_search_finds_what_the_texts_hold_and_marks_it(example_app: Flask) -> None:
    page = find_person(example_app, Role.COORDINATOR).get(f"{LINE}?sok=KRISSAMVERKAN")
    marks = [str(one.text) for one in page.all("mark")]
    assert marks
    assert {one.lower() for one in marks} == {"krissamverkan"}
    with example_app.app_context():
        found = sum("krissamverkan" in text.lower() for text in _answers_joined())
        base = len(_answers_joined())
    assert f"”KRISSAMVERKAN” finns i {found} av {base} svar med text." in _said(page)
    assert page.field("sok") == "KRISSAMVERKAN"


@pytest.mark.parametrize("search", ["<script>alert(1)</script>", "(", "%25", "%00", "a" * 3000])
def test_a_hostile_search_finds_nothing_and_breaks_nothing(example_app: Flask, search: str) -> None:
    page = find_person(example_app, Role.COORDINATOR).get(f"{LINE}?sok={search}")
    assert "<script>alert" not in page.html
    assert not page.all("mark") or search == "("


def test_the_page_of_the_year_leads_to_the_goals_that_it_names(example_app: Flask) -> None:
    page = find_person(example_app, Role.READER).get("/resultat/2025/bild/")
    found = [one.get("href") for one in page.all("a")]
    links = {one for one in found if re.fullmatch(r"/resultat/delmal/[A-Z]{2}-\d+/", one)}
    assert links
    reader = find_person(example_app, Role.READER)
    for link in links:
        reader.get(link)


def _said(page: Page) -> str:
    return page.text().replace("\N{NO-BREAK SPACE}", " ")


def _rows(page: Page, anchor: str) -> list[list[str]]:
    """Return the cells of the table with a caption, row by row."""
    table = next(
        one
        for one in page.all("table")
        if any(found.get("id") == anchor for found in one.iter(f"{NAMESPACE}caption"))
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


def _ratings(app: Flask, year: int, line: str) -> dict[str, Rating | None]:
    with app.app_context():
        rows = db.session.execute(
            select(County.name, Answer.rating)
            .select_from(Answer)
            .join(Assessment, Assessment.id == Answer.assessment_id)
            .join(County, County.code == Assessment.county_code)
            .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
            .where(SubGoal.goal_line_code == line, SubGoal.plan.has(year=year))
        ).all()
    return {name: rating for name, rating in rows}  # noqa: C416 (rows are no pairs to the types)


def _texts(app: Flask, *, handed_in: bool) -> list[str]:
    """Return the activities of the line, handed in or not."""
    with app.app_context():
        found = _line_answers()
        status = Assessment.status.in_(HANDED_IN)
        found = found.where(status if handed_in else Assessment.status.not_in(HANDED_IN))
        return _longest(db.session.scalars(found.with_only_columns(Answer.activities)).all())


def _signed(county: str, year: int) -> str:
    return f"Skrivet av {county} för {year}"


def _line_answers() -> Any:
    return (
        select(Answer)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .join(SubGoal, SubGoal.id == Answer.sub_goal_id)
        .where(SubGoal.goal_line_code == "PF-1")
    )


def _longest(texts: Iterable[str]) -> list[str]:
    """Return texts that are long enough to be nobody else's."""
    return [one for one in texts if len(one) > 60]


def _answers_joined() -> list[str]:
    """Return all that was handed in of the line, a text for each answer that has any."""
    answers = db.session.scalars(_line_answers().where(Assessment.status.in_(HANDED_IN)))
    joined = ["".join((one.activities, one.obstacles, one.support_needs)) for one in answers]
    return [one for one in joined if one.strip()]


def _missing(page: Page, texts: Iterable[str]) -> list[str]:
    # The rest of a long text is folded, under what says so.
    for summary in page.all("summary"):
        if page.text(summary).startswith("Läs resten"):
            summary.clear(keep_tail=True)
    shown = page.text()
    return [one for one in texts if " ".join(one.split()) not in shown]
