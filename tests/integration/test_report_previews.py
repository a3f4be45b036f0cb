"""The previews of reports: every figure leads to the answers behind it, and to where one may go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from khoss.db import db
from khoss.enums import Role, RoundStatus
from khoss.models import Round, User
from tests.integration.test_access import officer_of
from tests.integration.test_publishing import order as ordered
from tests.support.pages import NAMESPACE, Page, Person, find_person

LIVE = "/rapporter/forhandsgranska/"
# Columns whose digits are words of a question, of a reason or of a name.
NOT_FIGURES = frozenset({"Fråga", "Prio", "Varför"})
COUNT = re.compile(r"\d\sav\s\d")


def test_every_figure_of_the_national_report_is_a_link(example_app: Flask) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    page = coordinator.get(f"{LIVE}nationell-sammanstallning/?year=2025")
    assert_all_linked(page)
    assert_links(
        coordinator,
        page,
        {
            "/resultat/2025/",
            "/resultat/2025/#omrade-sl",
            "/resultat/2025/varmekarta/?prio=1",
            "/resultat/2025/lan/07/",
            "/resultat/2025/lan/",
            "/resultat/2025/skillnader/#spridning",
            "/resultat/2025/skillnader/#andring",
            "/resultat/2025/skillnader/#grupper",
            "/resultat/2025/skillnader/#kommuner",
        },
    )


@pytest.mark.parametrize("slug", ["malbild", "malbild-affisch"])
def test_every_figure_of_the_target_picture_is_a_link(example_app: Flask, slug: str) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    page = coordinator.get(f"{LIVE}{slug}/?year=2025")
    assert_all_linked(page)
    assert_links(coordinator, page, {"/resultat/2025/#omrade-sl"})


def test_a_goal_of_the_target_picture_leads_to_its_page(example_app: Flask) -> None:
    page = find_person(example_app, Role.COORDINATOR).get(f"{LIVE}malbild/?year=2025")
    assert any(one.startswith("/resultat/delmal/") for one in addresses(page))


@pytest.mark.parametrize("slug", ["delredovisning", "slutredovisning"])
def test_every_figure_of_an_account_is_a_link(example_app: Flask, slug: str) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    page = coordinator.get(f"{LIVE}{slug}/?year=2025")
    assert_all_linked(page)
    assert_links(
        coordinator,
        page,
        {"/resultat/2025/", "/resultat/2025/#omrade-sl", "/resultat/2025/lan/07/"},
    )


def test_every_figure_of_a_county_report_is_a_link(example_app: Flask) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    page = coordinator.get(f"{LIVE}lansrapport/?year=2025&county=07")
    assert_all_linked(page)
    assert_links(
        coordinator,
        page,
        {
            "/resultat/2025/",
            "/resultat/2025/lan/",
            "/resultat/2025/lan/07/",
            "/resultat/2025/lan/07/#bredvid",
            "/resultat/2025/skillnader/#grupper",
            "/resultat/2024/lan/07/",
        },
    )


@pytest.mark.parametrize("year", ["2025", "2026"])
def test_a_county_may_open_all_that_its_own_report_leads_to(example_app: Flask, year: str) -> None:
    report_id = ordered(example_app, "lansrapport", year=year, county="07")
    officer = officer_of(example_app, "07")
    page = officer.get(f"/rapporter/{report_id}/forhandsgranska/")
    assert_all_linked(page)
    assert_all_open(officer, page)


def test_an_early_reader_gets_links_to_published_years_alone(example_app: Flask) -> None:
    reader, draft = early_reader_of(example_app, "2026")
    page = reader.get(draft)
    assert_all_open(reader, page)
    assert not [one for one in addresses(page) if "2026" in one]


def test_where_nothing_is_a_link_none_is_promised(example_app: Flask) -> None:
    reader, draft = early_reader_of(example_app, "2026")
    promise = "Siffror som är länkar"
    assert promise in reader.get(draft).text()
    with example_app.app_context():
        db.session.execute(update(Round).values(status=RoundStatus.OPEN))
        db.session.commit()
    page = reader.get(draft)
    assert not addresses(page)
    assert promise not in page.text()
    assert "som siffrorna frystes" in page.text()


def early_reader_of(app: Flask, year: str) -> tuple[Person, str]:
    """Return somebody who may read a draft, and where its preview is."""
    report = f"/rapporter/{ordered(app, year=year)}/"
    with app.app_context():
        user = db.session.scalars(select(User).where(User.is_reader)).first()
        assert user is not None
        chosen = {"reader": str(user.id)}
    find_person(app, Role.COORDINATOR).post(f"{report}lasare/", chosen)
    return find_person(app, Role.READER), f"{report}forhandsgranska/"


def assert_all_linked(page: Page) -> None:
    """Hold that no cell and no key figure with a digit lacks a link, and no count in a text."""
    assert "Siffror som är länkar" in page.text()
    figures = [*_cells(page), *_of_class(page, "p", "number-value")]
    texts = [one for tag in ("p", "li", "dd") for one in _of_tag(page, tag) if not _is_label(one)]
    assert figures or texts
    bare = [text for one in figures if re.search(r"\d", text := _unlinked(one))]
    assert not bare, bare
    told = [text for one in texts if COUNT.search(text := _unlinked(one))]
    assert not told, told


def assert_links(person: Person, page: Page, wanted: set[str]) -> None:
    """Hold that some addresses are among the links, and that there are such places."""
    assert wanted <= addresses(page), wanted - addresses(page)
    for address in wanted:
        path, _, anchor = address.partition("#")
        assert not anchor or f'id="{anchor}"' in person.get(path).html, address
        assert person.client.get(path).status_code == 200, address


def addresses(page: Page) -> set[str]:
    """Return where the figures lead."""
    return {str(one.get("href")) for one in page.all("a") if one.get("class") == "khoss-behind"}


def assert_all_open(person: Person, page: Page) -> None:
    """Hold that whoever reads a preview may open all that it leads to."""
    for address in sorted({one.partition("#")[0] for one in addresses(page)}):
        assert person.client.get(address).status_code == 200, address


def _cells(page: Page) -> Iterator[Any]:
    """Give the cells that hold figures."""
    for table in _of_tag(page, "table"):
        heads = [
            page.text(one) for one in table.iter(f"{NAMESPACE}th") if one.get("scope") == "col"
        ]
        for row in table.iter(f"{NAMESPACE}tr"):
            for head, cell in zip(heads, row, strict=False):
                if cell.tag == f"{NAMESPACE}td" and head not in NOT_FIGURES:
                    yield cell


def _is_label(element: Any) -> bool:
    """Tell whether a text says which of the areas it is: `Område 1 av 6`."""
    return bool(element.get("class") == "chapter-label")


def _of_class(page: Page, tag: str, name: str) -> list[Any]:
    return [one for one in _of_tag(page, tag) if name in (one.get("class") or "").split()]


def _of_tag(page: Page, tag: str) -> list[Any]:
    (report,) = page.all("article")
    return list(report.iter(f"{NAMESPACE}{tag}"))


def _unlinked(element: Any) -> str:
    """Return what stands in an element outside links and drawings."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag != f"{NAMESPACE}a" and "svg" not in str(child.tag):
            pieces.append(_unlinked(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
