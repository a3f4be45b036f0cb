"""A county's year on one page, in whole sentences, for those who lead the county."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss.enums import Rating, ShareKind, Source
from khoss.figures.county_record import CountyRecord, OwnGoal, own_tally
from khoss.figures.shares import share
from khoss.presentation.county_passages import Passage, everybody_of, named, passages
from khoss.presentation.numbers import count_of, percent, share_text, tie
from khoss.presentation.report_cells import RatingCell, rating_cell

# One page holds so many unmet goals with their questions, of so many letters together, and of so
# many with the sentences beside them; the rest are told by name, or by number where there are many.
MOST_TOLD = 4
MOST_LETTERS = 700
PAGE_LETTERS = 1600
WORST_FIRST = (Rating.NO, None, Rating.PARTLY)


@dataclass(frozen=True)
class KeyFigure:
    """A figure with what it counts."""

    value: str
    label: str


@dataclass(frozen=True)
class Unmet:
    """A goal of the first priority that is not met."""

    key: str
    question: str
    rating: RatingCell


@dataclass(frozen=True)
class Management:
    """The page."""

    lead: str
    figures: tuple[KeyFigure, ...]
    first: Passage
    unmet: tuple[Unmet, ...]
    unmet_caption: str
    passages: tuple[Passage, ...]


def management(figures: CountyRecord) -> Management:
    """Arrange the page."""
    unmet, lead, below = _unmet(figures), tie(_lead(figures)), passages(figures)
    room = PAGE_LETTERS - _letters(lead, *(text for one in below for text in one.sentences))
    told = unmet[: _most_told(unmet, room)] if figures.handed_in else []
    return Management(
        lead=lead,
        figures=_key_figures(figures) if figures.handed_in else (),
        first=_first(figures, unmet, len(told)),
        unmet=tuple(Unmet(one.key, one.question, rating_cell(one.rating)) for one in told),
        unmet_caption=_("Prio 1 som inte är uppnått, nej och obesvarade först"),
        passages=below,
    )


def _lead(figures: CountyRecord) -> str:
    if figures.source is Source.PUBLISHED_TOTALS:
        return _(
            "%(name)s egna svar %(year)d är inte kända: bara de nationella totalerna är "
            "publicerade. Rapporten visar därför landets siffror och inga svar från länet.",
            name=_genitive(figures.name),
            year=figures.year,
        )
    if not figures.handed_in:
        return " ".join(
            [
                _(
                    "%(name)s har inte lämnat in någon självskattning för %(year)d. Därför finns "
                    "inga svar från länet i den här rapporten. Det betyder inte att svaren är nej.",
                    name=figures.name,
                    year=figures.year,
                ),
                _last_known(figures),
            ]
        ).strip()
    own = figures.own
    sentences = [
        _(
            "%(name)s svarade ja eller delvis på %(met)s frågor %(year)d, och ja på %(yes)s.",
            name=figures.name,
            met=count_of(own.met, own.population),
            yes=count_of(own.yes, own.population),
            year=figures.year,
        )
    ]
    if own.is_short:
        blank = [goal for goal in figures.goals if goal.rating is None]
        text = ngettext("%(num)d fråga är obesvarad", "%(num)d frågor är obesvarade", len(blank))
        sentences.append(named(text, blank))
    return " ".join(sentences)


def _genitive(name: str) -> str:
    """Return a county's name before what it has: names in `län` take an s."""
    return f"{name}s"


def _last_known(figures: CountyRecord) -> str:
    known = [one.year for one in figures.development.points if one.tally is not None]
    if not known:
        return ""
    return _("Senast lämnade länet in %(year)d.", year=max(known))


def _key_figures(figures: CountyRecord) -> tuple[KeyFigure, ...]:
    first = own_tally(figures.of_priority(1))
    own = share(figures.own, ShareKind.MET_OF_ALL) or Fraction(0)
    found = [
        KeyFigure(
            tie(count_of(first.yes, first.population)),
            _("mål med prio 1 är uppnådda: länet har svarat ja"),
        ),
        KeyFigure(_("%(share)s %%", share=share_text(own)), _share_label(figures)),
    ]
    if _compared(figures):
        found.insert(
            1,
            KeyFigure(
                _(
                    "%(up)d upp, %(down)d ner",
                    up=len(figures.moved_up),
                    down=len(figures.moved_down),
                ),
                tie(
                    _(
                        "delmål har ändrat bedömning sedan %(before)d, av %(base)d som jämförs",
                        before=figures.previous_year,
                        base=_compared(figures),
                    )
                ),
            ),
        )
    return tuple(found)


def _share_label(figures: CountyRecord) -> str:
    everybody = everybody_of(figures)
    if everybody is None:
        return _("av frågorna har svaret ja eller delvis")
    found = share(everybody.total, ShareKind.MET_OF_ALL) or Fraction(0)
    return tie(
        _(
            "av frågorna har svaret ja eller delvis; alla länsstyrelser %(share)s",
            share=percent(found),
        )
    )


def _compared(figures: CountyRecord) -> int:
    return len(figures.moved_up) + len(figures.moved_down) + len(figures.unmoved)


def _unmet(figures: CountyRecord) -> list[OwnGoal]:
    """Return the goals of the first priority without a ja, nej and unanswered first."""
    unmet = [goal for goal in figures.of_priority(1) if goal.rating is not Rating.YES]
    return sorted(unmet, key=lambda goal: WORST_FIRST.index(goal.rating))


def _letters(*texts: str) -> int:
    return sum(len(text) for text in texts)


def _most_told(unmet: Sequence[OwnGoal], room: int) -> int:
    """Return how many unmet goals there is room for with their questions."""
    letters = list(accumulate(len(goal.question) for goal in unmet[:MOST_TOLD]))
    return sum(one <= min(room, MOST_LETTERS) for one in letters)


def _first(figures: CountyRecord, unmet: Sequence[OwnGoal], told: int) -> Passage:
    goals = figures.of_priority(1)
    heading = tie(_("Det som ska vara uppnått %(year)d: prio 1", year=figures.year))
    if not goals:
        return Passage(heading, (_("Planen har inga mål med prio 1."),))
    if not figures.handed_in:
        said = ngettext(
            "Planen har %(num)d mål med prio 1. Hur länet står där är inte känt.",
            "Planen har %(num)d mål med prio 1. Hur länet står där är inte känt.",
            len(goals),
        )
        return Passage(heading, (tie(said),))
    met = count_of(len(goals) - len(unmet), len(goals))
    if not unmet:
        return Passage(
            heading, (tie(_("Länet har svarat ja på %(met)s mål med prio 1.", met=met)),)
        )
    sentences = [_("Länet har svarat ja på %(met)s mål med prio 1.", met=met)]
    if not told:
        text = ngettext(
            "%(num)d delmål är inte uppnått", "%(num)d delmål är inte uppnådda", len(unmet)
        )
        sentences.append(named(text, unmet))
    elif rest := unmet[told:]:
        text = ngettext(
            "Utöver dem i tabellen är %(num)d delmål inte uppnått",
            "Utöver dem i tabellen är %(num)d delmål inte uppnådda",
            len(rest),
        )
        sentences.append(named(text, rest))
    return Passage(heading, tuple(tie(one) for one in sentences))
