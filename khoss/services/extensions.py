"""Last days: a county's own later one, and whether it may still answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from sqlalchemy import select

from khoss.db import db, hold
from khoss.enums import RoundStatus
from khoss.errors import NotFound, ReasonMissing, WrongState
from khoss.models import Round, RoundExtension, User
from khoss.services import events


class RoundState(Protocol):
    """What decides whether a round takes answers."""

    @property
    def id(self) -> int:
        """Return its key."""

    @property
    def status(self) -> RoundStatus:
        """Return its state."""


def find_extension(round_: RoundState, county_code: str) -> RoundExtension | None:
    """Return a county's own later last day, if it has one."""
    return db.session.get(RoundExtension, (round_.id, county_code))


def extend(
    round_: Round, county_code: str, *, closes_on: date, reason: str, by: User, now: datetime
) -> None:
    """Give a county a later last day of its own, or another one, with its reason.

    :raises WrongState: when the round is a draft or published, or the day is not a later one.
    :raises ReasonMissing: without a reason.
    """
    hold(round_)
    if round_.status not in (RoundStatus.OPEN, RoundStatus.CLOSED):
        raise WrongState(round_.status)
    if round_.closes_on is not None and closes_on <= round_.closes_on:
        raise WrongState("not later")
    if not reason.strip():
        raise ReasonMissing
    extension = find_extension(round_, county_code)
    if extension is None:
        extension = RoundExtension(round_id=round_.id, county_code=county_code)
        db.session.add(extension)
    extension.closes_on = closes_on
    extension.reason = reason.strip()
    _record_extension("round:extend", round_, county_code, by=by, now=now, reason=reason)


def withdraw_extension(
    round_: Round, county_code: str, *, reason: str, by: User, now: datetime
) -> None:
    """Take a county's own last day back.

    :raises NotFound: when it has none.
    :raises ReasonMissing: without a reason.
    """
    extension = find_extension(round_, county_code)
    if extension is None:
        raise NotFound(county_code)
    if not reason.strip():
        raise ReasonMissing
    db.session.delete(extension)
    _record_extension(
        "round:withdraw_extension", round_, county_code, by=by, now=now, reason=reason
    )


def withdraw_overtaken(round_: Round, *, by: User, now: datetime) -> None:
    """Withdraw each county's own last day that the round's own has caught up with."""
    if round_.closes_on is None:
        return
    overtaken = db.session.scalars(
        select(RoundExtension).where(
            RoundExtension.round_id == round_.id, RoundExtension.closes_on <= round_.closes_on
        )
    ).all()
    for extension in overtaken:
        db.session.delete(extension)
        _record_extension(
            "round:overtake_extension",
            round_,
            extension.county_code,
            by=by,
            now=now,
            reason="",
        )


def _record_extension(
    tag: str, round_: Round, county_code: str, *, by: User, now: datetime, reason: str
) -> None:
    events.record(
        tag,
        subject=f"assessment {round_.year}/{county_code}",
        by=by,
        at=now,
        county_code=county_code,
        reason=reason.strip(),
    )
    db.session.flush()


def list_extensions(round_: Round) -> dict[str, date]:
    """Return the later last days of a round, by county code."""
    rows = db.session.execute(
        select(RoundExtension.county_code, RoundExtension.closes_on).where(
            RoundExtension.round_id == round_.id
        )
    )
    return {row.county_code: row.closes_on for row in rows}


def list_own_last_days(county_code: str) -> dict[int, RoundExtension]:
    """Return a county's own last days by the id of the round."""
    found = db.session.scalars(
        select(RoundExtension).where(RoundExtension.county_code == county_code)
    )
    return {extension.round_id: extension for extension in found}


def last_day(round_: Round, extension: RoundExtension | None) -> date | None:
    """Return the last day that holds for a county."""
    return extension.closes_on if extension else round_.closes_on


def takes_answers(round_: RoundState, extension: RoundExtension | None, *, today: date) -> bool:
    """Tell whether a county may answer: the round is open, or its own last day has not passed."""
    if round_.status is RoundStatus.OPEN:
        return True
    return (
        round_.status is RoundStatus.CLOSED
        and extension is not None
        and today <= extension.closes_on
    )


def county_may_answer(round_: RoundState, county_code: str, *, today: date) -> bool:
    """Tell whether a county may answer, looking for a last day of its own only when it matters."""
    extension = find_extension(round_, county_code) if round_.status is RoundStatus.CLOSED else None
    return takes_answers(round_, extension, today=today)
