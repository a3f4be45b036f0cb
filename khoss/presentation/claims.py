"""What a report says in words, beside what its own tables say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import ClaimFinding
from khoss.figures.claims import EVERY_GOAL, Claim, ClaimCheck, claimed_keys, count, refuted
from khoss.figures.history import History
from khoss.figures.spread_claims import SpreadCheck
from khoss.figures.tally import Tally
from khoss.figures.words import WORDS, is_number
from khoss.presentation.intervals import interval_text
from khoss.presentation.numbers import count_of, figures_in_words, listed, percent, share_text, tie


@dataclass(frozen=True)
class ClaimRow:
    """One sentence of the report beside the figure."""

    place: str
    fragment: str
    counted: str
    claimed: str
    meaning: str
    actual: str
    figures: str
    finding: str
    otherwise: str


@dataclass(frozen=True)
class ClaimGroup:
    """The sentences with one outcome; what nobody has to put right is folded."""

    anchor: str
    heading: str
    caption: str
    rows: tuple[ClaimRow, ...]
    is_folded: bool


@dataclass(frozen=True)
class SpreadRow:
    """One percentage that the report names of the counties, and what the tables allow."""

    name: str
    claimed: str
    possible: str
    finding: str


@dataclass(frozen=True)
class ReportCheck:
    """A report's sentences, those that do not hold first."""

    lead: str
    spread_lead: str
    groups: tuple[ClaimGroup, ...]
    spread: tuple[SpreadRow, ...]
    source: str


def report_check(
    history: History, checks: Sequence[ClaimCheck], spread: SpreadCheck | None, *, source: str
) -> ReportCheck:
    """Arrange what a report says by whether it holds."""
    wrong = refuted(checks)
    right = [one for one in checks if one.holds]
    unknown = [one for one in checks if one.finding is ClaimFinding.NO_FIGURE]
    groups = (
        ("wrong", _("Håller inte"), _("Påståenden som inte håller som de står"), wrong),
        ("right", _("Håller"), _("Påståenden som håller"), right),
        (
            "unknown",
            _("Går inte att räkna om"),
            _("Påståenden som tabellerna inte svarar på"),
            unknown,
        ),
    )
    return ReportCheck(
        lead=tie(
            _(
                "%(wrong)s påståenden håller inte som de står. %(right)d håller, och "
                "%(unknown)d går inte att räkna om ur tabellerna.",
                wrong=count_of(len(wrong), len(checks)),
                right=len(right),
                unknown=len(unknown),
            )
        ),
        spread_lead=_spread_lead(spread) if spread else "",
        groups=tuple(
            ClaimGroup(
                anchor,
                heading,
                caption,
                tuple(_row(history, one) for one in found),
                is_folded=found is not wrong,
            )
            for anchor, heading, caption, found in groups
            if found
        ),
        spread=_spread_rows(spread) if spread else (),
        source=source,
    )


def _row(history: History, check: ClaimCheck) -> ClaimRow:
    claim = check.claim
    return ClaimRow(
        place=_place(history, claim),
        fragment=claim.fragment,
        counted=_counted(history, claim),
        claimed=claim.claimed,
        meaning="" if is_number(claim.claimed) else interval_text(WORDS[claim.claimed]),
        actual=_actual(check),
        figures=_figures(check.counted),
        finding=str(labels.CLAIM_FINDINGS[check.finding]),
        otherwise=_otherwise(check),
    )


def _place(history: History, claim: Claim) -> str:
    """Say where in the report a sentence stands."""
    part = {
        "foundation": _("Stöd inom de sex prioriterade områdena"),
        "summary": _("Sammanfattande bedömning"),
        "analysis": _("Analys och slutsatser"),
    }[claim.part]
    named = [dict(history.areas)[claim.area]] if claim.area else []
    return " ".join(f"{one}." for one in (*named, part))


def _counted(history: History, claim: Claim) -> str:
    """Say which answers the words are taken to count."""
    if claim.measure is None:
        return _("Ingen fråga i planen gäller detta.")
    every = claim.goal_lines == EVERY_GOAL
    keys = listed(list(claimed_keys(history.year(claim.year), claim)))
    return tie(
        _(
            "%(measure)s på %(keys)s %(year)d",
            measure=labels.MEASURES[claim.measure],
            keys=_("alla delmål") if every else keys,
            year=claim.year,
        )
    )


def _actual(check: ClaimCheck) -> str:
    if check.actual is None or check.base is None or check.share is None:
        return "–"
    return tie(
        _(
            "%(count)s (%(share)s)",
            count=count_of(check.actual, check.base),
            share=percent(check.share),
        )
    )


def _figures(counted: Tally | None) -> str:
    if counted is None:
        return ""
    return tie(
        _(
            "%(figures)s; svar %(base)s",
            figures=figures_in_words(counted),
            base=count_of(counted.base, counted.population),
        )
    )


def _otherwise(check: ClaimCheck) -> str:
    """Say of which other answers the sentence is true, when it is not of those it names."""
    if check.finding is not ClaimFinding.HOLDS_OTHERWISE or not (check.counted and check.base):
        return ""
    found = [
        _(
            "%(measure)s, %(count)s",
            measure=labels.MEASURES[one],
            count=count_of(count(check.counted, one), check.base),
        )
        for one in check.holds_as
    ]
    return tie(_("stämmer för %(measures)s", measures=listed(found)))


def _spread_lead(spread: SpreadCheck) -> str:
    possible = (bool(spread.lowest_as), bool(spread.highest_as), spread.mean_can_hold)
    return tie(
        _(
            "Av rapportens andelar för länen kan %(count)s inte vara sanna: tabellerna har "
            "%(questions)d frågor, och %(missing)s svar saknas.",
            count=count_of(possible.count(False), len(possible)),
            questions=spread.questions,
            missing=spread.missing,
        )
    )


def _spread_rows(spread: SpreadCheck) -> tuple[SpreadRow, ...]:
    claim = spread.claim
    return (
        _end_row(_("Lägsta länet"), claim.lowest, spread.lowest_as),
        _end_row(_("Högsta länet"), claim.highest, spread.highest_as),
        SpreadRow(
            name=_("Medelvärdet av länen"),
            claimed=_whole_percent(claim.mean),
            possible=tie(
                _(
                    "Totalerna ger mellan %(low)s och %(high)s, hur svaren än är fördelade.",
                    low=share_text(spread.mean_low),
                    high=percent(spread.mean_high),
                )
            ),
            finding=_can_hold(possible=spread.mean_can_hold),
        ),
    )


def _end_row(name: str, claimed: int, found: Sequence[tuple[int, int]]) -> SpreadRow:
    counts = [count_of(met, questions) for met, questions in found]
    return SpreadRow(
        name=name,
        claimed=_whole_percent(claimed),
        possible=tie(
            _("Det är %(counts)s frågor.", counts=_either(counts))
            if counts
            else _("Inget antal av frågorna ger den andelen.")
        ),
        finding=_can_hold(possible=bool(found)),
    )


def _either(words: Sequence[str]) -> str:
    """Return words of which one holds: `a, b eller c`."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s eller %(last)s", first=", ".join(words[:-1]), last=words[-1])


def _whole_percent(number: int) -> str:
    return tie(_("%(share)s procent", share=number))


def _can_hold(*, possible: bool) -> str:
    return _("Kan vara sant") if possible else _("Kan inte vara sant")
