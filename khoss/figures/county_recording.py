"""The record of one county in one year, put together from the history of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from khoss.enums import AssessmentStatus, ReferenceKind, RoundStatus
from khoss.figures.county import county_development
from khoss.figures.county_record import (
    NO_TEXTS,
    CountyRecord,
    Earlier,
    Others,
    OwnArea,
    OwnGoal,
    OwnTexts,
    RemainingArea,
    RemainingTarget,
)
from khoss.figures.groups import like_size
from khoss.figures.history import History, Unit, Year
from khoss.figures.lines import Lineage, lineages
from khoss.figures.tally import Tally, total


@dataclass(frozen=True)
class Wording:
    """What the plan says to a question."""

    guidance: str
    suggested_activities: str


@dataclass(frozen=True)
class Shared:
    """What the records of all counties of a year are made from.

    `history` ends with the year; `wordings` are of its goals, by key. `targets` name goal lines
    instead of goals.
    """

    history: History
    wordings: Mapping[str, Wording]
    target_year: int
    targets: tuple[RemainingArea, ...]
    is_example: bool


def county_record(
    shared: Shared,
    code: str,
    *,
    status: AssessmentStatus | None,
    texts: Mapping[str, OwnTexts],
    with_texts: bool,
) -> CountyRecord:
    """Return one county in the last year of the history; `texts` are its own, by goal key.

    :raises KeyError: when the history has no such unit.
    :raises ValueError: when the year has no figures.
    """
    history = shared.history
    year, unit = history.years[-1], history.by_code[code]
    if year.source is None:
        raise ValueError(f"{year.year} has no figures")
    before = history.previous(year.year)
    held = _held(history, year, unit)
    before_handed_in = before is not None and code in before.handed_in
    return CountyRecord(
        year=year.year,
        round_status=year.status,
        source=year.source,
        code=code,
        name=unit.name,
        civil_area=unit.civil_area,
        municipalities=unit.municipalities,
        status=status,
        handed_in=code in year.handed_in,
        previous_year=before.year if before else None,
        before_handed_in=before_handed_in,
        with_texts=with_texts,
        areas=_areas(shared, year, code, held, texts),
        references=tuple(_others(history, year, kind, units) for kind, units in held),
        development=county_development(history, code),
        answered_years=tuple(one.year for one in history.years if one.has_answers),
        wording_notes=tuple(
            one.wording_note for one in (year, before) if one is not None and one.wording_note
        ),
        target_year=shared.target_year,
        targets=tuple(_with_keys(one, year) for one in shared.targets),
        is_example=shared.is_example,
    )


_Held = tuple[tuple[ReferenceKind, tuple[str, ...]], ...]


def _held(history: History, year: Year, unit: Unit) -> _Held:
    """Return whom the county is held against: nobody before the round is published."""
    if year.status is not RoundStatus.PUBLISHED:
        return ()
    everybody = (ReferenceKind.EVERYBODY, tuple(sorted(year.units)))
    if not year.has_answers or unit.code not in year.asked:
        return (everybody,)
    asked = [history.by_code[code] for code in sorted(year.units)]
    area = tuple(one.code for one in asked if one.civil_area == unit.civil_area)
    return (
        everybody,
        (ReferenceKind.CIVIL_AREA, area),
        (ReferenceKind.LIKE_SIZE, tuple(one.code for one in like_size(asked, unit.code))),
    )


def _others(history: History, year: Year, kind: ReferenceKind, codes: tuple[str, ...]) -> Others:
    units = [history.by_code[code] for code in codes]
    handed_in = [code for code in codes if code in year.handed_in]
    return Others(
        kind=kind,
        names=tuple(unit.name for unit in units),
        municipalities=tuple(unit.municipalities for unit in units),
        total=total(_figure(year, key, codes) for key in year.by_key),
        met=tuple(sorted(year.tally_by(code, year.by_key).met for code in handed_in)),
    )


def _figure(year: Year, key: str, codes: tuple[str, ...]) -> Tally:
    """Return what a goal came to among some; a goal without a published total is unanswered."""
    if year.has_answers:
        return year.tally_of(key, codes)
    return year.tally(key) or Tally(0, 0, 0, len(codes))


def _areas(
    shared: Shared, year: Year, code: str, held: _Held, texts: Mapping[str, OwnTexts]
) -> tuple[OwnArea, ...]:
    history = shared.history
    before = history.previous(year.year)
    found = lineages(history, now=year.year, then=before.year) if before else {}
    goals = {
        key: _goal(
            (year, before),
            key,
            code,
            held,
            found.get(key),
            shared.wordings[key],
            texts.get(key, NO_TEXTS),
        )
        for key in year.by_key
    }
    return tuple(
        OwnArea(area, name, tuple(goals[key] for key in keys))
        for area, name in history.areas
        if (keys := year.keys(area=area))
    )


def _goal(
    years: tuple[Year, Year | None],
    key: str,
    code: str,
    held: _Held,
    lineage: Lineage | None,
    wording: Wording,
    texts: OwnTexts,
) -> OwnGoal:
    year, before = years
    goal = year.by_key[key]
    ancestors = lineage.ancestors if lineage else ()
    return OwnGoal(
        key=key,
        goal_line=goal.line,
        priority=goal.priority,
        question=goal.question,
        guidance=wording.guidance,
        suggested_activities=wording.suggested_activities,
        rating=year.given(key).get(code),
        texts=texts,
        verdict=lineage.verdict if lineage else None,
        comparable=lineage is not None and lineage.subtractable,
        earlier=tuple(
            Earlier(one, before.by_key[one].question, before.given(one).get(code))
            for one in ancestors
            if before is not None
        ),
        references=tuple(_figure(year, key, units) for _, units in held),
    )


def _with_keys(area: RemainingArea, year: Year) -> RemainingArea:
    """Return an area whose targets name the year's goals in the order of the plan."""
    return RemainingArea(
        name=area.name,
        area_code=area.area_code,
        targets=tuple(
            RemainingTarget(
                one.text, tuple(goal.key for goal in year.goals if goal.line in one.goal_keys)
            )
            for one in area.targets
        ),
    )
