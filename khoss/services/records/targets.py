"""What the target picture is made from."""

from __future__ import annotations

from khoss.services.records.order import ReportOrder
from khoss.services.targets import get_target_picture

TARGET_YEAR = 2030


def freeze_target_picture(order: ReportOrder) -> str:
    """Return the target picture, with the figures of the latest published year, as JSON.

    :raises NotFound: when there is no target picture.
    """
    return get_target_picture(TARGET_YEAR).to_json()
