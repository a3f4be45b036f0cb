"""The command line: `khoss` and its commands."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy.exc import DatabaseError, IntegrityError

from config import ROOT, Settings, SettingsError, from_environment
from khoss import clock, create_app
from khoss.db import db
from khoss.enums import ReportKind, ReportStatus, Role
from khoss.errors import DuplicateValue, FileRefused, NotFound, RealData, WrongState
from khoss.exports import results_csv
from khoss.jobs import jobs, make_report, report_path
from khoss.security import invitation_link, normalised_hash
from khoss.serve import ServeError, check_address, serve
from khoss.services import reports as report_service
from khoss.services.counties import get_county
from khoss.services.examples import add_examples, list_example_accounts
from khoss.services.installation import holds_examples
from khoss.services.official import load_official
from khoss.services.plan_files import PlanFile, read_plan_file
from khoss.services.plans import count_counties, list_area_codes, load_plan
from khoss.services.results import get_national_comparison, list_result_years
from khoss.services.users import create_user

P = ParamSpec("P")
R = TypeVar("R")
EXAMPLE_SEED = 2026
YEAR = click.IntRange(1, 9999)
ROLE_NAMES = [role.value for role in Role]


class Stop(click.ClickException):
    """End the command with one sentence on stderr."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """KHOSS – länsstyrelsernas handlingsplan och årliga självskattning."""


def with_app(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command the application, set up from the environment."""

    @wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        app = create_app(from_environment())
        with app.app_context():
            return command(*args, **kwargs)

    return inside


def main() -> None:
    """Run a command; say in one sentence on stderr what went wrong."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        _stop(error.format_message(), error.exit_code)
    except click.Abort:
        _stop("Avbrutet.", 130)
    except (SettingsError, ServeError) as error:
        _stop(str(error))
    except IntegrityError:
        raise
    except DatabaseError as error:
        _stop(f"Databasen svarar inte, eller är inte skapad med khoss init: {_cause(error)}")
    except FileNotFoundError as error:
        _stop(f"Filen {error.filename} finns inte.")
    except OSError as error:
        _stop(f"Det gick inte att läsa eller skriva {error.filename}: {error.strerror}.")


def _stop(sentence: str, code: int = 1) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)


def _cause(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0]


@cli.command()
@with_app
def init() -> None:
    """Skapa eller uppgradera databasen och läs in de officiella uppgifterna."""
    upgrade(directory=str(ROOT / "migrations"))
    summary = load_official(at=clock.now())
    db.session.commit()
    click.echo(
        "Officiella uppgifter inlästa." if summary.changed else "Officiella uppgifter är aktuella."
    )


@cli.command()
@click.option("--show", is_flag=True, help="Visa exempelkontona utan att ändra något.")
@with_app
def demo(*, show: bool) -> None:
    """Lägg till EXEMPELDATA: påhittade svar och konton. Aldrig i en databas med riktiga svar."""
    path = _settings().instance_path / "example-password"
    if not holds_examples():
        if show:
            raise Stop("Databasen har inga exempeldata. Kör khoss demo för att lägga till dem.")
        password = secrets.token_urlsafe(12)
        try:
            add_examples(
                seed=EXAMPLE_SEED,
                today=clock.today(),
                password_hash=normalised_hash(password),
            )
        except RealData as error:
            raise Stop(
                "Databasen innehåller riktiga självskattningar. Exempeldata läggs bara i en "
                "databas utan sådana; inget är ändrat."
            ) from error
        except NotFound as error:
            raise Stop("De officiella uppgifterna saknas. Kör khoss init först.") from error
        path.touch(mode=0o600)
        path.write_text(password + "\n", encoding="ascii")
        db.session.commit()
    _show_example_accounts(path)


def _show_example_accounts(path: Path) -> None:
    click.echo("EXEMPELDATA. Logga in med något av exempelkontona:")
    for user in list_example_accounts():
        click.echo(f"  {user.email:<42} {user.name}")
    password = path.read_text(encoding="ascii").strip() if path.exists() else "(finns inte kvar)"
    click.echo(f"Lösenord för alla exempelkonton i den här installationen: {password}")


@cli.command()
@with_app
def run() -> None:
    """Servera webbplatsen: webbprocesser och en process för rapporter."""
    settings = _settings()
    check_address(settings.bind)
    if holds_examples():
        _show_example_accounts(settings.instance_path / "example-password")
    db.session.remove()
    db.engine.dispose()
    click.echo(f"KHOSS på http://{settings.bind} – avsluta med Ctrl+C.")
    serve(settings)


@cli.command("jobs")
@with_app
def work() -> None:
    """Gör det som ligger i kön, tills processen avslutas."""
    jobs().work()


@cli.group()
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


@cli.group()
def user() -> None:
    """Lägg till konton."""


@user.command("add")
@click.argument("address", metavar="ADRESS")
@click.option(
    "--role",
    "roles",
    type=click.Choice(ROLE_NAMES),
    multiple=True,
    required=True,
    help="Roll; kan anges flera gånger.",
)
@click.option("--county", help="Länskod för handläggare och godkännare, till exempel 07.")
@click.option("--name", default="", help="Personens namn.")
@with_app
def add_user(address: str, roles: tuple[str, ...], county: str | None, name: str) -> None:
    """Skapa ett konto och skriv ut en engångslänk för att välja lösenord."""
    email = _checked_address(address)
    _check_county(county)
    try:
        created = create_user(
            email,
            name=name,
            roles=[Role(role) for role in roles],
            county_code=county,
            by=None,
            now=clock.now(),
        )
    except DuplicateValue as error:
        raise Stop(f"{email} har redan ett konto.") from error
    except WrongState as error:
        raise Stop(
            "Rollerna passar inte: officer och approver kräver --county, "
            "coordinator, reader och admin har inget."
        ) from error
    db.session.commit()
    with current_app.test_request_context():
        link = invitation_link(created)
    hours = int(_settings().invitation_valid.total_seconds()) // 3600
    click.echo(f"Engångslänk för {email}, gäller i {hours} timmar:\n{link}")


def _checked_address(address: str) -> str:
    try:
        normalised: str = current_app.extensions["security"]._mail_util.validate(address)
    except ValueError as error:
        raise Stop(f"”{address}” är ingen giltig e-postadress.") from error
    return normalised.lower()


def _check_county(code: str | None) -> None:
    if code is None:
        return
    try:
        get_county(code)
    except NotFound as error:
        raise Stop(f"Det finns inget län med koden {code}; Kronobergs län är 07.") from error


@cli.group()
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


def _make(kind: ReportKind, year: int, output: Path, case_number: str) -> None:
    if not output.parent.is_dir():
        raise Stop(f"Mappen {output.parent} finns inte.")
    try:
        created = report_service.create_report(
            kind, year=year, by=None, now=clock.now(), case_number=case_number
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


@cli.group()
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


def _settings() -> Settings:
    settings: Settings = current_app.extensions["khoss.settings"]
    return settings
