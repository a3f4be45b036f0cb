"""What is wrong with a text, in words, and what could stand there instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import BindingFault, ProseFault
from khoss.figures.bound import BoundFigure, bind
from khoss.figures.history import History
from khoss.figures.placeholders import (
    FORM_WORDS,
    FORMS,
    KIND_WORDS,
    KINDS,
    MEASURE_WORDS,
    WITH_WHOLE,
    forms_of,
    read_kind,
)
from khoss.figures.prose_faults import Finding
from khoss.figures.suggestions import suggest
from khoss.figures.words import WORDS, is_number
from khoss.presentation.bound_figures import figure_text
from khoss.presentation.figure_notes import answers_text, miscalled_text
from khoss.presentation.intervals import interval_text
from khoss.presentation.numbers import count_of, figures_in_words, listed, percent, tie


@dataclass(frozen=True)
class SuggestedFigure:
    """A placeholder that says what was typed, and what it shows."""

    written: str
    shown: str


@dataclass(frozen=True)
class FindingRow:
    """One finding: what kind, about which words in which sentence, why, and what would help."""

    key: str
    fault: str
    section: str
    words: str
    sentence: str
    explanation: str
    suggestions: tuple[SuggestedFigure, ...] = ()


@dataclass(frozen=True)
class WordRow:
    """A cautious word and what it may stand for."""

    word: str
    meaning: str


def finding_rows(
    findings: Sequence[Finding], history: History | None, *, year: int
) -> list[FindingRow]:
    """Return findings in words, with suggestions out of the figures there are."""
    return [
        FindingRow(
            key=one.key,
            fault=str(labels.PROSE_FAULTS[one.fault]),
            section=section_name(one),
            words=one.words,
            sentence=one.sentence,
            explanation=finding_text(one),
            suggestions=tuple(
                SuggestedFigure(f"{{{written}}}", figure_text(bind(written, history, year=year)))
                for written in suggest(one, history, year=year)
            ),
        )
        for one in findings
    ]


def section_name(finding: Finding) -> str:
    """Return which text a finding is in: the section, and its area where it has one."""
    name = str(labels.NARRATIVE_SECTIONS[finding.section])
    return f"{name}, {finding.area}" if finding.area else name


def finding_text(finding: Finding) -> str:
    """Say in a sentence or two what is wrong and what to do."""
    if finding.fault in labels.PROSE_FAULT_ADVICE:
        return str(labels.PROSE_FAULT_ADVICE[finding.fault])
    figure = finding.figure
    if figure is None:
        return ""
    if finding.fault is ProseFault.FAULTY:
        return fault_text(figure)
    if finding.fault is ProseFault.BASE_NOT_SAID:
        return _base_text(figure)
    if finding.fault is ProseFault.COUNTS_ANSWERS:
        return answers_text(figure)
    if finding.fault is ProseFault.MISCALLED:
        return miscalled_text(figure)
    return _wrong_text(figure)


def word_rows() -> list[WordRow]:
    """Return every cautious word with the shares that it may stand for."""
    return [WordRow(word, interval_text(interval)) for word, interval in WORDS.items()]


def _base_text(figure: BoundFigure) -> str:
    counted = figure.counted
    if counted is None:
        return ""
    return tie(
        _(
            "Bara %(base)s svarade på %(goals)s %(year)d, och meningen säger det inte. Lägg till "
            "{%(placeholder)s}.",
            base=count_of(counted.base, counted.population),
            goals=listed(list(figure.goals)),
            year=figure.year,
            placeholder=f"bas {'+'.join(key.replace(' ', '-') for key in figure.goals)}",
        )
    )


def _wrong_text(figure: BoundFigure) -> str:
    """Say what a word means and what its figure is."""
    request, counted = figure.request, figure.counted
    if request is None or counted is None or request.measure is None:
        return ""
    actual = count_of(figure.count, figure.whole)
    goals = tie(
        _(
            "%(measure)s på %(goals)s %(year)d",
            measure=labels.MEASURES[request.measure],
            goals=listed(list(figure.goals)),
            year=figure.year,
        )
    )
    if is_number(request.word):
        return tie(
            _(
                "Texten säger %(word)s, men %(what)s är %(actual)s (%(figures)s).",
                word=request.word,
                what=goals,
                actual=actual,
                figures=figures_in_words(counted),
            )
        )
    meaning = interval_text(WORDS[request.word.casefold()])
    return tie(
        _(
            "”%(word)s” betyder %(meaning)s, men %(what)s är %(actual)s, %(share)s (%(figures)s).",
            word=request.word,
            meaning=meaning,
            what=goals,
            actual=actual,
            share=percent(figure.share) if figure.share is not None else "–",
            figures=figures_in_words(counted),
        )
    )


def _form_text(figure: BoundFigure) -> str:
    """Say which forms a kind knows, where it was asked for another."""
    kind = read_kind(figure.written)
    if kind is None:
        return ""
    known = [FORM_WORDS[form] for form in forms_of(kind)]
    if not known:
        return _(
            "”%(detail)s” går inte med %(kind)s, som bara skrivs på ett sätt. Ta bort orden.",
            detail=figure.detail,
            kind=KIND_WORDS[kind],
        )
    return _(
        "”%(detail)s” går inte med %(kind)s. Det som går: %(forms)s.",
        detail=figure.detail,
        kind=KIND_WORDS[kind],
        forms=listed(known),
    )


def fault_text(figure: BoundFigure) -> str:
    """Say why a placeholder has no figure, and what there is."""
    detail = figure.detail
    said = {
        BindingFault.UNCLOSED: _("En klammer är inte stängd. Skriv {…} på en rad, utan {} inuti."),
        BindingFault.UNKNOWN_KIND: _(
            "”%(detail)s” är inget som kan hämtas. Det här kan: %(kinds)s.",
            detail=detail,
            kinds=listed(list(KINDS)),
        ),
        BindingFault.UNKNOWN_PIECE: _(
            "”%(detail)s” går inte att förstå. Här kan stå ett delmål (SL-2), ett område (SL) "
            "eller alla, ett svar (%(measures)s), ett år, av svar eller av alla, och hur siffran "
            "skrivs (%(forms)s).",
            detail=detail,
            measures=listed(sorted(MEASURE_WORDS.values())),
            forms=listed(list(FORMS)),
        ),
        BindingFault.SAID_TWICE: _("”%(detail)s” säger något som redan är sagt.", detail=detail),
        BindingFault.NO_GOAL: _(
            "Delmålet saknas, eller står där inget ska stå. Så skrivs det: antal SL-2 ja."
        ),
        BindingFault.NO_MEASURE: _(
            "Svaret saknas, eller står där inget ska stå. Välj mellan %(measures)s.",
            measures=listed(sorted(MEASURE_WORDS.values())),
        ),
        BindingFault.NO_WORD: _(
            "Ordet saknas, eller står där inget ska stå. Så skrivs det: ord SL-3 ja+delvis "
            "\"drygt hälften\"."
        ),
        BindingFault.UNKNOWN_WORD: _(
            "”%(detail)s” har inget intervall att hållas mot. De ord som har det: %(words)s.",
            detail=detail,
            words=listed(list(WORDS)),
        ),
        BindingFault.NO_FORM: _form_text(figure),
        BindingFault.NO_WHOLE: _(
            "”%(detail)s” säger inget här. Det kan stå i %(kinds)s.",
            detail=detail,
            kinds=listed([KIND_WORDS[kind] for kind in KIND_WORDS if kind in WITH_WHOLE]),
        ),
        BindingFault.UNKNOWN_YEAR: _("År %(detail)s finns inte bland siffrorna.", detail=detail),
        BindingFault.UNKNOWN_GOAL: _(
            "%(detail)s finns inte i handlingsplanen %(year)d.", detail=detail, year=figure.year
        ),
        BindingFault.NO_FIGURES: _("%(detail)s har inga siffror %(year)d.", detail=detail,
            year=figure.year),
        BindingFault.ONLY_TOTALS: _(
            "Av %(year)d är bara de nationella totalerna kända, inte vilka län som svarade vad.",
            year=figure.year,
        ),
        BindingFault.NO_YEAR_BEFORE: _("Det finns inget år före %(year)d.", year=figure.year),
        BindingFault.NO_DIFFERENCE: _(
            "%(detail)s går inte att jämföra med året innan: %(reason)s.",
            detail=detail,
            reason=labels.NO_DIFFERENCES[figure.no_difference] if figure.no_difference else "–",
        ),
    }  # fmt: skip
    return tie(said[figure.fault]) if figure.fault else ""
