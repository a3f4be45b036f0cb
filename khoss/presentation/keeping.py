"""Pages that are put into words once from each history and in each language."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from flask_babel import get_locale

from khoss.figures.history import History
from khoss.figures.keeping import once

Asked = ParamSpec("Asked")
Found = TypeVar("Found")


def once_a_language(
    function: Callable[Concatenate[History, Asked], Found],
) -> Callable[Concatenate[History, Asked], Found]:
    """Put what is asked of a history into words the first time alone, in the language spoken.

    It must depend on nothing else than the history, what is asked and the language.
    """

    @once
    def find(
        history: History, language: str, /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Found:
        return function(history, *args, **kwargs)

    @wraps(function)
    def speak(history: History, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Found:
        return find(history, str(get_locale()), *args, **kwargs)

    return speak
