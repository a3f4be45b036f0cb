"""What an answer that is sent may say: the same rules for a page's form and for its script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from flask_babel import gettext as _

from khoss.enums import Rating
from khoss.forms.base import REASON_LIMIT, TEXT_LIMIT, clean_text, length_fault

TEXT_LIMITS: dict[str, int] = {
    "activities": TEXT_LIMIT,
    "obstacles": TEXT_LIMIT,
    "support_needs": TEXT_LIMIT,
    "change_reason": REASON_LIMIT,
}
RATINGS: dict[str | None, Rating] = {rating.value: rating for rating in Rating}


class Content(TypedDict):
    """What an answer says, cleaned."""

    rating: Rating | None
    activities: str
    obstacles: str
    support_needs: str
    coverage: int | None
    change_reason: str


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """What a page's script sent while somebody wrote, and what is wrong with it by field."""

    content: Content
    expected_version: int
    errors: dict[str, list[str]]


def read_answer(sent: Mapping[str, str], *, municipalities: int) -> SentAnswer:
    """Read what was sent without making a form of it: nobody will see one."""
    rating, version = sent.get("rating", ""), sent.get("version", "")
    texts = {name: clean_text(sent.get(name)) for name in TEXT_LIMITS}
    coverage = clean_text(sent.get("coverage"))
    faults = {
        "rating": rating_fault(rating),
        **{name: length_fault(text, TEXT_LIMITS[name]) for name, text in texts.items()},
        "coverage": coverage_fault(coverage, municipalities),
        "version": version_fault(version),
    }
    return SentAnswer(
        content=Content(
            rating=RATINGS.get(rating),
            activities=texts["activities"],
            obstacles=texts["obstacles"],
            support_needs=texts["support_needs"],
            coverage=whole(coverage),
            change_reason=texts["change_reason"],
        ),
        expected_version=0 if faults["version"] else int(version),
        errors={name: [fault] for name, fault in faults.items() if fault},
    )


def rating_fault(text: str) -> str | None:
    """Refuse a rating that does not exist; none at all is unanswered."""
    if not text or text in RATINGS:
        return None
    return _("Välj ja, delvis eller nej. Inget är sparat; texterna står kvar.")


def coverage_fault(text: str, municipalities: int) -> str | None:
    """Refuse what is not a number of the county's municipalities; nothing is none."""
    count = whole(text)
    if not text or (count is not None and count <= municipalities):
        return None
    return _(
        "Skriv ett helt antal kommuner, 0 till %(most)d, eller lämna fältet tomt. "
        "Inget är sparat; texterna står kvar.",
        most=municipalities,
    )


def version_fault(text: str) -> str | None:
    """Refuse a version that no page of ours has sent."""
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return None
    return _(
        "Sidan har tappat uppgiften om vilken version den visar. Inget är sparat; "
        "texterna står kvar. Jämför med det sparade och spara igen."
    )


def whole(text: str) -> int | None:
    """Return the whole number that a text is; None for everything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None
