"""What is written between braces is read as it was meant, or said to be wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from khoss.enums import BindingFault, FigureForm, FigureKind, Measure, NoDifference
from khoss.figures.bound import BoundFigure, bind
from khoss.figures.frozen import freeze, thaw
from khoss.figures.placeholders import (
    FORM_WORDS,
    KIND_WORDS,
    WITH_WHOLE,
    WITHOUT_GOALS,
    WITHOUT_MEASURE,
    Misread,
    Request,
    forms_of,
    read_placeholder,
    write_placeholder,
)
from khoss.figures.tally import Tally
from khoss.figures.words import WORDS
from khoss.presentation.bound_figures import figure_text
from khoss.presentation.prose_findings import fault_text
from tests.support.official import official_history

HISTORY = official_history()
GOALS = st.lists(
    st.sampled_from([key for year in HISTORY.years for key in year.by_key]),
    min_size=1,
    max_size=3,
    unique=True,
).map(tuple)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    kind = draw(st.sampled_from(list(FigureKind)))
    with_goals = kind not in WITHOUT_GOALS
    every = with_goals and draw(st.booleans())
    areas = st.sampled_from([code for code, _ in HISTORY.areas]).map(lambda code: (code,))
    return Request(
        kind,
        goals=draw(st.one_of(GOALS, areas)) if with_goals and not every else (),
        every_goal=every,
        measure=None if kind in WITHOUT_MEASURE else draw(st.sampled_from(list(Measure))),
        of_answers=kind in WITH_WHOLE and draw(st.booleans()),
        word=draw(st.sampled_from([*WORDS, "15", "0"])) if kind is FigureKind.WORD else "",
        form=draw(st.sampled_from([FigureForm.USUAL, *forms_of(kind)])),
        year=draw(st.sampled_from([0, 2023, 2024, 1999])),
        capital=draw(st.booleans()),
    )


@given(requests())
def test_what_is_written_is_read_as_the_same(request: Request) -> None:
    assert read_placeholder(write_placeholder(request)) == request


@given(requests())
def test_every_request_has_a_figure_or_a_fault_and_survives_freezing(request: Request) -> None:
    found = bind(write_placeholder(request), HISTORY, year=2024)
    assert (found.counted is None) == (found.fault is not None)
    if found.counted is not None:
        assert 0 <= found.count <= found.whole
    assert thaw(freeze(found, form="khoss/test/1"), BoundFigure, form="khoss/test/1") == found


@given(st.text(alphabet='antldejsoräbåmvu SL-2+"”0123 ', max_size=40))
def test_anything_is_read_or_misread(written: str) -> None:
    assert isinstance(read_placeholder(written), Request | Misread)
    assert isinstance(bind(written, HISTORY, year=2024), BoundFigure)


@pytest.mark.parametrize(
    ("written", "count", "whole"),
    [
        ("antal SL-2 ja+delvis", 15, 21),
        ("antal SL 2 delvis+ja", 15, 21),
        ("Antal sl-2 JA+DELVIS av svar", 15, 21),
        ("antal UP-1 ja 2023", 1, 21),
        ("antal UP-1 ja 2023 av svar", 1, 13),
        ("antal UO-2+UO-3 ja", 19, 42),
        ("antal UO 2+UO 3 ja", 19, 42),
        ("antal SL nej", 38, 105),
        ("antal alla ja", 259, 504),
        ("bas UP-1 2023", 13, 21),
        ('ord SL-3 ja+delvis "Drygt hälften"', 12, 21),
        ("ord SL-3 ja+delvis ”drygt hälften”", 12, 21),
        ('ord UP-1 ja "16"', 11, 21),
    ],
)
def test_a_figure_is_what_the_tables_say(written: str, count: int, whole: int) -> None:
    found = bind(written, HISTORY, year=2024)
    assert found.fault is None
    assert (found.count, found.whole) == (count, whole)


@pytest.mark.parametrize(
    ("written", "fault", "detail"),
    [
        ("antl SL-2 ja", BindingFault.UNKNOWN_KIND, "antl"),
        ("", BindingFault.UNKNOWN_KIND, ""),
        ("antal SL-2", BindingFault.NO_MEASURE, "antal SL-2"),
        ("antal ja", BindingFault.NO_GOAL, "antal ja"),
        ("antal SL-2 ja jaha", BindingFault.UNKNOWN_PIECE, "jaha"),
        ("antal SL-2 ja nej", BindingFault.SAID_TWICE, "nej"),
        ("antal SL-2 ja SL-3", BindingFault.SAID_TWICE, "SL-3"),
        ("antal SL-99 ja", BindingFault.UNKNOWN_GOAL, "SL 99"),
        ("antal XX ja", BindingFault.UNKNOWN_GOAL, "XX"),
        ("antal SL-5 ja 2023", BindingFault.UNKNOWN_GOAL, "SL 5"),
        ("antal SL-2 ja 2019", BindingFault.UNKNOWN_YEAR, "2019"),
        ("ord SL-2 ja", BindingFault.NO_WORD, "ord SL-2 ja"),
        ('ord SL-2 ja "rätt många"', BindingFault.UNKNOWN_WORD, "rätt många"),
        ('antal SL-2 ja "flera"', BindingFault.NO_WORD, 'antal SL-2 ja "flera"'),
        ("tillfrågade SL", BindingFault.NO_GOAL, "tillfrågade SL"),
        ("län SL-2 nej", BindingFault.ONLY_TOTALS, "2024"),
        ("förändring SL-2 ja 2023", BindingFault.NO_YEAR_BEFORE, "2023"),
        ("förändring SL-2 ja med bas", BindingFault.NO_FORM, "med bas"),
        ("andel SL-1 ja i ord", BindingFault.NO_FORM, "i ord"),
        ("län SL-2 ja bara talet", BindingFault.NO_FORM, "bara talet"),
        ("bas UP-1 av svar", BindingFault.NO_WHOLE, "av svar"),
        ("län SL-2 ja av alla", BindingFault.NO_WHOLE, "av alla"),
    ],
)
def test_a_misspelt_placeholder_says_what_is_wrong(
    written: str, fault: BindingFault, detail: str
) -> None:
    found = bind(written, HISTORY, year=2024)
    assert (found.fault, found.detail, found.counted) == (fault, detail, None)


def test_a_change_is_subtracted_only_where_the_plan_and_the_bases_allow() -> None:
    found = bind("förändring SL-2 ja", HISTORY, year=2024)
    assert (found.difference, found.then_year) == (5, 2023)
    for written, reason in (
        ("förändring SL-5 ja", NoDifference.NEW),
        ("förändring UP-1 ja", NoDifference.CHANGED_BASE),
        ("förändring SL ja", NoDifference.CHANGED_BASE),
    ):
        found = bind(written, HISTORY, year=2024)
        assert (found.fault, found.no_difference) == (BindingFault.NO_DIFFERENCE, reason)
        assert found.difference is None


def test_without_any_figures_every_placeholder_says_so() -> None:
    assert bind("antal SL-2 ja", None, year=2024).fault is BindingFault.UNKNOWN_YEAR


# A figure of each kind whose words differ in every form that the kind knows.
EACH_KIND = {
    FigureKind.COUNT: "antal KK-1 nej",
    FigureKind.SHARE: "andel SL-2 ja",
    FigureKind.BASE: "bas UP-1 2023",
    FigureKind.CHANGE: "förändring SL-2 ja",
    FigureKind.COUNTIES: "län SL-2 ja",
    FigureKind.WORD: 'ord SL-3 ja+delvis "drygt hälften"',
    FigureKind.ASKED: "tillfrågade",
}


@pytest.mark.parametrize("kind", list(FigureKind))
@pytest.mark.parametrize("form", [one for one in FigureForm if one is not FigureForm.USUAL])
def test_a_form_changes_what_is_shown_or_is_refused(kind: FigureKind, form: FigureForm) -> None:
    usual = bind(EACH_KIND[kind], HISTORY, year=2024)
    asked = bind(f"{EACH_KIND[kind]} {FORM_WORDS[form]}", HISTORY, year=2024)
    with force_locale("sv"):
        if form not in forms_of(kind):
            assert asked.fault is BindingFault.NO_FORM
            said = fault_text(asked)
            assert f"”{FORM_WORDS[form]}” går inte med {KIND_WORDS[kind]}" in said.replace(
                "\xa0", " "
            )
            assert all(FORM_WORDS[one] in said.replace("\xa0", " ") for one in forms_of(kind))
            return
        assert asked.fault is None
        few = replace(asked, counted=Tally(1, 2, 3, 9)) if kind is FigureKind.ASKED else asked
        before = replace(usual, counted=few.counted) if kind is FigureKind.ASKED else usual
        assert figure_text(few) != figure_text(before)


def test_a_short_base_in_words_has_its_count_in_letters() -> None:
    with force_locale("sv"):
        said = figure_text(bind("antal UP-1 ja 2023 i ord", HISTORY, year=2024))
    assert said.replace("\xa0", " ") == "en av 13 svarande länsstyrelser"
