"""What the reports on the country are made from: gathered in as many queries for one as for all."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from khoss.db import db
from khoss.enums import AssessmentStatus, NarrativeSection, ReportKind
from khoss.errors import NotFound
from khoss.figures.national_record import NationalRecord
from khoss.models import Assessment, Narrative, Round
from khoss.services.records import ReportOrder, freeze_figures
from khoss.services.records.national import get_national_record
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.queries import counted_statements

# Held assessments; of the comparison: round with plan, plan before, goals, its round, assessments
# and ratings, assessments, ratings, predecessors, installation; of the history: counties, areas,
# plans with rounds and states, goals with links, totals, assessments, ratings; questions, texts,
# narratives.
QUERIES = 21


def _take_back(year: int, *, all_but: str) -> None:
    """Let one county alone have handed in."""
    db.session.execute(
        update(Assessment)
        .where(
            Assessment.round_id == select(Round.id).where(Round.year == year).scalar_subquery(),
            Assessment.county_code != all_but,
        )
        .values(status=AssessmentStatus.IN_PROGRESS)
    )
    db.session.commit()


def test_one_county_and_all_take_as_many_queries(example_app: Flask) -> None:
    with example_app.app_context():
        handed_in = get_national_record(2026, with_texts=True).comparison.handed_in[0].code
        get_national_record(2025, with_texts=True)
        db.session.commit()
        with counted_statements() as of_all:
            full = get_national_record(2025, with_texts=True)
        _take_back(2026, all_but=handed_in)
        get_national_record(2026, with_texts=True)
        db.session.commit()
        with counted_statements() as of_one:
            single = get_national_record(2026, with_texts=True)
        assert len(full.comparison.handed_in) == 21
        assert [one.code for one in single.comparison.handed_in] == [handed_in]
        assert len(of_all) == len(of_one) == QUERIES


@pytest.mark.parametrize(
    "kind", [ReportKind.NATIONAL, ReportKind.INTERIM_ACCOUNT, ReportKind.FINAL_ACCOUNT]
)
def test_each_kind_freezes_the_same_record(example_app: Flask, kind: ReportKind) -> None:
    with example_app.app_context():
        record = NationalRecord.from_json(freeze_figures(ReportOrder(kind, 2025)))
        assert record == get_national_record(2025, with_texts=False)
        assert record.texts == ()
        assert len(record.questions) == len(record.comparison.goals)


def test_only_the_comparison_gathers_what_counties_wrote(example_app: Flask) -> None:
    with example_app.app_context():
        wanted = [
            ReportOrder(kind, 2025, with_texts=True)
            for kind in (
                ReportKind.NATIONAL,
                ReportKind.INTERIM_ACCOUNT,
                ReportKind.FINAL_ACCOUNT,
            )
        ]
        held = [bool(NationalRecord.from_json(freeze_figures(one)).texts) for one in wanted]
    assert held == [True, False, False]


def test_the_chapters_of_an_account_are_not_in_a_comparison(example_app: Flask) -> None:
    with example_app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2025)).one()
        for section in (NarrativeSection.SUMMARY, NarrativeSection.ANALYSIS):
            db.session.add(
                Narrative(
                    round_id=round_.id,
                    section=section,
                    body="Än är inget klart.",
                    version=1,
                    saved_at=EXAMPLE_MOMENT,
                )
            )
        db.session.commit()
        account, comparison = (
            NationalRecord.from_json(freeze_figures(ReportOrder(kind, 2025))).narratives
            for kind in (ReportKind.FINAL_ACCOUNT, ReportKind.NATIONAL)
        )
    kept = {one.section for one in account}
    assert {NarrativeSection.SUMMARY, NarrativeSection.ANALYSIS} <= kept
    assert {one.section for one in comparison} == kept - {NarrativeSection.ANALYSIS}


def test_a_year_before_that_is_not_published_has_no_figures(example_app: Flask) -> None:
    with example_app.app_context():
        published = db.session.scalars(select(Round).where(Round.year == 2025)).one()
        published.status = type(published.status).CLOSED
        db.session.commit()
        record = get_national_record(2026, with_texts=False)
        assert record.history is not None
        before = record.history.years[0]
        assert (before.year, before.source, before.handed_in) == (2025, None, ())
        assert record.comparison.previous_source is None


def test_a_draft_of_a_county_is_its_own(example_app: Flask) -> None:
    with example_app.app_context():
        record = get_national_record(2026, with_texts=True)
        handed_in = {one.code for one in record.comparison.handed_in}
        assert {one.county for one in record.texts} <= handed_in
        assert record.history is not None
        assert {one.code for one in record.history.years[1].handed_in} == handed_in


def test_a_year_without_figures_is_not_found(example_app: Flask) -> None:
    with example_app.app_context(), pytest.raises(NotFound):
        get_national_record(2099, with_texts=False)
