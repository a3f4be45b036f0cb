"""Which figures of a sentence are marked with the answers behind them."""

from __future__ import annotations

import re

import pytest

from khoss.documents.marks import counted


def marked(text: str) -> list[str]:
    return re.findall(r'<span class="counted" data-year="2025">([^<]*)</span>', whole(text))


def whole(text: str) -> str:
    return str(counted(text, year=2025))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Av de 21 som lämnat in har 5 fler, 1 färre.", ["21", "5", "1"]),
        (
            "3 ja, 1 delvis, 2 nej på frågorna; svar på 6 av 7.",
            ["3 ja", "1 delvis", "2 nej", "6 av 7"],
        ),
        ("gick från 36,4 till 45,0 procentenheter (+8,6)", ["36,4", "45,0 procentenheter", "+8,6"]),
        ("bredden minskade (−12,4)", ["−12,4"]),
        ("alla 21 länsstyrelser på 4 av 7 delmål", ["21", "4 av 7"]),
        ("av 2024 svar är ja, och 2023 av 2184 frågor", ["2024", "2023 av 2184"]),
        ("45,8 % och 62,5 procent (2 obesvarade)", ["45,8 %", "62,5 procent", "2 obesvarade"]),
        ("Inget delmål har gått uppåt.", ["Inget delmål"]),
        ("Uppsala län (8) och Hallands län (6)", ["8", "6"]),
    ],
)
def test_counts_shares_distances_and_steps_are_marked(text: str, figures: list[str]) -> None:
    assert marked(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "Jämfört med 2024: samma fråga 2025.",
        "Sista dag att lämna in: 11 december 2026.",
        "Hit leder PF 1, PF 2 och PF 3 (2024 års plan).",
        "Prio 1 är mål som ska vara uppnådda, prio 2 önskvärda.",
        "1–9 kommuner",
        "Frågan 2024: ”Har minst 3 av 4 kommuner övat?”",
        "Siffror inom parentes avser 2023.",
    ],
)
def test_years_days_goals_priorities_names_and_quotations_are_not(text: str) -> None:
    assert "<span" not in whole(text)
    assert whole(text) == text


def test_without_its_marks_a_sentence_is_as_it_was_escaped() -> None:
    text = "Över <3 av 4> & ”5” är 7 av 9."
    plain = re.sub(r"</?span[^>]*>", "", whole(text))
    assert plain == "Över &lt;3 av 4&gt; &amp; ”5” är 7 av 9."
