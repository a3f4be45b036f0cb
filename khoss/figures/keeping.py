"""Figures that are computed once from each history."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from khoss.figures.history import History

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


def once(
    function: Callable[Concatenate[History, Asked], Found],
) -> Callable[Concatenate[History, Asked], Found]:
    """Compute what is asked of a history the first time alone: neither it nor the answer changes.

    What was found lives as long as its history does.
    """

    @wraps(function)
    def find(history: History, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Found:
        asked: Any = (function, args, frozenset(kwargs.items()))
        if asked not in history.found:
            history.found[asked] = function(history, *args, **kwargs)
        return cast(Found, history.found[asked])

    return find
