"""What cautious words are taken to mean, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from khoss.figures.words import Interval
from khoss.presentation.numbers import percent, share_text, tie


def interval_text(interval: Interval) -> str:
    """Say what a word is taken to mean."""
    low, high = percent(interval.low), percent(interval.high)
    if interval.low == interval.high:
        return tie(low)
    if interval.low == 0:
        above = _("mindre än %(high)s", high=high)
        return tie(above if interval.open_high else _("högst %(high)s", high=high))
    if interval.high == 1:
        above = _("mer än %(low)s", low=low)
        return tie(above if interval.open_low else _("minst %(low)s", low=low))
    least = share_text(interval.low)
    above = _("mer än %(least)s och högst %(high)s", least=least, high=high)
    return tie(
        above if interval.open_low else _("mellan %(least)s och %(high)s", least=least, high=high)
    )
