"""Every page, wide and narrow: no barrier, no sideways scroll, nothing on the console."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Open, check_page
from tests.integration.test_access import ENDPOINTS

OFFICER = "handlaggare.kronoberg@khoss.example"
APPROVER = "godkannare.gotland@khoss.example"
COORDINATOR = "samordnare@khoss.example"
ADMIN = "administrator@khoss.example"
READER = "lasare@khoss.example"

PAGES: dict[str | None, dict[str, str | None]] = {
    None: {
        "/konto/logga-in": "security.login",
        "/konto/aterstall": "security.forgot_password",
        "/tillganglighet/": "home.accessibility",
        "/finns-inte/": None,
        "/publicerat/": "published.index",
    },
    OFFICER: {
        "/": "home.index",
        "/konto/andra-losenord": "security.change_password",
        "/konto/bekrafta": "security.verify",
        "/konto/nycklar/": "tokens.index",
        "/sjalvskattning/2026/07/": "assessments.show",
        "/sjalvskattning/2026/07/pf-1/": "assessments.answer",
        "/sjalvskattning/2025/07/pf-1/": "assessments.answer",
        "/sjalvskattning/2026/07/oversikt/": "assessments.overview",
        "/sjalvskattning/2026/07/lamna-in/": "assessments.submit",
        "/sjalvskattning/2026/07/komplettera/": "assessments.completion",
        "/sjalvskattning/2026/07/fordela/": "assessments.assign",
        "/sjalvskattning/2026/07/pf-1/andringar/": "assessments.revisions_of",
        "/sjalvskattning/2026/07/pf-1/kommentarer/": "assessments.comments",
        "/sjalvskattning/2026/07/pf-1/bekrafta/": "assessments.confirm",
        "/sjalvskattning/2026/07/arbetsbok/": "workbooks.index",
        "/lan/07/overlamning/": "handover.show",
        "/lan/07/overlamning/?texter=1": "handover.show",
        "/resultat/2025/": "results.national",
        "/rapporter/": "reports.index",
        "/rapporter/ny/": "reports.choose",
        "/rapporter/ny/lansrapport/": "reports.order",
        "/rapporter/forhandsgranska/lansrapport/": "report_previews.live",
        "/rapporter/forhandsgranska/lansrapport/?year=2025&with_texts=y": "report_previews.live",
        "/rapporter/forhandsgranska/frageunderlag/?year=2026&with_texts=y": "report_previews.live",
        "/anvandare/": None,
    },
    APPROVER: {
        "/": "home.index",
        "/sjalvskattning/2026/09/": "assessments.show",
        "/sjalvskattning/2026/09/godkann/": "assessments.approve",
        "/sjalvskattning/2026/09/aterlamna/": "assessments.return_for_completion",
        "/rapporter/forhandsgranska/lansrapport/?year=2026": "report_previews.live",
    },
    "handlaggare.gotland@khoss.example": {
        "/sjalvskattning/2026/09/ta-tillbaka/": "assessments.take_back",
    },
    COORDINATOR: {
        "/": "home.index",
        "/omgangar/": "rounds.index",
        "/omgangar/2026/": "rounds.board",
        "/omgangar/2025/": "rounds.board",
        "/omgangar/2026/lan/07/": "rounds.county",
        "/omgangar/2026/fragor/": "rounds.questions",
        "/omgangar/2026/nasta/": "rounds.create_next",
        "/omgangar/2026/datum/": "rounds.dates",
        "/omgangar/2026/forhandsgranska/?lan=07": "rounds.preview",
        "/omgangar/2026/forhandsgranska/pf-1/?lan=07": "rounds.preview_goal",
        "/sjalvskattning/2026/17/granska/": "assessments.review",
        "/resultat/": "results.index",
        "/resultat/2024/": "results.national",
        "/resultat/2026/": "results.national",
        "/resultat/2026/bild/": "comparisons.picture",
        "/resultat/2025/varmekarta/": "comparisons.heatmap",
        "/resultat/2026/varmekarta/?sortera=andel&omrade=pf&bedomning=nej": "comparisons.heatmap",
        "/resultat/2024/avstamning/": "comparisons.reconciliation",
        "/resultat/2025/skillnader/": "comparisons.spread",
        "/resultat/2026/skillnader/?andel=ja-av-svar": "comparisons.spread",
        "/resultat/delmal/": "comparisons.goals",
        "/resultat/delmal/PF-1/?sok=kommun": "comparisons.goal",
        "/resultat/2026/lan/": "comparisons.counties",
        "/resultat/2026/lan/07/": "comparisons.county",
        "/resultat/2026/karta/": "comparisons.map",
        "/resultat/2025/karta/?delmal=PF-1": "comparisons.map",
        "/resultat/utveckling/": "comparisons.development",
        "/malbild-2030/": "targets.picture",
        "/texter/": "narratives.index",
        "/texter/2024/": "narratives.year",
        "/texter/2024/bedomning-uo/": "narratives.show",
        "/texter/2024/bedomning-uo/andringar/": "narratives.revisions",
        "/rapporter/": "reports.index",
        "/rapporter/jamfor/": "report_differences.compare",
        "/rapporter/forhandsgranska/malbild/?year=2025": "report_previews.live",
        "/rapporter/forhandsgranska/malbild-affisch/?year=2025": "report_previews.live",
        "/rapporter/forhandsgranska/delredovisning/?year=2024": "report_previews.live",
        "/rapporter/forhandsgranska/lansrapport/?year=2025&county=07": "report_previews.live",
        "/rapporter/forhandsgranska/nationell-sammanstallning/?year=2025": "report_previews.live",
        "/rapporter/ny/": "reports.choose",
        "/rapporter/ny/nationell-sammanstallning/": "reports.order",
        "/utskick/": "mails.index",
        "/utskick/nytt/": "mails.create",
    },
    ADMIN: {
        "/": "home.index",
        "/anvandare/": "users.index",
        "/anvandare/ny/": "users.create",
        "/anvandare/1/": "users.show",
    },
    READER: {"/": "home.index", "/resultat/delmal/PF-1/": "comparisons.goal"},
}
CASES = [(who, path) for who, paths in PAGES.items() for path in paths]
# Those that answer no page of their own, and those that other tests open.
ELSEWHERE = {
    "account.language": "answers with another page",
    **dict.fromkeys(
        [rule for rule in ENDPOINTS if rule.startswith("api.")], "in test_api.py: for programs"
    ),
    "assessments.autosave": "for scripts",
    "assessments.begin": "answers with another page",
    "assessments.comment": "answers with another page",
    "assessments.merge": "answers with another page",
    "assessments.presence": "for scripts",
    "assessments.resolve": "answers with another page",
    "assessments.restore": "answers with another page",
    "assessments.save": "answers with another page",
    "assessments.set_aside_text": "in test_autosave.py, where two collide",
    "assessments.settle": "answers with another page",
    "handover.save": "answers with another page",
    "home.health": "for machines",
    "mails.retry": "answers with another page",
    "mails.show": "in test_mails.py, where a mail is written",
    "narratives.restore": "answers with another page",
    "narratives.save": "in test_narrative_page.py",
    "page_files.page": "tables for other programs",
    "publications.case_number": "answers with another page",
    **dict.fromkeys(
        [
            "publications.checklist",
            "publications.correct",
            "publications.readers",
            "publications.sign_off",
            "publications.withdraw",
            "published.edition",
            "published.latest",
            "report_differences.since",
            "report_previews.frozen",
        ],
        "in test_publishing_pages.py, where a report is published",
    ),
    "publications.freeze_anew": "answers with another page",
    "publications.mark_read": "answers with another page",
    "publications.package": "a file",
    "publications.publish": "answers with another page",
    "publications.remove_reader": "answers with another page",
    "publications.take_back": "answers with another page",
    "publications.verify": "answers with another page",
    "published.file": "a file",
    "reports.batch_file": "a file",
    "targets.file": "a file",
    "reports.cancel": "answers with another page",
    "reports.cancel_batch": "answers with another page",
    "reports.file": "a PDF",
    "reports.make_again": "answers with another page",
    "reports.make_batch_again": "answers with another page",
    "reports.show": "in test_report_pages.py, where reports are ordered",
    "reports.show_batch": "in test_report_pages.py, where reports are ordered",
    "result_files.answers": "a table for other programs",
    "result_files.data": "data for other programs",
    "result_files.goals": "a table for other programs",
    "result_files.tables": "a workbook",
    "results.csv": "a table for other programs",
    "rounds.create": "answers with another page",
    "rounds.reply": "answers with another page",
    "rounds.move": "answers with another page",
    "security.logout": "answers with another page",
    "security.reset_password": "in test_ways.py, where a link is made",
    "tokens.create": "in test_token_page.py, where a key is made",
    "tokens.revoke": "answers with another page",
    "users.invite": "answers with another page",
    "users.set_active": "answers with another page",
    "workbooks.file": "a workbook",
    "workbooks.preview": "in test_workbook_pages.py, where a workbook is read",
    "workbooks.read": "in test_workbook_pages.py",
    "workbooks.save": "answers with another page",
}


def test_no_page_is_left_out() -> None:
    opened = {endpoint for paths in PAGES.values() for endpoint in paths.values() if endpoint}
    assert not opened & set(ELSEWHERE)
    assert opened | set(ELSEWHERE) == set(ENDPOINTS)


@pytest.mark.parametrize(("who", "path"), CASES)
def test_a_page_has_no_barrier_wide_and_narrow(
    open_window: Open, states: Callable[[str], Any], who: str | None, path: str
) -> None:
    window = open_window(width=1280, state=states(who) if who else None)
    answer = window.goto(path)
    assert answer
    assert answer.ok is (PAGES[who][path] is not None)
    check_page(window)
    window.set_viewport_size({"width": 360, "height": 900})
    check_page(window)
