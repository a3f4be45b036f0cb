"""Write figures as canonical JSON and read them back, equal to the last bit."""

from __future__ import annotations

import json
import types
from dataclasses import asdict, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


class FiguresUnreadable(ValueError):
    """The JSON is not what these figures were frozen as."""


def freeze(figures: Any, *, form: str) -> str:
    """Return a dataclass as JSON: sorted keys, no spare spaces, and the name of its form."""
    return json.dumps(
        {"form": form, "figures": asdict(figures)},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def form_of(text: str) -> str:
    """Return the name of the form that figures were frozen in.

    :raises FiguresUnreadable: when the text names none.
    """
    try:
        return str(json.loads(text)["form"])
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise FiguresUnreadable(str(error)) from error


def thaw(text: str, kind: type[T], *, form: str) -> T:
    """Return the dataclass that was frozen.

    :raises FiguresUnreadable: when the text is of another form, or damaged.
    """
    try:
        held = json.loads(text)
        if held["form"] != form:
            raise FiguresUnreadable(f"{held['form']} is not {form}")
        figures: T = _read(held["figures"], kind)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise FiguresUnreadable(str(error)) from error
    return figures


def thaw_part(value: Any, kind: type[T]) -> T:
    """Return a dataclass that was frozen inside another one, from its part of the JSON.

    :raises FiguresUnreadable: when it is of another shape.
    """
    try:
        part: T = _read(value, kind)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise FiguresUnreadable(str(error)) from error
    return part


def _read(value: Any, kind: Any) -> Any:
    """Return a value read from JSON as the type that a field declares."""
    if isinstance(kind, types.UnionType):
        return None if value is None else _read(value, get_args(kind)[0])
    if get_origin(kind) is tuple:
        member = get_args(kind)[0]
        return tuple(_read(one, member) for one in _checked(value, list))
    if is_dataclass(kind):
        return _read_dataclass(_checked(value, dict), kind)
    if issubclass(kind, StrEnum):
        return kind(value)
    return _checked(value, kind)


def _read_dataclass(value: dict[str, Any], kind: Any) -> Any:
    declared = _declared(kind)
    if value.keys() != declared.keys():
        strange = sorted(value.keys() ^ declared.keys())
        raise FiguresUnreadable(f"{kind.__name__}: {', '.join(strange)}")
    return kind(**{name: _read(value[name], declared[name]) for name in declared})


@cache
def _declared(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _checked(value: Any, kind: Any) -> Any:
    # bool is an int to isinstance; here a count is never true or false.
    if type(value) is not kind:
        raise FiguresUnreadable(f"{value!r} is not {kind.__name__}")
    return value
