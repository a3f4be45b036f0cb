"""Commands for mails."""

from __future__ import annotations

from datetime import datetime

import click

from khoss import clock
from khoss.cli.command import Stop, with_app
from khoss.db import db
from khoss.figures.workdays import is_workday
from khoss.jobs import deliver_mails
from khoss.notices import remind


@click.group()
def mail() -> None:
    """Skicka mejl och skriv påminnelser."""


@mail.command("send")
@with_app
def send() -> None:
    """Skicka de mejl som väntar, nu."""
    delivery = deliver_mails()
    if delivery.failures:
        raise Stop(
            f"{delivery.sent} mejl skickade, {len(delivery.failures)} gick inte att skicka; "
            f"de ligger kvar i utskicken. {delivery.failures[-1]}"
        )
    click.echo(f"{delivery.sent} mejl skickade.")


@mail.command("remind")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Dagen som påminner, till exempel 2026-12-01; annars i dag.",
)
@with_app
def write_reminders(day: datetime | None) -> None:
    """Skriv en dags påminnelser; den som redan är påmind påminns inte igen."""
    wanted = day.date() if day else clock.today()
    if not is_workday(wanted):
        click.echo(f"{wanted} är ingen arbetsdag: inga påminnelser.")
        return
    written = remind(wanted, now=clock.now())
    db.session.commit()
    click.echo(f"{written} påminnelser skrivna för {wanted}. De skickas inom en minut.")
