"""Each county's own answers, one county at a time, as an appendix of a report shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Rating
from khoss.figures.history import History, Year
from khoss.figures.lines import Lineage, lineages
from khoss.figures.national_record import CountyText, NationalRecord
from khoss.presentation.charts import class_name
from khoss.presentation.numbers import count_of, tie
from khoss.presentation.report_cells import is_short
from khoss.presentation.short_questions import short_questions


@dataclass(frozen=True)
class Said:
    """A rating in words and in its colour; without a class there is none to show.

    `key` is what its own plan calls the goal.
    """

    text: str
    name: str
    key: str = ""


@dataclass(frozen=True)
class CountyTextPart:
    """One of the texts of an answer, a paragraph for each line that was written."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class CountyAnswer:
    """What one county answered to one goal, and what it answered the year before."""

    key: str
    short: str
    question: str
    now: Said
    then: Said
    texts: tuple[CountyTextPart, ...]

    @property
    def is_short(self) -> bool:
        """Tell whether its texts are so short that a page holds it whole."""
        return is_short(line for text in self.texts for line in (text.heading, *text.paragraphs))


@dataclass(frozen=True)
class CountyAnswers:
    """One county; a silent one has not handed in, and there are no answers of it."""

    code: str
    anchor: str
    name: str
    counts: tuple[str, ...]
    silent: bool
    sentence: str
    answers: tuple[CountyAnswer, ...]


NO_RATING = Said("–", "")


def county_answers(record: NationalRecord) -> tuple[CountyAnswers, ...]:
    """Return the answers of each county that was asked; none when they are not known."""
    history = record.years
    if history is None or not history.year(record.comparison.year).has_answers:
        return ()
    year = history.year(record.comparison.year)
    texts = {(one.county, one.key): one for one in record.texts}
    before = history.previous(year.year)
    then = before if before is not None and before.has_answers else None
    found = lineages(history, now=year.year, then=then.year) if then else {}
    return tuple(_county(history, year, then, found, code, texts) for code in year.units)


def _county(
    history: History,
    year: Year,
    then: Year | None,
    found: Mapping[str, Lineage],
    code: str,
    texts: Mapping[tuple[str, str], CountyText],
) -> CountyAnswers:
    tally = year.tally_by(code, year.by_key)
    short = short_questions(goal.question for goal in year.goals)
    handed_in = code in year.handed_in
    counts = (tally.yes, tally.partly, tally.no, tally.unanswered)
    return CountyAnswers(
        code=code,
        anchor=f"lan-{code}",
        name=history.by_code[code].name,
        counts=tuple(str(count) for count in counts) if handed_in else (),
        silent=not handed_in,
        sentence=tie(
            _(
                "Svarade på %(base)s frågor: %(yes)d ja, %(partly)d delvis och %(no)d nej.",
                base=count_of(tally.base, tally.population),
                yes=tally.yes,
                partly=tally.partly,
                no=tally.no,
            )
        ),
        answers=tuple(
            CountyAnswer(
                key=goal.key,
                short=short[goal.question],
                question=goal.question,
                now=_said(year.given(goal.key).get(code), goal.key),
                then=_then(then, found.get(goal.key), code),
                texts=_texts(texts.get((code, goal.key))),
            )
            for goal in year.goals
        )
        if handed_in
        else (),
    )


def _said(rating: Rating | None, key: str) -> Said:
    return Said(str(labels.RATINGS[rating]), class_name(rating), key)


def _then(year: Year | None, lineage: Lineage | None, code: str) -> Said:
    """Return what the county answered then, where the two questions mean the same."""
    if year is None or lineage is None or lineage.ancestor is None:
        return NO_RATING
    if code not in year.asked:
        return NO_RATING
    return _said(year.given(lineage.ancestor).get(code), lineage.ancestor)


def _texts(written: CountyText | None) -> tuple[CountyTextPart, ...]:
    if written is None:
        return ()
    parts: Sequence[tuple[str, str]] = (
        (_("Utförda aktiviteter"), written.activities),
        (_("Hinder"), written.obstacles),
        (_("Stödbehov"), written.support_needs),
    )
    return tuple(
        CountyTextPart(heading, lines)
        for heading, text in parts
        if (lines := tuple(line.strip() for line in text.splitlines() if line.strip()))
    )
