"""Commands that make a report's file once more, to see whether it comes out the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from khoss.cli.command import Stop, check_folder, with_app
from khoss.documents import build_document
from khoss.documents.packages import PackageDamaged, PackageUnreadable, read_package
from khoss.documents.program import this_program
from khoss.enums import FileVerdict
from khoss.errors import NotFound, WrongState
from khoss.figures.frozen import FiguresUnreadable
from khoss.jobs import verify_report
from khoss.pdf import PdfProblem, render
from khoss.presentation.verifications import verification_text
from khoss.services.verifications import Verified

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
REMAKE_HELP = """Gör PDF-filen igen ur ett arkivpaket och säg om den blir densamma.

Ingen databas behövs. Filen skrivs också när den inte blir densamma.

\b
Kommandot slutar med
  0  när filen blev densamma
  1  när filen inte är ett arkivpaket
  3  när en annan version av programmet, eller en okänd, gjorde filen i
     paketet
  4  när samma version gör en annan fil, eller ingen
  5  när paketet är skadat
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
@click.argument("number", metavar="NUMMER", type=click.IntRange(1, 2_147_483_647))
@with_app
def report_verify(number: int) -> None:
    """Make a report's file again, and say whether it comes out the same."""
    try:
        found = verify_report(number)
    except NotFound as error:
        raise Stop(f"Det finns ingen rapport {number}.") from error
    except WrongState as error:
        raise Stop(f"Rapport {number} har ingen färdig fil att jämföra med.") from error
    _tell(f"Rapport {number}", found)


@click.command("remake", help=REMAKE_HELP)
@click.argument("package", metavar="PAKET", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Filen som PDF-filen skrivs till.",
)
@with_app
def report_remake(package: Path, output: Path) -> None:
    """Make the file of an archive package again, and say whether it comes out the same."""
    check_folder(output.parent)
    content = package.read_bytes()
    if output.exists() and output.samefile(package):
        raise Stop(f"{output} är paketet självt. Välj en annan fil; inget är skrivet.")
    try:
        held = read_package(content)
        pdf = render(build_document(held.frozen)).pdf
    except PackageUnreadable as error:
        raise Stop(f"{package} är inte ett arkivpaket ur KHOSS.") from error
    except PackageDamaged as error:
        raise Damaged(
            f"{package} är skadat: {error} går inte att läsa, eller är inte det som lades där. "
            "Inget är skrivet."
        ) from error
    except (FiguresUnreadable, PdfProblem) as error:
        raise Differs(f"Filen kunde inte göras igen med den här versionen: {error}") from error
    output.write_bytes(pdf)
    found = Verified(
        noted=held.pdf_sha256,
        stored=held.pdf_sha256,
        again=hashlib.sha256(pdf).hexdigest(),
        figures_hold=True,
        made_at=held.made_at,
        made_with=held.made_with,
        program=this_program(),
    )
    _tell(str(output), found)


@click.command()
def version() -> None:
    """Visa vilken version av programmet som gör rapporter här, och dess bibliotek.

    Två installationer med samma fingeravtryck gör samma fil av samma frusna siffror.
    """
    program = this_program()
    click.echo(f"KHOSS {program.number}")
    click.echo(f"fingeravtryck {program.fingerprint}")
    click.echo(f"programfiler {program.files_sha256}")
    for name, number in program.libraries.items():
        click.echo(f"{name} {number}")


def _tell(what: str, found: Verified) -> None:
    """Say what was found, and end the command with the number of it."""
    told = f"{what}: {verification_text(found)}"
    if found.verdict is not FileVerdict.SAME:
        raise STOPS[found.verdict](told)
    click.echo(told)
