"""Commands for plan files."""

from __future__ import annotations

from pathlib import Path

import click

from khoss import clock
from khoss.cli.command import Stop, with_app
from khoss.db import db
from khoss.errors import FileRefused
from khoss.services.plan_files import PlanFile, read_plan_file
from khoss.services.plans import count_counties, list_area_codes, load_plan


@click.group()
def plan() -> None:
    """Kontrollera och läs in handlingsplaner."""


@plan.command("check")
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
@with_app
def check_plan(path: Path) -> None:
    """Kontrollera en planfil utan att ändra något."""
    try:
        found = _read(path)
    except FileRefused as error:
        raise _refused(error) from error
    click.echo(f"{path.name}: handlingsplan {found.year} med {len(found.rows)} delmål, inga fel.")


@plan.command("load")
@click.argument("path", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
@with_app
def load_plan_file(path: Path) -> None:
    """Läs in en planfil; en felaktig fil avvisas hel."""
    try:
        found = _read(path)
        changed = load_plan(found, now=clock.now())
    except FileRefused as error:
        raise _refused(error) from error
    db.session.commit()
    state = "inläst" if changed else "redan inläst, inget ändrat"
    click.echo(f"Handlingsplan {found.year}: {state}.")


def _read(path: Path) -> PlanFile:
    return read_plan_file(path, areas=list_area_codes(), counties=count_counties())


def _refused(error: FileRefused) -> Stop:
    return Stop("\n".join(str(fault) for fault in error.faults))
