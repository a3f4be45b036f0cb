"""The files that travel inside a report, handed out beside it."""

from __future__ import annotations

from functools import lru_cache

from khoss.documents import build_document
from khoss.pdf import Attachment
from khoss.services.reports import FrozenReport


@lru_cache(maxsize=16)
def report_files(frozen: FrozenReport) -> tuple[Attachment, ...]:
    """Return the attachments of a report: the same figures give the same bytes.

    :raises FiguresUnreadable: when the figures are damaged.
    """
    return build_document(frozen).attachments
