"""The year in one screen: every sentence against the rows that were read by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from khoss.enums import Role
from tests.integration.test_known_truth import reader_of
from tests.support.known_truth import Counts, known_truth
from tests.support.page_files import PATHS, rows
from tests.support.pages import NAMESPACE, Page, find_person

ASKED = 21
Measure = Callable[[Counts], int]


@pytest.fixture(params=["official", "example"])
def app(request: pytest.FixtureRequest) -> Flask:
    found: Flask = request.getfixturevalue(f"{request.param}_app")
    return found


def test_how_many_prio_1_goals_are_met_by_all(app: Flask) -> None:
    first = [row.now for row in known_truth() if row.priority == 1]
    yes = len([one for one in first if one[0] == ASKED])
    met = len([one for one in first if one[0] + one[1] == ASKED])
    assert (
        f"{yes} av de {len(first)} prio 1-målen är helt uppnådda, med ja från alla 21 "
        f"länsstyrelser. {met} av de {len(first)} är helt eller delvis uppnådda av alla."
    ) in _said(_page(app, 2024))


@pytest.mark.parametrize(
    ("name", "measure"),
    [("ja eller delvis", lambda one: one[0] + one[1]), ("ja", lambda one: one[0])],
)
def test_what_moved_most_is_said_in_sentences(app: Flask, name: str, measure: Measure) -> None:
    steps = {
        row.key: (measure(row.now), measure(row.now) - measure(row.before))
        for row in known_truth()
        if row.before is not None and sum(row.now) == sum(row.before) == ASKED
    }
    text = _said(_page(app, 2024))
    most, least = max(step for _, step in steps.values()), min(step for _, step in steps.values())
    for way, edge, word in (("uppåt", most, "fler"), ("nedåt", least, "färre")):
        keys = [key for key, (_, step) in steps.items() if step == edge]
        assert len(keys) == 1
        assert f"Mest {way} i {name} sedan 2023 gick {keys[0]}." in text
        count = steps[keys[0]][0]
        assert f"{count} av 21 svarar {name}, {abs(edge)} {word} än 2023." in text


def test_every_short_base_is_said_with_its_goal(app: Flask) -> None:
    for year, official in (
        (2024, [(row.key, row.now) for row in known_truth()]),
        (2023, [(row.key, row.before) for row in known_truth() if row.before]),
    ):
        short = [(key, sum(one)) for key, one in official if sum(one) < ASKED]
        text = _said(_page(app, year))
        assert f"Alla svarade inte på {len(short)} av {len(official)} delmål: " in text
        sentence = text.split("Alla svarade inte på")[1].split(" Område för område")[0]
        for key, base in short:
            assert f"{key} ({base} av 21)" in sentence


def test_what_is_not_compared_says_both_bases(app: Flask) -> None:
    page = _page(app, 2024)
    (folded,) = [one for one in map(page.text, page.all("details")) if "inte jämförs" in one]
    folded = folded.replace("\xa0", " ")
    for row in known_truth():
        if row.before is None:
            assert f"{row.key} {row.question} Skäl: ny fråga." in folded
        elif {sum(row.now), sum(row.before)} != {ASKED}:
            assert (
                f"{row.key} {row.question} {sum(row.now)} av 21 svarade 2024, och "
                f"{sum(row.before)} av 21 svarade 2023."
            ) in folded
        else:
            assert row.question not in folded or row.key not in folded.split()


def test_a_goal_that_is_named_stands_once_with_its_whole_question(app: Flask) -> None:
    page = _page(app, 2024)
    (named,) = [one for one in map(page.text, page.all("details")) if "som nämns" in one]
    first = [row for row in known_truth() if row.priority == 1]
    least = min(row.now[0] + row.now[1] for row in first)
    held = [row for row in first if row.now[0] + row.now[1] == least]
    assert held
    for row in (*held, *(row for row in known_truth() if row.key in ("KK 1", "PF 6"))):
        assert named.replace("\xa0", " ").count(f"{row.key} {row.question} ") == 1


def test_silence_is_never_nej_where_many_have_not_handed_in(example_app: Flask) -> None:
    page = find_person(example_app, Role.COORDINATOR).get("/resultat/2026/bild/")
    text = _said(page)
    assert "14 av 21 har inte lämnat in, och räknas inte som nej: Stockholms län, " in text
    back = text.split("Det som håller tillbaka")[1].split("Svar som saknas")[0]
    assert "obesvarade: " in back
    assert "av 21 svarade." in back
    # Every goal is short of those who have not handed in: that is said of them alone.
    assert "Alla svarade inte på" not in text
    assert "Inget av de 24 delmålen kan räknas av mot 2025" in text


def test_the_plan_as_a_whole_stands_above_its_areas(app: Flask) -> None:
    page = _page(app, 2024)
    first = next(row for row in page.all("tbody")[0].iter(f"{NAMESPACE}tr"))
    assert page.text(first).replace("\xa0", " ") == (
        "Hela planen 24 0 av 24 4 av 24 415 av 503 82,5 procent 1 av 504"
    )


def test_the_files_name_the_same_goals(example_app: Flask) -> None:
    reader = find_person(example_app, Role.READER)
    found = rows(reader, "2024/bild", "delmal")
    named = {row["vad"]: row for row in found if row["vad"] != "jämförs inte"}
    assert named["mest uppåt i ja eller delvis"]["delmål"] == "SL 3"
    assert named["mest nedåt i ja eller delvis"]["delmål"] == "SL 1"
    assert named["mest uppåt i ja"]["delmål"] == "KK 1"
    assert named["mest uppåt i ja"]["skillnad i ja"] == 12
    assert named["mest nedåt i ja"]["delmål"] == "PF 6"
    assert named["mest nedåt i ja"]["skillnad i ja"] == -2


@pytest.mark.parametrize("path", ["", *(f"{one}/" for one in PATHS)])
def test_the_menu_tells_where_one_is(example_app: Flask, path: str) -> None:
    page = find_person(example_app, Role.READER).get(f"/resultat/{path}", follow=True)
    (menu,) = [one for one in page.all("nav") if one.get("class") == "khoss-menu"]
    current = [one for one in menu.iter(f"{NAMESPACE}a") if one.get("aria-current")]
    assert [page.text(one) for one in current] == ["Resultat"]


def _page(app: Flask, year: int) -> Page:
    return reader_of(app).get(f"/resultat/{year}/bild/")


def _said(page: Page) -> str:
    return page.text().replace("\N{NO-BREAK SPACE}", " ")
