"""The pages of the coordinator's texts: which there are, one of them, and its saved states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from markupsafe import Markup

from khoss import labels
from khoss.enums import NarrativeSection
from khoss.figures.bound import BoundText
from khoss.figures.history import History
from khoss.figures.placeholders import EVERYTHING
from khoss.figures.prose_faults import find_faults
from khoss.models import Narrative, NarrativeRevision, PriorityArea
from khoss.presentation.differences import Run, runs_between
from khoss.presentation.figure_notes import FigureRow, figure_rows
from khoss.presentation.prose import page_html
from khoss.presentation.prose_findings import FindingRow, WordRow, finding_rows, word_rows
from khoss.services.narratives import Place

SLUGS: dict[NarrativeSection, str] = {
    NarrativeSection.SUMMARY: "sammanfattning",
    NarrativeSection.INTRODUCTION: "inledning",
    NarrativeSection.STARTING_POINTS: "utgangspunkter",
    NarrativeSection.IMPLEMENTATION: "genomforande",
    NarrativeSection.METHOD: "metod",
    NarrativeSection.JUDGEMENT: "bedomning",
    NarrativeSection.ANALYSIS: "analys-och-slutsatser",
    NarrativeSection.PROPOSALS: "forslag",
    NarrativeSection.REFERENCES: "referenser",
}
QUESTION_LENGTH = 80
PREVIEW_LEVEL = 3


@dataclass(frozen=True)
class TextRow:
    """One text of a year in the list of them; a text that nobody has written has no `saved_at`."""

    slug: str
    name: str
    saved_at: datetime | None
    saved_by: str
    words: int
    findings: int


@dataclass(frozen=True)
class YearPage:
    """The texts of a year and everything found in them."""

    title: str
    rows: tuple[TextRow, ...]
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True)
class TextPage:
    """One text as it will be, its figures, what is found in it, and what cautious words mean."""

    slug: str
    title: str
    year: int
    saved_at: datetime | None
    saved_by: str
    preview: Markup
    figures: tuple[FigureRow, ...]
    findings: tuple[FindingRow, ...]
    words: tuple[WordRow, ...]


@dataclass(frozen=True)
class SavedText:
    """The text that somebody else has saved meanwhile, and how it differs from what was written."""

    body: str
    runs: tuple[Run, ...]
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True)
class TextRevision:
    """One saved state of a text, against the one before it."""

    version: int
    who: str
    at: datetime
    runs: tuple[Run, ...]
    is_current: bool


def places_of(year: int, areas: Sequence[PriorityArea]) -> dict[str, Place]:
    """Return every place of a text of a year by its name in addresses, in reading order."""
    places = {}
    for section, slug in SLUGS.items():
        if section is NarrativeSection.JUDGEMENT:
            for area in areas:
                places[f"{slug}-{area.code.lower()}"] = Place(year, section, area.code)
        else:
            places[slug] = Place(year, section)
    return places


def place_name(place: Place, areas: Sequence[PriorityArea]) -> str:
    """Return what a text is called."""
    name = str(labels.NARRATIVE_SECTIONS[place.section])
    area = next((area.name for area in areas if area.code == place.area), "")
    return f"{name}: {area}" if area else name


def year_page(
    year: int,
    areas: Sequence[PriorityArea],
    narratives: Sequence[Narrative],
    bound: Sequence[BoundText],
    history: History | None,
) -> YearPage:
    """Arrange the texts of a year, those not written among them."""
    saved = {(one.section, one.area_code or ""): one for one in narratives}
    goals = _goal_keys(history)
    found = finding_rows(find_faults(bound, goals=goals), history, year=year)
    by_place = {(text.section, text.area): len(find_faults([text], goals=goals)) for text in bound}
    return YearPage(
        title=_("Texter %(year)d", year=year),
        rows=tuple(
            _text_row(
                slug,
                place_name(place, areas),
                saved.get((place.section, place.area)),
                by_place.get((place.section, place.area), 0),
            )
            for slug, place in places_of(year, areas).items()
        ),
        findings=tuple(found),
    )


def _goal_keys(history: History | None) -> frozenset[str]:
    return history.goal_keys if history else frozenset()


def _text_row(slug: str, name: str, saved: Narrative | None, findings: int) -> TextRow:
    return TextRow(
        slug=slug,
        name=name,
        saved_at=saved.saved_at if saved else None,
        saved_by=saved.saved_by.display_name if saved and saved.saved_by else "",
        words=len(saved.body.split()) if saved else 0,
        findings=findings,
    )


def text_page(
    slug: str,
    name: str,
    saved: Narrative | None,
    text: BoundText,
    history: History | None,
    *,
    year: int,
) -> TextPage:
    """Arrange one text, as it is saved or as it stands in the field."""
    return TextPage(
        slug=slug,
        title=f"{name}, {year}",
        year=year,
        saved_at=saved.saved_at if saved else None,
        saved_by=saved.saved_by.display_name if saved and saved.saved_by else "",
        preview=page_html(text, level=PREVIEW_LEVEL, prefix="fotnot"),
        figures=figure_rows(text),
        findings=tuple(
            finding_rows(find_faults([text], goals=_goal_keys(history)), history, year=year)
        ),
        words=tuple(word_rows()),
    )


def saved_text(saved: Narrative, mine: str) -> SavedText:
    """Return what is saved beside what was written."""
    return SavedText(
        body=saved.body,
        runs=runs_between(saved.body, mine),
        saved_at=saved.saved_at,
        saved_by=saved.saved_by.display_name if saved.saved_by else "",
    )


def revision_rows(revisions: Sequence[NarrativeRevision]) -> list[TextRevision]:
    """Return saved states, latest first, each against the one before it."""
    before = [*(one.body for one in revisions[1:]), ""]
    return [
        TextRevision(
            version=one.version,
            who=one.saved_by.display_name if one.saved_by else _("programmet"),
            at=one.saved_at,
            runs=runs_between(older, one.body),
            is_current=place == 0,
        )
        for place, (one, older) in enumerate(zip(revisions, before, strict=True))
    ]


def goal_choices(history: History | None, place: Place) -> list[tuple[str, str]]:
    """Return the goals and areas whose figures can be picked: those of the text's area first."""
    everything = (EVERYTHING, _("Alla delmål"))
    if history is None or place.year not in {one.year for one in history.years}:
        return [everything]
    year = history.year(place.year)
    names = dict(history.areas)
    areas = sorted({goal.area: None for goal in year.goals}, key=lambda code: code != place.area)
    choices = []
    for code in areas:
        choices += [
            (goal.key, f"{goal.key} {_shortened(goal.question)}")
            for goal in year.goals
            if goal.area == code
        ]
        choices.append((code, _("%(area)s: hela området", area=names[code])))
    return [*choices, everything]


def _shortened(question: str) -> str:
    if len(question) <= QUESTION_LENGTH:
        return question
    return question[:QUESTION_LENGTH].rsplit(" ", 1)[0] + " …"
