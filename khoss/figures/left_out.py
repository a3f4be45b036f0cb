"""The signs of a report's texts that no font of the reports has, and where they stand.

They are left out of the file; where the text was written, it is kept whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khoss.enums import NarrativeSection
from khoss.figures.editions import Edition
from khoss.printable import left_out

# What is not printed, or counted as a chapter of its own.
APART = frozenset({"development", "history", "narratives"})


@dataclass(frozen=True)
class LeftOut:
    """The signs of one place, as often as they stand there.

    A text is of a county and a goal, of one of them, of a chapter and its area, or of none: then it
    stands on the cover or around the figures.
    """

    signs: tuple[str, ...]
    county: str = ""
    goal: str = ""
    section: NarrativeSection | None = None
    area: str = ""


def find_left_out(edition: Edition, others: Iterable[str] = ()) -> tuple[LeftOut, ...]:
    """Return what is left out of a report, place by place; `others` are its texts outside it."""
    places: dict[tuple[str, str], dict[str, None]] = {("", ""): dict.fromkeys(others)}
    for county, goal, text in _texts(edition.whole, str(edition.whole.get("name", "")), ""):
        places.setdefault((county, goal), {})[text] = None
    names = _names(edition.whole)
    found = [
        LeftOut(_signs(texts), county=names.get(county, county), goal=goal)
        for (county, goal), texts in places.items()
    ]
    found += [
        LeftOut(left_out(text.source), section=heading.section, area=heading.area)
        for heading, text in edition.narratives.items()
    ]
    return tuple(one for one in found if one.signs)


def _signs(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the signs of some texts, of which each is told of once."""
    return tuple(sign for text in texts for sign in left_out(text))


def _texts(value: Any, county: str, goal: str) -> Iterator[tuple[str, str, str]]:
    """Give every text with whose it is: the county and the goal around it, outermost first."""
    if isinstance(value, str):
        yield county, goal, value
    elif isinstance(value, Mapping):
        county = county or str(value.get("county", ""))
        goal = goal or str(value.get("key", ""))
        for name, member in value.items():
            if name not in APART:
                yield from _texts(member, county, goal)
    elif isinstance(value, list):
        for member in value:
            yield from _texts(member, county, goal)


def _names(whole: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of counties by their codes."""
    counties = whole.get("comparison", whole).get("counties", [])
    return {one["code"]: one["name"] for one in counties}
