"""What the national comparison is made from."""

from __future__ import annotations

from khoss.services.records.order import ReportOrder
from khoss.services.results import get_national_comparison


def freeze_national(order: ReportOrder) -> str:
    """Return the figures of a year as JSON.

    :raises NotFound: when the year has no figures.
    """
    return get_national_comparison(order.year).to_json()
