"""Why a step from one year to the next is not over all that its years are over, in sentences."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss.figures.development import Step
from khoss.figures.history import History
from khoss.presentation.county_years import breaks_in_words, ended_in_words
from khoss.presentation.numbers import in_plan, tie


def reasons(history: History, step: Step) -> tuple[str, ...]:
    """Say everything that keeps a step from being over all that its years are over."""
    sentences = [
        *breaks_in_words(step),
        *ended_in_words(step),
        *_named(
            step.now_year,
            (step.short, _("Svar saknas något av åren, och de räknas inte av: %(keys)s.")),
            (step.without_figure, _("Siffra saknas något av åren: %(keys)s.")),
            (step.moved_in, _("Räknades till något annat året före: %(keys)s.")),
        ),
        *_named(
            step.then_year,
            (step.moved_out, _("Året före, men räknas nu till något annat: %(keys)s.")),
        ),
        *_who(history, step),
    ]
    return tuple(
        tie(one) for one in sentences or [_("Flera delmål följer på ett och samma året före.")]
    )


def _named(year: int, *pairs: tuple[tuple[str, ...], str]) -> list[str]:
    return [said % {"keys": in_plan(keys, year)} for keys, said in pairs if keys]


def _who(history: History, step: Step) -> list[str]:
    if step.units is None:
        return []
    asked = (history.year(step.now_year).population, history.year(step.then_year).population)
    if all(len(step.units) == one for one in asked):
        return []
    if not step.units:
        return [_("Ingen länsstyrelse har lämnat in båda åren.")]
    return [
        ngettext(
            "Gäller den %(num)d länsstyrelse som har lämnat in båda åren.",
            "Gäller de %(num)d länsstyrelser som har lämnat in båda åren.",
            len(step.units),
        )
    ]
