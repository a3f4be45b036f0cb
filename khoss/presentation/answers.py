"""One sub-goal's page: where it stands, what was said last year, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Rating, Relation
from khoss.models import Answer, Comment, ReturnedAnswer, SetAside
from khoss.presentation.conflicts import field_label
from khoss.services.answers import TEXT_FIELDS, AnswerContent, EarlierAnswer, content_of
from khoss.services.findings import same_texts


@dataclass(frozen=True)
class Earlier:
    """Last year's answer in words."""

    year: int
    key: str
    question: str
    relation_text: str
    reworded: bool
    comparable_text: str
    rating: Rating | None
    rating_text: str
    content: AnswerContent
    was_yes: bool
    can_be_confirmed: bool


@dataclass(frozen=True)
class WaitingText:
    """Something that somebody wrote and that is not in the answer."""

    id: int
    who: str
    at: datetime


@dataclass(frozen=True)
class Returned:
    """Why a question was given back, by whom and when."""

    reason: str
    who: str
    at: datetime


@dataclass(frozen=True)
class AnswerPage:
    """Everything that stands around the form."""

    key: str
    slug: str
    area: str
    place: str
    question: str
    priority_text: str
    guidance: str
    suggested_activities: str
    saved: AnswerContent
    saved_rating_text: str
    saved_at: datetime | None
    saved_by: str
    earlier: tuple[Earlier, ...]
    copied: tuple[str, ...]
    can_be_confirmed: bool
    asks_why: bool
    municipalities: int
    comments: int
    open_comments: int
    waiting: tuple[WaitingText, ...]
    returned: tuple[Returned, ...]
    previous_slug: str | None
    next_slug: str | None

    @property
    def copied_labels(self) -> str:
        """Return which of the texts are last year's, word for word."""
        return ", ".join(field_label(name).lower() for name in self.copied)


def answer_page(
    answer: Answer,
    answers: Sequence[Answer],
    earlier: Sequence[EarlierAnswer],
    *,
    year: int,
    municipalities: int,
    comments: Sequence[Comment] = (),
    waiting: Sequence[SetAside] = (),
    returned: Sequence[ReturnedAnswer] = (),
) -> AnswerPage:
    """Arrange one answer among all the answers of the assessment."""
    goal = answer.sub_goal
    slugs = [other.sub_goal.slug for other in answers]
    place = slugs.index(goal.slug)
    saved = content_of(answer)
    before = tuple(earlier_in_words(one) for one in earlier)
    same = {name for one in earlier for name in same_texts(saved, one.content)}
    return AnswerPage(
        key=goal.key,
        slug=goal.slug,
        area=goal.area.name,
        place=_("Delmål %(number)d av %(total)d", number=place + 1, total=len(slugs)),
        question=goal.question,
        priority_text=labels.priority_text(goal.priority, year),
        guidance=goal.guidance,
        suggested_activities=goal.suggested_activities,
        saved=saved,
        saved_rating_text=str(labels.RATINGS[answer.rating]),
        saved_at=answer.updated_at,
        saved_by=answer.updated_by.display_name if answer.updated_by else "",
        earlier=before,
        copied=tuple(name for name in TEXT_FIELDS if name in same),
        can_be_confirmed=len(before) == 1 and before[0].can_be_confirmed,
        asks_why=any(one.was_yes for one in before),
        municipalities=municipalities,
        comments=len(comments),
        open_comments=sum(comment.resolved_at is None for comment in comments),
        waiting=tuple(
            WaitingText(one.id, one.written_by.display_name, one.written_at) for one in waiting
        ),
        returned=tuple(
            Returned(one.reason, one.returned_by.display_name, one.returned_at) for one in returned
        ),
        previous_slug=slugs[place - 1] if place > 0 else None,
        next_slug=slugs[place + 1] if place + 1 < len(slugs) else None,
    )


@dataclass(frozen=True)
class ReturnedRow:
    """One question that was given back, on the page that lists just those."""

    key: str
    slug: str
    question: str
    reason: str
    changed: bool


def returned_rows(
    returned: Sequence[ReturnedAnswer], answers: Sequence[Answer]
) -> list[ReturnedRow]:
    """Return the questions given back in the order of the plan, and which are dealt with."""
    reasons = {row.answer_id: row for row in returned}
    return [
        ReturnedRow(
            key=answer.sub_goal.key,
            slug=answer.sub_goal.slug,
            question=answer.sub_goal.question,
            reason=reasons[answer.id].reason,
            changed=answer.version != reasons[answer.id].returned_version,
        )
        for answer in answers
        if answer.id in reasons
    ]


def earlier_in_words(earlier: EarlierAnswer) -> Earlier:
    """Return last year's answer in words."""
    return Earlier(
        year=earlier.year,
        key=earlier.key,
        question=earlier.question,
        relation_text=str(labels.RELATIONS[earlier.relation]),
        reworded=earlier.relation is not Relation.SAME,
        comparable_text=""
        if earlier.comparable
        else _("Frågans innebörd har ändrats: svaren ska inte jämföras rakt av."),
        rating=earlier.content.rating,
        rating_text=str(labels.RATINGS[earlier.content.rating]),
        content=earlier.content,
        was_yes=earlier.content.rating is Rating.YES,
        can_be_confirmed=earlier.can_be_confirmed,
    )
