"""The read API under everything that its description allows, and much that it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.schemas import BaseSchema
from sqlalchemy import update

from khoss import create_app
from khoss.db import db
from khoss.enums import Role
from khoss.jobs import jobs
from khoss.models import Answer
from tests.support.apps import settings_for
from tests.support.databases import Databases
from tests.support.keys import ROOT, make_key

SECRET_TEXT = "Det här får ingen läsa"
# Each operation, for each role and for who has no key.
EXAMPLES = 6
PUBLISHED = "published"
PAIRS = ((2024, 2023), (2025, 2023), (2026, 2025), (2025, 2026), (2026, 2026), (2025, 2022))
NO_LIMIT = "1000000 per 5 minutes"


@pytest.fixture(scope="module")
def app(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the application, where every county has written what no answer may say."""
    with databases.copy("example") as url:
        one = create_app(
            replace(settings_for(url, tmp_path_factory.mktemp("instance")), api_limit=NO_LIMIT)
        )
        with one.app_context():
            db.session.execute(
                update(Answer).values(
                    activities=SECRET_TEXT, obstacles=SECRET_TEXT, support_needs=SECRET_TEXT
                )
            )
            db.session.commit()
        yield one
        with one.app_context():
            db.session.remove()
            db.engine.dispose()
            jobs().close()


@pytest.fixture(scope="module")
def description(app: Flask) -> BaseSchema:
    """Return the description that the application itself hands out."""
    schema: BaseSchema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", app)
    return schema


def operations(description: BaseSchema) -> list[Any]:
    """Return every operation; one that cannot be read fails here."""
    found: list[Any] = list(description.get_all_operations())
    return [one.ok() for one in found]


def years_in(said: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of an answer that names a round's status."""
    if isinstance(said, dict):
        if "status" in said and "source" in said:
            yield said
        for part in said.values():
            yield from years_in(part)
    elif isinstance(said, list):
        for part in said:
            yield from years_in(part)


def test_the_description_names_every_address_and_no_other(app: Flask) -> None:
    said = app.test_client().get(f"{ROOT}/openapi.json").get_json()
    found = {
        rule.rule.replace("<int:", "<").replace("<", "{").replace(">", "}").removeprefix(ROOT)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert set(said["paths"]) == found
    ids = {f"api.{path['get']['operationId']}" for path in said["paths"].values()}
    assert ids == {one for one in app.view_functions if one.startswith("api.")}


@pytest.mark.parametrize("role", [*Role, None])
def test_whatever_is_asked_the_answer_is_as_described(
    app: Flask, description: BaseSchema, role: Role | None
) -> None:
    headers = {"Authorization": f"Bearer {make_key(app, role)}"} if role else {}
    seen: set[int] = set()
    for operation in operations(description):

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.headers = {**(case.headers or {}), **headers}
            response = case.call()
            case.validate_response(response, headers=headers)
            seen.add(response.status_code)
            assert response.status_code < 500
            assert SECRET_TEXT not in response.text
            said = json.loads(response.text) if response.text else None
            if role is not Role.COORDINATOR and response.status_code == 200:
                assert {one["status"] for one in years_in(said)} <= {PUBLISHED}

        ask()
    assert 401 in seen if role is None else {200, 404} <= seen


@pytest.mark.parametrize("role", list(Role))
def test_every_year_and_goal_line_conforms_for_every_role(
    app: Flask, description: BaseSchema, role: Role
) -> None:
    headers = {"Authorization": f"Bearer {make_key(app, role)}"}
    seen = []
    for operation in operations(description):
        for values in _values(operation.path):
            case = operation.Case(path_parameters=values, headers=dict(headers))
            response = case.call()
            case.validate_response(response, headers=headers)
            assert SECRET_TEXT not in response.text
            shown = {one["year"] for one in years_in(json.loads(response.text))}
            assert 2026 not in shown or role is Role.COORDINATOR
            seen.append(response.status_code)
    assert set(seen) == {200, 404}


def _values(path: str) -> list[dict[str, object]]:
    """Return the path's parameters for every year, and for some goal lines."""
    years = range(2022, 2028)
    if "{year}" in path:
        return [{"year": year} for year in years]
    if "{line}" in path:
        return [{"line": line} for line in ("PF-1", "UP-1", "SL-3", "KK-1", "XX-1")]
    if "{now}" in path:
        return [{"now": now, "then": then} for now, then in PAIRS]
    return [{}]
