"""Two frozen reports side by side, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.figures.edition_differences import (
    ChangedText,
    EditionDifferences,
    MovedAnswer,
    MovedBound,
    MovedFigure,
)
from khoss.figures.editions import Heading, Place
from khoss.models import Report
from khoss.presentation.bound_figures import figure_text
from khoss.presentation.differences import Run, runs_between
from khoss.presentation.numbers import count_of
from khoss.presentation.reports import report_title
from khoss.services.answer_moves import Move


@dataclass(frozen=True)
class FigureRow:
    """A figure that moved, and the answers that moved it, where single answers are known."""

    goal: str
    rating: str
    before: str
    after: str
    moved_by: tuple[str, ...]


@dataclass(frozen=True)
class MoveRow:
    """What was done to an answer, by whom and when."""

    what: str
    who: str
    at: datetime


@dataclass(frozen=True)
class AnswerRow:
    """An answer that is another."""

    county: str
    goal: str
    before: str
    after: str
    moves: tuple[MoveRow, ...]


@dataclass(frozen=True)
class TextRow:
    """One of the coordinator's texts with what differs marked."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class BoundRow:
    """A figure of another year in one of the coordinator's texts that is another."""

    label: str
    year: int
    written: str
    before: str
    after: str


@dataclass(frozen=True)
class SettingRow:
    """What was ordered otherwise."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class DifferencesPage:
    """Everything that differs; `other` says that something else does when nothing else is said."""

    figures: tuple[FigureRow, ...]
    answers: tuple[AnswerRow, ...]
    texts: tuple[TextRow, ...]
    bound: tuple[BoundRow, ...]
    settings: tuple[SettingRow, ...]
    other: str
    equal: bool


def differences_page(
    found: EditionDifferences,
    *,
    settings: Sequence[SettingRow],
    counties: Mapping[str, str],
    moves: Mapping[Place, Sequence[Move]],
) -> DifferencesPage:
    """Return what differs, given the counties' names and, for who may see it, who moved what."""
    figures = tuple(_figure(one, found.answers, counties) for one in found.figures)
    answers = tuple(_answer(one, counties, moves.get(one.place, ())) for one in found.answers)
    texts = tuple(_text(one) for one in found.narratives)
    bound = tuple(_bound(one) for one in found.bound)
    said = bool(figures or answers or texts or bound)
    return DifferencesPage(
        figures=figures,
        answers=answers,
        texts=texts,
        bound=bound,
        settings=tuple(settings),
        other=_other(found) if not said else "",
        equal=not (said or settings or found.others),
    )


def setting_rows(before: Report, after: Report) -> list[SettingRow]:
    """Return what was ordered otherwise."""
    rows = [
        (_("Diarienummer"), before.case_number, after.case_number),
        (_("Avsändare"), before.sender, after.sender),
        (_("Mottagare"), before.recipient, after.recipient),
        (_("Länens texter"), _yes_or_no(before.with_texts), _yes_or_no(after.with_texts)),
    ]
    return [SettingRow(label, then or "–", now or "–") for label, then, now in rows if then != now]


def report_choices(reports: Sequence[Report]) -> list[tuple[int, str]]:
    """Return reports as one chooses among them."""
    return [
        (one.id, _("Rapport %(id)d: %(title)s", id=one.id, title=report_title(one)))
        for one in reports
    ]


def _figure(
    moved: MovedFigure, answers: Sequence[MovedAnswer], counties: Mapping[str, str]
) -> FigureRow:
    return FigureRow(
        goal=moved.goal,
        rating=str(labels.RATINGS[moved.rating]),
        before=count_of(moved.before.count(moved.rating), moved.before.population),
        after=count_of(moved.after.count(moved.rating), moved.after.population),
        moved_by=tuple(
            f"{counties.get(one.place.county, one.place.county)}: "
            f"{labels.RATINGS[one.before]} → {labels.RATINGS[one.after]}"
            for one in answers
            if one.place.goal == moved.goal
            and one.rating_moved
            and moved.rating in (one.before, one.after)
        ),
    )


def _answer(moved: MovedAnswer, counties: Mapping[str, str], moves: Sequence[Move]) -> AnswerRow:
    place = moved.place
    before, after = str(labels.RATINGS[moved.before]), str(labels.RATINGS[moved.after])
    return AnswerRow(
        county=counties.get(place.county, place.county),
        goal=place.goal,
        before=before,
        after=after if moved.rating_moved else _("%(rating)s, med annan text", rating=after),
        moves=tuple(
            MoveRow(
                what=str(labels.EVENTS[one.tag]) if one.tag else _("Sparade svaret"),
                who=one.who or _("programmet"),
                at=one.at,
            )
            for one in moves
        ),
    )


def _text(changed: ChangedText) -> TextRow:
    return TextRow(_label(changed.heading), runs_between(changed.before, changed.after))


def _bound(moved: MovedBound) -> BoundRow:
    return BoundRow(
        label=_label(moved.heading),
        year=moved.after.year,
        written="{" + moved.after.written + "}",
        before=figure_text(moved.before) or "–",
        after=figure_text(moved.after) or "–",
    )


def _label(heading: Heading) -> str:
    return f"{labels.NARRATIVE_SECTIONS[heading.section]} {heading.area}".strip()


def _other(found: EditionDifferences) -> str:
    if not found.others:
        return ""
    return _(
        "Något annat i underlaget skiljer, till exempel en frågas ordalydelse eller omgångens "
        "läge. Delar av de frusna siffrorna: %(parts)s.",
        parts=", ".join(found.others),
    )


def _yes_or_no(value: bool) -> str:
    return _("är med") if value else _("är inte med")
