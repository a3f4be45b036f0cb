"""What is left out of a report because no font has it, in words."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from khoss import labels
from khoss.figures.left_out import LeftOut

MOST_SIGNS = 8


def left_out_texts(found: Sequence[LeftOut], most: int) -> tuple[str, ...]:
    """Return where signs are left out, how many and which; of more places than `most` how many."""
    said = [_place_text(one) for one in found[:most]]
    if len(found) > most:
        rest = len(found) - most
        said.append(ngettext("%(num)d ställe till", "%(num)d ställen till", rest))
    return tuple(said)


def left_out_sentence(found: Sequence[LeftOut], most: int) -> str:
    """Say in a sentence what is left out of a report and where; nothing when it is whole."""
    if not found:
        return ""
    number = sum(len(one.signs) for one in found)
    places = ", ".join(left_out_texts(found, most))
    return ngettext(
        "%(num)d tecken finns inte i rapporternas typsnitt och är utelämnat: %(places)s.",
        "%(num)d tecken finns inte i rapporternas typsnitt och är utelämnade: %(places)s.",
        number,
        places=places,
    )


def signs_text(signs: Sequence[str]) -> str:
    """Return signs each once, the first of them."""
    once = list(dict.fromkeys(signs))
    return " ".join(once[:MOST_SIGNS] + (["…"] if len(once) > MOST_SIGNS else []))


def _place_text(one: LeftOut) -> str:
    return _(
        "%(place)s %(count)d (%(signs)s)",
        place=_place(one),
        count=len(one.signs),
        signs=signs_text(one.signs),
    )


def _place(one: LeftOut) -> str:
    """Return where a text stands: a county's on a goal, a chapter, or elsewhere."""
    if one.section is not None:
        return f"{labels.NARRATIVE_SECTIONS[one.section]} {one.area}".rstrip()
    return f"{one.county} {one.goal}".strip() or _("omslag och övrig text")
