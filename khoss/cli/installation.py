"""Commands for an installation: set it up, fill it with examples, serve it."""

from __future__ import annotations

import secrets
from pathlib import Path

import click
from flask_migrate import upgrade

from config import ROOT
from khoss import clock
from khoss.cli.command import Stop, settings, with_app
from khoss.db import db
from khoss.errors import NotFound, RealData
from khoss.jobs import jobs
from khoss.security import normalised_hash
from khoss.serve import check_address, serve
from khoss.services.examples import add_examples, list_example_accounts
from khoss.services.installation import holds_examples
from khoss.services.official import load_official

EXAMPLE_SEED = 2026


@click.command()
@with_app
def init() -> None:
    """Skapa eller uppgradera databasen och läs in de officiella uppgifterna."""
    upgrade(directory=str(ROOT / "migrations"))
    summary = load_official(at=clock.now())
    db.session.commit()
    click.echo(
        "Officiella uppgifter inlästa." if summary.changed else "Officiella uppgifter är aktuella."
    )


@click.command()
@click.option("--show", is_flag=True, help="Visa exempelkontona utan att ändra något.")
@with_app
def demo(*, show: bool) -> None:
    """Lägg till EXEMPELDATA: påhittade svar och konton. Aldrig i en databas med riktiga svar."""
    path = settings().instance_path / "example-password"
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
                "Databasen är i bruk: den har konton, självskattningar eller en egen plan. "
                "Exempeldata läggs bara i en databas utan sådana; inget är ändrat."
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


@click.command()
@with_app
def run() -> None:
    """Servera webbplatsen: webbprocesser och en process för rapporter."""
    installation = settings()
    check_address(installation.bind)
    if holds_examples():
        _show_example_accounts(installation.instance_path / "example-password")
    db.session.remove()
    db.engine.dispose()
    click.echo(f"KHOSS på http://{installation.bind} – avsluta med Ctrl+C.")
    serve(installation, click.echo)


@click.command("jobs")
@with_app
def work() -> None:
    """Gör det som ligger i kön, tills processen avslutas."""
    jobs().work()
