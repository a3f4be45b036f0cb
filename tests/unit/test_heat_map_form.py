"""What the heat map shows when nothing is chosen."""

from __future__ import annotations

import pytest

from khoss.enums import RoundStatus, Source
from khoss.figures.history import Goal, History, Unit, Year
from khoss.presentation.heat_map_form import MOST_CELLS, selection_of

YEAR = 2036


def _history(*, units: int, goals: int) -> History:
    """Return a year of two areas with as many goals in each."""
    codes = tuple(f"{number:03}" for number in range(units))
    return History(
        units=tuple(Unit(code, f"Län {code}", code, "Norra", False, 1) for code in codes),
        areas=(("PF", "Planering"), ("SL", "Samverkan")),
        years=(
            Year(
                year=YEAR,
                status=RoundStatus.OPEN,
                source=Source.ANSWERS,
                goals=tuple(
                    Goal(f"{area} {number}", f"{area}-{number}", area, 1, "Finns det?", ())
                    for area in ("PF", "SL")
                    for number in range(1, goals // 2 + 1)
                ),
                units=codes,
                handed_in=frozenset(),
                ratings={},
                totals={},
            ),
        ),
    )


@pytest.mark.parametrize(("units", "goals", "area"), [(21, 24, None), (290, 60, "PF")])
def test_more_cells_than_anybody_takes_in_are_shown_an_area_at_a_time(
    units: int, goals: int, area: str | None
) -> None:
    assert (units * goals > MOST_CELLS) is (area is not None)
    history = _history(units=units, goals=goals)
    assert selection_of(history, YEAR, {}).area == area
    assert selection_of(history, YEAR, {"omrade": "sl"}).area == "SL"
