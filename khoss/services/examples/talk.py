"""Made-up talk in the open round: threads, a question that waits, a note, questions given back."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from khoss.db import db
from khoss.enums import Audience
from khoss.models import Answer, Assessment, Round, SubGoal
from khoss.services.comments import add_comment, resolve
from khoss.services.examples.accounts import Staff
from khoss.services.examples.answering import moment
from khoss.services.handover_notes import save_note
from khoss.services.submissions import return_questions

TALKING, GIVEN_BACK = "08", "10"
NOTE = (
    "Kommunernas beredskapssamordnare möts första torsdagen i månaden. Underlaget till UP 1 finns "
    "hos upphandlingsenheten. Ring gärna kollegan i grannlänet, hon har gjort det här i tre år."
)
REASONS = {
    "PF 2": "Vilka kommuner har förankrat uppdraget på ledningsnivå, och vilka återstår?",
    "SL 1": "Bedömningen är ja, men aktiviteterna beskriver en plan. Vad är gjort?",
}


def add_talk(round_: Round, staff: Staff, *, today: date) -> None:
    """Let one county talk among its own and with the coordinator, and give another's back."""
    people = staff.counties[TALKING]
    answers = _list_answers(round_, TALKING)
    day = today - timedelta(days=6)
    county, coordinator = Audience.COUNTY, Audience.COORDINATOR
    entries = (
        ("PF 1", county, people.officer, "Ska vi nämna nätverket i norr också?"),
        ("PF 1", county, people.approver, "Ja, men bara om de har mötts i år."),
        ("PF 2", coordinator, people.officer, "Räknas ett kommunalförbunds ledning?"),
        ("PF 2", coordinator, staff.coordinator, "Ja, den som leder förbundet räknas."),
        ("SL 2", coordinator, people.officer, "Gäller planen hela länet eller varje kommun?"),
    )
    for hour, (goal, audience, by, body) in enumerate(entries, start=8):
        add_comment(answers[goal], body, audience=audience, by=by, now=moment(day, hour=hour))
    resolve(
        answers["PF 2"],
        audience=Audience.COORDINATOR,
        by=people.officer,
        now=moment(day, hour=15),
    )
    save_note(TALKING, NOTE, expected_version=0, by=people.officer, now=moment(day, hour=15))
    returned = db.session.scalars(
        select(Assessment).where(
            Assessment.round_id == round_.id, Assessment.county_code == GIVEN_BACK
        )
    ).one()
    given_back = _list_answers(round_, GIVEN_BACK)
    return_questions(
        returned,
        {given_back[key].id: reason for key, reason in REASONS.items()},
        by=staff.coordinator,
        now=moment(today - timedelta(days=2)),
    )


def _list_answers(round_: Round, county_code: str) -> dict[str, Answer]:
    rows = db.session.execute(
        select(Answer, SubGoal)
        .join(Answer.assessment)
        .join(Answer.sub_goal)
        .where(Assessment.round_id == round_.id, Assessment.county_code == county_code)
    )
    return {goal.key: answer for answer, goal in rows}
