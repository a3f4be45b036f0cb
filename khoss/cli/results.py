"""Commands that hand out figures: reports and tables."""

from __future__ import annotations

from pathlib import Path

import click

from khoss import clock
from khoss.cli.command import Stop, with_app
from khoss.db import db
from khoss.enums import ReportKind, ReportStatus
from khoss.errors import NotFound, WrongState
from khoss.exports import results_csv
from khoss.jobs import make_report, report_path, verify_report
from khoss.services import reports as report_service
from khoss.services.records import ReportOrder
from khoss.services.results import get_national_comparison, list_result_years

YEAR = click.IntRange(1, 9999)


@click.group()
def report() -> None:
    """Gör rapporter som PDF."""


@report.command("national")
@click.option("--year", type=YEAR, required=True, help="Omgångens år, till exempel 2024.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--case-number", default="", help="Diarienummer.")
@with_app
def report_national(year: int, output: Path, case_number: str) -> None:
    """Gör den nationella sammanställningen för ett år."""
    _make(ReportKind.NATIONAL, year, output, case_number)


@report.command("target-picture")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--case-number", default="", help="Diarienummer.")
@with_app
def report_target_picture(output: Path, case_number: str) -> None:
    """Gör rapporten om målbilden 2030."""
    years = list_result_years(published_only=True)
    if not years:
        raise Stop("Det finns inga publicerade resultat. Kör khoss init först.")
    _make(ReportKind.TARGET_PICTURE, max(years), output, case_number)


@report.command("verify")
@click.argument("report_id", type=click.IntRange(1, 2_147_483_647))
@with_app
def report_verify(report_id: int) -> None:
    """Gör en rapports fil igen ur dess frusna siffror och säg om den blir densamma."""
    try:
        found = verify_report(report_id)
    except NotFound as error:
        raise Stop(f"Det finns ingen rapport {report_id}.") from error
    except WrongState as error:
        raise Stop(f"Rapport {report_id} har ingen färdig fil att jämföra med.") from error
    if not found.same:
        raise Stop(
            f"Rapport {report_id} blev inte densamma. Noterad kontrollsumma {found.noted}, "
            f"filens {found.stored or '(filen saknas)'}, gjord igen {found.again or '(gick inte)'}."
        )
    click.echo(f"Rapport {report_id} blev densamma: SHA-256 {found.again}")


def _make(kind: ReportKind, year: int, output: Path, case_number: str) -> None:
    if not output.parent.is_dir():
        raise Stop(f"Mappen {output.parent} finns inte.")
    try:
        created = report_service.create_report(
            ReportOrder(kind, year, case_number=case_number), by=None, now=clock.now()
        )
    except NotFound as error:
        raise Stop(_no_such_year(year)) from error
    report_id = created.id
    db.session.commit()
    make_report(report_id)
    made = report_service.get_report(report_id)
    if made.status is not ReportStatus.DONE:
        raise Stop(f"Rapporten kunde inte göras: {made.failure}")
    output.write_bytes(report_path(made).read_bytes())
    click.echo(f"{output}: {made.pages} sidor, SHA-256 {made.pdf_sha256}")


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
    try:
        content = results_csv(get_national_comparison(year))
    except NotFound as error:
        raise Stop(_no_such_year(year)) from error
    output.write_bytes(content)
    click.echo(f"{output}: {len(content)} byte ({file_format}).")


def _no_such_year(year: int) -> str:
    years = ", ".join(str(known) for known in sorted(list_result_years(published_only=False)))
    return f"Det finns inga siffror för {year}. Åren som finns: {years or 'inga'}."
