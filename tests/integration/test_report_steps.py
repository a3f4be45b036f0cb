"""What the pages of a report offer is taken, and what would be refused is not offered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from khoss import clock
from khoss.db import db
from khoss.enums import ReportStatus, Role, RoundStatus
from khoss.errors import DomainError
from khoss.models import Report, Round, User
from khoss.services import publications, report_making, report_readers
from khoss.services.checklist import check_report
from tests.integration.test_publishing import make_empty, order, publish, step
from tests.support.pages import Page, find_person

Build = Callable[[Flask], int]
REASON = "Fel år."


def draft(app: Flask) -> int:
    return order(app, "malbild")


def without_case_number(app: Flask) -> int:
    return order(app, "malbild", case_number="")


def in_state(status: ReportStatus) -> Build:
    def build(app: Flask) -> int:
        return set_state(app, draft(app), status)

    return build


def published_in_state(status: ReportStatus) -> Build:
    """Return a report that is published, whose final file is not made."""

    def build(app: Flask) -> int:
        report_id = draft(app)
        step(app, report_id, "publicera")
        return set_state(app, report_id, status)

    return build


def published(app: Flask) -> int:
    report_id = draft(app)
    publish(app, report_id)
    return report_id


def corrected(app: Flask) -> tuple[int, int]:
    """Return a published report and the draft of its next edition."""
    first = published(app)
    location = step(app, first, "ratta", reason=REASON)
    make_empty(app)
    return first, int(location.strip("/").split("/")[1])


def replaced(app: Flask) -> int:
    first, second = corrected(app)
    publish(app, second)
    return first


def replaced_by_one_that_is_withdrawn(app: Flask) -> int:
    first, second = corrected(app)
    publish(app, second)
    step(app, second, "aterkalla", reason=REASON)
    return first


def replaced_by_one_that_is_not_made(app: Flask) -> int:
    first, second = corrected(app)
    step(app, second, "publicera")
    set_state(app, second, ReportStatus.FAILED)
    return first


def withdrawn(app: Flask) -> int:
    report_id = published(app)
    step(app, report_id, "aterkalla", reason=REASON)
    return report_id


def of_a_year_without_figures(app: Flask) -> int:
    report_id = order(app, "lansrapport", county="07")
    with app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2025)).one()
        round_.status = RoundStatus.DRAFT
        db.session.commit()
    return report_id


def set_state(app: Flask, report_id: int, status: ReportStatus) -> int:
    with app.app_context():
        report = db.session.get_one(Report, report_id)
        report.status, report.claimed_until = status, clock.now()
        report.failure = "Disken är full." if status is ReportStatus.FAILED else ""
        db.session.commit()
    return report_id


STATES: dict[str, Build] = {
    "draft": draft,
    "draft without a case number": without_case_number,
    **{f"draft that is {one.value}": in_state(one) for one in ReportStatus},
    **{
        f"published and {one.value}": published_in_state(one)
        for one in ReportStatus
        if one is not ReportStatus.DONE
    },
    "published": published,
    "correction": lambda app: corrected(app)[1],
    "published with a correction as draft": lambda app: corrected(app)[0],
    "replaced": replaced,
    "replaced by one that is withdrawn": replaced_by_one_that_is_withdrawn,
    "replaced by one that is not made": replaced_by_one_that_is_not_made,
    "withdrawn": withdrawn,
    "of a year without figures": of_a_year_without_figures,
}


def _publish(report: Report, by: User) -> None:
    if check_report(report).stopping:
        raise DomainError
    publications.publish(report, by=by, now=clock.now())


def _name(report: Report, by: User) -> None:
    user = report_readers.list_possible_readers()[0]
    report_readers.name_reader(report, user, by=by, now=clock.now())


STEPS: dict[str, Callable[[Report, User], object]] = {
    "Publicera rapporten": _publish,
    "Spara diarienumret": lambda report, by: publications.set_case_number(
        report, "Dnr 1", by=by, now=clock.now()
    ),
    "Frys om siffrorna": lambda report, by: publications.freeze_anew(
        report, by=by, now=clock.now()
    ),
    "Rätta med en ny utgåva": lambda report, by: publications.correct(
        report, publications.order_of(report), REASON, by=by, now=clock.now()
    ),
    "Återkalla rapporten": lambda report, by: publications.withdraw(
        report, REASON, by=by, now=clock.now()
    ),
    "Kontrollera att filen blir densamma": lambda report, by: publications.check_is_made(report),
    "Avbryt rapporten": lambda report, by: report_making.cancel(report, by=by, now=clock.now()),
    "Gör igen": lambda report, by: report_making.make_again(report, by=by, now=clock.now()),
    "Ge utkastet": _name,
}


# While the file of a published report is not made, nobody has read it.
AFTER_THE_FILE = {"Rätta med en ny utgåva", "Återkalla rapporten"}


def offered(app: Flask, report_id: int) -> set[str]:
    """Return the steps that the pages of a report offer the coordinator."""
    coordinator = find_person(app, Role.COORDINATOR)
    pages = [coordinator.get(f"/rapporter/{report_id}/{name}") for name in ("", "publicera/")]
    readers = f"/rapporter/{report_id}/lasare/"
    said = [text for page in pages for text in buttons(page)]
    return {*said, *buttons(coordinator.get(readers))} & set(STEPS)


def buttons(page: Page) -> list[str]:
    """Return what the buttons and links of a page say."""
    return [page.text(one) for tag in ("button", "a") for one in page.all(tag)]


def taken(app: Flask, report_id: int) -> set[str]:
    """Return the steps that would be taken now; none of them is."""
    found = set()
    with app.app_context():
        by = next(one for one in db.session.scalars(select(User)) if one.is_coordinator).id
        for name, take in STEPS.items():
            try:
                take(db.session.get_one(Report, report_id), db.session.get_one(User, by))
            except DomainError:
                continue
            finally:
                db.session.rollback()
            found.add(name)
    return found


@pytest.mark.parametrize("state", list(STATES))
def test_a_step_is_offered_where_it_would_be_taken(example_app: Flask, state: str) -> None:
    report_id = STATES[state](example_app)
    held_back = AFTER_THE_FILE if state.startswith("published and ") else set()
    assert offered(example_app, report_id) == taken(example_app, report_id) - held_back


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (replaced, "Utgåva 2 har ersatt den här. En ny rättelse görs från den."),
        (replaced_by_one_that_is_withdrawn, "Utgåva 2, som ersatte den här, är återkallad."),
        (replaced_by_one_that_is_not_made, "Utgåva 2 ska ersätta den här när dess fil är gjord."),
    ],
)
def test_an_edition_that_is_replaced_leads_to_the_one_that_is_corrected(
    example_app: Flask, build: Build, said: str
) -> None:
    first = build(example_app)
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/{first}/publicera/")
    assert said in page.text()
    (link,) = [one.get("href") for one in page.all("a") if page.text(one) == "Till utgåva 2"]
    with example_app.app_context():
        second = db.session.scalars(select(Report.id).where(Report.edition == 2)).one()
    assert link == f"/rapporter/{second}/publicera/"


def test_who_reads_a_draft_already_is_not_offered_it_again(example_app: Flask) -> None:
    report_id = draft(example_app)
    path = f"/rapporter/{report_id}/lasare/"
    coordinator = find_person(example_app, Role.COORDINATOR)
    first = [one.get("value") for one in coordinator.get(path).all("option")]
    coordinator.post(path, {"reader": first[1]})
    again = [one.get("value") for one in coordinator.get(path).all("option")]
    assert set(first) - set(again) == {first[1]}
