"""The read API: the pages' figures as JSON, for who holds a key, and no more than its role sees."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from khoss import clock
from khoss.db import db
from khoss.enums import AssessmentStatus, Rating, Role, RoundStatus
from khoss.models import (
    Answer,
    ApiToken,
    Assessment,
    AttemptCount,
    Round,
    SubGoal,
    User,
)
from khoss.services.api_tokens import create_token
from tests.support.keys import Program, find_account, make_key
from tests.support.official import rows
from tests.support.pages import find_person
from tests.support.queries import counted_statements

PATHS = (
    "/years",
    "/years/2024",
    "/years/2024/goals",
    "/years/2024/counties",
    "/years/2024/answers",
    "/goals/PF-1",
    "/comparisons/2024/2023",
)
OPEN_PATHS = (
    "/years/2026",
    "/years/2026/goals",
    "/years/2026/counties",
    "/years/2026/answers",
    "/comparisons/2026/2025",
)
POPULATION = 21


@pytest.fixture
def reader(example_app: Flask) -> Program:
    return Program(example_app, make_key(example_app, Role.READER))


@pytest.fixture
def coordinator(example_app: Flask) -> Program:
    return Program(example_app, make_key(example_app, Role.COORDINATOR))


def official(year: int) -> dict[str, dict[str, str]]:
    return {f"{row['area']} {row['position']}": row for row in rows(f"plan-{year}.csv")}


def counts(row: dict[str, str]) -> tuple[int, int, int]:
    return int(row["yes"]), int(row["partly"]), int(row["no"])


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_official_figures_stand_with_their_bases(reader: Program, year: int) -> None:
    said = reader.read(f"/years/{year}/goals")
    expected = official(year)
    assert [goal["key"] for goal in said["goals"]] == list(expected)
    for goal in said["goals"]:
        row, figure = expected[goal["key"]], goal["figure"]
        base = sum(counts(row))
        assert (figure["yes"], figure["partly"], figure["no"]) == counts(row)
        assert (figure["base"], figure["population"]) == (base, POPULATION)
        assert figure["unanswered"] == POPULATION - base
        assert figure["short"] is (base < POPULATION)
        met = counts(row)[0] + counts(row)[1]
        assert figure["shares"]["met_of_answers"] == pytest.approx(met / base, abs=1e-6)
        assert figure["shares"]["met_of_all"] == pytest.approx(met / POPULATION, abs=1e-6)
        assert (goal["line"], goal["question"]) == (row["goal_line"], row["question"])


@pytest.mark.parametrize(("year", "number"), [(2023, 6), (2024, 1)])
def test_short_bases_are_said_in_every_answer_about_the_year(
    reader: Program, year: int, number: int
) -> None:
    expected = {
        key: sum(counts(row))
        for key, row in official(year).items()
        if sum(counts(row)) < POPULATION
    }
    assert len(expected) == number
    heads = [reader.read(f"/years/{year}{rest}")["year"] for rest in _rests()]
    heads += [one for one in reader.read("/years")["years"] if one["year"] == year]
    heads += [
        one["year"] for one in reader.read("/goals/UP-1")["years"] if one["year"]["year"] == year
    ]
    compared = reader.read("/comparisons/2024/2023")
    heads.append(compared["now"] if year == 2024 else compared["then"])
    assert len(heads) == 7
    for head in heads:
        said = {one["key"]: (one["base"], one["population"]) for one in head["short_bases"]}
        assert said == {key: (base, POPULATION) for key, base in expected.items()}
        assert head["example_data"] is True


def test_a_wording_that_was_never_published_is_said_with_its_year(reader: Program) -> None:
    notes = {one["year"]: one["wording_note"] for one in reader.read("/years")["years"]}
    assert notes[2023].startswith("Frågornas lydelse 2023 har inte publicerats.")
    assert {notes[year] for year in notes if year > 2023} == {""}


def _rests() -> tuple[str, ...]:
    return ("", "/goals", "/counties", "/answers")


def test_answers_are_those_that_were_handed_in(example_app: Flask, coordinator: Program) -> None:
    said = coordinator.read("/years/2026/answers")
    with example_app.app_context():
        found = db.session.execute(
            select(Assessment.county_code, SubGoal.goal_line_code, Answer.rating)
            .join(Answer.assessment)
            .join(Answer.sub_goal)
            .join(Assessment.round)
            .where(
                Round.year == 2026,
                Assessment.status.in_(
                    [
                        AssessmentStatus.SUBMITTED,
                        AssessmentStatus.APPROVED,
                        AssessmentStatus.ACCEPTED,
                    ]
                ),
            )
        ).all()
        everything = db.session.scalar(
            select(db.func.count()).select_from(Assessment).join(Round).where(Round.year == 2026)
        )
    assert 0 < len({row[0] for row in found}) < (everything or 0)
    assert {(one["county"], one["line"], one["rating"]) for one in said["answers"]} == set(
        map(tuple, found)
    )
    assert len(said["answers"]) == len(found)


def test_a_county_has_the_figure_of_its_own_answers(example_app: Flask, reader: Program) -> None:
    said = {one["code"]: one for one in reader.read("/years/2025/counties")["counties"]}
    assert len(said) == POPULATION
    with example_app.app_context():
        given = Counter(
            db.session.scalars(
                select(Answer.rating)
                .join(Answer.assessment)
                .join(Assessment.round)
                .where(Round.year == 2025, Assessment.county_code == "07")
            )
        )
    figure = said["07"]["figure"]
    assert (figure["yes"], figure["partly"], figure["no"], figure["unanswered"]) == (
        given[Rating.YES],
        given[Rating.PARTLY],
        given[Rating.NO],
        given[None],
    )
    assert said["07"]["name"] == "Kronobergs län"


def test_what_may_not_be_compared_stands_beside_and_is_never_subtracted(reader: Program) -> None:
    said = {one["key"]: one for one in reader.read("/comparisons/2024/2023")["changes"]}
    now, then = official(2024), official(2023)
    assert list(said) == list(now)
    for key, row in now.items():
        change = said[key]
        olds = row["predecessor"].split(" + ") if row["predecessor"] else []
        assert [old["key"] for old in change["then"]] == olds
        for old in change["then"]:
            assert old["figure"]["base"] == sum(counts(then[old["key"]]))
        whole = all(sum(counts(one)) == POPULATION for one in (row, *(then[old] for old in olds)))
        if not olds:
            assert change["no_difference"] == "new"
        elif row["comparable"] != "yes":
            assert change["no_difference"] == "not_comparable"
        elif not whole:
            assert change["no_difference"] == "changed_base"
        else:
            before = counts(then[olds[0]])
            assert change["difference"] == {
                "yes": counts(row)[0] - before[0],
                "met": sum(counts(row)[:2]) - sum(before[:2]),
            }
        assert (change["difference"] is None) == (change["no_difference"] is not None)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reads_what_is_published_and_only_the_coordinator_the_rest(
    example_app: Flask, role: Role
) -> None:
    program = Program(example_app, make_key(example_app, role))
    for path in PATHS:
        assert program.ask(path).status_code == 200, path
    sees = role is Role.COORDINATOR
    for path in OPEN_PATHS:
        response = program.ask(path)
        assert response.status_code == (200 if sees else 404), path
        if not sees:
            assert response.mimetype == "application/problem+json"
    years = [one["year"] for one in program.read("/years")["years"]]
    assert years == ([2023, 2024, 2025, 2026] if sees else [2023, 2024, 2025])
    lines = [one["year"]["year"] for one in program.read("/goals/PF-1")["years"]]
    assert lines == years


def test_a_key_with_another_of_ones_roles_sees_no_more_than_that_role(example_app: Flask) -> None:
    with example_app.app_context():
        coordinator = find_account(Role.COORDINATOR)
        coordinator.is_admin = True
        db.session.commit()
    with example_app.app_context():
        user = db.session.scalars(select(User).where(User.is_coordinator, User.is_admin)).first()
        assert user is not None
        _, secret = create_token(
            user, name="Provet", role=Role.ADMIN, valid=timedelta(days=1), now=clock.now()
        )
        db.session.commit()
    assert Program(example_app, secret).ask("/years/2026").status_code == 404


def test_a_year_that_is_withdrawn_is_gone_at_once(example_app: Flask, reader: Program) -> None:
    before = reader.ask("/years/2024").headers["ETag"]
    with example_app.app_context():
        db.session.execute(
            update(Round).where(Round.year == 2024).values(status=RoundStatus.CLOSED)
        )
        db.session.commit()
    assert reader.ask("/years/2024", If_None_Match=before).status_code == 404
    assert reader.ask("/comparisons/2025/2024").status_code == 404
    assert [one["year"] for one in reader.read("/years")["years"]] == [2023, 2025]
    lines = reader.read("/goals/PF-1")["years"]
    assert [one["year"]["year"] for one in lines] == [2023, 2025]


@pytest.mark.parametrize("path", [*PATHS, *OPEN_PATHS])
def test_nobody_reads_without_a_key(example_app: Flask, path: str) -> None:
    for authorization in (None, "Bearer ", "Bearer khoss_påhittad", "Basic a2hvc3M6eA==", "xåä"):
        headers = {"Authorization": authorization.encode()} if authorization else {}
        response = example_app.test_client().get("/api/v1" + path, headers=headers)
        assert response.status_code == 401, authorization
        assert response.mimetype == "application/problem+json"
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
        said: Any = response.get_json(force=True)
        assert said["status"] == 401
        assert "nyckel" in said["detail"]
        assert "2026" not in response.get_data(as_text=True)


def test_a_session_opens_no_part_of_the_api_and_a_key_no_page(example_app: Flask) -> None:
    person = find_person(example_app, Role.COORDINATOR)
    assert person.client.get("/resultat/2026/").status_code == 200
    assert person.client.get("/api/v1/years").status_code == 401
    secret = make_key(example_app, Role.COORDINATOR)
    headers = {"Authorization": f"Bearer {secret}"}
    response = example_app.test_client().get("/resultat/2026/", headers=headers)
    assert response.status_code == 302
    assert response.location.startswith("/konto/logga-in")


def test_a_sentence_comes_in_english_where_that_is_asked_for(example_app: Flask) -> None:
    response = Program(example_app, None).ask("/years", Accept_Language="en-GB,en;q=0.9")
    swedish = Program(example_app, None).ask("/years")
    assert response.get_json(force=True)["status"] == 401
    assert swedish.get_json(force=True)["title"] == "En nyckel behövs"


@pytest.mark.parametrize(
    "ending", ["expired", "revoked", "account closed", "role lost", "key removed"]
)
def test_a_key_that_has_ended_opens_nothing(example_app: Flask, ending: str) -> None:
    program = Program(example_app, make_key(example_app, Role.READER))
    assert program.ask("/years").status_code == 200
    with example_app.app_context():
        token = db.session.scalars(select(ApiToken)).one()
        user = db.session.get_one(User, token.user_id)
        match ending:
            case "expired":
                token.created_at -= timedelta(days=60)
                token.expires_at = clock.now() - timedelta(seconds=1)
            case "revoked":
                token.revoked_at = clock.now()
            case "account closed":
                user.active = False
            case "role lost":
                user.is_reader, user.is_admin = False, True
            case "key removed":
                db.session.delete(token)
        db.session.commit()
    assert program.ask("/years").status_code == 401


def test_what_has_not_changed_is_not_sent_again(example_app: Flask, reader: Program) -> None:
    for path in PATHS:
        first = reader.ask(path)
        again = reader.ask(path, If_None_Match=first.headers["ETag"])
        assert (again.status_code, again.data) == (304, b""), path
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == "private, no-cache"
        assert "Authorization" in again.headers["Vary"]
        assert reader.ask(path, If_None_Match='"annat"').status_code == 200
    before = reader.ask("/years/2025/answers").headers["ETag"]
    with example_app.app_context():
        answer = db.session.scalars(
            select(Answer)
            .join(Answer.assessment)
            .join(Assessment.round)
            .where(Round.year == 2025, Answer.rating == Rating.YES)
        ).first()
        assert answer is not None
        answer.rating = Rating.NO
        # Every step that lets an answer change gives its assessment a new version.
        assessment = db.session.get_one(Assessment, answer.assessment_id)
        assessment.version += 1
        db.session.commit()
    changed = reader.ask("/years/2025/answers", If_None_Match=before)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != before
    without = reader.client.get("/api/v1/years/2024", headers={"If-None-Match": before})
    assert without.status_code == 401


def test_who_asks_too_often_is_told_when_to_come_back(example_app: Flask) -> None:
    secret = make_key(example_app, Role.READER)
    other = make_key(example_app, Role.ADMIN)
    program = Program(example_app, secret)
    with example_app.app_context():
        db.session.execute(delete(AttemptCount))
        db.session.commit()
        for _ in range(3):
            assert program.ask("/years").status_code == 200
        counted = db.session.scalars(select(AttemptCount)).all()
        assert [one.count for one in counted] == [3]
        db.session.execute(update(AttemptCount).values(count=300))
        db.session.commit()
    response = program.ask("/years/2024/goals")
    assert response.status_code == 429
    assert response.mimetype == "application/problem+json"
    assert 1 <= int(response.headers["Retry-After"]) <= 300
    assert Program(example_app, other).ask("/years").status_code == 200
    assert Program(example_app, None).ask("/years").status_code == 401
    with example_app.app_context():
        # The window passes.
        db.session.execute(update(AttemptCount).values(expires=clock.now().timestamp() - 1))
        db.session.commit()
    assert program.ask("/years/2024/goals").status_code == 200


def test_guessing_keys_is_counted_by_address(example_app: Flask) -> None:
    for number in range(5):
        assert Program(example_app, f"khoss_gissning{number}").ask("/years").status_code == 401
    with example_app.app_context():
        [counted] = db.session.scalars(select(AttemptCount)).all()
        assert counted.count == 5
        db.session.execute(update(AttemptCount).values(count=300))
        db.session.commit()
    assert Program(example_app, "khoss_gissning").ask("/years").status_code == 429


def test_use_is_noted_once_an_hour(example_app: Flask, reader: Program) -> None:
    def noted() -> Any:
        with example_app.app_context():
            return db.session.scalars(select(ApiToken)).one().last_used_at

    assert noted() is None
    reader.read("/years")
    first = noted()
    assert first is not None
    reader.read("/years")
    assert noted() == first
    with example_app.app_context():
        db.session.execute(update(ApiToken).values(last_used_at=first - timedelta(hours=2)))
        db.session.commit()
    reader.read("/years")
    assert noted() >= first


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(example_app: Flask, reader: Program, method: str) -> None:
    response = reader.client.open("/api/v1/years", method=method, headers=reader.headers)
    assert response.status_code == 405
    assert response.mimetype == "application/problem+json"
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    "path", ["/", "/nix", "/years/0", "/years/99999999999999999999", "/years/-1", "/goals/PF 1"]
)
def test_what_is_not_there_is_said_as_json(reader: Program, path: str) -> None:
    response = reader.ask(path)
    assert response.status_code == 404
    assert response.get_json(force=True)["status"] == 404


@pytest.mark.parametrize("pair", ["2023/2024", "2024/2024", "2024/1999", "1999/2024"])
def test_a_year_is_compared_with_an_earlier_one_only(reader: Program, pair: str) -> None:
    assert reader.ask(f"/comparisons/{pair}").status_code == 404


def test_an_answer_takes_a_fixed_number_of_queries(example_app: Flask, reader: Program) -> None:
    reader.read("/years")
    for path in PATHS:
        with example_app.app_context(), counted_statements() as statements:
            reader.read(path)
        # The key, its count and what has passed, the history whose years are known (three),
        # installation.
        assert len(statements) == 7, "\n".join(statements)
