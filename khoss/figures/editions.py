"""What a frozen report says, taken apart so that two of them can be held against each other.

The JSON itself is read, by its shapes and not by its form: reports that were frozen before a form
changed can be compared with later ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khoss.enums import NarrativeSection, Rating, RoundStatus
from khoss.figures.bound import BoundText
from khoss.figures.frozen import FiguresUnreadable, thaw_part
from khoss.figures.tally import Tally

TEXTS = ("activities", "obstacles", "support_needs", "change_reason")
# What was said of the years before, and not of the report's own.
EARLIER = frozenset({"predecessors", "earlier", "ended", "development"})


@dataclass(frozen=True, order=True)
class Place:
    """One answer: which county gave it to which goal, in which year."""

    year: int
    county: str
    goal: str


@dataclass(frozen=True)
class Heading:
    """One of the coordinator's texts: its section, and the area's code where it is of one."""

    section: NarrativeSection
    area: str


@dataclass(frozen=True)
class Edition:
    """What one frozen report says.

    `lines` are the lines of the goals, by their keys. `figures` are the national counts by goal;
    `ratings` and `texts` are what counties answered; `narratives` are the coordinator's texts;
    `missing` are the counties that had not handed in; `whole` is everything as it was frozen.
    """

    year: int
    round_status: RoundStatus | None
    lines: Mapping[str, str]
    figures: Mapping[str, Tally]
    ratings: Mapping[Place, Rating | None]
    texts: Mapping[Place, tuple[str, ...]]
    narratives: Mapping[Heading, BoundText]
    missing: tuple[str, ...]
    whole: Mapping[str, Any]

    @property
    def answer_years(self) -> frozenset[int]:
        """Return the years whose answers it tells of, its own or others."""
        own = {self.year} if self.figures else set()
        bound = [one for text in self.narratives.values() for one in text.figures if one.counted]
        named = {one.year for one in bound} | {one.then_year for one in bound if one.then_year}
        quoted = {self.whole["previous_year"]} if self.quotes_answers else set()
        return frozenset(own | named | quoted | {place.year for place in self.ratings})

    @property
    def quotes_answers(self) -> bool:
        """Tell whether the questions of a year stand with a county's answers of the year before."""
        return bool(self.whole.get("before_handed_in"))

    @property
    def quotes_texts(self) -> bool:
        """Tell whether what the county wrote stands with them."""
        return self.quotes_answers and bool(self.whole.get("with_texts"))


def read_edition(text: str) -> Edition:
    """Return what a frozen report says.

    :raises FiguresUnreadable: when the text is damaged.
    """
    try:
        held = json.loads(text)["figures"]
        year, status = _year(held)
        taken = _Taken(year, str(held.get("code", "")))
        for node in _nodes(held):
            taken.take(node)
        missing = _missing(held)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise FiguresUnreadable(str(error)) from error
    return Edition(
        year=year,
        round_status=status,
        lines=taken.lines,
        figures=taken.figures,
        ratings=taken.ratings,
        texts=taken.texts,
        narratives=taken.narratives,
        missing=missing,
        whole=held,
    )


def _year(held: Mapping[str, Any]) -> tuple[int, RoundStatus | None]:
    """Return the year that the figures are of, and how far its round had come."""
    inner = held.get("comparison", held)
    status = inner.get("round_status", inner.get("status"))
    known = status in list(RoundStatus)
    return int(inner.get("result_year") or inner["year"]), RoundStatus(status) if known else None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Return every object of the figures, but those of earlier years."""
    if isinstance(value, dict):
        yield value
        for name, member in value.items():
            if name not in EARLIER:
                yield from _nodes(member)
    elif isinstance(value, list):
        for member in value:
            yield from _nodes(member)


def _missing(held: Mapping[str, Any]) -> tuple[str, ...]:
    counties = held.get("comparison", held).get("counties", [])
    return tuple(county["name"] for county in counties if not county["handed_in"])


def _rating(value: str | None) -> Rating | None:
    return Rating(value) if value is not None else None


class _Taken:
    """What has been found in the figures of a report; `own` is the county they are about."""

    def __init__(self, year: int, own: str) -> None:
        self.year, self.own = year, own
        self.lines: dict[str, str] = {}
        self.figures: dict[str, Tally] = {}
        self.ratings: dict[Place, Rating | None] = {}
        self.texts: dict[Place, tuple[str, ...]] = {}
        self.narratives: dict[Heading, BoundText] = {}

    def take(self, node: Mapping[str, Any]) -> None:
        """Take from one object what its shape says it holds."""
        names = node.keys()
        if {"key", "goal_line"} <= names:
            self.lines[node["key"]] = node["goal_line"]
        if {"key", "goal_line", "tally"} <= names:
            self.figures[node["key"]] = Tally(**node["tally"])
        elif {"key", "goal_line", "rating", "texts"} <= names:
            place = Place(self.year, self.own, node["key"])
            self.ratings[place] = _rating(node["rating"])
            self._take_texts(place, node["texts"])
        elif {"county", "key", "activities"} <= names:
            self._take_texts(Place(self.year, node["county"], node["key"]), node)
        elif {"section", "area", "source", "figures"} <= names:
            text = thaw_part(node, BoundText)
            self.narratives[Heading(text.section, text.area)] = text
        elif {"areas", "counties", "year"} <= names:
            keys = [goal["key"] for area in node["areas"] for goal in area["goals"]]
            self._take_ratings(node["year"], keys, node["counties"])
        elif {"goals", "handed_in", "year"} <= names:
            keys = [goal["key"] for goal in node["goals"]]
            self._take_ratings(node["year"], keys, node["handed_in"])

    def _take_ratings(self, year: int, keys: list[str], counties: list[dict[str, Any]]) -> None:
        for county in counties:
            for key, rating in zip(keys, county["ratings"], strict=True):
                if rating is not None:
                    self.ratings[Place(year, county["code"], key)] = _rating(rating)

    def _take_texts(self, place: Place, node: Mapping[str, Any]) -> None:
        texts = tuple(node.get(name, "") for name in TEXTS)
        if any(texts):
            self.texts[place] = texts
