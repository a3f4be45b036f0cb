"""The coordinator's texts of a year: read, saved without overwriting, their figures bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from khoss.db import db, hold
from khoss.enums import NarrativeSection
from khoss.errors import EditConflict, NotFound
from khoss.figures.bound import BoundText, bind
from khoss.figures.history import History
from khoss.markdown import placeholders
from khoss.models import Narrative, NarrativeRevision, PriorityArea, Round, User
from khoss.services import events
from khoss.services.history import get_history

ORDER = {section: place for place, section in enumerate(NarrativeSection)}


@dataclass(frozen=True)
class Place:
    """Where a text stands: in a section of a year, and in an area where the section has areas."""

    year: int
    section: NarrativeSection
    area: str = ""

    @property
    def subject(self) -> str:
        """Return the text's name in the log."""
        name = " ".join(part for part in (str(self.year), self.section.value, self.area) if part)
        return f"narrative {name}"


def list_areas() -> list[PriorityArea]:
    """Return the priority areas in their order."""
    return list(db.session.scalars(select(PriorityArea).order_by(PriorityArea.position)))


def list_narratives(year: int) -> list[Narrative]:
    """Return the texts of a year in the order in which they are read."""
    found = db.session.scalars(
        select(Narrative)
        .join(Round, Narrative.round_id == Round.id)
        .where(Round.year == year)
        .options(joinedload(Narrative.area), joinedload(Narrative.saved_by))
    )
    return sorted(found, key=lambda one: (ORDER[one.section], one.area.position if one.area else 0))


def find_narrative(place: Place) -> Narrative | None:
    """Return the text of a place; None before anybody has written there."""
    return db.session.scalar(
        select(Narrative)
        .join(Round, Narrative.round_id == Round.id)
        .where(
            Round.year == place.year,
            Narrative.section == place.section,
            Narrative.area_code == place.area if place.area else Narrative.area_code.is_(None),
        )
        .options(joinedload(Narrative.saved_by))
    )


def save_narrative(
    place: Place,
    body: str,
    *,
    round_: Round,
    expected_version: int,
    by: User | None,
    now: datetime,
    tag: str = "narrative:save",
) -> bool:
    """Save a text and the revision that keeps it; tell whether anything changed.

    A repeated save of what is already there changes nothing, whatever version it expects.
    Version 0 is a text that nobody has written.

    :raises EditConflict: when somebody has saved another text since `expected_version`.
    """
    narrative = find_narrative(place)
    if narrative is not None:
        hold(narrative)
    if body == (narrative.body if narrative else ""):
        return False
    if expected_version != (narrative.version if narrative else 0):
        raise EditConflict
    if narrative is None:
        narrative = Narrative(
            round_id=round_.id, section=place.section, area_code=place.area or None, version=0
        )
        db.session.add(narrative)
    narrative.body, narrative.version = body, narrative.version + 1
    narrative.saved_at, narrative.saved_by_id = now, by.id if by else None
    try:
        db.session.flush()
    except IntegrityError as error:
        # Two first saves at once: one of them made the row.
        db.session.rollback()
        raise EditConflict from error
    db.session.add(
        NarrativeRevision(
            narrative_id=narrative.id,
            version=narrative.version,
            body=body,
            saved_at=now,
            saved_by_id=narrative.saved_by_id,
        )
    )
    events.record(tag, subject=place.subject, by=by, at=now)
    db.session.flush()
    return True


def list_revisions(narrative: Narrative) -> Sequence[NarrativeRevision]:
    """Return every saved state of a text, latest first, each with who saved it."""
    return db.session.scalars(
        select(NarrativeRevision)
        .where(NarrativeRevision.narrative_id == narrative.id)
        .options(joinedload(NarrativeRevision.saved_by))
        .order_by(NarrativeRevision.version.desc())
    ).all()


def find_body(narrative: Narrative | None, version: int) -> str | None:
    """Return what a text said in a version; None when that is not known. Version 0 is empty."""
    if version == 0:
        return ""
    if narrative is None:
        return None
    return db.session.scalar(
        select(NarrativeRevision.body).where(
            NarrativeRevision.narrative_id == narrative.id, NarrativeRevision.version == version
        )
    )


def get_body(narrative: Narrative | None, version: int) -> str:
    """Return what a text said in a saved version.

    :raises NotFound: when there is no such version.
    """
    body = find_body(narrative, version) if version else None
    if body is None:
        raise NotFound(str(version))
    return body


def bind_texts(year: int) -> tuple[BoundText, ...]:
    """Return the texts of a year that say something, with the figures as they are now."""
    said = [one for one in list_narratives(year) if one.body]
    return bind_all(said, find_history(), year=year) if said else ()


def bind_all(
    narratives: Sequence[Narrative], history: History | None, *, year: int
) -> tuple[BoundText, ...]:
    """Return those of some texts of a year that say something, with their figures."""
    return tuple(
        bound_text(Place(year, one.section, one.area_code or ""), one.body, history)
        for one in narratives
        if one.body
    )


def bound_text(place: Place, body: str, history: History | None) -> BoundText:
    """Return a text with every figure that its placeholders name."""
    figures = tuple(bind(written, history, year=place.year) for written in placeholders(body))
    return BoundText(place.section, place.area, body, figures)


def find_history() -> History | None:
    """Return all years with their figures; None before any year has some."""
    try:
        return get_history(published_only=False)
    except NotFound:
        return None
