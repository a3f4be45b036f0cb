"""What stands under the sentences of a year: as much as one screen has room for."""

from __future__ import annotations

import pytest

from khoss.presentation.goal_links import ROOM, GoalLink, Movement, within_room


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ([1, 0, 5, 0, 1], [1, 0, 5, 0, 1]),
        ([3, 3, 3, 3, 3], [1, 1, 1, 1, 1]),
        ([2, 2, 9], [2, 2, 4]),
        ([24], [8]),
        ([0, 0], [0, 0]),
    ],
)
def test_goals_share_the_room_and_the_others_are_counted(named: list[int], told: list[int]) -> None:
    shown = within_room([_movement(count) for count in named])
    assert [len(one.told) for one in shown] == told
    assert sum(told) <= ROOM
    for one, count in zip(shown, named, strict=True):
        left = count - len(one.told)
        assert one.more == (f"{left} delmål till" if left else "")


def _movement(count: int) -> Movement:
    goals = tuple(GoalLink(f"PF {one}", f"PF-{one}", "?", "") for one in range(count))
    return Movement("Mest uppåt gick de.", goals)
