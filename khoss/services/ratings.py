"""The ratings that have been handed in, read once for as long as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from khoss.db import db
from khoss.enums import Rating
from khoss.models import Answer, Assessment
from khoss.services.assessments import HANDED_IN
from khoss.services.keeping import may_keep


class HandedIn(NamedTuple):
    """Whose assessment it is, and which version of it was handed in."""

    county_code: str
    version: int


# By sub-goal and county.
Ratings = Mapping[int, Mapping[str, Rating]]
Stamp = Mapping[int, HandedIn]

# What was read in this process, by database and round. An answer cannot change while its
# assessment is handed in, and every step of an assessment gives it a new version: as long as the
# same versions are handed in, so are the same answers.
_READ: WeakKeyDictionary[Engine, dict[int, tuple[Stamp, Ratings]]] = WeakKeyDictionary()


def get_ratings(handed_in: Mapping[int, Stamp]) -> dict[int, Ratings]:
    """Return the ratings of each round, from those of its assessments that are handed in.

    `handed_in` names these by round and assessment. A transaction that may write reads everything
    anew and keeps nothing: what it sees may be taken back.
    """
    known = _READ.setdefault(db.engine, {}) if may_keep() else {}
    missing = {
        round_id: stamp
        for round_id, stamp in handed_in.items()
        if known.get(round_id, (None,))[0] != stamp
    }
    if missing:
        for round_id, ratings in _read(missing).items():
            known[round_id] = (missing[round_id], ratings)
    return {round_id: known[round_id][1] for round_id in handed_in}


def _read(handed_in: Mapping[int, Stamp]) -> dict[int, Ratings]:
    places = {
        assessment_id: (round_id, one.county_code)
        for round_id, stamp in handed_in.items()
        for assessment_id, one in stamp.items()
    }
    found: dict[int, dict[int, dict[str, Rating]]] = {
        round_id: defaultdict(dict) for round_id in handed_in
    }
    rows = db.session.execute(
        select(Answer.assessment_id, Answer.sub_goal_id, Answer.rating)
        .join(Answer.assessment)
        .where(
            Assessment.round_id.in_(handed_in),
            Assessment.status.in_(HANDED_IN),
            Answer.rating.is_not(None),
        )
    )
    for assessment_id, sub_goal_id, rating in rows:
        # Handed in between the two queries: not asked for yet, and not counted.
        if rating is not None and assessment_id in places:
            round_id, code = places[assessment_id]
            found[round_id][sub_goal_id][code] = rating
    return {round_id: dict(ratings) for round_id, ratings in found.items()}
