"""What is wrong with texts: figures bound to nothing, words that no longer fit, placeholders."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from khoss.enums import BindingFault, FigureForm, FigureKind, NarrativeSection, ProseFault
from khoss.figures.bound import BoundFigure, BoundText
from khoss.figures.counted_answers import is_called_counties
from khoss.figures.miscalled import is_miscalled
from khoss.figures.numerals import Numeral, find_numerals
from khoss.markdown import MARK, Passage, lost_notes, passages, repeated_notes, tabbed_lines
from khoss.printable import left_out

KEY_WORDS = 60
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-zåäö])")
STRAY_BRACE = re.compile(r"[{}][^{}\n]{0,40}")
STRAY_NOTE = re.compile(r"\[\^[^\]\s]{0,40}\]?")
# Titles and numbers of what others have written; no claim of ours.
NO_CLAIMS = frozenset({NarrativeSection.REFERENCES})


@dataclass(frozen=True)
class Finding:
    """One fault of a text.

    `words` are those that it is about, `sentence` is where they stand. `figure` is what a
    placeholder stands for; a number that is bound to nothing has none, and says what it says in
    `numeral`. `key` stays the same while the words, the sentence and the figure do.
    """

    fault: ProseFault
    section: NarrativeSection
    area: str
    words: str
    sentence: str
    figure: BoundFigure | None = None
    numeral: Numeral | None = None
    # Which of several that are equal in words and sentence.
    number: int = 1

    @property
    def key(self) -> str:
        """Return a name, of at most 200 characters, to keep a decision about the finding by."""
        figure = f"{self.figure.count}/{self.figure.whole}" if self.figure else ""
        said = "\n".join((self.words, self.sentence, figure, str(self.number)))
        digest = hashlib.sha256(said.encode()).hexdigest()[:12]
        place = "-".join(part for part in (self.section.value, self.area) if part)
        return f"{place}/{self.fault.value}/{self.words[:KEY_WORDS]}/{digest}"


@dataclass(frozen=True)
class _Sentence:
    """One sentence of a passage: its own text and the placeholders in it."""

    text: str
    said: str
    figures: tuple[BoundFigure, ...]
    is_heading: bool

    @property
    def each(self) -> Iterator[tuple[BoundFigure, str, str]]:
        """Return every figure with what stands before and after it, to the next ones."""
        pieces = self.text.split(MARK)
        return zip(self.figures, pieces[:-1], pieces[1:], strict=True)


def find_faults(texts: Iterable[BoundText], *, goals: Collection[str]) -> tuple[Finding, ...]:
    """Return every fault of some texts, in the order in which they are read.

    `goals` are the keys of the goals that there are, in any plan: their codes are no figures.
    """
    return tuple(fault for text in texts for fault in _numbered(_faults(text, goals)))


def _numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Tell equal findings apart by their order."""
    seen: dict[str, int] = {}
    for one in findings:
        seen[one.key] = seen.get(one.key, 0) + 1
        yield replace(one, number=seen[one.key])


def _faults(text: BoundText, goals: Collection[str]) -> Iterator[Finding]:
    for passage in passages(text.source):
        sentences = tuple(_sentences(passage, text))
        for sentence in sentences:
            yield from _of_placeholders(text, sentence)
            yield from _of_words(text, sentence, goals)
            yield from _of_signs(text, sentence)
        yield from _of_passage(text, passage, " ".join(one.said for one in sentences))
    for label in lost_notes(text.source):
        yield Finding(ProseFault.LOST_NOTE, text.section, text.area, f"[^{label}]", "")
    for label in repeated_notes(text.source):
        yield Finding(ProseFault.REPEATED_NOTE, text.section, text.area, f"[^{label}]", "")
    for line in tabbed_lines(text.source):
        words = " ".join(line.split())
        yield Finding(ProseFault.TABS, text.section, text.area, words, "")


def _of_signs(text: BoundText, sentence: _Sentence) -> Iterator[Finding]:
    """Give the signs of a sentence that no font of the reports has, as often as they stand."""
    if signs := left_out(sentence.text.replace(MARK, "")):
        yield Finding(ProseFault.LEFT_OUT, text.section, text.area, " ".join(signs), sentence.said)


def _of_passage(text: BoundText, passage: Passage, said: str) -> Iterator[Finding]:
    """Give what is left out of the report: a note's call of a note, a heading without words."""
    if passage.is_heading and passage.is_empty:
        yield Finding(ProseFault.EMPTY_HEADING, text.section, text.area, "#", "")
    for label in passage.notes if passage.is_note else ():
        yield Finding(ProseFault.NESTED_NOTE, text.section, text.area, f"[^{label}]", said)


def _sentences(passage: Passage, bound: BoundText) -> Iterator[_Sentence]:
    """Return the sentences of a passage, each with its placeholders."""
    written = iter(passage.placeholders)
    for text in SENTENCE_END.split(passage.text):
        own = [next(written) for _ in range(text.count(MARK))]
        pieces = text.split(MARK)
        said = pieces[0] + "".join(
            f"{{{one}}}{piece}" for one, piece in zip(own, pieces[1:], strict=True)
        )
        yield _Sentence(
            text, said.strip(), tuple(bound.figure(one) for one in own), passage.is_heading
        )


def _of_placeholders(text: BoundText, sentence: _Sentence) -> Iterator[Finding]:
    for figure, before, after in sentence.each:
        fault = _fault_of(figure, sentence, before, after)
        if fault:
            yield Finding(
                fault, text.section, text.area, f"{{{figure.written}}}", sentence.said, figure
            )


def _fault_of(
    figure: BoundFigure, sentence: _Sentence, before: str, after: str
) -> ProseFault | None:
    if figure.fault:
        return ProseFault.FAULTY
    if not figure.fits:
        return ProseFault.WRONG
    if is_called_counties(figure, after):
        return ProseFault.COUNTS_ANSWERS
    if is_miscalled(figure, before, after):
        return ProseFault.MISCALLED
    return ProseFault.BASE_NOT_SAID if _hides_base(figure, sentence) else None


def _hides_base(figure: BoundFigure, sentence: _Sentence) -> bool:
    """Tell whether some gave no answer and neither the words nor the sentence say how many did."""
    request, counted = figure.request, figure.counted
    if request is None or counted is None or not counted.is_short:
        return False
    alone = request.kind is FigureKind.WORD or (
        request.kind in (FigureKind.COUNT, FigureKind.SHARE) and request.form is FigureForm.BARE
    )
    return alone and not any(
        other.request is not None
        and other.request.kind is FigureKind.BASE
        and (other.goals, other.year) == (figure.goals, figure.year)
        for other in sentence.figures
    )


def _of_words(text: BoundText, sentence: _Sentence, goals: Collection[str]) -> Iterator[Finding]:
    for found in STRAY_BRACE.finditer(sentence.text):
        stray = BoundFigure(found.group(), 0, fault=BindingFault.UNCLOSED, detail=found.group())
        yield Finding(
            ProseFault.FAULTY, text.section, text.area, found.group(), sentence.said, stray
        )
    for found in STRAY_NOTE.finditer(sentence.text):
        yield Finding(ProseFault.LOST_NOTE, text.section, text.area, found.group(), sentence.said)
    if text.section in NO_CLAIMS:
        return
    for numeral in find_numerals(sentence.text, goals=goals, is_heading=sentence.is_heading):
        yield Finding(
            ProseFault.UNBOUND,
            text.section,
            text.area,
            numeral.words,
            sentence.said,
            numeral=numeral,
        )
