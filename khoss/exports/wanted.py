"""What a page of figures was asked for, so that its files hold the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khoss.exports.edition import QUESTIONS, START, Edition, notes_of, wording_notes
from khoss.exports.rows import Cell, origin
from khoss.figures.history import History, Year
from khoss.services.goal_texts import GoalText


@dataclass(frozen=True)
class Wanted:
    """The years that may be seen, which of them, what of it, and with which filters.

    `subject` is the county or the goal line that the page is about, `address` where it always is,
    with the same filters. `texts` are what the counties
    wrote, for who may read it and asked for it; else None.
    """

    history: History
    is_example: bool
    year: Year | None = None
    subject: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    texts: Sequence[GoalText] | None = None
    address: str = ""

    @property
    def edition(self) -> Edition:
        """Return the year of a page that has one.

        :raises ValueError: when it has none.
        """
        if self.year is None:
            raise ValueError("a page of all years")
        return self.edition_of(self.year)

    def edition_of(self, year: Year) -> Edition:
        """Return one of the years as a file hands it out."""
        return Edition(self.history, year, self.is_example)

    def notes(self) -> tuple[str, ...]:
        """Return what has to be known to read the page's tables."""
        if self.year is not None:
            return self.edition.notes()
        return self.notes_of_all()

    def notes_of_all(self) -> tuple[str, ...]:
        """Return what has to be known to read the figures of every year."""
        return notes_of(self.history.years, is_example=self.is_example)

    def start_of(self, year: Cell) -> Mapping[str, Cell]:
        """Return what a row begins with that is of a year of its own, or of the page's."""
        if self.year is None or not isinstance(year, int):
            return self.start
        edition = self.edition_of(self.history.year(year))
        return dict(zip(START, edition.start, strict=True))

    @property
    def start(self) -> Mapping[str, Cell]:
        """Return what each row of a flat file begins with, by heading."""
        if self.year is not None:
            return dict(zip(START, self.edition.start, strict=True))
        return {
            "uppgifter": origin(self.is_example),
            QUESTIONS: wording_notes(self.history.years),
        }
