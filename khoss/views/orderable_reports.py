"""What the user may order, as ordering a report and previewing it ask."""

from __future__ import annotations

from flask import abort

from khoss.access import may, signed_in_user
from khoss.enums import ReportKind
from khoss.errors import NotFound
from khoss.services.counties import list_counties
from khoss.services.records import GATHERERS
from khoss.services.records.questions import list_question_years
from khoss.services.report_readers import OWN_KINDS
from khoss.services.reports import FILE_NAMES
from khoss.services.results import list_result_years

KINDS_BY_SLUG = {slug: kind for kind, slug in FILE_NAMES.items()}


def orderable_kinds() -> list[ReportKind]:
    """Return the kinds that the user may order: all, or those of one's own county."""
    if may("reports:make"):
        return list(GATHERERS)
    return [kind for kind in GATHERERS if kind in OWN_KINDS]


def load_kind(slug: str) -> ReportKind:
    """Return the kind of an address that the user may order; any other does not exist for them."""
    kind = KINDS_BY_SLUG.get(slug)
    if kind not in orderable_kinds():
        abort(404)
    return kind


def county_choices(kind: ReportKind, asked: str | None) -> list[tuple[str, str]]:
    """Return the counties to choose from; none where the report is of one's own, or of all.

    Somebody of a county who asks for another one's report gets no hint that it could be made.
    """
    if kind not in OWN_KINDS:
        return []
    if may("reports:make"):
        return [(county.code, county.name) for county in list_counties()]
    if asked and asked != signed_in_user().county_code:
        abort(404)
    return []


def own_county(kind: ReportKind) -> str:
    """Return the user's own county where the report is of one, else nothing."""
    return (signed_in_user().county_code or "") if kind in OWN_KINDS else ""


def list_years(kind: ReportKind) -> list[int]:
    """Return the years that the user may have the report of, latest first.

    A county's own report holds nothing of others before the year is published.
    """
    if kind is ReportKind.QUESTIONS:
        return list_question_years(drafts=may("reports:make"))
    unpublished = may("results:read_open") or kind is ReportKind.COUNTY
    return list_result_years(published_only=not unpublished)


def latest_year() -> int:
    """Return the year whose figures a report without a year shows.

    :raises NotFound: when no year is published.
    """
    years = list_result_years(published_only=True)
    if not years:
        raise NotFound("no published year")
    return years[0]
