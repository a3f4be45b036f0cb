"""The statements that hold an answer and save it, built once: nothing happens more often."""

from __future__ import annotations

from typing import cast

from sqlalchemy import CTE, Insert, Table, bindparam, insert, or_, select, update

from khoss.enums import AssessmentStatus as Status
from khoss.enums import RoundStatus
from khoss.models import Answer, AnswerRevision, Assessment, County, Round, SubGoal
from khoss.services.contents import CONTENT_FIELDS

_ANSWER, _REVISION, _ASSESSMENT, _ROUND, _COUNTY, _GOAL = (
    cast(Table, model.__table__)
    for model in (Answer, AnswerRevision, Assessment, Round, County, SubGoal)
)
_KEPT = (*CONTENT_FIELDS, "version")
_TO_HOLD = (
    select(
        *(_ANSWER.c[name] for name in CONTENT_FIELDS),
        *(_ANSWER.c[name] for name in ("id", "version", "updated_at", "assessment_id")),
        *(_ASSESSMENT.c[name] for name in ("county_code", "status", "opened_at")),
        _ROUND.c.id.label("round_id"),
        _ROUND.c.status.label("round_status"),
        _COUNTY.c.municipalities,
    )
    .join_from(_ANSWER, _ASSESSMENT)
    .join(_ROUND, _ASSESSMENT.c.round_id == _ROUND.c.id)
    .join(_COUNTY, _ASSESSMENT.c.county_code == _COUNTY.c.code)
    # In the order in which every step takes them, or two would wait for each other. Only the round
    # is shared: others save in it at the same time.
    .with_for_update(read=True, of=_ROUND)
    .suffix_with("FOR UPDATE OF assessment, answer", dialect="postgresql")
)
HOLD_BY_ID = _TO_HOLD.where(_ANSWER.c.id == bindparam("answer_id"))
HOLD_BY_PLACE = _TO_HOLD.join(_GOAL, _ANSWER.c.sub_goal_id == _GOAL.c.id).where(
    _ROUND.c.year == bindparam("year"),
    _ASSESSMENT.c.county_code == bindparam("county"),
    _GOAL.c.area_code == bindparam("area"),
    _GOAL.c.position == bindparam("position"),
)

_NEW = {name: bindparam(f"new_{name}", type_=_ANSWER.c[name].type) for name in CONTENT_FIELDS}
_WRITTEN = _NEW | {
    name: bindparam(f"new_{name}", type_=_ANSWER.c[name].type)
    for name in ("updated_at", "updated_by_id")
}
REPLACE = (
    update(_ANSWER)
    .where(_ANSWER.c.id == bindparam("held_id"), _ANSWER.c.version == bindparam("held_version"))
    .values(_WRITTEN | {"version": _ANSWER.c.version + 1})
)
KEEP = (
    insert(_REVISION)
    .inline()
    .values(
        {name: bindparam(f"new_{name}") for name in (*_KEPT, "kind")}
        | {
            "answer_id": bindparam("held_id"),
            "saved_at": bindparam("new_updated_at"),
            "saved_by_id": bindparam("new_updated_by_id"),
        }
    )
)


def _keep_what(replaced: CTE) -> Insert:
    """Return the statement that keeps what another has written, both at once."""
    return (
        insert(_REVISION)
        .inline()
        .from_select(
            [*_KEPT, "answer_id", "saved_at", "saved_by_id", "kind"],
            select(
                *(replaced.c[name] for name in (*_KEPT, "id", "updated_at", "updated_by_id")),
                bindparam("new_kind", type_=_REVISION.c.kind.type),
            ),
            include_defaults=False,
        )
        .execution_options(preserve_rowcount=True)
    )


# PostgreSQL does both at once: each statement is a journey of its own to the server and back.
REPLACE_AND_KEEP = _keep_what(REPLACE.returning(_ANSWER).cte("replaced"))

# And all three, where nothing stands against it: the round is open, the county is writing, and
# nobody has saved meanwhile. Rows that had to be waited for are looked at anew.
_FREE = (
    HOLD_BY_PLACE.where(
        _ANSWER.c.version == bindparam("expected_version"),
        or_(*(_ANSWER.c[name].is_distinct_from(_NEW[name]) for name in CONTENT_FIELDS)),
        or_(_NEW["coverage"].is_(None), _NEW["coverage"] <= _COUNTY.c.municipalities),
        or_(*(_ASSESSMENT.c.status == one for one in (Status.IN_PROGRESS, Status.RETURNED))),
        _ASSESSMENT.c.opened_at.is_not(None),
        _ROUND.c.status == RoundStatus.OPEN,
    )
    .with_only_columns(_ANSWER.c.id)
    .cte("free")
)
HOLD_REPLACE_AND_KEEP = _keep_what(
    update(_ANSWER)
    .where(_ANSWER.c.id == _FREE.c.id)
    .values(_WRITTEN | {"version": _ANSWER.c.version + 1})
    .returning(_ANSWER)
    .cte("replaced")
)
NOTE_BEGUN = (
    update(_ASSESSMENT)
    .where(_ASSESSMENT.c.id == bindparam("held_assessment_id"))
    .values(version=_ASSESSMENT.c.version + 1)
)
