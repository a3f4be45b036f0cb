"""Which numbers an address may hold."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter, ValidationError

LARGEST = 2**31 - 1


class ColumnNumber(IntegerConverter):
    """A whole number that a column of the database can hold; a larger one is in no address."""

    def to_python(self, value: str) -> int:
        """Read a number.

        :raises ValidationError: when no column holds it.
        """
        number: int = super().to_python(value)
        if number > LARGEST:
            raise ValidationError
        return number
