"""The page for the one who takes over, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Audience, Rating, Relation, RoundStatus
from khoss.models import Answer, Comment, Event, Round, RoundExtension, Succession
from khoss.presentation.assessments import days_left_text
from khoss.services.contents import AnswerContent, content_of
from khoss.services.handover import Contacts, GivenBack


@dataclass(frozen=True)
class ContactRow:
    """One person to turn to."""

    name: str
    address: str
    roles: str


@dataclass(frozen=True)
class ComingDate:
    """One day that is coming, and what happens then."""

    day: date | None
    what: str
    days_left: str


@dataclass(frozen=True)
class YearCell:
    """What the county answered to one goal in one year."""

    year: int
    key: str
    rating: Rating | None
    rating_text: str
    mark: str
    content: AnswerContent


@dataclass(frozen=True)
class LineRow:
    """One goal through the years, the latest wording first; None where it was not asked."""

    line: str
    key: str
    question: str
    ended: bool
    cells: tuple[YearCell | None, ...]

    @property
    def given(self) -> tuple[YearCell, ...]:
        """Return the years in which it was asked."""
        return tuple(cell for cell in self.cells if cell is not None)


@dataclass(frozen=True)
class OpenThread:
    """One thread that is not resolved: where it is, and what was said in it."""

    year: int
    key: str
    slug: str
    with_whom: str
    entries: tuple[tuple[str, datetime, str], ...]


@dataclass(frozen=True)
class ReturnRow:
    """Something that was given back, and why."""

    at: datetime
    who: str
    what: str
    reason: str


def contacts(found: Contacts) -> list[ContactRow]:
    """Return the county's own people, then the coordinators."""
    return [
        ContactRow(
            user.display_name,
            user.email,
            ", ".join(str(labels.ROLES[role]) for role in sorted(user.held_roles)),
        )
        for user in (*found.colleagues, *found.coordinators)
    ]


def coming_dates(
    rounds: Sequence[Round], own: Mapping[int, RoundExtension], *, today: date
) -> list[ComingDate]:
    """Return what comes: rounds that open, and the last days of those that are open."""
    coming = []
    for round_ in rounds:
        if round_.status is RoundStatus.DRAFT:
            what = _("Omgången %(year)d beräknas öppna", year=round_.year)
            coming.append(ComingDate(round_.opens_on, what, ""))
            continue
        extension = own.get(round_.id)
        if round_.status is RoundStatus.CLOSED and extension is None:
            continue
        day = extension.closes_on if extension else round_.closes_on
        what = (
            _("Länets egen sista dag i omgången %(year)d", year=round_.year)
            if extension
            else _("Sista dag för länen i omgången %(year)d", year=round_.year)
        )
        coming.append(ComingDate(day, what, days_left_text(day, today=today)))
    return coming


def years_of(answers: Sequence[Answer]) -> list[int]:
    """Return the years of answers, latest first."""
    return list(dict.fromkeys(answer.assessment.round.year for answer in answers))


def line_rows(
    answers: Sequence[Answer], successions: Mapping[int, Sequence[Succession]]
) -> list[LineRow]:
    """Arrange answers, latest year first, by goal line: today's goals, then those that ended."""
    years = years_of(answers)
    lines: dict[str, dict[int, Answer]] = {}
    for answer in answers:
        by_year = lines.setdefault(answer.sub_goal.goal_line_code, {})
        by_year[answer.assessment.round.year] = answer
    # Of the first year of all nobody can say what was new.
    return [_line(line, by_year, years, successions) for line, by_year in lines.items()]


def _line(
    line: str,
    by_year: Mapping[int, Answer],
    years: Sequence[int],
    successions: Mapping[int, Sequence[Succession]],
) -> LineRow:
    latest = by_year[max(by_year)].sub_goal
    return LineRow(
        line=line,
        key=latest.key,
        question=latest.question,
        ended=years[0] not in by_year,
        cells=tuple(
            _cell(
                year,
                by_year[year],
                ""
                if year == years[-1]
                else _mark(by_year[year], successions.get(by_year[year].sub_goal_id, ())),
            )
            if year in by_year
            else None
            for year in years
        ),
    )


def _cell(year: int, answer: Answer, mark: str) -> YearCell:
    return YearCell(
        year=year,
        key=answer.sub_goal.key,
        rating=answer.rating,
        rating_text=str(labels.RATINGS[answer.rating]),
        mark=mark,
        content=content_of(answer),
    )


def _mark(answer: Answer, follows: Sequence[Succession]) -> str:
    """Say how the question relates to the year before, where it is not simply the same."""
    if not follows:
        return str(labels.RELATIONS[None])
    relation = follows[0].relation
    keys = ", ".join(one.predecessor.key for one in follows)
    if relation is Relation.SAME and keys == answer.sub_goal.key:
        return ""
    return _("%(relation)s (förut %(keys)s)", relation=labels.RELATIONS[relation], keys=keys)


def open_threads(comments: Sequence[Comment]) -> list[OpenThread]:
    """Arrange what is not resolved by thread, in the order given."""
    threads: dict[tuple[int, Audience], list[Comment]] = {}
    for comment in comments:
        threads.setdefault((comment.answer_id, comment.audience), []).append(comment)
    return [_thread(audience, entries) for (_answer, audience), entries in threads.items()]


def _thread(audience: Audience, entries: Sequence[Comment]) -> OpenThread:
    answer = entries[0].answer
    return OpenThread(
        year=answer.assessment.round.year,
        key=answer.sub_goal.key,
        slug=answer.sub_goal.slug,
        with_whom=_("inom länet")
        if audience is Audience.COUNTY
        else _("med den nationella samordnaren"),
        entries=tuple((one.written_by.display_name, one.written_at, one.body) for one in entries),
    )


def return_rows(events: Sequence[Event], given_back: Sequence[GivenBack]) -> list[ReturnRow]:
    """Return what was given back, whole assessments and single questions, latest first."""
    whole = [
        ReturnRow(
            event.at,
            event.by.display_name if event.by else _("programmet"),
            _("Självskattningen %(year)s", year=event.subject.split()[-1].split("/")[0]),
            event.reason,
        )
        for event in events
    ]
    single = [
        ReturnRow(
            one.row.returned_at,
            one.row.returned_by.display_name,
            _("%(goal)s i självskattningen %(year)s", goal=one.goal.key, year=one.year),
            one.row.reason,
        )
        for one in given_back
    ]
    return sorted([*whole, *single], key=lambda row: row.at, reverse=True)
