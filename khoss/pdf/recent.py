"""Keep what was found out lately."""

from __future__ import annotations

from typing import Any


class Recent:
    """Keep a number of things by what they were found out for; those asked for again stay longer.

    At most twice the number are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[object, Any] = {}
        self._old: dict[object, Any] = {}

    def get(self, key: object) -> Any | None:
        """Return what is kept, or None."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: object, found: Any) -> None:
        """Keep something that is not None."""
        if len(self._young) >= self._most:
            self._young, self._old = {}, self._young
        self._young[key] = found

    def clear(self) -> None:
        """Forget everything."""
        self._young, self._old = {}, {}
