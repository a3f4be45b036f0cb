"""Every page has its number of queries, below that of counties, goals and answers."""

from __future__ import annotations

import pytest
from flask import Flask

from khoss.enums import Role
from tests.support.pages import Person, anybody, find_person
from tests.support.queries import counted_statements

# What each page asks for. Every one but the sign-in asks who it is (user); nearly every one asks
# whether the data are examples (installation), once.
BUDGETS: dict[tuple[Role | None, str], int] = {
    # installation
    (None, "/konto/logga-in"): 1,
    # user, assessments with rounds and county, own last days, installation
    (Role.OFFICER, "/"): 4,
    # user, assessment, answers with goals, assignments, comments, texts set aside, who is here,
    # questions returned, own last day, log, installation
    (Role.OFFICER, "/sjalvskattning/2026/07/"): 11,
    # user, assessment, answer, who is here, questions returned, answers, last year's answers,
    # comments, texts set aside, installation
    (Role.OFFICER, "/sjalvskattning/2026/07/pf-1/"): 10,
    # user, assessment, answer, saved states, texts set aside, installation
    (Role.OFFICER, "/sjalvskattning/2026/07/pf-1/andringar/"): 6,
    # user, assessment, answer, comments, installation
    (Role.OFFICER, "/sjalvskattning/2026/07/pf-1/kommentarer/"): 5,
    # user, assessment, colleagues, answers, assignments, installation
    (Role.OFFICER, "/sjalvskattning/2026/07/fordela/"): 6,
    # user, assessment, answers, installation
    (Role.OFFICER, "/sjalvskattning/2026/07/oversikt/"): 4,
    # user, assessment, last year's answers, submissions, questions returned, texts set aside,
    # comments, answers, installation
    (Role.OFFICER, "/sjalvskattning/2026/07/lamna-in/"): 9,
    (Role.APPROVER, "/sjalvskattning/2026/07/godkann/"): 9,
    # user, assessment, workbooks that wait, installation
    (Role.OFFICER, "/sjalvskattning/2026/07/arbetsbok/"): 4,
    # user, assessment, last year's answers, installation, answers
    (Role.OFFICER, "/sjalvskattning/2026/07/arbetsbok/sjalvskattning-2026-07.xlsx"): 5,
    # user, notes, answers of all years, contacts, rounds, own last days, open threads, returns of
    # assessments and of questions, predecessors, county, installation
    (Role.OFFICER, "/lan/07/overlamning/"): 12,
    (Role.OFFICER, "/lan/07/overlamning/?texter=1"): 12,
    # user, rounds, plans without a round, installation
    (Role.COORDINATOR, "/omgangar/"): 4,
    # user, round, assessments with counties, answered of each, extensions, questions, log,
    # installation
    (Role.COORDINATOR, "/omgangar/2026/"): 8,
    # user, assessment, extension, log, installation
    (Role.COORDINATOR, "/omgangar/2026/lan/07/"): 5,
    # user, round, questions, installation
    (Role.COORDINATOR, "/omgangar/2026/fragor/"): 4,
    # user, round, the next one, its plan, installation
    (Role.COORDINATOR, "/omgangar/2026/nasta/"): 5,
    # user, round, installation
    (Role.COORDINATOR, "/omgangar/2026/datum/"): 3,
    # user, round, county, goals, counties, installation
    (Role.COORDINATOR, "/omgangar/2026/forhandsgranska/"): 6,
    # user, round, county, goals, last year handed in, its answers, installation
    (Role.COORDINATOR, "/omgangar/2026/forhandsgranska/pf-1/?lan=07"): 7,
    # user, assessment, last year's answers, submissions, questions returned, answers, log,
    # installation
    (Role.COORDINATOR, "/sjalvskattning/2026/17/granska/"): 8,
    # user, years, round with plan, plan before (none), goals, assessments, ratings, installation
    # of the figures and of the page
    (Role.COORDINATOR, "/resultat/2023/"): 9,
    # the same, and of the plan before: its round, assessments, ratings; predecessors
    (Role.COORDINATOR, "/resultat/2025/"): 13,
    (Role.COORDINATOR, "/resultat/2026/"): 13,
    # user, counties, areas, plans with rounds and states, goals with links, totals, assessments,
    # ratings, installation
    (Role.COORDINATOR, "/resultat/2025/bild/"): 9,
    (Role.COORDINATOR, "/resultat/2025/varmekarta/"): 9,
    (Role.COORDINATOR, "/resultat/2024/avstamning/"): 9,
    (Role.COORDINATOR, "/resultat/2025/skillnader/"): 9,
    (Role.COORDINATOR, "/resultat/2025/lan/"): 9,
    (Role.COORDINATOR, "/resultat/2025/lan/07/"): 9,
    (Role.COORDINATOR, "/resultat/delmal/"): 9,
    (Role.READER, "/resultat/delmal/PF-1/"): 9,
    (Role.COORDINATOR, "/resultat/2025/karta/"): 9,
    (Role.COORDINATOR, "/resultat/2025/karta/?delmal=PF-1"): 9,
    (Role.COORDINATOR, "/resultat/utveckling/"): 9,
    # the same, and texts
    (Role.COORDINATOR, "/resultat/delmal/PF-1/"): 10,
    (Role.OFFICER, "/resultat/delmal/PF-1/?sok=samverkan"): 10,
    # the same without the page
    (Role.COORDINATOR, "/resultat/2025.csv"): 12,
    # user, counties, areas, plans with rounds and states, goals with links, totals, assessments,
    # ratings, installation
    (Role.COORDINATOR, "/resultat/2025/tabeller.xlsx"): 9,
    (Role.COORDINATOR, "/resultat/2025/svar.csv"): 9,
    (Role.COORDINATOR, "/resultat/2025/delmal.csv"): 9,
    (Role.COORDINATOR, "/resultat/2025.json"): 9,
    # the same, and the texts
    (Role.COORDINATOR, "/resultat/2025/tabeller.xlsx?texter=1"): 10,
    # as their pages
    (Role.COORDINATOR, "/resultat/2025/bild.xlsx"): 9,
    (Role.COORDINATOR, "/resultat/2025/varmekarta.csv?sortera=andel"): 9,
    (Role.COORDINATOR, "/resultat/2025/skillnader.csv"): 9,
    (Role.COORDINATOR, "/resultat/2025/karta.csv?delmal=PF-1"): 9,
    (Role.COORDINATOR, "/resultat/utveckling.xlsx"): 9,
    (Role.COORDINATOR, "/resultat/2024/avstamning.json"): 9,
    (Role.COORDINATOR, "/resultat/2025/lan.json"): 9,
    (Role.COORDINATOR, "/resultat/2025/lan/07.xlsx"): 9,
    (Role.COORDINATOR, "/resultat/delmal.csv"): 9,
    (Role.READER, "/resultat/delmal/PF-1.json"): 9,
    (Role.OFFICER, "/resultat/delmal/PF-1.xlsx?texter=1"): 10,
    # user, target picture with areas, targets and links (4), years, the latest year's figures (9),
    # installation of both figures and of the page
    (Role.COORDINATOR, "/malbild-2030/"): 18,
    # the same without the page
    (Role.COORDINATOR, "/malbild-2030.csv"): 17,
    # user, rounds, installation
    (Role.COORDINATOR, "/texter/"): 3,
    # user, round, the figures of every year (7), texts, areas, installation
    (Role.COORDINATOR, "/texter/2024/"): 12,
    # user, round, areas, text, the figures of every year (7), installation
    (Role.COORDINATOR, "/texter/2024/bedomning-uo/"): 12,
    # user, round, areas, text, saved states, installation
    (Role.COORDINATOR, "/texter/2024/bedomning-uo/andringar/"): 6,
    # user, years, reports, batches, installation
    (Role.COORDINATOR, "/rapporter/"): 5,
    # user, installation
    (Role.COORDINATOR, "/rapporter/ny/"): 2,
    # user, years, installation
    (Role.COORDINATOR, "/rapporter/ny/nationell-sammanstallning/"): 3,
    # user, reports, installation
    (Role.COORDINATOR, "/rapporter/jamfor/"): 3,
    # published reports, installation
    (None, "/publicerat/"): 2,
    # user, years, counties, the target picture as on its page, years that are published, years and
    # goals and assessments that have pages, installation of the report and of the page
    (Role.COORDINATOR, "/rapporter/forhandsgranska/malbild/"): 24,
    # user, years, counties, areas, plans with rounds and states, goals with links, totals,
    # assessments, ratings, wordings, the target picture with areas, targets and links (4), state,
    # texts, years that are published, goals and assessments that have pages, installation of the
    # figures, of the report and of the page
    (Role.OFFICER, "/rapporter/forhandsgranska/lansrapport/"): 22,
    (Role.OFFICER, "/rapporter/forhandsgranska/lansrapport/?year=2025"): 22,
    (Role.OFFICER, "/rapporter/forhandsgranska/lansrapport/?year=2025&with_texts=y"): 22,
    (Role.APPROVER, "/rapporter/forhandsgranska/lansrapport/?year=2026&with_texts=y"): 22,
    # the same with counties to choose from, and all years that have figures
    (Role.COORDINATOR, "/rapporter/forhandsgranska/lansrapport/?year=2025&county=07"): 23,
    # user, years, round, plan, goals, predecessors, county, plan before, its answers, whether they
    # are handed in, years that are published, goals and assessments that have pages, installation
    # of the figures, of the report and of the page
    (Role.OFFICER, "/rapporter/forhandsgranska/frageunderlag/?year=2026"): 16,
    (Role.APPROVER, "/rapporter/forhandsgranska/frageunderlag/?year=2026&with_texts=y"): 16,
    # user, counties, mails, counts of them, log of letters, installation
    (Role.COORDINATOR, "/utskick/"): 6,
    # user, counties, open round, installation
    (Role.COORDINATOR, "/utskick/nytt/"): 4,
    # user, keys, installation
    (Role.OFFICER, "/konto/nycklar/"): 3,
    # user, accounts, installation
    (Role.ADMIN, "/anvandare/"): 3,
    # user, account, counties, log, installation
    (Role.ADMIN, "/anvandare/1/"): 5,
}


@pytest.mark.parametrize(("role", "path"), list(BUDGETS))
def test_a_page_keeps_its_number_of_queries(
    example_app: Flask, role: Role | None, path: str
) -> None:
    person = _person(example_app, role)
    with example_app.app_context(), counted_statements() as statements:
        assert person.client.get(path).status_code == 200
    assert len(statements) == BUDGETS[role, path], "\n".join(statements)


def _person(app: Flask, role: Role | None) -> Person:
    if role is None:
        return anybody(app)
    county = "07" if role in (Role.OFFICER, Role.APPROVER) else None
    return find_person(app, role, county=county)
