"""Example data: made up, but true to every published total, and the same every time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean

import pytest
from flask import Flask
from sqlalchemy import Table, func, select

from khoss import create_app
from khoss.db import db
from khoss.enums import AssessmentStatus, Rating, Relation, RoundStatus
from khoss.errors import NotFound, RealData
from khoss.models import (
    ActionPlan,
    Answer,
    AnswerRevision,
    Assessment,
    County,
    PublishedTotal,
    Round,
    SubGoal,
    Succession,
    User,
)
from khoss.services.examples import add_examples
from khoss.services.examples.plans import ENDED, NEW_QUESTION, REWORDED, REWORDED_QUESTION
from khoss.services.installation import holds_examples
from khoss.services.plans import get_plan
from tests.support.apps import settings_for
from tests.support.databases import EXAMPLE_DAY, EXAMPLE_SEED, Databases

METROPOLITAN = ("01", "12", "14")
BY_CHANCE = ("fs_uniquifier", "password")
MET = (Rating.YES, Rating.PARTLY)
Dump = dict[str, list[str]]


@contextmanager
def filled(databases: Databases, folder: Path, *, seed: int) -> Iterator[Flask]:
    """Return an application on official data to which examples have just been added."""
    with databases.copy("official") as url:
        app = create_app(settings_for(url, folder))
        with app.app_context():
            add_examples(seed=seed, today=EXAMPLE_DAY, password_hash="kept out of the dump")
            db.session.commit()
            yield app
            db.session.remove()
            db.engine.dispose()


def dump() -> Dump:
    """Return every row of every table, without what is drawn anew for every account."""

    def rows(table: Table) -> list[str]:
        columns = [column for column in table.columns if column.name not in BY_CHANCE]
        return sorted(repr(tuple(row)) for row in db.session.execute(select(*columns)))

    return {table.name: rows(table) for table in db.metadata.sorted_tables}


def ratings_of(year: int) -> dict[str, dict[str, Rating | None]]:
    """Return what each county answered to each goal line in a year."""
    found: dict[str, dict[str, Rating | None]] = defaultdict(dict)
    for county, line, rating in db.session.execute(
        select(Assessment.county_code, SubGoal.goal_line_code, Answer.rating)
        .select_from(Answer)
        .join(Answer.assessment)
        .join(Assessment.round)
        .join(Answer.sub_goal)
        .where(Round.year == year)
    ):
        found[county][line] = rating
    return found


def met_in(year: int, lines: set[str]) -> dict[str, int]:
    """Return how many of some goal lines each county answered ja or delvis."""
    return {
        county: sum(ratings[line] in MET for line in lines)
        for county, ratings in ratings_of(year).items()
    }


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_made_up_answers_add_up_to_the_published_totals_in_every_row(
    example_app: Flask, year: int
) -> None:
    with example_app.app_context():
        published = {
            line: (yes, partly, no)
            for line, yes, partly, no in db.session.execute(
                select(
                    SubGoal.goal_line_code,
                    PublishedTotal.yes,
                    PublishedTotal.partly,
                    PublishedTotal.no,
                )
                .join(PublishedTotal, PublishedTotal.sub_goal_id == SubGoal.id)
                .join(SubGoal.plan)
                .where(ActionPlan.year == year)
            )
        }
        counts: dict[str, Counter[Rating | None]] = defaultdict(Counter)
        for ratings in ratings_of(year).values():
            for line, rating in ratings.items():
                counts[line][rating] += 1
    assert {
        line: (found[Rating.YES], found[Rating.PARTLY], found[Rating.NO])
        for line, found in counts.items()
    } == published
    assert all(found.total() == 21 for found in counts.values())
    unanswered = {line: found[None] for line, found in counts.items() if found[None]}
    assert unanswered == {
        line: 21 - sum(totals) for line, totals in published.items() if sum(totals) < 21
    }
    assert unanswered


def test_every_county_has_something_done_and_something_left(example_app: Flask) -> None:
    with example_app.app_context():
        lines = set(ratings_of(2024)["07"])
        met = met_in(2024, lines)
    assert len(lines) == 24
    assert len(met) == 21
    assert min(met.values()) >= 8
    assert max(met.values()) <= 23
    assert len(set(met.values())) > 5


def test_the_metropolitan_counties_have_come_less_far(example_app: Flask) -> None:
    with example_app.app_context():
        metropolitan = set(db.session.scalars(select(County.code).where(County.metropolitan)))
        met = met_in(2024, set(ratings_of(2024)["07"]))
    assert metropolitan == set(METROPOLITAN)
    others = mean(count for code, count in met.items() if code not in metropolitan)
    assert mean(met[code] for code in metropolitan) < others


def test_most_counties_have_come_further_after_a_year(example_app: Flask) -> None:
    with example_app.app_context():
        shared = set(ratings_of(2023)["07"]) & set(ratings_of(2024)["07"])
        before, after = met_in(2023, shared), met_in(2024, shared)
    further = [code for code in after if after[code] > before[code]]
    assert len(further) > len(after) / 2


def test_the_same_seed_gives_the_same_data_and_another_seed_others(
    databases: Databases, tmp_path: Path
) -> None:
    dumps: list[Dump] = []
    for seed in (EXAMPLE_SEED, EXAMPLE_SEED, EXAMPLE_SEED + 1):
        with filled(databases, tmp_path, seed=seed):
            dumps.append(dump())
    first, again, other = dumps
    for name, rows in first.items():
        assert again[name] == rows, name
    for name in ("answer", "answer_revision"):
        assert len(first[name]) > 1000
        assert other[name] != first[name]


@pytest.mark.parametrize("seed", [1, 7, 1000])
def test_every_seed_keeps_the_promises(databases: Databases, tmp_path: Path, seed: int) -> None:
    with filled(databases, tmp_path, seed=seed):
        lines = set(ratings_of(2024)["07"])
        met = met_in(2024, lines)
        assert min(met.values()) >= 8
        assert max(met.values()) <= 23
        totals = sum(
            yes + partly
            for yes, partly in db.session.execute(
                select(PublishedTotal.yes, PublishedTotal.partly)
                .join(SubGoal, SubGoal.id == PublishedTotal.sub_goal_id)
                .join(SubGoal.plan)
                .where(ActionPlan.year == 2024)
            )
        )
        assert sum(met.values()) == totals


def test_the_texts_are_of_every_kind(example_app: Flask) -> None:
    with example_app.app_context():
        rows = db.session.execute(
            select(Answer.activities, Answer.obstacles, Answer.support_needs)
            .join(Answer.assessment)
            .where(Assessment.status == AssessmentStatus.ACCEPTED)
        ).all()
    texts = [one for row in rows for one in row]
    written = [one for one in texts if one]
    assert 0.1 < len(written) / len(texts) < 0.9
    assert len(set(written)) > len(written) / 2
    assert any(one.count("\n– ") > 2 for one in written)
    assert any("\n\n" in one for one in written)
    lengths = [len(one.split()) for one in written]
    assert min(lengths) < 15
    assert max(lengths) > 100
    assert not [one for one in written if "{" in one or "}" in one or one != one.strip()]


def test_a_no_says_what_stood_in_the_way_or_what_is_needed(example_app: Flask) -> None:
    with example_app.app_context():
        silent = db.session.scalar(
            select(func.count())
            .select_from(Answer)
            .where(Answer.rating == Rating.NO, Answer.obstacles == "", Answer.support_needs == "")
        )
    assert silent == 0


def test_each_answer_has_one_revision_that_says_the_same(example_app: Flask) -> None:
    texts = ("rating", "activities", "obstacles", "support_needs")
    with example_app.app_context():
        pairs = db.session.execute(
            select(Answer, AnswerRevision).join(
                AnswerRevision, AnswerRevision.answer_id == Answer.id
            )
        ).all()
        for answer, revision in pairs:
            assert (revision.saved_at, revision.saved_by_id) == (
                answer.updated_at,
                answer.updated_by_id,
            )
            assert [getattr(answer, name) for name in texts] == [
                getattr(revision, name) for name in texts
            ]
        assert len({answer.id for answer, _revision in pairs}) == len(pairs)
        assert len(pairs) == db.session.scalar(
            select(func.count()).select_from(Answer).where(Answer.updated_at.is_not(None))
        )


def test_the_plan_of_2025_rewords_one_ends_one_and_adds_one(example_app: Flask) -> None:
    with example_app.app_context():
        before, plan = get_plan(2024), get_plan(2025)
        rows = db.session.execute(
            select(SubGoal.question, Succession.relation, Succession.comparable)
            .join(Succession, Succession.sub_goal_id == SubGoal.id)
            .where(SubGoal.plan_id == plan.id)
        ).all()
        followed = {one.predecessor.key for goal in plan.sub_goals for one in goal.predecessors}
        assert plan.is_example
        assert [
            (question, comparable)
            for question, relation, comparable in rows
            if relation is Relation.REWORDED
        ] == [(REWORDED_QUESTION, False)]
        assert Counter(relation for _question, relation, _comparable in rows) == {
            Relation.SAME: 22,
            Relation.REWORDED: 1,
        }
        assert [goal.question for goal in plan.sub_goals if not goal.predecessors] == [NEW_QUESTION]
        assert {goal.key for goal in before.sub_goals} - followed == {ENDED}
        assert REWORDED in followed


def test_the_open_round_has_counties_in_every_state(example_app: Flask) -> None:
    with example_app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2026)).one()
        states = Counter(
            db.session.scalars(select(Assessment.status).where(Assessment.round_id == round_.id))
        )
        assert round_.status is RoundStatus.OPEN
        assert round_.opens_on is not None
        assert round_.closes_on is not None
        assert round_.opens_on < EXAMPLE_DAY < round_.closes_on
    assert set(states) == set(AssessmentStatus)
    assert states.total() == 21


def test_a_county_that_has_not_begun_has_answered_nothing(example_app: Flask) -> None:
    with example_app.app_context():
        answered = db.session.scalar(
            select(func.count())
            .select_from(Answer)
            .join(Answer.assessment)
            .where(
                Assessment.status == AssessmentStatus.NOT_STARTED,
                Answer.updated_at.is_not(None)
                | Answer.rating.is_not(None)
                | (Answer.activities != ""),
            )
        )
    assert answered == 0


def test_everything_made_up_is_marked_as_an_example(example_app: Flask) -> None:
    with example_app.app_context():
        assert holds_examples()
        assert set(db.session.scalars(select(User.is_example))) == {True}
        plans = db.session.scalars(select(ActionPlan))
        assert {plan.year: plan.is_example for plan in plans} == {
            2023: False,
            2024: False,
            2025: True,
            2026: True,
        }


def test_examples_are_refused_where_a_county_has_begun_and_change_nothing(
    official_app: Flask,
) -> None:
    with official_app.app_context():
        round_id = db.session.scalars(select(Round.id).where(Round.year == 2024)).one()
        db.session.add(
            Assessment(round_id=round_id, county_code="07", status=AssessmentStatus.IN_PROGRESS)
        )
        db.session.commit()
        before = dump()
        with pytest.raises(RealData):
            add_examples(seed=EXAMPLE_SEED, today=EXAMPLE_DAY, password_hash="x")
        db.session.commit()
        assert dump() == before
        assert not holds_examples()


def test_examples_are_not_added_twice(example_app: Flask) -> None:
    with example_app.app_context():
        before = dump()
        with pytest.raises(RealData):
            add_examples(seed=EXAMPLE_SEED, today=EXAMPLE_DAY, password_hash="x")
        db.session.commit()
        assert dump() == before


def test_examples_need_the_official_data(migrated_app: Flask) -> None:
    with migrated_app.app_context():
        before = dump()
        with pytest.raises(NotFound):
            add_examples(seed=EXAMPLE_SEED, today=EXAMPLE_DAY, password_hash="x")
        db.session.commit()
        assert dump() == before
