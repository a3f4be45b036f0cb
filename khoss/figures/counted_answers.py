"""Figures of several goals, which count answers, where the words after them speak of counties."""

from __future__ import annotations

import re

from khoss.enums import FigureForm, FigureKind
from khoss.figures.bound import BoundFigure
from khoss.figures.counted_nouns import COUNTIES, COUNTY

# What counts nothing, or counties whatever it is asked.
_OTHER = frozenset({FigureKind.COUNTIES, FigureKind.ASKED})
_ADJECTIVE = (
    r"(?:(?:svarande|tillfrågade|deltagande|berörda|övriga|andra|större|mindre|stora|små|olika|"
    r"enskilda?)\s+)?"
)
_COUNTIES = re.compile(rf"\s*{_ADJECTIVE}(?:{COUNTIES}|{COUNTY})", re.IGNORECASE)
_OF_COUNTIES = re.compile(
    rf"\s*(?:(?:ut)?av\s+)?(?:(?:de|dessa|alla|samtliga|landets|sveriges)\s+)?{_ADJECTIVE}{COUNTIES}",
    re.IGNORECASE,
)


def is_called_counties(figure: BoundFigure, after: str) -> bool:
    """Tell whether a figure counts answers and what stands after it says that counties are."""
    request = figure.request
    if request is None or not figure.counts_answers or request.kind in _OTHER:
        return False
    if _COUNTIES.match(after):
        return True
    # `34 svar av länsstyrelserna` may be those that they gave; a share of them may not.
    says_answers = request.kind is FigureKind.COUNT and request.form is not FigureForm.BARE
    return not says_answers and _OF_COUNTIES.match(after) is not None
