"""Domain errors: what a service refuses, and why."""

from __future__ import annotations

from collections.abc import Sequence


class DomainError(Exception):
    """A rule of the domain that was about to be broken."""


class NotFound(DomainError):
    """What was asked for does not exist, or not for this user."""


class NotAllowed(DomainError):
    """The step is not this user's to take."""


class NotHeld(DomainError):
    """What was ordered has no place in a report of that kind."""


class WrongState(DomainError):
    """The step does not fit the state that things are in."""


class ChangedSince(WrongState):
    """It is no longer what was shown when the step was decided on."""


class RoundClosed(WrongState):
    """The round takes no answers, or no longer those of this county."""


class AssessmentLocked(WrongState):
    """The assessment is submitted, approved or accepted."""


class ReasonMissing(DomainError):
    """The step needs a reason."""


class DuplicateValue(DomainError):
    """Something of that name exists."""


class Incomplete(DomainError):
    """What is unanswered has to be confirmed by name before the step."""

    def __init__(self, unanswered: Sequence[str]) -> None:
        super().__init__(", ".join(unanswered))
        self.unanswered = tuple(unanswered)


class Faulty(DomainError):
    """Some answers cannot be handed in as they are."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = tuple(keys)


class EditConflict(DomainError):
    """Somebody has saved the answer since it was read; nothing was written."""


class TooLong(DomainError):
    """Texts that would become longer than one may be; nothing was written."""

    def __init__(self, goals: Sequence[str]) -> None:
        super().__init__(", ".join(goals))
        self.goals = tuple(goals)


class FileRefused(DomainError):
    """A file refused whole, with each fault in it."""

    def __init__(self, faults: Sequence[object]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class RealData(DomainError):
    """The database is in use; examples must not be mixed with what it holds."""
