"""One sub-goal's page: where it stands, what was said last year, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from khoss import labels
from khoss.enums import Rating, Relation
from khoss.models import Answer
from khoss.services.answers import AnswerContent, EarlierAnswer, content_of


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
    previous_slug: str | None
    next_slug: str | None


def answer_page(
    answer: Answer, answers: Sequence[Answer], earlier: Sequence[EarlierAnswer], *, year: int
) -> AnswerPage:
    """Arrange one answer among all the answers of the assessment."""
    goal = answer.sub_goal
    slugs = [other.sub_goal.slug for other in answers]
    place = slugs.index(goal.slug)
    return AnswerPage(
        key=goal.key,
        slug=goal.slug,
        area=goal.area.name,
        place=_("Delmål %(number)d av %(total)d", number=place + 1, total=len(slugs)),
        question=goal.question,
        priority_text=labels.priority_text(goal.priority, year),
        guidance=goal.guidance,
        suggested_activities=goal.suggested_activities,
        saved=content_of(answer),
        saved_rating_text=str(labels.RATINGS[answer.rating]),
        saved_at=answer.updated_at,
        saved_by=answer.updated_by.display_name if answer.updated_by else "",
        earlier=tuple(_earlier(one) for one in earlier),
        previous_slug=slugs[place - 1] if place > 0 else None,
        next_slug=slugs[place + 1] if place + 1 < len(slugs) else None,
    )


def _earlier(earlier: EarlierAnswer) -> Earlier:
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
    )
