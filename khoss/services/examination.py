"""Going through a whole assessment: what stands, what stood, and what is odd, in few queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khoss.errors import Faulty
from khoss.models import Answer, Assessment, ReturnedAnswer
from khoss.services import comments, set_aside
from khoss.services.answers import EarlierAnswer, list_all_earlier
from khoss.services.assessments import list_answers
from khoss.services.contents import AnswerContent, content_of
from khoss.services.findings import STOPPING, AnswerFacts, Odd, odd_things
from khoss.services.submissions import find_earlier_submission, list_returned


@dataclass(frozen=True)
class Examined:
    """One answer with everything that stands beside it."""

    answer: Answer
    facts: AnswerFacts
    odd: Sequence[Odd]
    submitted_before: AnswerContent | None
    returned: ReturnedAnswer | None

    @property
    def earlier(self) -> Sequence[EarlierAnswer]:
        """Return last year's answers to the goals that this one follows."""
        return self.facts.earlier

    @property
    def stops(self) -> bool:
        """Tell whether it cannot be handed in like this."""
        return any(odd in STOPPING for odd in self.odd)


def examine(assessment: Assessment, *, for_the_county: bool) -> list[Examined]:
    """Return every answer in the order of the plan, examined.

    What is the county's own affair – texts set aside, comments – is looked at for the county
    only.
    """
    earlier = list_all_earlier(assessment)
    submitted = find_earlier_submission(assessment)
    returned = {row.answer_id: row for row in list_returned(assessment)}
    waiting = set_aside.count_waiting(assessment) if for_the_county else {}
    talked = comments.count_open(assessment) if for_the_county else {}
    examined = []
    for answer in list_answers(assessment):
        back = returned.get(answer.id)
        facts = AnswerFacts(
            content=content_of(answer),
            priority=answer.sub_goal.priority,
            municipalities=assessment.county.municipalities,
            earlier=earlier.get(answer.sub_goal_id, ()),
            waiting_texts=waiting.get(answer.id, 0),
            open_comments=talked.get(answer.id, 0),
            returned_unchanged=back is not None and back.returned_version == answer.version,
        )
        examined.append(Examined(answer, facts, odd_things(facts), submitted.get(answer.id), back))
    return examined


def check_answers(assessment: Assessment) -> None:
    """Stop what cannot be handed in as it is.

    :raises Faulty: with the sub-goals that stop it.
    """
    faulty = [
        one.answer.sub_goal.key for one in examine(assessment, for_the_county=False) if one.stops
    ]
    if faulty:
        raise Faulty(faulty)
