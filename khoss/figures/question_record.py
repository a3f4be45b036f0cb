"""A year's questions, and one county's answers to those of the plan before, as a report freezes."""

from __future__ import annotations

from dataclasses import dataclass

from khoss.enums import PlanStatus, Rating, Relation
from khoss.figures.frozen import freeze, thaw

FORM = "khoss/questions/1"


@dataclass(frozen=True)
class LastAnswer:
    """What a county handed in the year before; the texts are empty where they are not chosen."""

    rating: Rating | None
    coverage: int | None
    activities: str
    obstacles: str
    support_needs: str


@dataclass(frozen=True)
class EarlierQuestion:
    """A sub-goal of the plan before that this year's follows, and what the county answered.

    `answer` is None without a county, or when it handed nothing in.
    """

    key: str
    question: str
    relation: Relation
    comparable: bool
    answer: LastAnswer | None


@dataclass(frozen=True)
class Question:
    """One sub-goal as it is asked; without earlier ones it is new."""

    key: str
    goal_line: str
    priority: int
    question: str
    guidance: str
    suggested_activities: str
    earlier: tuple[EarlierQuestion, ...]


@dataclass(frozen=True)
class QuestionArea:
    """One priority area with its sub-goals in the order of the plan."""

    code: str
    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class QuestionRecord:
    """Everything that the questions of a year to bring to a meeting say.

    Without a county its code and name are empty. `last_day` is the round's last day as a date,
    empty before it is known. `before_handed_in` tells whether the county's answers of the plan
    before are known; `previous_year` is None for the first plan.
    """

    year: int
    plan_status: PlanStatus
    last_day: str
    code: str
    name: str
    municipalities: int
    previous_year: int | None
    before_handed_in: bool
    with_texts: bool
    areas: tuple[QuestionArea, ...]
    plan_source: str
    is_example: bool

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions of all areas in the order of the plan."""
        return tuple(one for area in self.areas for one in area.questions)

    def to_json(self) -> str:
        """Return the questions frozen as canonical JSON."""
        return freeze(self, form=FORM)

    @classmethod
    def from_json(cls, text: str) -> QuestionRecord:
        """Return questions that were frozen.

        :raises FiguresUnreadable: when they are of another form, or damaged.
        """
        return thaw(text, cls, form=FORM)
