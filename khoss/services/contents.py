"""What an answer says, apart from whose it is and when it was saved."""

from __future__ import annotations

from dataclasses import dataclass, fields

from khoss.enums import Rating
from khoss.errors import NotFound
from khoss.models import AnswerFields


@dataclass(frozen=True)
class AnswerContent:
    """What an officer fills in for one sub-goal.

    `coverage` is how many of the county's municipalities the answer holds for.
    """

    rating: Rating | None = None
    activities: str = ""
    obstacles: str = ""
    support_needs: str = ""
    coverage: int | None = None
    change_reason: str = ""


CONTENT_FIELDS = tuple(field.name for field in fields(AnswerContent))
TEXT_FIELDS = ("activities", "obstacles", "support_needs")


def content_of(answer: AnswerFields) -> AnswerContent:
    """Return what an answer, or a saved state of one, says."""
    return AnswerContent(**{name: getattr(answer, name) for name in CONTENT_FIELDS})


def place_of(slug: str) -> tuple[str, int]:
    """Return the area and the position that an address name such as `pf-1` says.

    :raises NotFound: when it says none, or says it otherwise than an address of ours does.
    """
    area, _, position = slug.upper().partition("-")
    if not (position.isascii() and position.isdigit() and len(position) <= 4):
        raise NotFound(slug)
    if slug != f"{area}-{int(position)}".lower():
        raise NotFound(slug)
    return area, int(position)
