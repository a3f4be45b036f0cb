"""The form of the heat map: what an address asks to see, and the fields to ask with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import HeatOrder, Rating
from khoss.figures.heat_map import EVERY_RATING, Selection
from khoss.figures.history import History

ORDERS = {"lan": HeatOrder.CODE, "andel": HeatOrder.SHARE, "civilomrade": HeatOrder.CIVIL_AREA}
# More cells than these nobody takes in at once: one area at a time is shown.
MOST_CELLS = 5_000
RATINGS: dict[str, Rating | None] = {
    "ja": Rating.YES,
    "delvis": Rating.PARTLY,
    "nej": Rating.NO,
    "obesvarad": None,
}


@dataclass(frozen=True)
class Choice:
    """One value of a field of the form."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One field of the form: its name in the address, its label and its values."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def selection_of(history: History, year: int, asked: dict[str, str]) -> Selection:
    """Return what an address asks to see; what it does not know is all."""
    areas = {goal.area.lower(): goal.area for goal in history.year(year).goals}
    priorities = {str(goal.priority): goal.priority for goal in history.year(year).goals}
    rating = asked.get("bedomning", "")
    return Selection(
        order=ORDERS.get(asked.get("sortera", ""), HeatOrder.CODE),
        area=areas.get(asked.get("omrade", "").lower(), _only_area(history, year)),
        priority=priorities.get(asked.get("prio", "")),
        ratings=frozenset({RATINGS[rating]}) if rating in RATINGS else EVERY_RATING,
    )


def _only_area(history: History, year: int) -> str | None:
    """Return the area that is shown when none is asked for: every one, if it can be taken in."""
    asked = history.year(year)
    if asked.population * len(asked.goals) <= MOST_CELLS:
        return None
    return asked.goals[0].area


def chosen(selection: Selection) -> dict[str, str]:
    """Return a selection as an address says it; what is all is not said."""
    found = {
        "sortera": next(name for name, one in ORDERS.items() if one is selection.order),
        "omrade": (selection.area or "").lower(),
        "prio": str(selection.priority or ""),
        "bedomning": _rating_name(selection),
    }
    return {name: value for name, value in found.items() if value not in ("", "lan")}


def form_fields(history: History, year: int, selection: Selection) -> tuple[Field, ...]:
    """Return the form with what is chosen in it."""
    goals = history.year(year).goals
    asked = {goal.area for goal in goals}
    everything = ("", _("Alla"))
    areas = [(code.lower(), name) for code, name in history.areas if code in asked]
    if _only_area(history, year) is None:
        areas.insert(0, everything)
    numbers = sorted({goal.priority for goal in goals})
    found = chosen(selection)
    return (
        _field("sortera", _("Sortera efter"), _order_choices(), found),
        _field("omrade", _("Område"), areas, found),
        _field(
            "prio",
            _("Prioritering"),
            [everything, *((str(one), _("Prio %(priority)d", priority=one)) for one in numbers)],
            found,
        ),
        _field(
            "bedomning",
            _("Bedömning"),
            [everything, *((name, str(labels.RATINGS[one])) for name, one in RATINGS.items())],
            found,
        ),
    )


def chosen_in_words(fields: Iterable[Field]) -> str:
    """Say what the form has chosen, for paper too, where the form is not: `Område: Alla; …`."""
    said = [
        _("%(field)s: %(choice)s", field=field.label, choice=choice.label)
        for field in fields
        for choice in field.choices
        if choice.chosen
    ]
    return "; ".join(said)


def _order_choices() -> list[tuple[str, str]]:
    return [(name, str(labels.HEAT_ORDERS[one])) for name, one in ORDERS.items()]


def _field(
    name: str, label: str, choices: Iterable[tuple[str, str]], found: dict[str, str]
) -> Field:
    held = list(choices)
    value = found.get(name, held[0][0])
    return Field(name, label, tuple(Choice(one, text, one == value) for one, text in held))


def _rating_name(selection: Selection) -> str:
    if selection.ratings == EVERY_RATING:
        return ""
    return next(name for name, one in RATINGS.items() if one in selection.ratings)
