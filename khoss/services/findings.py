"""What is odd about an answer before it is handed in: errors stop, warnings do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from khoss.enums import Rating
from khoss.services.answers import EarlierAnswer
from khoss.services.contents import TEXT_FIELDS, AnswerContent

SHORT_TEXT_WORDS = 10
LESS_THAN_YES = frozenset({Rating.PARTLY, Rating.NO})


class Odd(StrEnum):
    """One kind of oddity."""

    TEXT_WITHOUT_RATING = "text_without_rating"
    COVERS_TOO_MANY = "covers_too_many"
    YES_WITHOUT_ACTIVITY = "yes_without_activity"
    DOWN_WITHOUT_REASON = "down_without_reason"
    NO_WITHOUT_CAUSE = "no_without_cause"
    SHORT_TEXT = "short_text"
    SAME_TEXT = "same_text"
    UP_WITHOUT_ACTIVITY = "up_without_activity"
    WAITING_TEXT = "waiting_text"
    OPEN_COMMENT = "open_comment"
    RETURNED_UNCHANGED = "returned_unchanged"


STOPPING = frozenset({Odd.TEXT_WITHOUT_RATING, Odd.COVERS_TOO_MANY})


@dataclass(frozen=True)
class AnswerFacts:
    """Everything about one answer that the rules look at."""

    content: AnswerContent
    priority: int
    municipalities: int
    earlier: Sequence[EarlierAnswer] = ()
    waiting_texts: int = 0
    open_comments: int = 0
    returned_unchanged: bool = False

    @property
    def last(self) -> AnswerContent | None:
        """Return last year's answer where it answers the same question."""
        if len(self.earlier) == 1 and self.earlier[0].comparable:
            return self.earlier[0].content
        return None

    @property
    def went_down(self) -> bool:
        """Tell whether ja last year is delvis or nej now."""
        last = self.last
        return bool(last and last.rating is Rating.YES and self.content.rating in LESS_THAN_YES)


def same_texts(content: AnswerContent, last: AnswerContent | None) -> list[str]:
    """Return the names of the texts that say word for word what last year's did."""
    if last is None:
        return []
    return [
        name
        for name in TEXT_FIELDS
        if getattr(content, name) and _words(getattr(content, name)) == _words(getattr(last, name))
    ]


def odd_things(facts: AnswerFacts) -> list[Odd]:
    """Return what is odd about an answer, what stops first."""
    return [odd for odd, is_odd in RULES.items() if is_odd(facts)]


def _words(text: str) -> list[str]:
    return text.split()


def _text_without_rating(facts: AnswerFacts) -> bool:
    content = facts.content
    return content.rating is None and any(getattr(content, name) for name in TEXT_FIELDS)


def _covers_too_many(facts: AnswerFacts) -> bool:
    return (facts.content.coverage or 0) > facts.municipalities


def _yes_without_activity(facts: AnswerFacts) -> bool:
    return facts.content.rating is Rating.YES and not facts.content.activities


def _down_without_reason(facts: AnswerFacts) -> bool:
    return facts.went_down and not facts.content.change_reason


def _no_without_cause(facts: AnswerFacts) -> bool:
    content = facts.content
    return content.rating is Rating.NO and not (content.obstacles or content.support_needs)


def _short_text(facts: AnswerFacts) -> bool:
    words = len(_words(facts.content.activities))
    return facts.priority == 1 and facts.content.rating is not None and 0 < words < SHORT_TEXT_WORDS


def _up_without_activity(facts: AnswerFacts) -> bool:
    last, now = facts.last, facts.content
    return bool(
        last
        and last.rating is Rating.NO
        and now.rating in (Rating.PARTLY, Rating.YES)
        and not now.activities
    )


RULES: dict[Odd, Callable[[AnswerFacts], bool]] = {
    Odd.TEXT_WITHOUT_RATING: _text_without_rating,
    Odd.COVERS_TOO_MANY: _covers_too_many,
    Odd.YES_WITHOUT_ACTIVITY: _yes_without_activity,
    Odd.DOWN_WITHOUT_REASON: _down_without_reason,
    Odd.NO_WITHOUT_CAUSE: _no_without_cause,
    Odd.SHORT_TEXT: _short_text,
    Odd.UP_WITHOUT_ACTIVITY: _up_without_activity,
    Odd.SAME_TEXT: lambda facts: bool(same_texts(facts.content, facts.last)),
    Odd.WAITING_TEXT: lambda facts: facts.waiting_texts > 0,
    Odd.OPEN_COMMENT: lambda facts: facts.open_comments > 0,
    Odd.RETURNED_UNCHANGED: lambda facts: facts.returned_unchanged,
}
