"""What the figures of a year come to, in whole sentences that carry their bases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import Rating, RoundStatus, Source
from khoss.figures.national import GoalFigures, Movement, NationalComparison, PrioritySummary
from khoss.presentation.numbers import count_of, listed, percent, tie


@dataclass(frozen=True)
class Number:
    """A large figure and what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class PriorityRow:
    """How the goals of one priority stand."""

    priority: int
    tag: str
    meaning: str
    goals: str
    yes_by_all: str
    met_by_all: str
    yes: str
    partly: str
    no: str
    base: str


@dataclass(frozen=True)
class Summary:
    """The year in a few sentences; `status` is empty once the round is published."""

    status: str
    source: str
    comparison: str
    lead: str
    numbers: tuple[Number, ...]
    sentences: tuple[str, ...]
    priorities: tuple[PriorityRow, ...]


def summary(figures: NationalComparison) -> Summary:
    """Say what the figures of a year come to."""
    sentences = [
        *(_priority_sentence(one, figures) for one in figures.priorities),
        *_most_sentences(figures),
        *_movement_sentences(figures),
        *_county_sentences(figures),
    ]
    return Summary(
        status=_status(figures),
        source=tie(_source(figures)),
        comparison=_comparison(figures),
        lead=tie(_lead(figures)),
        numbers=_numbers(figures),
        sentences=tuple(tie(sentence) for sentence in sentences),
        priorities=tuple(_priority_row(one, figures.year) for one in figures.priorities),
    )


def _status(figures: NationalComparison) -> str:
    if figures.status is RoundStatus.PUBLISHED:
        return ""
    return _(
        "Omgången %(year)d är inte publicerad (%(status)s). Siffrorna är preliminära och syns "
        "bara för samordnaren.",
        year=figures.year,
        status=str(labels.ROUND_STATUSES[figures.status]).lower(),
    )


def _source(figures: NationalComparison) -> str:
    if figures.source is Source.PUBLISHED_TOTALS:
        return _(
            "Siffrorna för %(year)d är publicerade nationella totaler för %(population)d "
            "länsstyrelser, inte räknade ur enskilda svar.",
            year=figures.year,
            population=figures.population,
        )
    return _(
        "Siffrorna för %(year)d är räknade ur de självskattningar som %(handed_in)s länsstyrelser "
        "har lämnat in.",
        year=figures.year,
        handed_in=count_of(len(figures.handed_in), figures.population),
    )


def _comparison(figures: NationalComparison) -> str:
    if figures.previous_year is None:
        return _("Det finns inget tidigare år att jämföra med.")
    if figures.previous_source is None:
        return _("Siffror för %(before)d är inte publicerade.", before=figures.previous_year)
    return _(
        "Siffror inom parentes avser %(before)d. Där parentes saknas är frågan ny eller har fått "
        "en annan innebörd.",
        before=figures.previous_year,
    )


def _lead(figures: NationalComparison) -> str:
    answers = figures.answers
    share = answers.share_of_answers
    if share is None:
        return _("Ännu har ingen länsstyrelse lämnat in svar på handlingsplanens frågor.")
    return _(
        "Länsstyrelserna har bedömt sitt eget arbete mot %(goals)d delmål i handlingsplanen för "
        "%(year)d. %(met)s lämnade svar är ja eller delvis, det vill säga %(share)s.",
        goals=len(figures.goals),
        year=figures.year,
        met=count_of(answers.met, answers.base),
        share=percent(share),
    ) + _missing(figures)


def _missing(figures: NationalComparison) -> str:
    answers = figures.answers
    if not answers.is_short:
        return ""
    return " " + _(
        "%(missing)s möjliga svar saknas och räknas inte som nej.",
        missing=count_of(answers.unanswered, answers.population),
    )


def _numbers(figures: NationalComparison) -> tuple[Number, ...]:
    answers = figures.answers
    return tuple(
        Number(
            str(answers.count(rating)),
            tie(
                _(
                    "av %(base)d svar är %(rating)s",
                    base=answers.base,
                    rating=str(labels.RATINGS[rating]).lower(),
                )
            ),
        )
        for rating in Rating
    )


def _priority_sentence(one: PrioritySummary, figures: NationalComparison) -> str:
    return _(
        "%(priority)s: alla %(population)d länsstyrelser har svarat ja på %(yes)s delmål, och ja "
        "eller delvis på %(met)s.",
        priority=labels.priority_text(one.priority, figures.year),
        yes=count_of(one.yes_by_all, one.goals),
        met=count_of(one.met_by_all, one.goals),
        population=figures.population,
    )


def _most_sentences(figures: NationalComparison) -> Sequence[str]:
    found = [(rating, figures.goals_with_most(rating)) for rating in (Rating.YES, Rating.NO)]
    texts = {
        Rating.YES: _("Flest ja finns på %(goals)s."),
        Rating.NO: _("Flest nej finns på %(goals)s."),
    }
    return [
        texts[rating] % {"goals": listed([_with_base(goal, rating) for goal in goals])}
        for rating, goals in found
        if goals
    ]


def _with_base(goal: GoalFigures, rating: Rating) -> str:
    return _(
        "%(key)s (%(count)s)",
        key=goal.key,
        count=count_of(goal.tally.count(rating), goal.tally.base),
    )


def _movement_sentences(figures: NationalComparison) -> Sequence[str]:
    movement = figures.movement
    if figures.previous_source is None:
        return []
    if not movement.goals:
        return [
            _("Inget delmål kan jämföras rakt av med %(before)d.", before=figures.previous_year)
        ]
    moved = _(
        "Jämfört med %(before)d svarar fler ja på %(more)s delmål, lika många på %(equal)d och "
        "färre på %(fewer)d. Jämförelsen gäller delmål med samma fråga där alla länsstyrelser "
        "svarade båda åren.",
        before=figures.previous_year,
        more=count_of(movement.more, movement.goals),
        equal=movement.equal,
        fewer=movement.fewer,
    )
    return [moved, *_left_out(movement)]


def _left_out(movement: Movement) -> Sequence[str]:
    left_out = []
    if movement.changed_base:
        left_out.append(
            ngettext(
                "%(num)d delmål har svar från olika många länsstyrelser de båda åren och räknas "
                "inte in i jämförelsen.",
                "%(num)d delmål har svar från olika många länsstyrelser de båda åren och räknas "
                "inte in i jämförelsen.",
                movement.changed_base,
            )
        )
    if movement.incomparable:
        left_out.append(
            ngettext(
                "%(num)d delmål är nytt eller har fått en annan innebörd och jämförs inte.",
                "%(num)d delmål är nya eller har fått en annan innebörd och jämförs inte.",
                movement.incomparable,
            )
        )
    return left_out


def _county_sentences(figures: NationalComparison) -> Sequence[str]:
    spread = figures.spread
    sentences = []
    if spread is not None:
        sentences.append(
            _(
                "Länsstyrelsernas andel ja eller delvis av planens %(questions)d frågor ligger "
                "mellan %(lowest)s och %(highest)s. Medelvärdet är %(mean)s. Obesvarade frågor "
                "ingår i basen.",
                questions=len(figures.goals),
                lowest=percent(spread.lowest),
                highest=percent(spread.highest),
                mean=percent(spread.mean),
            )
        )
    missing = missing_counties(figures)
    return [*sentences, missing] if missing else sentences


def missing_counties(figures: NationalComparison) -> str:
    """Name the counties that have not handed in; empty when all have."""
    if not figures.not_handed_in:
        return ""
    return tie(
        _(
            "%(missing)s länsstyrelser har inte lämnat in sin självskattning: %(counties)s.",
            missing=count_of(len(figures.not_handed_in), figures.population),
            counties=listed([county.name for county in figures.not_handed_in]),
        )
    )


def _priority_row(one: PrioritySummary, year: int) -> PriorityRow:
    tag, meaning = labels.priority_parts(one.priority, year)
    return PriorityRow(
        priority=one.priority,
        tag=tag,
        meaning=meaning,
        goals=str(one.goals),
        yes_by_all=count_of(one.yes_by_all, one.goals),
        met_by_all=count_of(one.met_by_all, one.goals),
        yes=str(one.answers.yes),
        partly=str(one.answers.partly),
        no=str(one.answers.no),
        base=count_of(one.answers.base, one.answers.population),
    )
