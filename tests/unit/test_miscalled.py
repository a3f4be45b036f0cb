"""A figure beside words of another unit or direction, or of about so many, is told so."""

from __future__ import annotations

import pytest
from flask_babel import force_locale

from khoss.enums import NarrativeSection, ProseFault
from khoss.figures.bound import BoundText, bind
from khoss.figures.prose_faults import Finding, find_faults
from khoss.markdown import placeholders
from khoss.presentation.prose_findings import finding_text
from tests.support.official import official_history

HISTORY = official_history()


def faults(source: str) -> tuple[Finding, ...]:
    figures = tuple(bind(written, HISTORY, year=2024) for written in placeholders(source))
    bound = BoundText(NarrativeSection.SUMMARY, "", source, figures)
    return find_faults([bound], goals=HISTORY.goal_keys)


@pytest.mark.parametrize(
    "sentence",
    [
        # Another unit.
        "{antal SL-2 ja bara talet} procent.",
        "{antal SL-2 ja bara talet} %.",
        "**{antal SL-2 ja bara talet}** kommuner svarade.",
        "{antal SL-2 ja i ord} av landets kommuner.",
        "{antal SL nej bara talet} små kommuner.",
        "{bas UP-1 2023} regioner.",
        '{ord SL-2 ja "6"} procent, som det är.',
        '{ord SL-2 ja "flera"} kommuner.',
        "{andel SL-2 ja bara talet} länsstyrelser.",
        "{andel SL-2 ja bara talet} av länen.",
        "{andel SL-2 ja bara talet} svar.",
        "{andel SL-2 ja} av kommunerna.",
        "{andel SL-2 ja bara talet} procent av kommunerna.",
        "{förändring SL-2 ja bara talet} procentenheter.",
        # Another direction, or the same once more.
        "{förändring SL-2 ja} färre än 2023.",
        "{förändring SL-2 ja} fler.",
        "{förändring SL-2 ja bara talet} länsstyrelser färre.",
        "Antalet minskade med {förändring SL-2 ja bara talet}.",
        # Only about so many.
        "Drygt {antal SL-2 ja}.",
        "Knappt {antal SL-2 ja bara talet} av länen.",
        "Det är nästan {andel SL-2 ja}.",
        "Mer än {antal SL-2 ja i ord}.",
        "Ja svarade fler än {antal SL-2 ja}.",
        "Minst **{Antal SL-2 ja}**.",
        "Ca {bas SL-2}.",
    ],
)
def test_a_figure_that_is_called_something_else_is_listed(sentence: str) -> None:
    said = [(one.fault, one.words) for one in faults(sentence)]
    assert (ProseFault.MISCALLED, f"{{{placeholders(sentence)[0]}}}") in said


@pytest.mark.parametrize(
    "sentence",
    [
        "{antal SL-2 ja bara talet} länsstyrelser, och {andel SL-2 ja bara talet} procent.",
        "{antal SL-2 ja bara talet} ({andel SL-2 ja bara talet} %) av länsstyrelserna.",
        "{antal SL-2 ja} stöder kommuner, {antal SL-2 ja} och kommunerna.",
        "{andel SL-2 ja} av länsstyrelserna. {andel SL-2 ja bara talet av svar} procent av svaren.",
        "{antal SL-2 ja bara talet} svar. Kommuner finns.",
        "{förändring SL-2 ja}. Färre övar. {förändring SL-2 ja}, och färre svarade nej.",
        "{förändring SL-2 ja bara talet} fler, en ökning med {förändring SL-2 ja bara talet}.",
        "{Antal SL-2 ja} är fler än {antal SL-2 ja 2023}.",
        "Fler än {antal SL-2 ja 2023} svarade ja.",
        "{Antal SL-2 ja}, fler än {antal SL-2 nej}. Det är mer än {andel SL-2 nej}.",
        "{Antal SL-2 ja} mer än {antal SL-2 nej}.",
        '{Ord SL-2 ja "i mindre utsträckning"} kommuner.',
        "Det finns över {antal SL-2 ja}, och minst en plan hos {antal SL-2 nej}.",
    ],
)
def test_a_figure_that_is_called_what_it_is_is_not(sentence: str) -> None:
    assert [one for one in faults(sentence) if one.fault is ProseFault.MISCALLED] == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "{antal SL-2 ja bara talet} procent.",
            "Siffran är ett exakt antal länsstyrelser på SL 2 2024. Orden intill säger något "
            "annat. Ta bort dem och skriv {antal SL-2 ja}, som visar ”6 länsstyrelser”.",
        ),
        (
            "{andel SL-2 ja bara talet} länsstyrelser.",
            "Siffran är en andel i procent, som den är räknad, på SL 2 2024. Orden intill säger "
            "något annat. Ta bort dem och skriv {andel SL-2 ja}, som visar ”28,6 procent”.",
        ),
        (
            "{förändring SL-2 ja} färre än.",
            "Siffran är en förändring i antal, med riktning, på SL 2 2024. Orden intill säger "
            "något annat. Ta bort dem och skriv {förändring SL-2 ja}, som visar ”5 fler än 2023”.",
        ),
    ],
)
def test_what_the_figure_is_and_what_to_write_is_said(sentence: str, said: str) -> None:
    (one,) = faults(sentence)
    with force_locale("sv"):
        assert finding_text(one).replace("\xa0", " ") == said
