"""Made-up texts of officers: short and long, with lists, some empty."""

from __future__ import annotations

import json
import random
from pathlib import Path

from khoss.enums import Rating
from khoss.services.answers import AnswerContent
from khoss.services.examples.ratings import ExampleCounty

SOURCE = Path(__file__).parents[2] / "data" / "example-texts.json"
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "augusti", "september", "oktober")
NUMBERS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
PARTS = ("norra och södra", "östra och västra", "inre och kustnära")
SEVERAL = ("{some}", "{Some}", "{n}", "kommunerna", "Kommunerna")
# How likely a text is to be written, by rating.
WRITES = {
    Rating.YES: (1.0, 0.25, 0.25),
    Rating.PARTLY: (0.92, 0.7, 0.5),
    Rating.NO: (0.35, 0.9, 0.75),
    None: (0.2, 0.1, 0.0),
}


class Writer:
    """Write an officer's texts."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        texts = json.loads(SOURCE.read_text("utf-8"))
        self._kinds = [texts[kind] for kind in ("activities", "obstacles", "support_needs")]
        self._links: list[str] = texts["links"]
        self.return_reasons: list[str] = texts["return_reasons"]

    def write(self, area: str, rating: Rating | None, county: ExampleCounty) -> AnswerContent:
        """Return a rating with texts that fit it."""
        texts = [
            self._text(kind[area], county, with_links=place == 0)
            if self._rng.random() < chance
            else ""
            for place, (kind, chance) in enumerate(zip(self._kinds, WRITES[rating], strict=True))
        ]
        if rating is Rating.NO and not texts[1] and not texts[2]:
            texts[1] = self._text(self._kinds[1][area], county, with_links=False)
        return AnswerContent(rating, *texts)

    def _text(self, sentences: list[str], county: ExampleCounty, *, with_links: bool) -> str:
        fitting = [
            sentence
            for sentence in sentences
            if county.municipalities > 1 or not any(word in sentence for word in SEVERAL)
        ] or sentences[-1:]
        length = self._rng.choice((1, 1, 2, 2, 3, 3, 4, len(fitting)))
        chosen = self._rng.sample(fitting, min(length, len(fitting)))
        filled = [self._fill(sentence, county) for sentence in chosen]
        if len(filled) > 2 and self._rng.random() < 0.4:
            return "Under året:\n" + "\n".join(f"– {sentence}" for sentence in filled)
        if with_links and self._rng.random() < 0.6:
            filled.append(self._rng.choice(self._links))
        if len(filled) > 4:
            middle = len(filled) // 2
            return " ".join(filled[:middle]) + "\n\n" + " ".join(filled[middle:])
        return " ".join(filled)

    def _fill(self, sentence: str, county: ExampleCounty) -> str:
        some = self._number(self._rng.randint(2, max(2, county.municipalities)))
        return sentence.format(
            n=county.municipalities,
            some=some,
            Some=some.capitalize(),
            k=NUMBERS[self._rng.randint(0, 4)],
            month=self._rng.choice(MONTHS),
            part=self._rng.choice(PARTS),
            crowd=self._rng.randrange(40, 130, 10),
        )

    @staticmethod
    def _number(number: int) -> str:
        return NUMBERS[number - 2] if number - 2 < len(NUMBERS) else str(number)
