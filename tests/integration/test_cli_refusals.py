"""Every option and argument of every command, written wrongly: refused in Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest

from khoss.cli import cli
from tests.integration.test_cli import Terminal, alone

__all__ = ["alone"]

ENGLISH = re.compile(
    r"\b(invalid|missing|no such|not|valid|is|got|unexpected|extra|requires|argument|does|did you"
    r"|mean|usage|option|command|file|directory|range|format|must|choose)\b",
    re.IGNORECASE,
)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Return every command that does something, and how it is called."""
    for name, command in cli.commands.items():
        if isinstance(command, click.Group):
            for below, one in command.commands.items():
                yield f"{name} {below}", one
        else:
            yield name, command


PARAMETERS = [(name, one) for name, command in commands() for one in command.params]
OPTIONS = [(name, one) for name, one in PARAMETERS if isinstance(one, click.Option)]


def case(found: tuple[str, click.Parameter]) -> str:
    return f"{found[0]} {said_name(found[1])}"


def said_name(one: click.Parameter) -> str:
    return max(one.opts, key=len) if isinstance(one, click.Option) else one.human_readable_name


def written(one: click.Parameter, value: str) -> list[str]:
    return [said_name(one), value] if isinstance(one, click.Option) else [value]


def good(one: click.Parameter, folder: Path) -> str:
    if isinstance(one.type, click.IntRange):
        return str(one.type.max)
    if isinstance(one.type, click.Choice):
        return str(one.type.choices[0])
    if isinstance(one.type, click.DateTime):
        return str(date(2026, 12, 1))
    if isinstance(one.type, click.Path):
        return str(folder if one.type.dir_okay else folder / "x.pdf")
    assert one.type is click.STRING
    return "07"


def bad(one: click.Parameter, folder: Path) -> list[str]:
    """Return values that a parameter does not take; one of a text takes everything."""
    if isinstance(one.type, click.IntRange):
        assert one.type.max is not None
        return ["abc", "0", "2024,5", "", str(one.type.max + 1), "9" * 30]
    if isinstance(one.type, click.Choice):
        return ["kung", ""]
    if isinstance(one.type, click.DateTime):
        return ["i morgon", "2026-13-01", ""]
    if isinstance(one.type, click.Path):
        file = folder / "file"
        file.touch()
        return [str(folder if one.type.file_okay else file)]
    assert one.type is click.STRING or one.is_flag  # type: ignore[attr-defined]
    return []


def refused(terminal: Terminal, *arguments: str) -> str:
    said = terminal.refused_here(*arguments, code=2)
    assert not ENGLISH.findall(re.sub(r"--[a-z-]+|khoss [a-z -]+", "", said)), said
    assert said.endswith((".", "?"))
    return said


@pytest.mark.parametrize("found", PARAMETERS, ids=case)
def test_a_value_that_is_not_taken_is_refused_with_those_that_are(
    alone: Terminal, found: tuple[str, click.Parameter]
) -> None:
    name, one = found
    for value in bad(one, alone.folder):
        said = refused(alone, *name.split(), *written(one, value))
        assert said.startswith(f"{said_name(one)} ska vara "), value


@pytest.mark.parametrize("found", [case for case in PARAMETERS if case[1].required], ids=case)
def test_what_is_missing_is_named(alone: Terminal, found: tuple[str, click.Parameter]) -> None:
    name, missing = found
    others = [
        word
        for command, one in PARAMETERS
        if command == name and one.required and one is not missing
        for word in written(one, good(one, alone.folder))
    ]
    assert refused(alone, *name.split(), *others).startswith(f"{said_name(missing)} saknas")


@pytest.mark.parametrize("found", OPTIONS, ids=case)
def test_a_value_too_many_or_too_few_is_said(
    alone: Terminal, found: tuple[str, click.Option]
) -> None:
    name, one = found
    if one.is_flag:
        said = refused(alone, *name.split(), f"{said_name(one)}=ja")
        assert said.startswith(f"{said_name(one)} tar inget värde. ")
    else:
        said = refused(alone, *name.split(), said_name(one))
        assert said.startswith(f"{said_name(one)} kräver ett värde. ")
    assert said.endswith(f"Se khoss {name} --help.")


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_an_option_that_no_command_has_is_refused(alone: Terminal, name: str) -> None:
    said = refused(alone, *name.split(), "--nix")
    assert said == f"Valet --nix finns inte. Se khoss {name} --help."


@pytest.mark.parametrize("name", ["init", "demo", "run", "jobs", "mail send", "mail remind"])
def test_a_word_too_many_is_refused(alone: Terminal, name: str) -> None:
    said = refused(alone, *name.split(), "mer")
    assert said == f"Kommandot tar inte så många ord. Se khoss {name} --help."


def test_what_is_nearly_right_is_answered_with_what_was_meant(alone: Terminal) -> None:
    assert refused(alone, "report", "national", "--yaer", "2024") == (
        "Valet --yaer finns inte. Menade du --year? Se khoss report national --help."
    )
    said = refused(alone, "report", "natoinal")
    assert said.startswith("Kommandot natoinal finns inte. ")
    assert said.endswith("Se khoss report --help.")
    assert refused(alone, "inti") == "Kommandot inti finns inte. Menade du init? Se khoss --help."


def test_what_a_value_may_be_is_said(alone: Terminal) -> None:
    assert refused(alone, "report", "national", "--year", "abc") == (
        "--year ska vara ett heltal från 1 till 9999."
    )
    assert refused(alone, "user", "add", "--role", "king") == (
        "--role ska vara något av officer, approver, coordinator, reader, admin."
    )
    assert refused(alone, "mail", "remind", "--day", "tomorrow") == (
        "--day ska vara en dag, skriven som 2026-12-01."
    )
    assert refused(alone, "export", "results", "--format", "xls") == "--format ska vara csv."


def test_a_group_without_a_command_explains_itself(alone: Terminal) -> None:
    ended = alone.run_here("report")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Gör rapporter som PDF." in ended.stderr
