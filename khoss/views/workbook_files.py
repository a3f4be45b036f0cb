"""Between the county's assessment and its workbook: what goes in, and what came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from khoss.models import Assessment, User
from khoss.services.answers import AnswerContent, EarlierAnswer, content_of, list_all_earlier
from khoss.services.assessments import list_answers
from khoss.services.installation import holds_examples
from khoss.services.workbook_imports import ImportedAnswer
from khoss.workbooks.layout import Before, Filled, Question, Workbook
from khoss.workbooks.reading import ReadAnswer


def workbook_of(assessment: Assessment, *, by: User) -> Workbook:
    """Return everything that the county's workbook says now."""
    earlier = list_all_earlier(assessment)
    return Workbook(
        year=assessment.round.year,
        county_code=assessment.county_code,
        county=assessment.county.name,
        municipalities=assessment.county.municipalities,
        plan=str(assessment.round.plan.year),
        exported_by=by.display_name,
        is_example=holds_examples(),
        questions=tuple(
            Question(
                key=answer.sub_goal.key,
                area=answer.sub_goal.area.name,
                priority=answer.sub_goal.priority,
                question=answer.sub_goal.question,
                guidance=answer.sub_goal.guidance,
                suggested_activities=answer.sub_goal.suggested_activities,
                before=_befores(earlier.get(answer.sub_goal_id, [])),
                version=answer.version,
                filled=Filled(**asdict(content_of(answer))),
            )
            for answer in list_answers(assessment)
        ),
    )


def imported_answers(answers: Sequence[ReadAnswer]) -> list[ImportedAnswer]:
    """Return what was read as the service takes it."""
    return [
        ImportedAnswer(
            goal=answer.key.lower().replace(" ", "-"),
            base_version=answer.version,
            content=AnswerContent(**asdict(answer.filled)),
            left_out=answer.left_out,
        )
        for answer in answers
    ]


def _befores(earlier: Sequence[EarlierAnswer]) -> tuple[Before, ...]:
    return tuple(
        Before(one.year, one.key, one.relation, Filled(**asdict(one.content))) for one in earlier
    )
