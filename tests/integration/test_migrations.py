"""Migrations: one line of them, up and down with data in place, and the models' own schema."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, delete, func, inspect, select, update
from sqlalchemy.exc import DatabaseError

from config import ROOT
from khoss.db import db
from khoss.enums import ReportKind, ReportStatus
from khoss.models import Answer, County, Event, Report
from khoss.services import events, reports
from khoss.services.official import load_official
from khoss.services.records import ReportOrder
from tests.support.databases import EXAMPLE_MOMENT

MIGRATIONS = str(ROOT / "migrations")
QUEUE = "huey_"
LATER = EXAMPLE_MOMENT + timedelta(days=1)


def own_tables() -> set[str]:
    """Return the tables that the migrations mind: the job queue makes its own."""
    return {name for name in inspect(db.engine).get_table_names() if not name.startswith(QUEUE)}


def differences() -> list[Any]:
    """Return what would have to change for the database to be as the models say."""

    def ours(item: object, name: str | None, kind: str, *_rest: object) -> bool:
        return kind != "table" or not (name or "").startswith(QUEUE)

    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"compare_type": True, "compare_server_default": True, "include_object": ours},
        )
        found: list[Any] = compare_metadata(context, db.metadata)
        return found


def test_the_migrations_have_one_beginning_and_one_end() -> None:
    script = ScriptDirectory(MIGRATIONS)
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_the_migrated_schema_is_the_models_own(migrated_app: Flask) -> None:
    with migrated_app.app_context():
        assert differences() == []
        assert own_tables() == {*db.metadata.tables, "alembic_version"}


def test_every_check_of_the_models_is_in_the_database(migrated_app: Flask) -> None:
    with migrated_app.app_context():
        found = inspect(db.engine)
        for table in db.metadata.sorted_tables:
            expected = {
                str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)
            }
            assert {one["name"] for one in found.get_check_constraints(table.name)} == expected


def test_down_to_nothing_and_up_again_with_data_in_place(example_app: Flask) -> None:
    with example_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Answer))
        db.session.remove()
        downgrade(directory=MIGRATIONS, revision="base")
        assert own_tables() == {"alembic_version"}
        upgrade(directory=MIGRATIONS)
        assert differences() == []
        assert db.session.scalar(select(func.count()).select_from(County)) == 0
        assert load_official(at=EXAMPLE_MOMENT).changed
        db.session.commit()
        assert db.session.scalar(select(func.count()).select_from(County)) == 21


def test_going_up_again_changes_nothing(example_app: Flask) -> None:
    with example_app.app_context():
        before = db.session.scalar(select(func.count()).select_from(Answer))
        db.session.remove()
        upgrade(directory=MIGRATIONS)
        assert db.session.scalar(select(func.count()).select_from(Answer)) == before


def test_the_log_is_kept_again_after_down_and_up(migrated_app: Flask) -> None:
    with migrated_app.app_context():
        downgrade(directory=MIGRATIONS, revision="base")
        upgrade(directory=MIGRATIONS)
        events.record("plan:load", subject="plan 2024", by=None, at=EXAMPLE_MOMENT)
        db.session.commit()
        db.session.delete(db.session.scalars(select(Event)).one())
        with pytest.raises(DatabaseError, match="kept row in event"):
            db.session.commit()
        db.session.rollback()


def test_frozen_figures_are_kept(example_app: Flask) -> None:
    with example_app.app_context():
        order = ReportOrder(ReportKind.TARGET_PICTURE, 2025)
        report = reports.create_report(order, by=None, now=EXAMPLE_MOMENT)
        db.session.commit()
        frozen = report.figures
        for change in (
            update(Report).values(figures="{}"),
            update(Report).values(figures_sha256="0" * 64),
            delete(Report),
        ):
            with pytest.raises(DatabaseError, match="kept row in report"):
                db.session.execute(change)
            db.session.rollback()
        report.case_number = "Dnr 1"
        db.session.commit()
        assert (report.figures, report.case_number) == (frozen, "Dnr 1")


def test_reports_are_kept_through_down_and_up(example_app: Flask) -> None:
    with example_app.app_context():
        order = ReportOrder(ReportKind.TARGET_PICTURE, 2025)
        frozen = reports.create_report(order, by=None, now=EXAMPLE_MOMENT).figures
        db.session.commit()
        db.session.remove()
        downgrade(directory=MIGRATIONS, revision="0004")
        upgrade(directory=MIGRATIONS)
        assert differences() == []
        assert db.session.scalars(select(Report.figures)).all() == [frozen]
        with pytest.raises(DatabaseError, match="kept row in report"):
            db.session.execute(delete(Report))
        db.session.rollback()


def test_what_made_a_published_file_is_noted_once_and_kept(example_app: Flask) -> None:
    with example_app.app_context():
        order = ReportOrder(ReportKind.TARGET_PICTURE, 2025)
        report = reports.create_report(order, by=None, now=EXAMPLE_MOMENT)
        report.made_at, report.made_with = EXAMPLE_MOMENT, "a draft may be made again"
        report.made_at, report.made_with = None, None
        report.slug, report.edition, report.published_at = "malbild-2025", 1, EXAMPLE_MOMENT
        db.session.commit()
        report.made_at, report.made_with = EXAMPLE_MOMENT, "the program"
        report.status, report.pdf_name, report.pdf_sha256 = ReportStatus.DONE, "a.pdf", "0" * 64
        db.session.commit()
        refuse_other_making()
        report.withdrawn_at, report.withdrawal_reason = EXAMPLE_MOMENT, "Fel siffror."
        db.session.commit()
        assert (report.made_at, report.made_with) == (EXAMPLE_MOMENT, "the program")


def test_what_made_a_file_before_it_was_noted_stays_unknown(example_app: Flask) -> None:
    with example_app.app_context():
        order = ReportOrder(ReportKind.TARGET_PICTURE, 2025)
        report = reports.create_report(order, by=None, now=EXAMPLE_MOMENT)
        report.made_at, report.made_with = EXAMPLE_MOMENT, "the program"
        report.status, report.pdf_name, report.pdf_sha256 = ReportStatus.DONE, "a.pdf", "0" * 64
        report.slug, report.edition, report.published_at = "malbild-2025", 1, EXAMPLE_MOMENT
        db.session.commit()
        frozen = report.figures
        db.session.remove()
        downgrade(directory=MIGRATIONS, revision="0005")
        upgrade(directory=MIGRATIONS)
        assert differences() == []
        found = db.session.scalars(select(Report)).one()
        assert (found.made_at, found.made_with, found.figures) == (None, None, frozen)
        db.session.rollback()
        refuse_other_making()
        with pytest.raises(DatabaseError, match="kept row in report"):
            db.session.execute(update(Report).values(figures="{}"))
        db.session.rollback()


def refuse_other_making() -> None:
    """See that nobody changes what is noted of how a published file was made."""
    for values in ({"made_with": "another"}, {"made_at": LATER}):
        with pytest.raises(DatabaseError, match="kept row in report"):
            db.session.execute(update(Report).values(**values))
        db.session.rollback()
