"""The official data that every database begins with."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from sqlalchemy import select

from khoss.db import db
from khoss.enums import RoundStatus
from khoss.models import (
    ActionPlan,
    CivilArea,
    County,
    Installation,
    PriorityArea,
    Round,
    Target,
    TargetArea,
    TargetLink,
    TargetPicture,
)
from khoss.services.plan_files import read_plan_file
from khoss.services.plans import count_counties, list_area_codes, load_plan

DATA = Path(__file__).parent.parent / "data"
TARGET_YEAR = 2030
SOURCE = (
    "Slutredovisning. Länsstyrelsernas uppdrag att stödja kommunerna i deras arbete med den "
    "kommunala hälso- och sjukvårdens och socialtjänstens beredskap (2022/03174)"
)
WORDING_NOTES = {
    2023: "Frågornas lydelse 2023 har inte publicerats. Här står 2024 års lydelse för båda åren.",
}
PLAN_YEARS = (2023, 2024)


@dataclass(frozen=True)
class OfficialSummary:
    """What the official data came to, and whether loading them changed anything."""

    counties: int
    plans: int
    changed: bool


def load_official(*, at: datetime) -> OfficialSummary:
    """Load counties, areas, plans, totals and the target picture; what is there stays."""
    changed = _load_installation(at)
    changed |= _load_counties()
    changed |= _load_areas()
    for year in PLAN_YEARS:
        changed |= _load_year(year, at=at)
    changed |= _load_target_picture()
    db.session.flush()
    return OfficialSummary(count_counties(), len(PLAN_YEARS), changed)


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of one of our own data files."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_installation(at: datetime) -> bool:
    if db.session.get(Installation, 1) is not None:
        return False
    db.session.add(Installation(id=1, initialised_at=at))
    return True


def _load_counties() -> bool:
    if count_counties():
        return False
    rows = read_table("counties.csv")
    areas = {
        name: CivilArea(name=name) for name in dict.fromkeys(row["civil_area"] for row in rows)
    }
    db.session.add_all(areas.values())
    db.session.flush()
    db.session.add_all(
        County(
            code=row["code"],
            name=row["name"],
            letter=row["letter"],
            civil_area_id=areas[row["civil_area"]].id,
            leads_civil_area=row["leads_civil_area"] == "yes",
            metropolitan=row["metropolitan"] == "yes",
            municipalities=int(row["municipalities"]),
        )
        for row in rows
    )
    db.session.flush()
    return True


def _load_areas() -> bool:
    if list_area_codes():
        return False
    db.session.add_all(
        PriorityArea(code=row["code"], name=row["name"], position=position)
        for position, row in enumerate(read_table("areas.csv"), start=1)
    )
    db.session.flush()
    return True


def _load_year(year: int, *, at: datetime) -> bool:
    file = read_plan_file(
        DATA / f"plan-{year}.csv", areas=list_area_codes(), counties=count_counties()
    )
    changed = load_plan(file, now=at, source=SOURCE, wording_note=WORDING_NOTES.get(year, ""))
    if changed:
        plan_id = db.session.scalars(select(ActionPlan.id).where(ActionPlan.year == year)).one()
        db.session.add(Round(year=year, plan_id=plan_id, status=RoundStatus.PUBLISHED))
    return changed


def _load_target_picture() -> bool:
    if db.session.get(TargetPicture, TARGET_YEAR) is not None:
        return False
    vision, *rows = read_table(f"target-picture-{TARGET_YEAR}.csv")
    db.session.add(TargetPicture(year=TARGET_YEAR, vision=vision["target"]))
    links = read_table(f"target-links-{TARGET_YEAR}.csv")
    number = 0
    for position, group in groupby(rows, key=lambda row: int(row["position"])):
        targets = list(group)
        area = TargetArea(
            target_year=TARGET_YEAR,
            position=position,
            name=targets[0]["target_area"],
            area_code=targets[0]["in_2024_plan"] or None,
        )
        for place, row in enumerate(targets, start=1):
            number += 1
            lines = [link["goal_line"] for link in links if int(link["target"]) == number]
            links_here = [TargetLink(goal_line_code=line) for line in lines]
            area.targets.append(Target(position=place, text=row["target"], links=links_here))
        db.session.add(area)
    return True
