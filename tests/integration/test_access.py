"""Every endpoint with its permission, held both ways, and every county against every other."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import IntegerConverter, ValidationError

from khoss.access import PERMISSIONS, PUBLIC, permission_of
from khoss.db import db
from khoss.enums import Role
from khoss.models import County
from tests.support.pages import Person, anybody, find_person

ENDPOINTS = {
    "account.language": PUBLIC,
    "api.answers": "results:read",
    "api.comparison": "results:read",
    "api.counties": "results:read",
    "api.goal": "results:read",
    "api.goals": "results:read",
    "api.openapi": PUBLIC,
    "api.year": "results:read",
    "api.years": "results:read",
    "assessments.answer": "assessments:read",
    "assessments.assign": "assessments:discuss",
    "assessments.autosave": "assessments:write",
    "assessments.begin": "assessments:write",
    "assessments.comment": "assessments:discuss",
    "assessments.comments": "assessments:discuss",
    "assessments.completion": "assessments:write",
    "assessments.confirm": "assessments:write",
    "assessments.merge": "assessments:write",
    "assessments.presence": "assessments:discuss",
    "assessments.resolve": "assessments:discuss",
    "assessments.restore": "assessments:write",
    "assessments.revisions_of": "assessments:discuss",
    "assessments.set_aside_text": "assessments:write",
    "assessments.settle": "assessments:write",
    "assessments.approve": "assessments:approve",
    "assessments.overview": "assessments:read",
    "assessments.return_for_completion": "assessments:return",
    "assessments.review": "assessments:review",
    "assessments.save": "assessments:write",
    "assessments.show": "assessments:read",
    "assessments.submit": "assessments:write",
    "assessments.take_back": "assessments:write",
    "comparisons.counties": "results:read",
    "comparisons.county": "results:read",
    "comparisons.development": "results:read",
    "comparisons.goal": "results:read",
    "comparisons.goals": "results:read",
    "comparisons.heatmap": "results:read",
    "comparisons.map": "results:read",
    "comparisons.picture": "results:read",
    "comparisons.reconciliation": "results:read",
    "comparisons.spread": "results:read",
    "handover.save": "handover:write",
    "handover.show": "handover:read",
    "home.accessibility": PUBLIC,
    "home.health": PUBLIC,
    "home.index": "home:read",
    "mails.create": "mails:write",
    "mails.index": "mails:read",
    "mails.retry": "mails:write",
    "mails.show": "mails:read",
    "narratives.index": "narratives:write",
    "narratives.restore": "narratives:write",
    "narratives.revisions": "narratives:write",
    "narratives.save": "narratives:write",
    "narratives.show": "narratives:write",
    "narratives.year": "narratives:write",
    "page_files.page": "results:read",
    "publications.case_number": "reports:publish",
    "publications.checklist": "reports:publish",
    "publications.correct": "reports:publish",
    "publications.freeze_anew": "reports:publish",
    "publications.mark_read": "reports:read",
    "publications.package": "reports:publish",
    "publications.publish": "reports:publish",
    "publications.readers": "reports:publish",
    "publications.remove_reader": "reports:publish",
    "publications.sign_off": "reports:publish",
    "publications.take_back": "reports:publish",
    "publications.verify": "reports:publish",
    "publications.withdraw": "reports:publish",
    "published.edition": PUBLIC,
    "published.file": PUBLIC,
    "published.index": PUBLIC,
    "published.latest": PUBLIC,
    "report_differences.compare": "reports:read",
    "report_differences.since": "reports:publish",
    "report_previews.frozen": "reports:read",
    "report_previews.live": "reports:make_own",
    "reports.batch_file": "reports:make",
    "reports.cancel": "reports:make_own",
    "reports.cancel_batch": "reports:make",
    "reports.choose": "reports:make_own",
    "reports.file": "reports:read",
    "reports.index": "reports:read",
    "reports.make_again": "reports:make_own",
    "reports.make_batch_again": "reports:make",
    "reports.order": "reports:make_own",
    "reports.show": "reports:read",
    "reports.show_batch": "reports:make",
    "result_files.answers": "results:read",
    "result_files.data": "results:read",
    "result_files.goals": "results:read",
    "result_files.tables": "results:read",
    "results.csv": "results:read",
    "results.index": "results:read",
    "results.national": "results:read",
    "rounds.board": "rounds:manage",
    "rounds.county": "rounds:manage",
    "rounds.create": "rounds:manage",
    "rounds.create_next": "rounds:manage",
    "rounds.dates": "rounds:manage",
    "rounds.index": "rounds:manage",
    "rounds.move": "rounds:manage",
    "rounds.preview": "rounds:manage",
    "rounds.preview_goal": "rounds:manage",
    "rounds.questions": "rounds:manage",
    "rounds.reply": "rounds:manage",
    "security.change_password": "home:read",
    "security.forgot_password": PUBLIC,
    "security.login": PUBLIC,
    "security.logout": "home:read",
    "security.reset_password": PUBLIC,
    "security.verify": "home:read",
    "targets.file": "targets:read",
    "targets.picture": "targets:read",
    "tokens.create": "tokens:manage",
    "tokens.index": "tokens:manage",
    "tokens.revoke": "tokens:manage",
    "users.create": "users:manage",
    "users.index": "users:manage",
    "users.invite": "users:manage",
    "users.set_active": "users:manage",
    "users.show": "users:manage",
    "workbooks.file": "assessments:read",
    "workbooks.index": "assessments:read",
    "workbooks.preview": "assessments:write",
    "workbooks.read": "assessments:write",
    "workbooks.save": "assessments:write",
}

# Where each role may go, written out by hand: the test fails when the code's table widens.
MAY = {
    Role.OFFICER: {
        "home",
        "assessments:read",
        "assessments:write",
        "assessments:discuss",
        "handover",
        "results",
        "targets",
        "tokens",
        "reports:make_own",
    },
    Role.APPROVER: {
        "home",
        "assessments:read",
        "assessments:approve",
        "assessments:discuss",
        "assessments:return",
        "handover",
        "results",
        "targets",
        "tokens",
        "reports:make_own",
    },
    Role.COORDINATOR: {
        "home",
        "assessments:read",
        "assessments:return",
        "assessments:review",
        "rounds",
        "results",
        "results:read_open",
        "targets",
        "tokens",
        "reports:make",
        "narratives:write",
        "reports:publish",
        "reports:make_own",
        "mails:read",
        "mails:write",
    },
    Role.READER: {"home", "results", "targets", "tokens"},
    Role.ADMIN: {"home", "results", "targets", "tokens", "users", "mails:read"},
}

PAGES = {
    "/": "home",
    "/sjalvskattning/2026/07/": "assessments:read",
    "/sjalvskattning/2026/07/oversikt/": "assessments:read",
    "/sjalvskattning/2026/07/pf-1/": "assessments:read",
    "/sjalvskattning/2026/07/lamna-in/": "assessments:write",
    "/sjalvskattning/2026/07/komplettera/": "assessments:write",
    "/sjalvskattning/2026/07/fordela/": "assessments:discuss",
    "/sjalvskattning/2026/07/pf-1/andringar/": "assessments:discuss",
    "/sjalvskattning/2026/07/pf-1/kommentarer/": "assessments:discuss",
    "/sjalvskattning/2026/07/ta-tillbaka/": "assessments:write",
    "/sjalvskattning/2026/07/godkann/": "assessments:approve",
    "/sjalvskattning/2026/07/aterlamna/": "assessments:return",
    "/sjalvskattning/2026/07/granska/": "assessments:review",
    "/sjalvskattning/2026/07/arbetsbok/": "assessments:read",
    "/sjalvskattning/2026/07/arbetsbok/sjalvskattning-2026-07.xlsx": "assessments:read",
    "/lan/07/overlamning/": "handover",
    "/omgangar/": "rounds",
    "/omgangar/2026/": "rounds",
    "/omgangar/2026/lan/07/": "rounds",
    "/omgangar/2026/fragor/": "rounds",
    "/omgangar/2026/nasta/": "rounds",
    "/omgangar/2026/datum/": "rounds",
    "/omgangar/2026/forhandsgranska/": "rounds",
    "/omgangar/2026/forhandsgranska/pf-1/": "rounds",
    "/resultat/2024/": "results",
    "/resultat/2024.csv": "results",
    "/resultat/2025/bild/": "results",
    "/resultat/2024/tabeller.xlsx": "results",
    "/resultat/2024/svar.csv": "results",
    "/resultat/2024/delmal.csv": "results",
    "/resultat/2024.json": "results",
    "/resultat/2026.json": "results:read_open",
    "/resultat/2024/tabeller.xlsx?texter=1": "assessments:review",
    "/resultat/2025/varmekarta/": "results",
    "/resultat/2026/varmekarta/": "results:read_open",
    "/resultat/delmal/": "results",
    "/resultat/delmal/PF-1/": "results",
    "/resultat/2025/skillnader/": "results",
    "/resultat/2026/skillnader/": "results:read_open",
    "/resultat/2024/avstamning/": "results",
    "/resultat/2026/avstamning/": "results:read_open",
    "/resultat/2025/lan/": "results",
    "/resultat/2025/lan/07/": "results",
    "/resultat/2026/lan/07/": "results:read_open",
    "/resultat/2025/karta/": "results",
    "/resultat/2026/karta/": "results:read_open",
    "/resultat/utveckling/": "results",
    "/resultat/2026/": "results:read_open",
    "/resultat/2026/tabeller.xlsx": "results:read_open",
    "/resultat/2026/svar.csv": "results:read_open",
    "/resultat/2026/delmal.csv": "results:read_open",
    "/resultat/2025/bild.xlsx": "results",
    "/resultat/2026/bild.xlsx": "results:read_open",
    "/resultat/2025/varmekarta.csv": "results",
    "/resultat/2026/varmekarta.csv": "results:read_open",
    "/resultat/2025/skillnader.json": "results",
    "/resultat/2025/karta.csv": "results",
    "/resultat/2026/karta.csv": "results:read_open",
    "/resultat/utveckling.json": "results",
    "/resultat/2024/avstamning.xlsx": "results",
    "/resultat/2026/avstamning.csv": "results:read_open",
    "/resultat/delmal.json": "results",
    "/resultat/delmal/PF-1.csv": "results",
    "/resultat/delmal/PF-1.xlsx?texter=1": "assessments:read",
    "/resultat/2025/lan.csv": "results",
    "/resultat/2026/lan.csv": "results:read_open",
    "/resultat/2025/lan/07.json": "results",
    "/resultat/2026/lan/07.json": "results:read_open",
    "/konto/nycklar/": "tokens",
    "/malbild-2030/": "targets",
    "/malbild-2030.csv": "targets",
    "/malbild-2030.json": "targets",
    "/texter/": "narratives:write",
    "/texter/2024/": "narratives:write",
    "/texter/2024/inledning/": "narratives:write",
    "/texter/2024/bedomning-sl/": "narratives:write",
    "/texter/2024/bedomning-sl/andringar/": "narratives:write",
    "/rapporter/": "results",
    "/rapporter/jamfor/": "results",
    "/rapporter/forhandsgranska/malbild/?year=2025": "reports:make",
    "/rapporter/forhandsgranska/lansrapport/?year=2025": "reports:make_own",
    "/rapporter/ny/": "reports:make_own",
    "/rapporter/ny/malbild/": "reports:make",
    "/utskick/": "mails:read",
    "/utskick/nytt/": "mails:write",
    "/anvandare/": "users",
    "/anvandare/ny/": "users",
}
COUNTY_PATHS = (
    "/sjalvskattning/2024/{county}/",
    "/sjalvskattning/2026/{county}/",
    "/sjalvskattning/2026/{county}/oversikt/",
    "/sjalvskattning/2026/{county}/pf-1/",
    "/sjalvskattning/2026/{county}/lamna-in/",
    "/sjalvskattning/2026/{county}/ta-tillbaka/",
    "/sjalvskattning/2026/{county}/komplettera/",
    "/sjalvskattning/2026/{county}/fordela/",
    "/sjalvskattning/2026/{county}/pf-1/andringar/",
    "/sjalvskattning/2026/{county}/pf-1/kommentarer/",
    "/sjalvskattning/2026/{county}/arbetsbok/",
    "/lan/{county}/overlamning/",
)
COUNTY_ROLES = (Role.OFFICER, Role.APPROVER)


def test_every_endpoint_has_its_row_and_every_row_its_endpoint(example_app: Flask) -> None:
    found = {
        rule.endpoint: permission_of(example_app, rule.endpoint)
        for rule in example_app.url_map.iter_rules()
    }
    assert found == ENDPOINTS


def test_every_permission_is_held_by_somebody_and_asked_for_somewhere() -> None:
    assert all(PERMISSIONS.values())
    asked = set(ENDPOINTS.values()) - {PUBLIC}
    assert set(PERMISSIONS) - asked == {"results:read_open"}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("path", list(PAGES))
def test_each_role_reaches_its_pages_and_no_others(
    example_app: Flask, role: Role, path: str
) -> None:
    person = find_person(example_app, role, county="07" if role in COUNTY_ROLES else None)
    status = person.client.get(path).status_code
    if PAGES[path] in MAY[role]:
        # The coordinator may read assessments, but not a draft that is the county's own.
        hidden_draft = role is Role.COORDINATOR and "/sjalvskattning/" in path
        assert status in ((404,) if hidden_draft else (200, 302)), path
    else:
        assert status in (403, 404), path


@pytest.mark.parametrize("path", list(PAGES))
def test_nobody_gets_in_without_signing_in(example_app: Flask, path: str) -> None:
    response = anybody(example_app).client.get(path)
    assert response.status_code == 302
    assert response.location.startswith("/konto/logga-in")


def test_a_county_never_reaches_another_county(example_app: Flask) -> None:
    with example_app.app_context():
        codes = list(db.session.scalars(select(County.code).order_by(County.code)))
    leaks = []
    for own in codes:
        person = officer_of(example_app, own)
        for other in codes:
            for path in COUNTY_PATHS:
                address = path.format(county=other)
                status = person.client.get(address).status_code
                if status != (200 if own == other else 404):
                    leaks.append((own, address, status))
    assert leaks == []


@pytest.mark.parametrize(
    "step",
    [
        "pf-1/",
        "pf-1/spara/",
        "pf-1/sammanfor/",
        "pf-1/bekrafta/",
        "pf-1/andringar/2/",
        "pf-1/undanlagt/1/",
        "pf-1/kommentarer/",
        "pf-1/kommentarer/lost/",
        "borja/",
        "fordela/",
        "narvaro/",
        "lamna-in/",
        "ta-tillbaka/",
    ],
)
def test_an_officer_cannot_write_in_another_county(example_app: Flask, step: str) -> None:
    person = officer_of(example_app, "08")
    person.post(
        f"/sjalvskattning/2026/07/{step}",
        {"rating": "yes", "version": "1", "confirm": "y", "reason": "Nej"},
        status=404,
        token_from="/sjalvskattning/2026/08/pf-1/",
    )


def test_an_address_holds_no_number_that_the_database_cannot(example_app: Flask) -> None:
    numbers = [
        converter
        for rule in example_app.url_map.iter_rules()
        for converter in rule._converters.values()
        if isinstance(converter, IntegerConverter)
    ]
    assert numbers
    for converter in numbers:
        with pytest.raises(ValidationError):
            converter.to_python(str(2**31))
    officer = officer_of(example_app, "07")
    officer.get(f"/sjalvskattning/2026/07/pf-1/undanlagt/{2**64}/", status=404)
    officer.post(
        f"/sjalvskattning/2026/07/pf-1/andringar/{2**64}/",
        {"version": "1"},
        status=404,
        token_from="/sjalvskattning/2026/07/pf-1/",
    )


def officer_of(app: Flask, county: str) -> Person:
    """Return the county's officer, who may be its approver too."""
    try:
        return find_person(app, Role.OFFICER, county=county)
    except LookupError:
        return find_person(app, Role.OFFICER, Role.APPROVER, county=county)
