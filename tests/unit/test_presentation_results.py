"""Figures in words and marks: bases always said, nothing compared that may not be."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khoss.enums import Rating, Relation, RoundStatus
from khoss.figures.national import CountyFigures, NationalComparison, Predecessor
from khoss.figures.tally import Tally
from khoss.presentation.charts import (
    COLUMN,
    NARROW_COLUMN,
    SHORTER_COLUMN,
    bars,
    class_name,
    single_bar,
)
from khoss.presentation.counties import county_diagram, heat_map
from khoss.presentation.numbers import count_of, listed, percent, share_text, tie
from khoss.presentation.results import Goal, national
from khoss.presentation.short_questions import SHORT_QUESTION, short_questions, shortened
from tests.support.figures import comparison, comparisons, goal, tallies
from tests.support.official import official_history


def only_goal(figures: NationalComparison) -> Goal:
    (found,) = national(figures).goals
    return found


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(415, 503), "82,5"),
        (Fraction(415, 504), "82,3"),
        (Fraction(1, 1), "100,0"),
        (Fraction(0), "0,0"),
        (Fraction(125, 1000), "12,5"),
        (Fraction(1245, 10000), "12,5"),
        (Fraction(1255, 10000), "12,6"),
    ],
)
def test_shares_are_rounded_half_up_to_one_decimal(share: Fraction, text: str) -> None:
    assert share_text(share) == text
    assert percent(share) == f"{text} procent"


def test_a_number_stays_on_the_line_of_what_it_counts() -> None:
    text = tie("PF 1 svarade 18 av 21, 85,7 procent, på prio 2")
    assert text == "PF\xa01 svarade 18\xa0av\xa021, 85,7\xa0procent, på prio\xa02"


@given(st.text())
def test_tying_changes_nothing_but_spaces(text: str) -> None:
    assert plain(tie(text)) == plain(text)


def test_words_are_listed_as_in_a_sentence() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b och c"
    assert count_of(18, 21) == "18 av 21"


def test_the_year_before_stands_in_parentheses() -> None:
    shown = only_goal(comparison(goal("PF 1", Tally(18, 3, 0, 21), Tally(16, 5, 0, 21))))
    assert [f"{cell.now} {cell.before}" for cell in shown.cells] == ["18 (16)", "3 (5)", "0 (0)"]
    assert (shown.base.now, shown.base.before) == ("21 av 21", "")
    assert shown.notes == ()


def test_a_short_base_is_said_with_its_year() -> None:
    shown = only_goal(comparison(goal("UP 1", Tally(11, 5, 5, 21), Tally(1, 11, 1, 21))))
    assert shown.base.before == "2023: 13 av 21"
    assert [plain(note) for note in shown.notes] == ["2023: 13 av 21 svarade"]
    assert (shown.unanswered.now, shown.unanswered.before) == ("0", "(8)")


def test_two_equally_short_bases_are_both_said() -> None:
    shown = only_goal(comparison(goal("UP 1", Tally(11, 5, 4, 21), Tally(1, 11, 8, 21))))
    assert [plain(note) for note in shown.notes] == [
        "2024: 20 av 21 svarade",
        "2023: 20 av 21 svarade",
    ]


def test_a_new_question_has_no_parentheses_and_one_bar() -> None:
    shown = only_goal(comparison(goal("SL 5", Tally(5, 7, 9, 21), new=True)))
    assert {cell.before for cell in (*shown.cells, shown.unanswered, shown.base)} == {""}
    assert shown.notes == ("Ny fråga 2024: siffra för 2023 finns inte.",)
    assert len(shown.bars.bars) == 1


def test_nothing_is_new_when_there_is_no_year_before() -> None:
    figures = comparison(goal("SL 5", Tally(5, 7, 9, 21), new=True))
    shown = only_goal(replace(figures, previous_year=None, previous_source=None))
    assert shown.notes == ()


def test_a_changed_meaning_stands_beside_and_is_never_compared() -> None:
    changed = goal(
        "PF 1",
        Tally(18, 3, 0, 21),
        Tally(2, 3, 15, 21),
        relation=Relation.REWORDED,
        comparable=False,
    )
    shown = only_goal(comparison(changed))
    assert {cell.before for cell in shown.cells} == {""}
    assert len(shown.bars.bars) == 1
    (note,) = shown.notes
    assert "siffrorna jämförs inte" in note
    assert "20 av 21" in plain(note)
    assert "2 ja, 3 delvis, 15 nej" in note
    assert "PF 1 förr?" in plain(note)


def test_a_merged_goal_shows_each_of_those_before() -> None:
    one = goal("PF 1", Tally(18, 3, 0, 21))
    before = tuple(
        Predecessor(key, f"{key}?", Relation.MERGED, True, Tally(10, 5, 6, 21))
        for key in ("PF 1", "PF 2")
    )
    shown = only_goal(comparison(replace(one, predecessors=before)))
    assert len(shown.notes) == 2
    assert {cell.before for cell in shown.cells} == {""}


def test_a_goal_that_has_changed_its_number_says_so() -> None:
    one = goal("PF 4", Tally(18, 3, 0, 21))
    before = Predecessor("PF 5", "PF 5?", Relation.SAME, True, Tally(10, 5, 6, 21))
    shown = only_goal(comparison(replace(one, predecessors=(before,))))
    assert [plain(note) for note in shown.notes] == ["Delmålet hette PF 5 2023."]
    assert shown.cells[0].before == "(10)"


@given(tallies(21))
def test_the_marks_of_a_bar_stand_in_order_and_fill_it(tally: Tally) -> None:
    (bar,) = bars([("2024", tally)]).bars
    places = [float(mark.x.rstrip("%")) for mark in bar.marks]
    widths = [float(mark.width.rstrip("%")) for mark in bar.marks]
    assert places == sorted(places)
    assert sum(widths) == pytest.approx(91, abs=0.05)
    assert places[0] == 9
    counts = [tally.count(rating) for rating in (*Rating, None) if tally.count(rating)]
    assert [mark.label for mark in bar.marks] == [str(count) for count in counts]


@given(tallies(147), st.sampled_from([COLUMN, SHORTER_COLUMN, NARROW_COLUMN]))
def test_no_number_runs_out_of_its_mark(tally: Tally, least: int) -> None:
    # A digit of the charts' letters, 12 pixels high and semi-bold, is 6.16 pixels wide.
    (bar,) = single_bar(tally, heading="PF", least=least).bars
    for mark in bar.marks:
        room = float(mark.width.rstrip("%")) * least / 100
        assert not mark.label or float(mark.indent) + 6.16 * len(mark.label) <= room


def test_a_number_stands_in_the_middle_of_a_narrow_mark_and_is_left_out_of_a_sliver() -> None:
    (bar,) = single_bar(Tally(99, 38, 9, 147), heading="PF", least=COLUMN).bars
    assert [mark.label for mark in bar.marks] == ["99", "38", "9", ""]
    assert [mark.indent for mark in bar.marks[:2]] == ["5", "5"]
    assert 1 <= float(bar.marks[2].indent) < 5


def test_only_the_unanswered_mark_is_dashed() -> None:
    (bar,) = bars([("2024", Tally(10, 5, 3, 21))]).bars
    assert [bool(mark.dash) for mark in bar.marks] == [False, False, False, True]
    assert bar.marks[-1].fill == "#ffffff"


def test_a_bar_is_told_in_words_with_its_base() -> None:
    drawing = bars([("2024", Tally(18, 2, 0, 21)), ("2023", Tally(1, 11, 1, 21))])
    assert drawing.title == (
        "2024: 18 ja, 2 delvis, 0 nej och 1 obesvarad av 21. "
        "2023: 1 ja, 11 delvis, 1 nej och 8 obesvarade av 21."
    )


@given(comparisons())
def test_any_figures_can_be_shown(figures: NationalComparison) -> None:
    report = national(figures)
    assert len(report.goals) == len(figures.goals)
    assert len(report.summary.priorities) == len(figures.priorities)
    assert bool(report.heat_map) == bool(figures.counties)
    assert bool(report.diagram) == bool(figures.handed_in)
    assert bool(report.no_counties) == (report.diagram is None)
    for county in figures.not_handed_in:
        assert county.name in report.missing_counties


@given(comparisons())
def test_the_heat_map_holds_every_rating(figures: NationalComparison) -> None:
    found = heat_map(figures)
    if found is None:
        return
    assert len(found.rows) == len(figures.goals)
    for place, row in enumerate(found.rows):
        drawn = r'<td role="cell" class="(\w+)" data-key="([^"]*)">(.)</td>'
        cells = re.findall(drawn, row.cells)
        assert [(name, unescape(key)) for name, key, _ in cells] == [
            (class_name(county.ratings[place]), county.letter) for county in figures.counties
        ]
        assert not re.sub(drawn, "", row.cells)
        assert {letter for _, _, letter in cells} <= {"J", "D", "N", "–"}


def test_the_county_diagram_counts_unanswered_questions_in_the_base() -> None:
    county = CountyFigures(
        "07", "Kronobergs län", "G", True, (Rating.YES, Rating.PARTLY, Rating.NO, None)
    )
    goals = [
        goal("PF 1", Tally(1, 0, 0, 1)),
        goal("PF 2", Tally(0, 1, 0, 1)),
        goal("PF 3", Tally(0, 0, 1, 1)),
        goal("PF 4", Tally(0, 0, 0, 1)),
    ]
    figures = replace(comparison(*goals, population=1), counties=(county,))
    diagram = county_diagram(figures)
    assert diagram is not None
    assert (diagram.rows[0].met, diagram.rows[0].share) == ("2 av 4", "50,0")
    assert diagram.lines == ("50%", "50%", "50%")


def test_the_summary_carries_its_bases() -> None:
    figures = comparison(
        goal("PF 1", Tally(21, 0, 0, 21), Tally(16, 5, 0, 21)),
        goal("PF 2", Tally(17, 2, 1, 21), Tally(12, 8, 1, 21)),
    )
    summary = national(figures).summary
    assert "40 av 41 lämnade svar är ja eller delvis" in plain(summary.lead)
    assert "1 av 42 möjliga svar saknas" in plain(summary.lead)
    assert plain(summary.sentences[0]).endswith(
        "alla 21 länsstyrelser har svarat ja på 1 av 2 delmål, och ja eller delvis på 1 av 2."
    )
    assert summary.status == ""


def test_a_round_that_is_not_published_is_called_preliminary() -> None:
    figures = comparison(goal("PF 1", Tally(0, 0, 0, 21), new=True))
    summary = national(replace(figures, status=RoundStatus.OPEN)).summary
    assert "preliminära" in summary.status
    assert "Ännu har ingen länsstyrelse lämnat in" in summary.lead


def test_what_a_priority_means_is_a_sentence_of_its_own() -> None:
    (area,) = national(comparison(goal("PF 1", Tally(21, 0, 0, 21)))).areas
    assert [one.meaning for one in area.priorities] == ["Målet ska vara uppnått 2024"]


def test_questions_that_begin_alike_are_told_apart() -> None:
    history = official_history()
    for year in history.years:
        short = short_questions(goal.question for goal in year.goals)
        assert len(set(short.values())) == len(year.goals)
        assert all(len(one) <= SHORT_QUESTION for one in short.values())
    questions = {goal.key: goal.question for goal in history.years[-1].goals}
    short = short_questions(questions.values())
    assert short[questions["UV 1"]].endswith("… kommunens socialtjänst?")
    assert short[questions["UV 2"]].endswith("… kommunal hälso- och sjukvård?")


def test_a_question_is_shortened_without_what_all_begin_with() -> None:
    assert shortened("Har din Länsstyrelse gett stöd?") == "Gett stöd?"
    assert shortened("Är Regionen delaktig i uppdraget?") == "Är Regionen delaktig i uppdraget?"
    assert shortened("Har din Länsstyrelse " + "gjort " * 30).endswith(" …")
