"""What reports are made from: the figures of each kind, gathered and frozen. One file a kind."""

from __future__ import annotations

from collections.abc import Callable

from khoss.enums import ReportKind
from khoss.services.records.county import freeze_counties, freeze_county
from khoss.services.records.national import freeze_national
from khoss.services.records.order import WITH_COUNTY_TEXTS, ReportOrder
from khoss.services.records.questions import freeze_questions
from khoss.services.records.targets import freeze_target_picture

GATHERERS: dict[ReportKind, Callable[[ReportOrder], str]] = {
    ReportKind.NATIONAL: freeze_national,
    ReportKind.INTERIM_ACCOUNT: freeze_national,
    ReportKind.FINAL_ACCOUNT: freeze_national,
    ReportKind.COUNTY: freeze_county,
    ReportKind.TARGET_PICTURE: freeze_target_picture,
    ReportKind.TARGET_POSTER: freeze_target_picture,
    ReportKind.QUESTIONS: freeze_questions,
}

__all__ = [
    "GATHERERS",
    "WITH_COUNTY_TEXTS",
    "ReportOrder",
    "freeze_counties",
    "freeze_figures",
]


def freeze_figures(order: ReportOrder) -> str:
    """Return the figures of a report as JSON, gathered with a fixed number of queries.

    :raises NotFound: when the year has no figures, or the county is not one.
    """
    return GATHERERS[order.kind](order)
