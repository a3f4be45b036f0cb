"""The first texts of a year, as files beside the official data, and their loading."""

from __future__ import annotations

import re
from datetime import datetime

from khoss.enums import NarrativeSection
from khoss.models import Round, User
from khoss.services.narratives import Place, save_narrative
from khoss.services.official import DATA

AREA_LINE = re.compile(r"^# ([A-ZÅÄÖ]{2})$", re.MULTILINE)


def first_judgements(year: int) -> dict[str, str]:
    """Return a summary judgement for each area, by its code; none where there is no file."""
    path = DATA / f"narrative-{year}.md"
    if not path.is_file():
        return {}
    _, *pieces = AREA_LINE.split(path.read_text(encoding="utf-8"))
    return {code: body.strip() for code, body in zip(pieces[::2], pieces[1::2], strict=True)}


def add_first_judgements(round_: Round, *, by: User | None, now: datetime) -> int:
    """Save the first summary judgements of a round where nobody has written; return how many.

    :raises EditConflict: when somebody has written one of them.
    """
    judgements = first_judgements(round_.year)
    for area, body in judgements.items():
        place = Place(round_.year, NarrativeSection.JUDGEMENT, area)
        save_narrative(place, body, round_=round_, expected_version=0, by=by, now=now)
    return len(judgements)
