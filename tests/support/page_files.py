"""The pages that have files, and what their files say."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import Rating
from khoss.models import Answer, Assessment, Round, SubGoal
from tests.support.files import HANDED_IN, fetch
from tests.support.pages import Person

# A page of each kind, with a filter where it has any.
PATHS = {
    "2024/bild": "",
    "2025/varmekarta": "sortera=andel&prio=1",
    "2025/skillnader": "andel=ja",
    "2024/avstamning": "",
    "2025/karta": "delmal=SL-2",
    "utveckling": "",
    "delmal": "",
    "delmal/UP-1": "",
    "2025/lan": "",
    "2025/lan/07": "",
}


def data(person: Person, path: str, asked: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(fetch(person, f"{path}.json?{asked}"))
    return found


def rows(person: Person, path: str, name: str, asked: str = "") -> list[dict[str, Any]]:
    """Return a table's rows as JSON has them."""
    [found] = [one for one in data(person, path, asked)["tables"] if one["id"] == name]
    said: list[dict[str, Any]] = found["rows"]
    return said


def given(app: Flask, year: int) -> dict[tuple[str, str], Rating | None]:
    """Return who gave what in a year, straight from the database."""
    with app.app_context():
        found = db.session.execute(
            select(Assessment.county_code, SubGoal.goal_line_code, Answer.rating)
            .join(Answer.assessment)
            .join(Answer.sub_goal)
            .join(Assessment.round)
            .where(Round.year == year, Assessment.status.in_(HANDED_IN))
        )
        return {(code, line): rating for code, line, rating in found}
