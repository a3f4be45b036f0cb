"""The coordinator's account to the government, interim or final, as a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask_babel import force_locale
from markupsafe import Markup

from khoss import labels
from khoss.documents.covers import cover_of
from khoss.documents.national_files import national_attachments
from khoss.documents.parts import (
    AUTHOR,
    LANGUAGE,
    STYLESHEET,
    SUBTITLE,
    Chapter,
    Section,
    classes,
    part,
    part_of,
)
from khoss.documents.texts import Texts
from khoss.enums import NarrativeSection
from khoss.figures.national_record import NationalRecord
from khoss.pdf import Document, Part
from khoss.presentation.results import Area, Goal, National, national
from khoss.services.reports import FrozenReport

BEFORE_RESULTS = (
    NarrativeSection.INTRODUCTION,
    NarrativeSection.STARTING_POINTS,
    NarrativeSection.IMPLEMENTATION,
    NarrativeSection.METHOD,
)
AFTER_RESULTS = (NarrativeSection.ANALYSIS, NarrativeSection.PROPOSALS)


@dataclass(frozen=True)
class AccountChapter:
    """A chapter; without a section it is the results, without a number it is not counted."""

    number: int
    anchor: str
    title: str
    section: NarrativeSection | None
    body: Markup

    @property
    def heading(self) -> str:
        """Return the title as the contents show it."""
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True)
class JudgedArea:
    """An area with the coordinator's judgement of it, and its goals in the order of priority."""

    area: Area
    judgement: Markup

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Return the goals of the area, highest priority first."""
        return tuple(goal for group in self.area.priorities for goal in group.goals)


def account_document(frozen: FrozenReport) -> Document:
    """Return an account of a year with the coordinator's own chapters around the figures.

    :raises FiguresUnreadable: when the figures are damaged.
    """
    record = NationalRecord.from_json(frozen.figures)
    year = record.comparison.year
    with force_locale(LANGUAGE):
        report = national(record.comparison)
        title = f"{labels.REPORT_KINDS[frozen.kind]} {year}"
        return Document(
            title=title,
            author=frozen.sender or AUTHOR,
            description=(
                "Redovisning av länsstyrelsernas stöd till kommunerna för beredskapen inom "
                f"kommunal hälso- och sjukvård och socialtjänst {year}"
            ),
            keywords=("KHOSS", "beredskap", "redovisning", str(year)),
            language=LANGUAGE,
            created=frozen.created_at,
            stylesheet=STYLESHEET,
            parts=tuple(_parts(frozen, record, report, title)),
            classes=classes(is_example=frozen.is_example, is_draft=frozen.is_draft),
            attachments=national_attachments(title, record, frozen.figures),
        )


def _parts(
    frozen: FrozenReport, record: NationalRecord, report: National, title: str
) -> Iterator[Part]:
    texts = Texts(record.narratives)
    chapters = _chapters(texts, with_empty=frozen.is_draft)
    areas = [
        JudgedArea(area, texts.html(NarrativeSection.JUDGEMENT, area=figures.code, level=3))
        for area, figures in zip(report.areas, record.comparison.areas, strict=True)
    ]
    yield part(
        "accounts/front",
        report=report,
        title=title,
        chapters=[*_contents(chapters, report), Chapter("lasa", "Bilaga: så läses siffrorna")],
        cover=cover_of(frozen, title=title, subtitle=SUBTITLE, status=report.summary.status),
        subtitle=SUBTITLE,
    )
    for chapter, *others in _pages(chapters):
        if chapter.section is not None:
            yield part_of("accounts/chapter", chapter.anchor, chapters=[chapter, *others])
            continue
        yield part(
            "accounts/results",
            chapter=chapter,
            report=report,
            areas=areas,
            is_draft=frozen.is_draft,
        )
    yield part(
        "national/reading",
        heading="Bilaga: så läses siffrorna",
        report=report,
        short=[goal for goal in report.goals if goal.base_notes],
        plan_source=record.comparison.plan_source,
    )


def _chapters(texts: Texts, *, with_empty: bool) -> list[AccountChapter]:
    """Return the chapters in their order; one without a text is there in a draft alone."""
    wanted: list[NarrativeSection | None] = [*BEFORE_RESULTS, None, *AFTER_RESULTS]
    chapters: list[AccountChapter] = []
    summary = texts.html(NarrativeSection.SUMMARY, level=2)
    if summary or with_empty:
        chapters.append(_chapter(0, NarrativeSection.SUMMARY, summary))
    number = 0
    for section in wanted:
        body = texts.html(section, level=2) if section else Markup("")
        if section and not body and not with_empty:
            continue
        number += 1
        chapters.append(
            _chapter(number, section, body)
            if section
            else AccountChapter(number, "resultat", "Resultat", None, body)
        )
    references = texts.html(NarrativeSection.REFERENCES, level=2)
    if references or with_empty:
        chapters.append(_chapter(0, NarrativeSection.REFERENCES, references))
    return chapters


def _pages(chapters: list[AccountChapter]) -> Iterator[list[AccountChapter]]:
    """Give the chapters as they begin a page: alone, or with others that are not written either."""
    for is_unwritten, group in groupby(chapters, lambda one: bool(one.section and not one.body)):
        if is_unwritten:
            yield list(group)
        else:
            yield from ([chapter] for chapter in group)


def _chapter(number: int, section: NarrativeSection, body: Markup) -> AccountChapter:
    anchor = section.value.replace("_", "-")
    return AccountChapter(number, anchor, str(labels.NARRATIVE_SECTIONS[section]), section, body)


def _contents(chapters: list[AccountChapter], report: National) -> list[Chapter]:
    return [
        Chapter(
            chapter.anchor,
            chapter.heading,
            () if chapter.section else tuple(_sections(chapter.number, report)),
        )
        for chapter in chapters
    ]


def _sections(number: int, report: National) -> Iterator[Section]:
    """Give the sections of the results as their template has them, with their numbers."""
    headings = [(area.anchor, area.name) for area in report.areas]
    headings.append(("lanen", "Länsstyrelserna"))
    if report.ended:
        headings.append(("utgangna", "Delmål som har utgått"))
    for place, (anchor, heading) in enumerate(headings, start=1):
        yield Section(anchor, f"{number}.{place} {heading}")
