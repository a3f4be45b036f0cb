"""The command line: `khoss` and its commands."""

from __future__ import annotations

import errno
import sys

import click
from sqlalchemy.exc import DatabaseError, IntegrityError

from config import SettingsError
from khoss.cli.installation import demo, init, run, work
from khoss.cli.mail import mail
from khoss.cli.plans import plan
from khoss.cli.refusals import refusal
from khoss.cli.reports import report
from khoss.cli.results import export
from khoss.cli.users import user
from khoss.cli.verifying import report_remake, report_verify, version
from khoss.serve import ServeError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """KHOSS – länsstyrelsernas handlingsplan och årliga självskattning."""


for command in (init, demo, run, work, plan, user, report, export, mail, version):
    cli.add_command(command)
report.add_command(report_verify)
report.add_command(report_remake)


# What keeps a file from being read or written.
CAUSES: dict[int | None, str] = {
    errno.EACCES: "rättighet saknas",
    errno.EISDIR: "det är en mapp",
    errno.ENOSPC: "det finns inget utrymme kvar",
    errno.ENOTDIR: "en del av sökvägen är ingen mapp",
    errno.EROFS: "dit går det bara att läsa",
}


def main() -> None:
    """Run a command; say in one sentence on stderr what went wrong."""
    try:
        cli(standalone_mode=False)
    except click.UsageError as error:
        _stop(refusal(error, cli, sys.argv[1:]), error.exit_code)
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
        cause = CAUSES.get(error.errno, error.strerror)
        named = f"{error.filename}: {cause}" if error.filename else cause
        _stop(f"Det gick inte att läsa eller skriva: {named}.")


def _stop(sentence: str, code: int = 1) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)


def _cause(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0]
