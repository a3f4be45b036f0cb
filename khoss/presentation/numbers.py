"""Numbers as people read them, never without their base."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from babel.numbers import format_decimal
from flask_babel import get_locale
from flask_babel import gettext as _

from khoss.figures.tally import Tally

TENTH = Decimal("0.1")
# Unlike a hyphen it is read out.
MINUS = "\N{MINUS SIGN}"
# A number and what it counts stay on one line.
_TIES = re.compile(
    r"(?<=\d) (?=av \d|of \d|procent|percent)|(?<=\d av|\d of) (?=\d)|"
    r"(?<=\b[Pp]rio) (?=\d)|(?<=\b[A-Z]{2}) (?=\d)"
)


def rounded_percent(share: Fraction) -> Decimal:
    """Return a share in percent with one decimal, halves rounded up."""
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return exact.quantize(TENTH, rounding=ROUND_HALF_UP)


def share_text(share: Fraction) -> str:
    """Return a share in percent as people read it: `82,5`."""
    return _share_text(share, str(get_locale() or "sv"))


@lru_cache(maxsize=4096)
def _share_text(share: Fraction, locale: str) -> str:
    return format_decimal(rounded_percent(share), format="0.0", locale=locale)


def percent(share: Fraction) -> str:
    """Return a share in words: `82,5 procent`."""
    return _("%(share)s procent", share=share_text(share))


def count_of(count: int, base: int) -> str:
    """Return a count with its base: `18 av 21`."""
    return _("%(count)d av %(base)d", count=count, base=base)


def signed(step: int) -> str:
    """Return a step with its sign, below 0 with a minus that is read out: `+2`, `−1`."""
    return f"{step:+d}".replace("-", MINUS)


def step_text(step: int) -> str:
    """Return how far a count has moved: `+2`, `−1`, or that it has not."""
    return signed(step) if step else _("oförändrat")


def points(distance: Fraction) -> str:
    """Return a distance between two shares in words: `12,5 procentenheter`."""
    return _("%(distance)s procentenheter", distance=share_text(distance))


def points_step(step: Fraction) -> str:
    """Return how far a distance between shares has moved: `+4,2`, or that it has not."""
    if not step:
        return _("oförändrat")
    sign = "+" if step > 0 else MINUS
    return f"{sign}{share_text(abs(step))}"


def tie(text: str) -> str:
    """Return a sentence whose numbers no line break parts from what they count."""
    return _TIES.sub("\N{NO-BREAK SPACE}", text)


def listed(words: list[str]) -> str:
    """Return words as a list in a sentence: `a, b och c`."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s och %(last)s", first=", ".join(words[:-1]), last=words[-1])


def in_plan(keys: Sequence[str], year: int) -> str:
    """Return goals with the plan that calls them so; another plan may call other goals the same.

    `PF 3 och PF 8 (2024 års plan)`
    """
    return _("%(keys)s (%(year)d års plan)", keys=listed(list(keys)), year=year)


def figures_in_words(tally: Tally) -> str:
    """Return the counts in words: `18 ja, 3 delvis, 0 nej`."""
    return _(
        "%(yes)d ja, %(partly)d delvis, %(no)d nej",
        yes=tally.yes,
        partly=tally.partly,
        no=tally.no,
    )
