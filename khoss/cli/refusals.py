"""What a command that is not understood is refused with: what click says of it is English.

What its sentence is about is known from the kind of the error and from the parameter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click


class ValueRefused(click.BadParameter):
    """A value that a check of ours refuses, with its own sentence in Swedish."""


def refusal(error: click.UsageError, program: click.Group, words: Sequence[str]) -> str:
    """Say in a sentence why the words of a command are not understood, and what to write instead.

    `program` is what the words were given to. An error of click's own does not always know the
    command that it is about.
    """
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    if isinstance(error, ValueRefused):
        return f"{_name(error.param)}: {error.message}"
    if isinstance(error, click.MissingParameter):
        return _missing(error.param)
    if isinstance(error, click.BadParameter):
        return _bad_value(error.param)
    names, command = _asked_for(program, words)
    return f"{_unknown(error, command)} Se {' '.join(('khoss', *names))} --help."


def _asked_for(program: click.Group, words: Sequence[str]) -> tuple[list[str], click.Command]:
    """Return the command that was asked for, and its names, as far as there is such a one."""
    names: list[str] = []
    command: click.Command = program
    for word in words:
        if not isinstance(command, click.Group) or word not in command.commands:
            break
        names.append(word)
        command = command.commands[word]
    return names, command


def _missing(parameter: click.Parameter | None) -> str:
    told = (getattr(parameter, "help", None) or "").rstrip(".")
    return f"{_name(parameter)} saknas: {told}." if told else f"{_name(parameter)} saknas."


def _bad_value(parameter: click.Parameter | None) -> str:
    """Say what a parameter takes."""
    return f"{_name(parameter)} ska vara {_values(parameter.type if parameter else None)}."


def _values(kind: click.ParamType[Any] | None) -> str:
    if isinstance(kind, click.IntRange):
        return f"ett heltal från {kind.min} till {kind.max}"
    if isinstance(kind, click.Choice):
        names = [str(one) for one in kind.choices]
        return f"något av {', '.join(names)}" if len(names) > 1 else names[0]
    if isinstance(kind, click.DateTime):
        return "en dag, skriven som 2026-12-01"
    if isinstance(kind, click.Path) and not kind.dir_okay:
        return "en fil som går att läsa, inte en mapp"
    if isinstance(kind, click.Path) and not kind.file_okay:
        return "en mapp som går att läsa, inte en fil"
    return "något annat"


def _unknown(error: click.UsageError, command: click.Command) -> str:
    """Say what was written that the command does not have."""
    if isinstance(error, click.NoSuchOption):
        return f"Valet {error.option_name} finns inte.{_perhaps(error.possibilities)}"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"Kommandot {error.command_name} finns inte.{_perhaps(error.possibilities)}"
    if isinstance(error, click.BadOptionUsage):
        if error.option_name in _flags(command):
            return f"{error.option_name} tar inget värde."
        return f"{error.option_name} kräver ett värde."
    return "Kommandot tar inte så många ord."


def _flags(command: click.Command) -> set[str]:
    """Return the options of a command that are there or not, and have no value."""
    return {
        name
        for one in command.params
        if isinstance(one, click.Option) and one.is_flag
        for name in one.opts
    }


def _perhaps(names: list[str] | None) -> str:
    return f" Menade du {' eller '.join(names)}?" if names else ""


def _name(parameter: click.Parameter | None) -> str:
    """Return what a parameter is called where it is written."""
    if parameter is None:
        return "Värdet"
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name
