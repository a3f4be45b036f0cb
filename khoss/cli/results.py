"""Commands that hand out figures as tables."""

from __future__ import annotations

from pathlib import Path

import click

from khoss.cli.command import Stop, check_folder, with_app
from khoss.errors import NotFound
from khoss.exports import results_csv
from khoss.services.results import get_national_comparison, list_result_years

YEAR = click.IntRange(1, 9999)


@click.group()
def export() -> None:
    """Hämta ut siffror."""


@export.command("results")
@click.option("--year", type=YEAR, required=True, help="Omgångens år, till exempel 2024.")
@click.option("--format", "file_format", type=click.Choice(["csv"]), default="csv")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@with_app
def export_results(year: int, file_format: str, output: Path) -> None:
    """Skriv ett års resultat till en fil."""
    check_folder(output.parent)
    try:
        content = results_csv(get_national_comparison(year))
    except NotFound as error:
        raise Stop(no_such_year(year)) from error
    output.write_bytes(content)
    click.echo(f"{output}: {len(content)} byte ({file_format}).")


def no_such_year(year: int) -> str:
    """Say that a year has no figures, and which years have."""
    years = ", ".join(str(known) for known in sorted(list_result_years(published_only=False)))
    return f"Det finns inga siffror för {year}. Åren som finns: {years or 'inga'}."
