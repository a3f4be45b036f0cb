"""The command that makes a report's file once more, to see whether it comes out the same."""

from __future__ import annotations

import click

from khoss.cli.command import Stop, with_app
from khoss.errors import NotFound, WrongState
from khoss.jobs import verify_report


@click.command("verify")
@click.argument("number", metavar="NUMMER", type=click.IntRange(1, 2_147_483_647))
@with_app
def report_verify(number: int) -> None:
    """Gör en rapports fil igen ur dess frusna siffror och säg om den blir densamma."""
    try:
        found = verify_report(number)
    except NotFound as error:
        raise Stop(f"Det finns ingen rapport {number}.") from error
    except WrongState as error:
        raise Stop(f"Rapport {number} har ingen färdig fil att jämföra med.") from error
    if not found.same:
        raise Stop(
            f"Rapport {number} blev inte densamma. Noterad kontrollsumma {found.noted}, "
            f"filens {found.stored or '(filen saknas)'}, gjord igen {found.again or '(gick inte)'}."
        )
    click.echo(f"Rapport {number} blev densamma: SHA-256 {found.again}")
