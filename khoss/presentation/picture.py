"""One year on one screen, in whole sentences made from its figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.enums import NoDifference, RoundStatus, ShareKind
from khoss.figures.change import Change
from khoss.figures.history import History, Year
from khoss.figures.national_year import NationalYear, Standing
from khoss.figures.shares import FORMULAS, share
from khoss.figures.tally import Tally
from khoss.presentation.missing_answers import missing_answers
from khoss.presentation.numbers import count_of, figures_in_words, listed, percent, tie
from khoss.presentation.short_questions import short_questions

# So many goals stand under a sentence that names more; what else it names is told of below.
TOLD = 4


@dataclass(frozen=True)
class GoalLink:
    """A goal that a sentence names: its key, its line for the address, and a sentence on it."""

    key: str
    line: str
    question: str
    short: str
    said: str


@dataclass(frozen=True)
class Movement:
    """What moved most in one direction: a sentence, and the goals that it names."""

    text: str
    goals: tuple[GoalLink, ...]

    @property
    def told(self) -> tuple[GoalLink, ...]:
        """Return the goals that stand under the sentence."""
        return self.goals[:TOLD]

    @property
    def more(self) -> str:
        """Say how many others it names, if it does."""
        more = len(self.goals) - TOLD
        if more < 1:
            return ""
        return ngettext("%(num)d delmål till", "%(num)d delmål till", more)


@dataclass(frozen=True)
class AreaRow:
    """How one area stands, each figure with its base."""

    name: str
    goals: str
    yes_by_all: str
    met_by_all: str
    met: str
    share: str
    missing: str


@dataclass(frozen=True)
class Picture:
    """The year: a lead, sentences, the goals that they name, and the areas as a table.

    `named` are the goals of all the sentences, once each, with their whole questions.
    """

    title: str
    status: str
    lead: str
    compared: str
    moved: tuple[Movement, ...]
    left_out: tuple[GoalLink, ...]
    holding_back: Movement
    missing: tuple[str, ...]
    named: tuple[GoalLink, ...]
    areas: tuple[AreaRow, ...]
    formula: str


def picture(history: History, figures: NationalYear) -> Picture:
    """Say what a year comes to."""
    year = history.year(figures.year)
    short = short_questions(goal.question for goal in year.goals)
    moved = _moved(year, figures, short) if figures.compared else ()
    holding_back = _holding_back(year, figures, short)
    return Picture(
        title=_("Nationell bild %(year)d", year=year.year),
        status=preliminary(year.status),
        lead=_lead(figures),
        compared=_compared(figures),
        moved=moved,
        left_out=tuple(_link(year, one.key, _left_out(one), short) for one in figures.left_out),
        holding_back=holding_back,
        missing=missing_answers(history, figures),
        named=_named(moved, holding_back),
        areas=(
            _area(_("Hela planen"), figures.everything),
            *(_area(one.name, one.standing) for one in figures.areas),
        ),
        formula=FORMULAS[ShareKind.MET_OF_ANSWERS],
    )


def preliminary(status: RoundStatus) -> str:
    """Say that a year's figures may still change, when they may."""
    if status is RoundStatus.PUBLISHED:
        return ""
    return _("Preliminärt: omgången är inte publicerad. Det som är inlämnat räknas.")


def _lead(figures: NationalYear) -> str:
    first = figures.first_priority
    return tie(
        _(
            "%(yes)d av de %(goals)d prio 1-målen är helt uppnådda, med ja från alla "
            "%(population)d länsstyrelser. %(met)d av de %(goals)d är helt eller delvis uppnådda "
            "av alla.",
            yes=first.yes_by_all,
            met=first.met_by_all,
            goals=first.goals,
            population=figures.population,
        )
    )


def _compared(figures: NationalYear) -> str:
    then, goals = figures.then_year, figures.everything.goals
    if then is None:
        return _("Det finns inget tidigare år att jämföra med.")
    if not figures.compared:
        return tie(
            _(
                "Inget av de %(goals)d delmålen kan räknas av mot %(then)d: frågan är en annan, "
                "eller alla länsstyrelser svarade inte båda åren.",
                goals=goals,
                then=then,
            )
        )
    return tie(
        _(
            "Jämförelsen med %(then)d gäller %(count)s: de som frågar efter samma sak och som alla "
            "länsstyrelser svarade på båda åren.",
            then=then,
            count=_("%(count)d av %(base)d delmål", count=figures.compared, base=goals),
        )
    )


def _moved(year: Year, figures: NationalYear, short: Mapping[str, str]) -> tuple[Movement, ...]:
    """Say what moved most, in ja or delvis first and then in ja alone; ties are all named."""
    met, yes, then = figures.moved_in_met, figures.moved_in_yes, figures.then_year
    found = (
        (
            met.up,
            _met_step,
            _("Mest uppåt i ja eller delvis sedan %(then)d gick %(keys)s."),
            _("Inget av dem gick uppåt i ja eller delvis sedan %(then)d."),
        ),
        (
            met.down,
            _met_step,
            _("Mest nedåt i ja eller delvis sedan %(then)d gick %(keys)s."),
            _("Inget av dem gick nedåt i ja eller delvis sedan %(then)d."),
        ),
        (
            yes.up,
            _yes_step,
            _("Mest uppåt i ja sedan %(then)d gick %(keys)s."),
            _("Inget av dem gick uppåt i ja sedan %(then)d."),
        ),
        (
            yes.down,
            _yes_step,
            _("Mest nedåt i ja sedan %(then)d gick %(keys)s."),
            _("Inget av dem gick nedåt i ja sedan %(then)d."),
        ),
    )
    return tuple(
        Movement(
            tie((some if moved else none) % {"then": then, "keys": listed(_keys(moved))}),
            tuple(_link(year, one.key, tie(said(one)), short) for one in moved),
        )
        for moved, said, some, none in found
    )


def _keys(moved: Sequence[Change]) -> list[str]:
    return [one.key for one in moved]


def _met_step(one: Change) -> str:
    if one.now is None or one.difference is None:
        return ""
    count, step = count_of(one.now.met, one.now.base), one.difference.met
    if step > 0:
        return _(
            "%(count)s svarar ja eller delvis, %(step)d fler än %(then)d.",
            count=count,
            step=step,
            then=one.then_year,
        )
    return _(
        "%(count)s svarar ja eller delvis, %(step)d färre än %(then)d.",
        count=count,
        step=-step,
        then=one.then_year,
    )


def _yes_step(one: Change) -> str:
    if one.now is None or one.difference is None:
        return ""
    count, step = count_of(one.now.yes, one.now.base), one.difference.yes
    if step > 0:
        return _(
            "%(count)s svarar ja, %(step)d fler än %(then)d.",
            count=count,
            step=step,
            then=one.then_year,
        )
    return _(
        "%(count)s svarar ja, %(step)d färre än %(then)d.",
        count=count,
        step=-step,
        then=one.then_year,
    )


def _left_out(one: Change) -> str:
    """Say why a goal is not subtracted, with the bases of both years where that is why."""
    if one.reason is NoDifference.CHANGED_BASE and one.now and (then := one.base_then):
        return tie(
            _(
                "%(now)s svarade %(year)d, och %(before)s svarade %(then)d.",
                now=count_of(one.now.base, one.now.population),
                year=one.now_year,
                before=count_of(then.base, then.population),
                then=one.then_year,
            )
        )
    return _("Skäl: %(reason)s.", reason=labels.NO_DIFFERENCES[one.reason]) if one.reason else ""


def _holding_back(year: Year, figures: NationalYear, short: Mapping[str, str]) -> Movement:
    held = figures.holding_back
    if held is None:
        return Movement(
            _("Inget prio 1-mål håller tillbaka: alla är helt eller delvis uppnådda av alla."), ()
        )
    text = _(
        "Längst ned bland prio 1-målen ligger %(keys)s, där %(share)s av alla %(population)d "
        "länsstyrelser svarar ja eller delvis.",
        keys=listed(list(held.keys)),
        share=percent(held.share),
        population=figures.population,
    )
    return Movement(
        tie(text), tuple(_link(year, key, _counted(year.tally(key)), short) for key in held.keys)
    )


def _counted(tally: Tally | None) -> str:
    """Say what a goal came to; who gave no answer is said apart, and is never nej."""
    if tally is None:
        return ""
    if not tally.is_short:
        return tie(_("%(figures)s.", figures=figures_in_words(tally)))
    return tie(
        ngettext(
            "%(figures)s, och %(num)d obesvarad: %(base)s svarade.",
            "%(figures)s, och %(num)d obesvarade: %(base)s svarade.",
            tally.unanswered,
            figures=figures_in_words(tally),
            base=count_of(tally.base, tally.population),
        )
    )


def _area(name: str, standing: Standing) -> AreaRow:
    answers = standing.answers
    met = share(answers, ShareKind.MET_OF_ANSWERS)
    return AreaRow(
        name=name,
        goals=str(standing.goals),
        yes_by_all=count_of(standing.yes_by_all, standing.goals),
        met_by_all=count_of(standing.met_by_all, standing.goals),
        met=tie(count_of(answers.met, answers.base)),
        share=tie(percent(met)) if met is not None else "–",
        missing=tie(count_of(answers.unanswered, answers.population)),
    )


def _named(moved: Iterable[Movement], holding_back: Movement) -> tuple[GoalLink, ...]:
    """Return each goal once, with all that is said of it."""
    named: dict[str, GoalLink] = {}
    for goal in [goal for one in (*moved, holding_back) for goal in one.goals]:
        before = named.get(goal.key)
        said = f"{before.said} {goal.said}" if before else goal.said
        named[goal.key] = replace(goal, said=said)
    return tuple(named.values())


def _link(year: Year, key: str, said: str, short: Mapping[str, str]) -> GoalLink:
    goal = year.by_key[key]
    return GoalLink(key, goal.line, goal.question, short[goal.question], said)
