"""The coordinator's texts of a year, and the figures that their placeholders stand for."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.enums import NarrativeSection
from khoss.errors import NotFound
from khoss.figures.bound import BoundText, bind
from khoss.figures.history import History
from khoss.markdown import placeholders
from khoss.models import Narrative, Round
from khoss.services.history import get_history

ORDER = {section: place for place, section in enumerate(NarrativeSection)}


def list_narratives(year: int) -> list[Narrative]:
    """Return the texts of a year in the order in which they are read."""
    found = db.session.scalars(
        select(Narrative)
        .join(Round, Narrative.round_id == Round.id)
        .where(Round.year == year)
        .options(joinedload(Narrative.area), joinedload(Narrative.saved_by))
    )
    return sorted(found, key=lambda one: (ORDER[one.section], one.area.position if one.area else 0))


def bind_texts(year: int) -> tuple[BoundText, ...]:
    """Return the texts of a year that say something, with the figures as they are now."""
    said = [one for one in list_narratives(year) if one.body]
    if not said:
        return ()
    history = find_history()
    return tuple(
        bound_text(one.body, history, year=year, section=one.section, area=one.area_code or "")
        for one in said
    )


def bound_text(
    body: str, history: History | None, *, year: int, section: NarrativeSection, area: str
) -> BoundText:
    """Return a text with every figure that its placeholders name."""
    figures = tuple(bind(written, history, year=year) for written in placeholders(body))
    return BoundText(section, area, body, figures)


def find_history() -> History | None:
    """Return all years with their figures; None before any year has some."""
    try:
        return get_history(published_only=False)
    except NotFound:
        return None
