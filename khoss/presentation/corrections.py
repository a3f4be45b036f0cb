"""What a correction was ordered with that the edition before it was not, in sentences."""

from __future__ import annotations

from flask_babel import gettext as _

from khoss.models import Report


def ordered_otherwise(before: Report, after: Report) -> tuple[str, ...]:
    """Return what differs; what stood there may be why it was withdrawn, and is not said again."""
    now, then = _named(after), _named(before, within=True)
    texts = (
        _("%(edition)s har länens egna texter.", edition=now)
        if after.with_texts
        else _("%(edition)s har inte länens egna texter.", edition=now)
    )
    found = (
        (texts, before.with_texts, after.with_texts),
        (
            _("Diarienumret är ett annat än i %(edition)s.", edition=then),
            before.case_number,
            after.case_number,
        ),
        (
            _("Avsändaren är en annan än i %(edition)s.", edition=then),
            before.sender,
            after.sender,
        ),
        (
            _("Mottagaren är en annan än i %(edition)s.", edition=then),
            before.recipient,
            after.recipient,
        ),
    )
    return tuple(said for said, old, new in found if old != new)


def _named(report: Report, *, within: bool = False) -> str:
    if report.edition is None:
        return _("Rättelsen")
    if within:
        return _("utgåva %(edition)d", edition=report.edition)
    return _("Utgåva %(edition)d", edition=report.edition)
