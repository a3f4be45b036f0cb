"""Commands that make reports: one a kind, and one for all counties."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from khoss import clock
from khoss.cli.command import Stop, check_folder, with_app
from khoss.cli.refusals import ValueRefused
from khoss.cli.results import YEAR, no_such_year
from khoss.db import db
from khoss.enums import ReportKind, ReportStatus
from khoss.errors import NotFound
from khoss.jobs import make_report, report_path
from khoss.models import Report
from khoss.printable import left_out
from khoss.services.counties import get_county, list_counties
from khoss.services.records import GATHERERS, ReportOrder
from khoss.services.records.questions import list_question_years
from khoss.services.report_batches import create_batch, list_batch_reports
from khoss.services.report_making import UNFINISHED
from khoss.services.reports import create_report, get_report
from khoss.services.results import list_result_years
from khoss.texts import CASE_NUMBER_LIMIT, COVER_LINE_LIMIT, clean_case_number, one_line

LOOK_EVERY_S = 0.5

Command = Callable[..., Any]

_YEAR = click.option("--year", type=YEAR, required=True, help="Omgångens år, till exempel 2024.")
_OUTPUT = click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Filen som rapporten skrivs till.",
)
_TEXTS = click.option("--with-texts", is_flag=True, help="Ta med länens egna texter.")


def _cleaned(clean: Callable[[str], str], most: int) -> Callable[..., str]:
    """Return what takes a line of the cover as the forms do, and refuses a longer one."""

    def take(_context: click.Context, _option: click.Parameter, written: str) -> str:
        line = clean(written)
        if len(line) > most:
            raise ValueRefused(f"Högst {most} tecken får plats; det är {len(line)}.")
        if signs := left_out(line):
            raise ValueRefused(f"{' '.join(signs)} finns inte i rapporternas typsnitt.")
        return line

    return take


_CASE = click.option(
    "--case-number",
    default="",
    callback=_cleaned(clean_case_number, CASE_NUMBER_LIMIT),
    help="Diarienummer.",
)


@click.group()
def report() -> None:
    """Gör rapporter som PDF."""


def _cover(command: Command) -> Command:
    """Give a command what stands on a cover: case number, sender and recipient."""
    line = _cleaned(one_line, COVER_LINE_LIMIT)
    sender = click.option("--sender", default="", callback=line, help="Avsändare på omslaget.")
    recipient = click.option(
        "--recipient", default="", callback=line, help="Mottagare på omslaget."
    )
    return _CASE(sender(recipient(command)))


def _account_command(name: str, kind: ReportKind, told: str) -> None:
    """Give an account its command: it never holds what single counties wrote."""

    @report.command(name, help=told)
    @_YEAR
    @_OUTPUT
    @_cover
    @with_app
    def command(year: int, output: Path, **cover: str) -> None:
        _make(ReportOrder(kind, year, with_texts=False, **cover), output)


def _target_command(name: str, kind: ReportKind, told: str) -> None:
    """Give a report on the target picture its command: its year is that of the latest figures."""

    @report.command(name, help=told)
    @_OUTPUT
    @_CASE
    @with_app
    def command(output: Path, case_number: str) -> None:
        years = list_result_years(published_only=True)
        if not years:
            raise Stop("Det finns inga publicerade resultat. Kör khoss init först.")
        _make(ReportOrder(kind, max(years), case_number=case_number), output)


_account_command("interim-account", ReportKind.INTERIM_ACCOUNT, "Gör delredovisningen för ett år.")
_account_command("final-account", ReportKind.FINAL_ACCOUNT, "Gör slutredovisningen för ett år.")
_target_command("target-picture", ReportKind.TARGET_PICTURE, "Gör rapporten om målbilden 2030.")
_target_command("target-poster", ReportKind.TARGET_POSTER, "Gör målbilden 2030 som affisch i A3.")


@report.command("national")
@_YEAR
@_OUTPUT
@_TEXTS
@_cover
@with_app
def report_national(year: int, output: Path, with_texts: bool, **cover: str) -> None:
    """Gör den nationella sammanställningen för ett år."""
    _make(ReportOrder(ReportKind.NATIONAL, year, with_texts=with_texts, **cover), output)


@report.command("county")
@_YEAR
@click.option("--county", required=True, help="Länets kod, till exempel 07.")
@_OUTPUT
@_TEXTS
@_cover
@with_app
def report_county(year: int, county: str, output: Path, with_texts: bool, **cover: str) -> None:
    """Gör länsrapporten för ett län och ett år."""
    _check_county(county)
    order = ReportOrder(ReportKind.COUNTY, year, county, with_texts=with_texts, **cover)
    _make(order, output)


@report.command("counties")
@_YEAR
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Mappen som rapporterna skrivs till.",
)
@_TEXTS
@_cover
@with_app
def report_counties(year: int, folder: Path, with_texts: bool, **cover: str) -> None:
    """Gör länsrapporten för alla län, av siffror från ett och samma ögonblick."""
    check_folder(folder)
    order = ReportOrder(ReportKind.COUNTY, year, with_texts=with_texts, **cover)
    try:
        batch = create_batch(order, by=None, now=clock.now())
    except NotFound as error:
        raise Stop(no_such_year(year)) from error
    numbers = [one.id for one in list_batch_reports(batch)]
    db.session.commit()
    failed = [made for number in numbers if not _write(made := _made(number), folder)]
    if failed:
        names = ", ".join(str(one.county_code) for one in failed)
        raise Stop(
            f"{len(failed)} av {len(numbers)} rapporter kunde inte göras (län {names}). "
            f"Den första: {failed[0].failure}"
        )
    click.echo(f"{folder}: {len(numbers)} rapporter.")


@report.command("questions")
@_YEAR
@click.option(
    "--county", default="", help="Länet vars svar året före står bredvid, till exempel 07."
)
@_OUTPUT
@_TEXTS
@_cover
@with_app
def report_questions(year: int, county: str, output: Path, with_texts: bool, **cover: str) -> None:
    """Gör årets frågor med vägledning, att ta med till ett möte."""
    if county:
        _check_county(county)
    order = ReportOrder(ReportKind.QUESTIONS, year, county, with_texts=with_texts, **cover)
    _make(order, output, known=lambda: list_question_years(drafts=True))


def _make(order: ReportOrder, output: Path, known: Callable[[], list[int]] | None = None) -> None:
    """Make one report and write it; `known` lists the years there are of this kind."""
    check_folder(output.parent)
    if order.kind not in GATHERERS:
        raise Stop("Den rapporten går inte att göra.")
    try:
        created = create_report(order, by=None, now=clock.now())
    except NotFound as error:
        raise Stop(_no_year(order.year, known)) from error
    number = created.id
    db.session.commit()
    made = _made(number)
    if made.status is not ReportStatus.DONE:
        raise Stop(f"Rapporten kunde inte göras: {made.failure}")
    output.write_bytes(report_path(made).read_bytes())
    click.echo(f"{output}: {made.pages} sidor, SHA-256 {made.pdf_sha256}")


def _made(number: int) -> Report:
    """Make the file of a report; return how that went.

    A job process of the same installation may have taken it up: then it is waited for.
    """
    while make_report(number) is None:
        made = get_report(number)
        if made.status not in UNFINISHED:
            return made
        db.session.rollback()
        time.sleep(LOOK_EVERY_S)
    return get_report(number)


def _write(made: Report, folder: Path) -> bool:
    """Write a finished report into a folder and say so; tell whether it was finished."""
    if made.status is not ReportStatus.DONE:
        return False
    path = folder / f"lansrapport-{made.year}-{made.county_code}.pdf"
    path.write_bytes(report_path(made).read_bytes())
    click.echo(f"{path}: {made.pages} sidor, SHA-256 {made.pdf_sha256}")
    return True


def _check_county(code: str) -> None:
    try:
        get_county(code)
    except NotFound as error:
        known = ", ".join(f"{one.code} {one.name}" for one in list_counties())
        raise Stop(f"Det finns inget län med koden {code}. Länen är: {known}.") from error


def _no_year(year: int, known: Callable[[], list[int]] | None) -> str:
    if known is None:
        return no_such_year(year)
    years = ", ".join(str(one) for one in known())
    return f"Det finns inga frågor för {year}. Åren som finns: {years or 'inga'}."
