"""The command that makes a report's file once more, to see whether it comes out the same."""

from __future__ import annotations

import click

from khoss.cli.command import Stop, with_app
from khoss.enums import FileVerdict
from khoss.errors import NotFound, WrongState
from khoss.jobs import verify_report
from khoss.presentation.verifications import verification_text

HELP = """Gör en rapports fil igen ur dess frusna siffror och säg om den blir densamma.

Den bevarade filen jämförs först med sin kontrollsumma, och ändras inte.

\b
Kommandot slutar med
  0  när filen blev densamma
  1  när rapporten inte finns, eller inte har någon färdig fil
  3  när en annan version av programmet, eller en okänd, gjorde den
     bevarade filen, som är oförändrad
  4  när samma version gör en annan fil, eller ingen: något är fel
  5  när den bevarade filen eller de frusna siffrorna är skadade
"""


# 1 is everything that stops a command, and 2 one that is not understood.
class OtherProgram(Stop):
    """Another program made the file that is kept, or one that is not known."""

    exit_code = 3


class Differs(Stop):
    """The same program makes another file, or none."""

    exit_code = 4


class Damaged(Stop):
    """The file that is kept is damaged or gone, or the frozen figures are damaged."""

    exit_code = 5


STOPS: dict[FileVerdict, type[Stop]] = {
    FileVerdict.OTHER_PROGRAM: OtherProgram,
    FileVerdict.UNKNOWN_PROGRAM: OtherProgram,
    FileVerdict.SAME_PROGRAM: Differs,
    FileVerdict.NOT_MADE: Differs,
    FileVerdict.FILE_DAMAGED: Damaged,
    FileVerdict.FILE_MISSING: Damaged,
    FileVerdict.FIGURES_DAMAGED: Damaged,
}


@click.command("verify", help=HELP)
@click.argument("number", type=click.IntRange(1, 2_147_483_647))
@with_app
def report_verify(number: int) -> None:
    """Make a report's file again, and say whether it comes out the same."""
    try:
        found = verify_report(number)
    except NotFound as error:
        raise Stop(f"Det finns ingen rapport {number}.") from error
    except WrongState as error:
        raise Stop(f"Rapport {number} har ingen färdig fil att jämföra med.") from error
    told = f"Rapport {number}: {verification_text(found)}"
    if found.verdict is not FileVerdict.SAME:
        raise STOPS[found.verdict](told)
    click.echo(told)
