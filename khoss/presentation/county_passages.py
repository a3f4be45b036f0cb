"""What a county's page for those who lead it says under its headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss.enums import Rating, ReferenceKind, ShareKind
from khoss.figures.county_record import CountyRecord, Others, OwnGoal
from khoss.figures.shares import share
from khoss.figures.tally import Tally
from khoss.presentation.numbers import count_of, listed, percent, tie

# Where there are more names than this, they are told by number.
MOST_NAMED = 30


@dataclass(frozen=True)
class Passage:
    """Some sentences under a heading."""

    heading: str
    sentences: tuple[str, ...]


def passages(figures: CountyRecord) -> tuple[Passage, ...]:
    """Return what is said of the year before, of others, of what remains and of what is needed."""
    found = (_moves(figures), _beside(figures), _remaining(figures), _needs(figures))
    return tuple(one for one in found if one.sentences)


def everybody_of(figures: CountyRecord) -> Others | None:
    """Return what all counties together came to; None before that is published."""
    kinds = {one.kind: one for one in figures.references}
    return kinds.get(ReferenceKind.EVERYBODY)


def named(text: str, goals: Sequence[OwnGoal]) -> str:
    """Return a sentence with the names of goals, when there are not too many of them."""
    if len(goals) > MOST_NAMED:
        return f"{text}."
    return f"{text}: {listed([goal.key for goal in goals])}."


def _moves(figures: CountyRecord) -> Passage:
    before = figures.previous_year
    if before is None or not figures.handed_in:
        return Passage("", ())
    heading = _("Sedan %(before)d", before=before)
    if not figures.before_handed_in:
        said = _(
            "Länets svar %(before)d är inte kända. Därför jämförs inget med det året.",
            before=before,
        )
        return Passage(heading, (said,))
    sentences = [
        _direction(figures.moved_up, _("uppåt")),
        _direction(figures.moved_down, _("nedåt")),
    ]
    sentences.append(
        ngettext(
            "Samma bedömning båda åren har %(num)d delmål.",
            "Samma bedömning båda åren har %(num)d delmål.",
            len(figures.unmoved),
        )
    )
    left_out = [goal for goal in figures.goals if goal.steps is None]
    if left_out:
        text = ngettext(
            "%(num)d delmål jämförs inte, för att frågan är ny eller ändrad eller något år är "
            "obesvarat",
            "%(num)d delmål jämförs inte, för att frågan är ny eller ändrad eller något år är "
            "obesvarat",
            len(left_out),
        )
        sentences.append(named(text, left_out))
    return Passage(heading, tuple(tie(one) for one in sentences))


def _direction(goals: Sequence[OwnGoal], direction: str) -> str:
    if not goals:
        return _("Inget delmål har gått %(direction)s.", direction=direction)
    text = ngettext(
        "%(num)d delmål har gått %(direction)s",
        "%(num)d delmål har gått %(direction)s",
        len(goals),
        direction=direction,
    )
    return named(text, goals)


def _beside(figures: CountyRecord) -> Passage:
    heading = _("Bredvid andra")
    everybody = everybody_of(figures)
    if everybody is None:
        said = _("Vad andra länsstyrelser har svarat visas när uppföljningen är publicerad.")
        return Passage(heading, (said,))
    sentences = [_everybody(everybody.total)]
    if figures.handed_in:
        met = figures.own.met
        sentences.append(
            _(
                "Av de %(base)d som har lämnat in har %(more)d fler ja eller delvis än länet, "
                "%(fewer)d färre och %(same)d lika många, länet självt medräknat.",
                base=len(everybody.met),
                more=sum(one > met for one in everybody.met),
                fewer=sum(one < met for one in everybody.met),
                same=sum(one == met for one in everybody.met),
            )
        )
    return Passage(heading, tuple(tie(one) for one in sentences))


def _everybody(total: Tally) -> str:
    """Say how all counties stand, also of the answers alone, as the national report counts."""
    asked, answered = (
        percent(share(total, kind) or Fraction(0))
        for kind in (ShareKind.MET_OF_ALL, ShareKind.MET_OF_ANSWERS)
    )
    if total.base == total.population:
        return _(
            "Alla länsstyrelser tillsammans har svarat ja eller delvis på %(met)d av %(base)d "
            "frågor, %(share)s.",
            met=total.met,
            base=total.population,
            share=asked,
        )
    return _(
        "Alla länsstyrelser tillsammans har svarat ja eller delvis på %(met)d av %(base)d frågor, "
        "%(share)s; av de %(answered)d besvarade är det %(of_answers)s.",
        met=total.met,
        base=total.population,
        share=asked,
        answered=total.base,
        of_answers=answered,
    )


def _remaining(figures: CountyRecord) -> Passage:
    heading = _("Kvar till %(year)d", year=figures.target_year)
    leading = {key for area in figures.targets for key in area.goal_keys}
    if not figures.handed_in or not leading:
        return Passage("", ())
    rest = [goal for goal in figures.goals if goal.key in leading and goal.rating is not Rating.YES]
    done = count_of(len(leading) - len(rest), len(leading))
    sentences = [
        _(
            "Länet har svarat ja på %(done)s delmål som leder till målbilden %(year)d.",
            done=done,
            year=figures.target_year,
        )
    ]
    without = [f"”{area.name}”" for area in figures.targets if not area.goal_keys]
    if without:
        sentences.append(_("Inga delmål leder ännu till målen i %(areas)s.", areas=listed(without)))
    return Passage(heading, tuple(tie(one) for one in sentences))


def _needs(figures: CountyRecord) -> Passage:
    if not (figures.handed_in and figures.with_texts):
        return Passage("", ())
    needing = [goal for goal in figures.goals if goal.texts.support_needs.strip()]
    heading = _("Stöd som länet behöver")
    if not needing:
        return Passage(heading, (_("Länet har inte beskrivit något stödbehov."),))
    text = _(
        "Länet beskriver stödbehov för %(count)s delmål",
        count=count_of(len(needing), len(figures.goals)),
    )
    where = _("Texterna står under varje delmål.")
    return Passage(heading, (tie(named(text, needing)), where))
