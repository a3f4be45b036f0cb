"""Which share the differences are of: what an address asks for, and the field to ask with."""

from __future__ import annotations

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import ShareKind
from khoss.presentation.heat_map_form import Choice, Field

KINDS = {
    "ja-eller-delvis": ShareKind.MET_OF_ALL,
    "ja": ShareKind.YES_OF_ALL,
    "ja-eller-delvis-av-svar": ShareKind.MET_OF_ANSWERS,
    "ja-av-svar": ShareKind.YES_OF_ANSWERS,
}
FIRST = ShareKind.MET_OF_ALL


def kind_of(asked: str) -> ShareKind:
    """Return the share that an address asks for; what it does not know is the first."""
    return KINDS.get(asked, FIRST)


def chosen(kind: ShareKind) -> dict[str, str]:
    """Return a share as an address says it; the first is not said."""
    return {} if kind is FIRST else {"andel": _name(kind)}


def share_field(kind: ShareKind) -> Field:
    """Return the field with what is chosen in it."""
    return Field(
        "andel",
        _("Andel"),
        tuple(
            Choice(name, str(labels.SHARE_KINDS[one]), one is kind) for name, one in KINDS.items()
        ),
    )


def _name(kind: ShareKind) -> str:
    return next(name for name, one in KINDS.items() if one is kind)
