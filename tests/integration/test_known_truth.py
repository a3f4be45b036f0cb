"""The national comparison says what was published, from totals and from answers alike."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask

from khoss.db import db
from khoss.enums import Role, Source
from khoss.figures.national import NationalComparison
from khoss.figures.tally import Tally
from khoss.services.results import get_national_comparison, list_result_years
from khoss.services.users import create_user
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.known_truth import Counts, known_truth
from tests.support.pages import Page, Person, find_person


def counts(tally: Tally | None) -> Counts | None:
    return (tally.yes, tally.partly, tally.no) if tally is not None else None


def figures_of(app: Flask, year: int) -> NationalComparison:
    with app.app_context():
        return get_national_comparison(year)


@pytest.fixture(params=["official", "example"])
def app(request: pytest.FixtureRequest) -> Flask:
    found: Flask = request.getfixturevalue(f"{request.param}_app")
    return found


def reader_of(app: Flask) -> Person:
    """Return a reader: an example account, or one made for the official data."""
    try:
        return find_person(app, Role.READER)
    except LookupError:
        with app.app_context():
            user = create_user(
                "lasare@khoss.example",
                name="",
                roles=[Role.READER],
                county_code=None,
                by=None,
                now=EXAMPLE_MOMENT,
            )
            db.session.commit()
            return Person(app, user.fs_uniquifier)


def test_the_figures_are_the_published_ones(app: Flask) -> None:
    figures = figures_of(app, 2024)
    found = [
        (goal.key, goal.priority, goal.question, counts(goal.tally), counts(goal.compared))
        for goal in figures.goals
    ]
    assert found == [
        (row.key, row.priority, row.question, row.now, row.before) for row in known_truth()
    ]
    assert {goal.tally.population for goal in figures.goals} == {21}


def test_the_year_before_is_as_published_too(app: Flask) -> None:
    figures = figures_of(app, 2023)
    assert [counts(goal.tally) for goal in figures.goals] == [
        row.before for row in known_truth() if row.before is not None
    ]


def test_totals_and_answers_say_which_they_are(official_app: Flask, example_app: Flask) -> None:
    official, example = figures_of(official_app, 2024), figures_of(example_app, 2024)
    assert (official.source, official.is_example) == (Source.PUBLISHED_TOTALS, False)
    assert (example.source, example.is_example) == (Source.ANSWERS, True)
    assert official.counties == ()
    assert len(example.counties) == 21


def test_the_page_holds_every_row_with_its_base(app: Flask) -> None:
    page = reader_of(app).get("/resultat/2024/")
    for row in known_truth():
        shown = rows_of(page, row.key)
        assert shown[:3] == row.cells, row.key
        assert shown[4].startswith(f"{sum(row.now)} av 21"), row.key
        assert shown[3].split()[0] == str(21 - sum(row.now)), row.key
        if row.before is not None and sum(row.before) != sum(row.now):
            assert shown[4].endswith(f"2023: {sum(row.before)} av 21"), row.key


def rows_of(page: Page, key: str) -> list[str]:
    """Return the cells of a sub-goal's table."""
    anchor = key.replace(" ", "-").lower()
    block = next(one for one in page.all("div") if one.get("id") == anchor)
    cells = block.iter("{http://www.w3.org/1999/xhtml}td")
    return [" ".join("".join(cell.itertext()).split()) for cell in cells]


def test_short_bases_are_said_in_words(app: Flask) -> None:
    text = reader_of(app).get("/resultat/2024/").text().replace("\N{NO-BREAK SPACE}", " ")
    for sentence in (
        "2024: 20 av 21 svarade",
        "2023: 17 av 21 svarade",
        "2023: 13 av 21 svarade",
        "2023: 18 av 21 svarade",
    ):
        assert sentence in text
    assert text.count("2023: 20 av 21 svarade") == 3
    assert text.count("Ny fråga 2024: siffra för 2023 finns inte.") == 2


def test_a_year_with_totals_only_says_so_and_shows_no_counties(official_app: Flask) -> None:
    page = reader_of(official_app).get("/resultat/2024/")
    assert "publicerade nationella totaler" in page.text()
    assert "visas varken länsdiagram eller svar län för län" in page.text()
    assert "khoss-heatmap" not in page.html


def test_a_year_with_answers_shows_every_county(example_app: Flask) -> None:
    page = reader_of(example_app).get("/resultat/2024/")
    for name in ("Kronobergs län", "Gotlands län", "Norrbottens län"):
        assert name in page.text()
    assert "khoss-heatmap" in page.html


def test_the_file_holds_every_row(app: Flask) -> None:
    response = reader_of(app).client.get("/resultat/2024.csv")
    assert response.mimetype == "text/csv"
    text = response.get_data().decode("utf-8-sig")
    rows = {row["delmål"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    for known in known_truth():
        row = rows[known.key]
        assert tuple(int(row[name]) for name in ("ja", "delvis", "nej")) == known.now
        before = tuple(row[f"{name} året före"] for name in ("ja", "delvis", "nej"))
        assert before == (
            tuple(str(count) for count in known.before) if known.before else ("", "", "")
        )


def test_the_official_years_are_2023_and_2024(official_app: Flask) -> None:
    with official_app.app_context():
        assert list_result_years(published_only=True) == [2024, 2023]
