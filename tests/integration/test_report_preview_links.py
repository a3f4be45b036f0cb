"""Whoever reads a preview may open all that it leads to, and finds the place on that page."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from khoss.db import db
from khoss.enums import AssessmentStatus, Role, RoundStatus
from khoss.models import Assessment, Round, User
from tests.integration.test_access import officer_of
from tests.integration.test_publishing import order as ordered
from tests.integration.test_report_preview_numbers import EXAMPLES, bare_drawings, bare_numbers
from tests.integration.test_report_previews import LIVE, addresses
from tests.support.pages import Page, Person, find_person

PROMISE = "Siffror som är länkar"
OPEN_YEAR = "2026"
# What somebody may be named to read before it is published, of a year that is not.
DRAFTS: list[tuple[str, dict[str, str]]] = [
    ("nationell-sammanstallning", {"year": OPEN_YEAR}),
    ("delredovisning", {"year": OPEN_YEAR}),
    ("slutredovisning", {"year": OPEN_YEAR}),
    ("lansrapport", {"year": OPEN_YEAR, "county": "13"}),
    ("malbild", {}),
    ("malbild-affisch", {}),
    ("frageunderlag", {"year": OPEN_YEAR, "county": "13"}),
    ("frageunderlag", {"year": OPEN_YEAR, "county": ""}),
]


# The report of two years ago leads to as many answers as that of last year.
@pytest.mark.parametrize("address", EXAMPLES[1:])
def test_the_coordinator_may_follow_every_link(example_app: Flask, address: str) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    page = coordinator.get(f"{LIVE}{address}")
    assert addresses(page)
    assert dead_ends(coordinator, page) == []


@pytest.mark.parametrize("slug", ["lansrapport", "frageunderlag"])
@pytest.mark.parametrize("year", ["2024", "2025", OPEN_YEAR])
def test_an_officer_may_follow_every_link_before_ordering(
    example_app: Flask, slug: str, year: str
) -> None:
    officer = officer_of(example_app, "07")
    page = officer.get(f"{LIVE}{slug}/?year={year}")
    assert addresses(page)
    assert dead_ends(officer, page) == []


@pytest.mark.parametrize(("slug", "fields"), DRAFTS)
def test_an_officer_named_to_read_a_draft_may_follow_every_link(
    example_app: Flask, slug: str, fields: dict[str, str]
) -> None:
    officer = officer_of(example_app, "07")
    page = read_early(example_app, officer, slug, fields)
    assert dead_ends(officer, page) == []
    assert (PROMISE in page.text()) == bool(addresses(page))


@pytest.mark.parametrize(("slug", "fields"), DRAFTS)
def test_a_reader_named_to_read_a_draft_may_follow_every_link(
    example_app: Flask, slug: str, fields: dict[str, str]
) -> None:
    reader = find_person(example_app, Role.READER)
    page = read_early(example_app, reader, slug, fields)
    assert dead_ends(reader, page) == []
    assert not [one for one in addresses(page) if OPEN_YEAR in one]
    assert (PROMISE in page.text()) == bool(addresses(page))


@pytest.mark.parametrize(("slug", "fields"), DRAFTS)
def test_where_no_year_is_published_a_reader_is_led_nowhere_and_promised_nothing(
    example_app: Flask, slug: str, fields: dict[str, str]
) -> None:
    reader = find_person(example_app, Role.READER)
    address = named(example_app, reader, slug, fields)
    with example_app.app_context():
        db.session.execute(update(Round).values(status=RoundStatus.OPEN))
        db.session.commit()
    page = reader.get(address)
    assert dead_ends(reader, page) == []
    assert addresses(page) <= {"/malbild-2030/"}
    assert PROMISE not in page.text()


@pytest.mark.parametrize(
    ("slug", "fields"),
    [
        ("nationell-sammanstallning", {"year": "2025"}),
        ("slutredovisning", {"year": "2025"}),
        ("lansrapport", {"year": "2025", "county": "13"}),
    ],
)
def test_of_a_published_year_every_number_leads_a_reader_on(
    example_app: Flask, slug: str, fields: dict[str, str]
) -> None:
    reader = find_person(example_app, Role.READER)
    page = read_early(example_app, reader, slug, fields)
    assert bare_numbers(page) == []
    assert bare_drawings(page) == []
    assert dead_ends(reader, page) == []


def test_answers_that_the_county_has_got_back_are_no_longer_led_to(example_app: Flask) -> None:
    report = ordered(example_app, "lansrapport", year="2025", county="07")
    coordinator = find_person(example_app, Role.COORDINATOR)
    preview = f"/rapporter/{report}/forhandsgranska/"
    answers = "/sjalvskattning/2025/07/"
    assert any(one.startswith(answers) for one in addresses(coordinator.get(preview)))
    with example_app.app_context():
        of_2025 = select(Round.id).where(Round.year == 2025).scalar_subquery()
        db.session.execute(
            update(Assessment)
            .where(Assessment.round_id == of_2025, Assessment.county_code == "07")
            .values(status=AssessmentStatus.RETURNED)
        )
        db.session.commit()
    page = coordinator.get(preview)
    assert not any(one.startswith(answers) for one in addresses(page))
    assert dead_ends(coordinator, page) == []


def read_early(app: Flask, person: Person, slug: str, fields: dict[str, str]) -> Page:
    """Return a draft as somebody reads it who was named to."""
    return person.get(named(app, person, slug, fields))


def named(app: Flask, person: Person, slug: str, fields: dict[str, str]) -> str:
    """Order a report, name somebody to read it, and return where its preview is."""
    report = f"/rapporter/{ordered(app, slug, **fields)}/"
    with person.client.session_transaction() as session:
        uniquifier = session["_user_id"]
    with app.app_context():
        user = db.session.scalars(select(User).where(User.fs_uniquifier == uniquifier)).one()
        chosen = {"reader": str(user.id)}
    find_person(app, Role.COORDINATOR).post(f"{report}lasare/", chosen)
    return f"{report}forhandsgranska/"


def dead_ends(person: Person, page: Page) -> list[str]:
    """Return the links of a preview that lead the person to no page, or to no place on it."""
    ids = {one.get("id") for one in page.tree.getroot().iter() if one.get("id")}
    (report,) = page.all("article")
    wanted: dict[str, set[str]] = {}
    for link in report.iter("{*}a"):
        path, _, place = str(link.get("href")).partition("#")
        wanted.setdefault(path, set()).add(place)
    found = [f"#{place}" for place in wanted.pop("", set()) if place not in ids]
    for path, places in wanted.items():
        response = person.client.get(path)
        if response.status_code != 200:
            found.append(f"{path} {response.status_code}")
            continue
        html = response.get_data(as_text=True)
        found += [f"{path}#{one}" for one in places if one and f'id="{one}"' not in html]
    return found
