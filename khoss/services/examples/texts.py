"""Made-up texts of officers: short and long, with lists, some empty."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from khoss.enums import Rating
from khoss.services.answers import AnswerContent
from khoss.services.examples.ratings import ExampleCounty

SOURCE = Path(__file__).parents[2] / "data" / "example-texts.json"
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "augusti", "september", "oktober")
LATER = ("januari", "februari", "mars", "april", "maj")
NUMBERS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
PARTS = ("norra och södra", "östra och västra", "inre och kustnära")
# What can only be said of a county with several municipalities.
SEVERAL = re.compile(r"\{(some|Some|n|part)\}|kommuner|varje kommun\b|varje förvaltning", re.I)
KINDS = ("activities", "obstacles", "support_needs")
# How likely a text of each kind is to be written, by rating.
WRITES: dict[Rating | None, tuple[float, float, float]] = {
    Rating.YES: (1.0, 0.25, 0.25),
    Rating.PARTLY: (0.92, 0.7, 0.5),
    Rating.NO: (0.35, 0.9, 0.75),
    None: (0.2, 0.1, 0.0),
}


@dataclass(frozen=True)
class Habit:
    """How somebody writes: fewest and most sentences, and how often as a list."""

    shortest: int
    longest: int
    lists: float


HABITS = (Habit(1, 2, 0.0), Habit(1, 4, 0.3), Habit(2, 6, 0.5), Habit(3, 15, 0.25))


# Group, name in the group, kind → sentences to choose from.
Bank = dict[str, dict[str, dict[str, list[str]]]]


class Writer:
    """Write what officers might have written."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._bank: Bank = json.loads(SOURCE.read_text("utf-8"))

    def begin(self, county: ExampleCounty) -> Officer:
        """Return somebody who writes one county's texts of one year."""
        return Officer(self._rng, self._bank, county)


class Officer:
    """Write one county's texts of one year, seldom saying a thing twice."""

    def __init__(self, rng: random.Random, bank: Bank, county: ExampleCounty) -> None:
        self._rng = rng
        self._bank = bank
        self._county = county
        self._habit = rng.choice(HABITS)
        self._left: dict[tuple[str, str, str], list[str]] = {}

    def write(self, goal_line: str, rating: Rating | None) -> AnswerContent:
        """Return a rating with texts that fit it."""
        wanted = [self._rng.random() < chance for chance in WRITES[rating]]
        if rating is Rating.NO:
            wanted[1] = wanted[1] or not wanted[2]
        lengths = [self._rng.randint(self._habit.shortest, self._habit.longest) for _ in KINDS]
        area = goal_line.partition("-")[0]
        sentences = (
            self._activities(goal_line, area, rating, lengths[0]),
            self._draw(max(1, lengths[1] // 2), "areas", area, "obstacles", again=True),
            self._draw(max(1, lengths[2] // 2), "areas", area, "support_needs", again=True),
        )
        texts = [
            self._set(kind, [self._fill(one, rating) for one in found]) if write else ""
            for kind, found, write in zip(KINDS, sentences, wanted, strict=True)
        ]
        activities, obstacles, support_needs = texts
        return AnswerContent(rating, activities, obstacles, support_needs)

    def _activities(
        self, goal_line: str, area: str, rating: Rating | None, length: int
    ) -> list[str]:
        if rating not in (Rating.YES, Rating.PARTLY):
            return self._draw(1, "areas", area, "plans", again=True)
        own = self._draw((length + 1) // 2, "goals", goal_line, rating.value)
        return [
            *own,
            *self._draw(length - len(own), "areas", area, "details"),
            *self._draw(int(self._rng.random() < 0.25), "shared", "links", "activities"),
        ]

    def _draw(
        self, count: int, group: str, name: str, kind: str, *, again: bool = False
    ) -> list[str]:
        """Take sentences that are not used yet; when none is left, nothing or all anew."""
        place = (group, name, kind)
        if place not in self._left or (again and not self._left[place]):
            fitting = [one for one in self._bank[group][name][kind] if self._fits(one)]
            self._left[place] = self._rng.sample(fitting, len(fitting))
        left = self._left[place]
        return [left.pop() for _ in range(min(count, len(left)))]

    def _fits(self, sentence: str) -> bool:
        return self._county.municipalities > 1 or not SEVERAL.search(sentence)

    def _set(self, kind: str, sentences: list[str]) -> str:
        """Set sentences as a list, as one paragraph, or as several."""
        if len(sentences) > 2 and self._rng.random() < self._habit.lists:
            (heading,) = self._draw(1, "shared", "headings", kind, again=True)
            return "\n".join([heading, *(f"– {sentence}" for sentence in sentences)])
        size = 4 if len(sentences) > 5 else len(sentences)
        return "\n\n".join(
            " ".join(sentences[start : start + size]) for start in range(0, len(sentences), size)
        )

    def _fill(self, sentence: str, rating: Rating | None) -> str:
        total = self._county.municipalities
        most = total - 1 if rating is Rating.YES else total // 2
        least = total * 3 // 5 if rating is Rating.YES else 2
        some = _number(self._rng.randint(min(least, most), most)) if total > 1 else ""
        return sentence.format(
            n=_number(total),
            some=some,
            Some=some.capitalize(),
            k=self._rng.choice(NUMBERS[:5]),
            month=self._rng.choice(MONTHS),
            later=self._rng.choice(LATER),
            part=self._rng.choice(PARTS),
            crowd=self._rng.randrange(40, 130, 10),
        )


def return_reason(answers: Sequence[tuple[str, AnswerContent]]) -> str:
    """Return why a coordinator might send these answers back, true of what they say."""
    for key, content in answers:
        if content.rating is Rating.NO and not content.obstacles:
            return f"Beskriv vilka hinder som gör att svaret på {key} är nej."
    for key, content in answers:
        if content.rating is Rating.NO and not content.support_needs:
            return f"Svaret på {key} är nej. Beskriv vilket stöd som skulle göra skillnad."
    key = answers[0][0]
    return f"Beskriv under {key} när aktiviteterna genomfördes och vilka som deltog."


def _number(number: int) -> str:
    return NUMBERS[number - 2] if 2 <= number <= 12 else str(number)
