"""The first texts of a year, as files beside the official data."""

from __future__ import annotations

import re

from khoss.services.official import DATA

AREA_LINE = re.compile(r"^# ([A-ZÅÄÖ]{2})$", re.MULTILINE)


def first_judgements(year: int) -> dict[str, str]:
    """Return a summary judgement for each area, by its code; none where there is no file."""
    path = DATA / f"narrative-{year}.md"
    if not path.is_file():
        return {}
    _, *pieces = AREA_LINE.split(path.read_text(encoding="utf-8"))
    return {code: body.strip() for code, body in zip(pieces[::2], pieces[1::2], strict=True)}
