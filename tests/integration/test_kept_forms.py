"""A session that ran out while somebody filled in a form: the same form comes back, filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from khoss.db import db
from khoss.enums import CheckKind, Role
from khoss.models import Report
from khoss.services.checklist import check_report
from tests.integration.test_publishing import order, publish
from tests.support.pages import NAMESPACE, Page, Person, anybody, find_person
from tests.support.workbooks import export, filled, send

ROOT = "/sjalvskattning/2026/07/"
OFFICER, APPROVER, COORDINATOR = (
    (Role.OFFICER, "07"),
    (Role.APPROVER, "09"),
    (Role.COORDINATOR, None),
)
FORMS = {
    f"{ROOT}pf-1/": OFFICER,
    f"{ROOT}pf-1/bekrafta/": OFFICER,
    f"{ROOT}pf-1/kommentarer/": OFFICER,
    f"{ROOT}fordela/": OFFICER,
    f"{ROOT}lamna-in/": OFFICER,
    "/lan/07/overlamning/": OFFICER,
    "/sjalvskattning/2026/09/godkann/": APPROVER,
    "/sjalvskattning/2026/09/aterlamna/": APPROVER,
    "/sjalvskattning/2026/17/granska/": COORDINATOR,
    "/sjalvskattning/2026/17/aterlamna/": COORDINATOR,
    "/omgangar/2026/": COORDINATOR,
    "/omgangar/2026/datum/": COORDINATOR,
    "/omgangar/2026/fragor/": COORDINATOR,
    "/omgangar/2026/lan/07/": COORDINATOR,
    "/omgangar/2026/nasta/": COORDINATOR,
    "/utskick/nytt/": COORDINATOR,
    "/rapporter/ny/nationell-sammanstallning/": COORDINATOR,
    "/rapporter/ny/slutredovisning/": COORDINATOR,
    "/rapporter/ny/lansrapport/": COORDINATOR,
    "/rapporter/ny/frageunderlag/": OFFICER,
    "/texter/2025/sammanfattning/": COORDINATOR,
    "/texter/2025/bedomning-sl/": COORDINATOR,
}
# What is done about a report: a draft that cannot be published as it is, and a published one.
REPORT_FORMS = (
    "/rapporter/{draft}/publicera/",
    "/rapporter/{draft}/lasare/",
    "/rapporter/{draft}/godta/?fynd={finding}",
    "/rapporter/{published}/publicera/",
    "/rapporter/{published}/ratta/",
    "/rapporter/{published}/aterkalla/",
)
# Signing out and the language stand on every page.
SURROUNDINGS = ("/konto/", "/sprak/")


@pytest.mark.parametrize("path", list(FORMS))
def test_every_field_of_a_form_comes_back(example_app: Flask, path: str) -> None:
    role, county = FORMS[path]
    page = find_person(example_app, role, county=county).get(path)
    sent = list(_filled_in(page, path))
    assert sent
    for address, fields in sent:
        _check_kept(anybody(example_app), address, fields)


@pytest.mark.parametrize("pattern", REPORT_FORMS)
def test_every_field_about_a_report_comes_back(example_app: Flask, pattern: str) -> None:
    published = order(example_app, "malbild")
    publish(example_app, published)
    draft = order(example_app, "lansrapport", county="07", with_texts="y")
    with example_app.app_context():
        found = check_report(db.session.get_one(Report, draft)).stopping
        finding = next(one.finding for one in found if one.kind is CheckKind.OWN_TEXTS)
    path = pattern.format(draft=draft, published=published, finding=quote(finding))
    page = find_person(example_app, Role.COORDINATOR).get(path)
    sent = list(_filled_in(page, path))
    assert sent
    for address, fields in sent:
        _check_kept(anybody(example_app), address, fields)


def test_what_was_chosen_of_a_workbook_comes_back(example_app: Flask) -> None:
    officer = find_person(example_app, Role.OFFICER, county="07")
    book = export(officer)
    page = officer.get(f"{ROOT}pf-1/")
    saved = {name: page.field(name) for name in ("version", "rating")}
    officer.post(f"{ROOT}pf-1/", {**saved, "activities": "Skrivet i programmet."})
    changed = filled(book, {"K2": "Skrivet i arbetsboken."})
    address = send(officer, changed).response.location
    target, fields = next(_filled_in(officer.get(address), address))
    assert {"seen", "choice_pf_1"} <= {name for name, _value in fields}
    _check_kept(anybody(example_app), target, fields)


def _check_kept(stranger: Person, address: str, fields: list[tuple[str, str]]) -> None:
    """Send a form without a session, and find each of its fields on the page that comes back."""
    response = stranger.client.post(address, data={"csrf_token": "gammal", **_by_name(fields)})
    assert response.status_code in (400, 401)
    page = Page(response)
    page.check()
    kept = [pair for _target, pairs in _filled_in(page, address, fill="") for pair in pairs]
    assert [pair for pair in fields if pair not in kept] == []


def _by_name(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    names = dict.fromkeys(name for name, _value in fields)
    return {name: [value for one, value in fields if one == name] for name in names}


def _filled_in(
    page: Page, path: str, *, fill: str = "Två möten i maj."
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Return where each form of a page goes, and its fields filled in as somebody would."""
    for form in page.all("form"):
        target = form.get("action") or path
        if form.get("method") == "post" and not target.startswith(SURROUNDINGS):
            fields = [pair for field in form.iter() for pair in _field(field, fill)]
            yield target, [pair for pair in fields if pair[0] != "csrf_token"]


def _field(field: Any, fill: str) -> list[tuple[str, str]]:
    name, kind = field.get("name"), str(field.tag).removeprefix(NAMESPACE)
    if not name:
        return []
    if kind == "textarea":
        return [(name, fill or (field.text or "").removeprefix("\n"))]
    if kind == "select":
        return [(name, [*field.iter(f"{NAMESPACE}option")][-1].get("value"))]
    if kind == "input":
        typed = {"text": fill, "date": fill and "2026-12-30"}
        return [(name, field.get("value") or typed.get(field.get("type"), ""))]
    return []
