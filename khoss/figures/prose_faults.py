"""What is wrong with texts: figures bound to nothing, words that no longer fit, placeholders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khoss.enums import NarrativeSection, ProseFault
from khoss.figures.bound import BoundFigure, BoundText

KEY_WORDS = 60


@dataclass(frozen=True)
class Finding:
    """One fault of a text.

    `words` are those that it is about, `sentence` is where they stand. `figure` is what a
    placeholder stands for; a number that is bound to nothing has none. `key` stays the same while
    the words, the sentence and the figure do.
    """

    fault: ProseFault
    section: NarrativeSection
    area: str
    words: str
    sentence: str
    figure: BoundFigure | None = None

    @property
    def key(self) -> str:
        """Return a name, of at most 200 characters, to keep a decision about the finding by."""
        figure = f"{self.figure.count}/{self.figure.whole}" if self.figure else ""
        said = "\n".join((self.words, self.sentence, figure))
        digest = hashlib.sha256(said.encode()).hexdigest()[:12]
        place = "-".join(part for part in (self.section.value, self.area) if part)
        return f"{place}/{self.fault.value}/{self.words[:KEY_WORDS]}/{digest}"


def find_faults(texts: Iterable[BoundText]) -> tuple[Finding, ...]:
    """Return every fault of some texts, in the order in which they are read."""
    return tuple(fault for text in texts for fault in _faults(text))


def _faults(text: BoundText) -> Iterator[Finding]:
    for figure in text.figures:
        if figure.fault:
            yield Finding(ProseFault.FAULTY, text.section, text.area, figure.written, "", figure)
        elif not figure.fits:
            yield Finding(ProseFault.WRONG, text.section, text.area, figure.written, "", figure)
