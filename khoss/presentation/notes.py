"""What has to be known to read the figures of a sub-goal."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Relation
from khoss.figures.national import GoalFigures, NationalComparison, Predecessor
from khoss.figures.tally import Tally
from khoss.presentation.numbers import count_of, figures_in_words


def base_notes(goal: GoalFigures, figures: NationalComparison) -> Sequence[str]:
    """Return the bases where somebody gave no answer, or where the two years differ."""
    now, then = goal.tally, goal.compared
    notes = [_base_note(figures.year, now)] if now.is_short else []
    differs = then is not None and (then.base, then.population) != (now.base, now.population)
    if then is not None and figures.previous_year is not None and (then.is_short or differs):
        notes.append(_base_note(figures.previous_year, then))
    return notes


def _base_note(year: int, tally: Tally) -> str:
    return _("%(year)d: %(base)s svarade", year=year, base=count_of(tally.base, tally.population))


def comparison_notes(goal: GoalFigures, figures: NationalComparison) -> Sequence[str]:
    """Say how a goal relates to the year before, where it is not simply the same."""
    year = figures.previous_year
    if year is None:
        return []
    if goal.is_new:
        return [
            _(
                "Ny fråga %(year)d: siffra för %(before)d finns inte.",
                year=figures.year,
                before=year,
            )
        ]
    if figures.previous_source is None:
        return [_("Siffror för %(before)d är inte publicerade.", before=year)]
    if goal.compared is None:
        return [_set_beside(one, year) for one in goal.predecessors]
    before = goal.predecessors[0]
    notes = []
    if before.key != goal.key:
        notes.append(_("Delmålet hette %(key)s %(year)d.", key=before.key, year=year))
    if before.relation is not Relation.SAME:
        notes.append(
            _(
                "%(relation)s, men svaren får jämföras. Frågan %(year)d: ”%(question)s”",
                relation=labels.RELATIONS[before.relation],
                year=year,
                question=before.question,
            )
        )
    return notes


def _set_beside(before: Predecessor, year: int) -> str:
    """Say what the year before was, beside and never subtracted."""
    if before.tally is None:
        return _("Siffror för %(key)s %(year)d finns inte.", key=before.key, year=year)
    return _(
        "%(relation)s: siffrorna jämförs inte. %(year)d svarade %(base)s på %(key)s, "
        "”%(question)s”: %(figures)s.",
        relation=labels.RELATIONS[before.relation],
        year=year,
        base=count_of(before.tally.base, before.tally.population),
        key=before.key,
        question=before.question,
        figures=figures_in_words(before.tally),
    )
