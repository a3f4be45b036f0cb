"""Two frozen reports held against each other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khoss.enums import NarrativeSection, Rating, RoundStatus, Source
from khoss.figures.bound import BoundText
from khoss.figures.edition_differences import differences
from khoss.figures.editions import Place, read_edition
from khoss.figures.frozen import FiguresUnreadable, freeze
from khoss.figures.national import AreaFigures, CountyFigures, GoalFigures, NationalComparison
from khoss.figures.tally import tally

RATINGS = st.sampled_from([*Rating, None])
COUNTIES = ("01", "03", "04")
KEYS = ("PF 1", "PF 2")


def comparison(columns: Mapping[str, tuple[Rating | None, ...]]) -> NationalComparison:
    """Return a year with two goals and three counties, by each county's ratings."""
    rows = [columns[code] for code in COUNTIES]
    goals = tuple(
        GoalFigures(
            key=key,
            goal_line=key.replace(" ", "-"),
            priority=1,
            question=f"Fråga {key}",
            guidance="",
            tally=tally((row[place] for row in rows), population=3),
            predecessors=(),
        )
        for place, key in enumerate(KEYS)
    )
    counties = tuple(
        CountyFigures(code, f"Län {code}", code, True, columns[code]) for code in COUNTIES
    )
    return NationalComparison(
        year=2025,
        status=RoundStatus.PUBLISHED,
        source=Source.ANSWERS,
        population=3,
        previous_year=None,
        previous_source=None,
        areas=(AreaFigures("PF", "Planering", goals),),
        counties=counties,
        ended=(),
        wording_notes=(),
        plan_source="",
        is_example=False,
    )


ALL_YES = dict.fromkeys(COUNTIES, (Rating.YES, Rating.YES))
ANSWERS = st.fixed_dictionaries({code: st.tuples(RATINGS, RATINGS) for code in COUNTIES})


def test_a_figure_that_moved_is_named_with_the_answer_that_moved_it() -> None:
    then = read_edition(comparison(ALL_YES).to_json())
    now = read_edition(comparison({**ALL_YES, "03": (Rating.YES, None)}).to_json())
    found = differences(then, now)
    assert [(one.goal, one.rating) for one in found.figures] == [
        ("PF 2", Rating.YES),
        ("PF 2", None),
    ]
    assert found.figures[0].before.yes == 3
    assert found.figures[0].after.yes == 2
    (answer,) = found.answers
    assert answer.place == Place(2025, "03", "PF 2")
    assert (answer.before, answer.after) == (Rating.YES, None)
    assert found.touches_answers


@given(ANSWERS, ANSWERS)
def test_every_moved_figure_is_the_sum_of_its_moved_answers(
    before: dict[str, tuple[Rating | None, ...]], after: dict[str, tuple[Rating | None, ...]]
) -> None:
    found = differences(
        read_edition(comparison(before).to_json()), read_edition(comparison(after).to_json())
    )
    moved = {(one.goal, one.rating): one for one in found.figures}
    for key in KEYS:
        for rating in (*Rating, None):
            steps = sum(
                (one.after is rating) - (one.before is rating)
                for one in found.answers
                if one.place.goal == key
            )
            one = moved.get((key, rating))
            shown = one.after.count(rating) - one.before.count(rating) if one else 0
            assert shown == steps
    assert found.touches_answers == (before != after)


@given(ANSWERS)
def test_nothing_differs_from_itself(
    answers: dict[str, tuple[Rating | None, ...]],
) -> None:
    edition = read_edition(comparison(answers).to_json())
    found = differences(edition, edition)
    assert (found.figures, found.answers, found.narratives, found.others) == ((), (), (), ())


def test_a_changed_question_is_said_though_no_answer_moved() -> None:
    plain = comparison(ALL_YES)
    then = read_edition(plain.to_json())
    now = read_edition(replace(plain, plan_source="En annan källa").to_json())
    found = differences(then, now)
    assert not found.touches_answers
    assert found.others == ("plan_source",)


def test_a_changed_text_is_shown_before_and_after() -> None:
    def edition(source: str) -> str:
        text = BoundText(NarrativeSection.SUMMARY, "", source, ())
        held = json.loads(comparison(ALL_YES).to_json())
        part = json.loads(freeze(text, form="part"))["figures"]
        held["figures"]["narratives"] = [part]
        return json.dumps(held)

    found = differences(read_edition(edition("Förr.")), read_edition(edition("Nu.")))
    (changed,) = found.narratives
    assert changed.heading.section is NarrativeSection.SUMMARY
    assert (changed.before, changed.after) == ("Förr.", "Nu.")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"figures": 1}', '{"figures": {"year": "x"}}'])
def test_damaged_figures_are_refused(text: str) -> None:
    with pytest.raises(FiguresUnreadable):
        read_edition(text)
