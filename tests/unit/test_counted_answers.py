"""A figure of several goals counts answers, and a text that calls them counties is told so."""

from __future__ import annotations

import pytest
from flask_babel import force_locale

from khoss.enums import NarrativeSection, ProseFault
from khoss.figures.bound import BoundText, bind
from khoss.figures.prose_faults import find_faults
from khoss.markdown import placeholders
from khoss.presentation.figure_notes import figure_rows
from khoss.presentation.prose_findings import finding_text
from tests.support.official import official_history

HISTORY = official_history()


def text(source: str) -> BoundText:
    figures = tuple(bind(written, HISTORY, year=2024) for written in placeholders(source))
    return BoundText(NarrativeSection.SUMMARY, "", source, figures)


def found(source: str) -> list[tuple[ProseFault, str]]:
    faults = find_faults([text(source)], goals=HISTORY.goal_keys)
    return [(one.fault, one.words) for one in faults]


@pytest.mark.parametrize(
    "sentence",
    [
        '{ord SL ja "flera"} länsstyrelser har svarat.',
        '**{Ord SL ja "flera"}** av länen.',
        '{ord SL ja "flera"} av de svarande länsstyrelserna.',
        '{ord UO-2+UO-3 ja+delvis "en majoritet"} av landets länsstyrelser.',
        "{antal SL nej i ord} länsstyrelser.",
        "{antal SL nej} län.",
        "{antal SL nej bara talet} av länen.",
        "{andel SL nej} av länsstyrelserna.",
        "{bas SL bara talet} länsstyrelser svarade.",
    ],
)
def test_answers_that_are_called_counties_are_listed(sentence: str) -> None:
    assert found(sentence) == [(ProseFault.COUNTS_ANSWERS, f"{{{placeholders(sentence)[0]}}}")]


@pytest.mark.parametrize(
    "sentence",
    [
        '{ord SL-2 ja "flera"} länsstyrelser har svarat.',
        "{antal SL-2 nej bara talet} länsstyrelser.",
        '{ord SL ja "flera"} svar från länsstyrelserna.',
        "{antal SL nej} av länsstyrelserna, {antal SL nej} från länen.",
        '{ord SL ja "flera"} av svaren. Länsstyrelserna vet.',
        '{ord SL ja "flera"} gånger har länsstyrelserna svarat.',
        "{tillfrågade} länsstyrelser.",
    ],
)
def test_answers_that_are_called_answers_are_not(sentence: str) -> None:
    assert found(sentence) == []


def test_what_was_counted_and_what_to_write_instead_is_said() -> None:
    (one,) = find_faults([text("{antal SL nej bara talet} län.")], goals=HISTORY.goal_keys)
    with force_locale("sv"):
        said = finding_text(one).replace("\xa0", " ")
    assert said == (
        "Siffran räknar svar på SL 1, SL 2, SL 3, SL 4 och SL 5 (38 av 105 svar), och varje "
        "länsstyrelse svarar på vart och ett. Skriv svar i stället för länsstyrelser eller län, "
        "eller hämta siffran för ett delmål. {län SL nej} ger de län som gav svaret på alla "
        "delmålen."
    )


def test_the_figures_of_a_text_say_what_those_of_several_goals_count() -> None:
    with force_locale("sv"):
        rows = figure_rows(text("{antal SL-2 nej} {antal SL nej} {andel SL-2+SL-3 ja}"))
    notes = [one.note.replace("\xa0", " ") for one in rows]
    assert notes == [
        "",
        "Räknar svar på SL 1, SL 2, SL 3, SL 4 och SL 5, inte länsstyrelser.",
        "Räknar svar på SL 2 och SL 3, inte länsstyrelser.",
    ]
