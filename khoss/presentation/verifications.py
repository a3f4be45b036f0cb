"""What was found when a report's file was made again, and which program made it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss import clock
from khoss.enums import FileVerdict
from khoss.i18n import swedish_date
from khoss.models import Report
from khoss.services.program_versions import (
    ProgramVersion,
    VersionStep,
    read_program,
    steps_between,
)
from khoss.services.verifications import Verified

SHOWN_OF_A_FINGERPRINT = 12


@dataclass(frozen=True)
class ProgramRow:
    """The program that made a file, where the page of a report tells of it."""

    name: str
    fingerprint: str
    libraries: list[str]
    made_at: datetime | None


def program_row(report: Report) -> ProgramRow | None:
    """Return which program made a report's file; None where that was not noted."""
    program = read_program(report.made_with)
    if program is None:
        return None
    libraries = sorted(program.libraries.items(), key=lambda one: one[0].lower())
    return ProgramRow(
        name=f"KHOSS {program.number}",
        fingerprint=program.fingerprint,
        libraries=[f"{name} {version}" for name, version in libraries],
        made_at=report.made_at,
    )


def program_name(program: ProgramVersion) -> str:
    """Return what a program is called: its number, and the beginning of its fingerprint."""
    fingerprint = program.fingerprint[:SHOWN_OF_A_FINGERPRINT]
    return _(
        "KHOSS %(number)s, fingeravtryck %(fingerprint)s",
        number=program.number,
        fingerprint=fingerprint,
    )


def verification_text(found: Verified) -> str:
    """Return what was found, what was kept and what to do; of the same file its checksum."""
    return " ".join(piece for piece in _pieces(found) if piece)


def _pieces(found: Verified) -> tuple[str, ...]:
    match found.verdict:
        case FileVerdict.SAME:
            return (_("Filen blev densamma: SHA-256 %(checksum)s", checksum=found.noted),)
        case FileVerdict.FILE_MISSING:
            return _("Den bevarade filen saknas på disken."), _again(found), _restore()
        case FileVerdict.FILE_DAMAGED:
            return _damaged(found), _again(found), _restore()
        case FileVerdict.FIGURES_DAMAGED:
            return (
                _("De frusna siffrorna är skadade: de har inte den kontrollsumma som noterades."),
                _("Filen gjordes därför inte igen."),
                _unchanged(),
                _("Återställ databasen från säkerhetskopian, och kontrollera igen."),
            )
        case FileVerdict.SAME_PROGRAM:
            return _same_program(found)
        case FileVerdict.NOT_MADE:
            return (
                _("Filen kunde inte göras igen; varför står i programmets logg."),
                _unchanged(),
                *_other_program(found),
            )
        case _:
            return (
                *_other_program(found),
                _("Filen blev inte densamma."),
                _unchanged(),
                _advice(found),
            )


def _same_program(found: Verified) -> tuple[str, ...]:
    return (
        _(
            "Samma version av programmet (%(program)s) gjorde en annan fil av samma frusna "
            "siffror: något är skadat, eller så är det ett fel i programmet.",
            program=program_name(found.program),
        ),
        _unchanged(),
        _("Noterat är SHA-256 %(noted)s; nu blev det %(again)s.", **_checksums(found)),
        _(
            "Installera programmet och dess bibliotek på nytt och kontrollera igen. Blir det "
            "likadant, anmäl felet med båda kontrollsummorna."
        ),
    )


def _other_program(found: Verified) -> tuple[str, ...]:
    """Say which program made the file, where it is not the one of now; nothing where it is."""
    now = _("Den gjordes nu med %(program)s.", program=program_name(found.program))
    if found.made_with is None:
        return _("Det är inte noterat vilken version av programmet som gjorde filen."), now
    if found.made_with == found.program:
        return ()
    made = _(
        "Filen gjordes den %(day)s med en annan version av programmet (%(program)s).",
        day=_day(found),
        program=program_name(found.made_with),
    )
    steps = ", ".join(_step(one) for one in steps_between(found.made_with, found.program))
    return made, now, _("Det som skiljer: %(steps)s.", steps=steps)


def _advice(found: Verified) -> str:
    if found.made_with is None:
        return _(
            "För att få filen byte för byte: installera den version av programmet som "
            "användes när den gjordes, och kontrollera där."
        )
    return _(
        "För att få filen byte för byte: installera den version av programmet och "
        "biblioteken som rapport.json i arkivpaketet anger, och kontrollera där."
    )


def _step(step: VersionStep) -> str:
    before, now = (version or _("saknas") for version in (step.before, step.now))
    return _("%(name)s från %(before)s till %(now)s", name=step.name, before=before, now=now)


def _day(found: Verified) -> str:
    return swedish_date(found.made_at.astimezone(clock.SWEDEN).date()) if found.made_at else ""


def _damaged(found: Verified) -> str:
    return _(
        "Den bevarade filen är skadad: den har SHA-256 %(stored)s, men %(noted)s är noterad.",
        **_checksums(found),
    )


def _again(found: Verified) -> str:
    """Say how the file came out again where the kept one is lost."""
    if not found.again:
        return _("Den kunde inte göras igen.")
    if found.again == found.noted:
        return _("Gjord igen ur de frusna siffrorna har filen den noterade kontrollsumman.")
    return " ".join((_("Gjord igen blev filen en annan."), *_other_program(found)))


def _restore() -> str:
    return _("Återställ filen från säkerhetskopian eller ur arkivpaketet, och kontrollera igen.")


def _unchanged() -> str:
    return _("Den bevarade filen är oförändrad (SHA-256 stämmer).")


def _checksums(found: Verified) -> dict[str, str]:
    return {"noted": found.noted, "stored": found.stored, "again": found.again}
