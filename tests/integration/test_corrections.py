"""A correction: what was ordered wrongly is put right, and told, also when it is withdrawn."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from khoss.db import db
from khoss.enums import CheckKind, Role
from khoss.i18n import swedish_date
from khoss.models import Report
from tests.integration.test_publishing import CASE, checks, make_empty, order, publish, step
from tests.support.pages import anybody, find_person

NATIONAL = "/publicerat/nationell-sammanstallning-2025/"
COVER = {"case_number": CASE, "sender": "", "recipient": ""}


def corrected(app: Flask, report_id: int, **fields: Any) -> int:
    """Return the number of a correction that is ordered and made."""
    location = step(app, report_id, "ratta", reason="Fel beställning.", **fields)
    make_empty(app)
    return int(location.strip("/").split("/")[1])


def saved(app: Flask, report_id: int) -> Report:
    with app.app_context():
        report = db.session.get_one(Report, report_id)
        db.session.expunge(report)
        return report


def test_a_correction_begins_with_what_the_edition_before_was_ordered_with(
    example_app: Flask,
) -> None:
    report_id = order(
        example_app, "delredovisning", sender="Fel avsändare", recipient="Fel mottagare"
    )
    publish(example_app, report_id)
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/{report_id}/ratta/")
    found = [page.field(name) for name in ("case_number", "sender", "recipient")]
    assert found == [CASE, "Fel avsändare", "Fel mottagare"]
    assert "with_texts" not in {one.get("name") for one in page.all("input")}


def test_what_was_ordered_wrongly_is_corrected_and_told(example_app: Flask) -> None:
    first = order(example_app, with_texts="y")
    publish(example_app, first)
    second = corrected(
        example_app, first, case_number="Dnr 9-2026", sender="Rätt", recipient="Rätt också"
    )
    report = saved(example_app, second)
    assert (report.with_texts, report.case_number) == (False, "9-2026")
    assert (report.sender, report.recipient) == ("Rätt", "Rätt också")
    coordinator = find_person(example_app, Role.COORDINATOR)
    for path in (f"/rapporter/{second}/", f"/rapporter/{second}/publicera/"):
        told = coordinator.get(path).text()
        assert "Rapporten rättar utgåva 1." in told
        assert "Rättelsen har inte länens egna texter." in told
    publish(example_app, second)
    public = anybody(example_app).get(NATIONAL).text()
    for sentence in (
        "Utgåva 2 har inte länens egna texter.",
        "Diarienumret är ett annat än i utgåva 1.",
        "Avsändaren är en annan än i utgåva 1.",
        "Mottagaren är en annan än i utgåva 1.",
    ):
        assert sentence in public


def test_nothing_is_said_to_differ_where_nothing_does(example_app: Flask) -> None:
    first = order(example_app, "malbild")
    publish(example_app, first)
    publish(example_app, corrected(example_app, first))
    public = anybody(example_app).get("/publicerat/malbild-2025/").text()
    assert "än i utgåva 1" not in public
    assert "egna texter." not in public


def test_texts_that_come_with_a_correction_are_signed_for_as_in_an_order(
    example_app: Flask,
) -> None:
    first = order(example_app, "lansrapport", county="07")
    publish(example_app, first)
    second = corrected(example_app, first, with_texts="y")
    assert saved(example_app, second).with_texts
    assert checks(example_app, second) == {CheckKind.OWN_TEXTS}
    publish(example_app, second)
    assert saved(example_app, second).published_at is None


def test_what_is_withdrawn_whole_is_corrected_at_the_same_address(example_app: Flask) -> None:
    first = order(example_app, with_texts="y")
    publish(example_app, first)
    second = corrected(example_app, first, with_texts="y")
    publish(example_app, second)
    for report_id in (first, second):
        step(example_app, report_id, "aterkalla", reason="Texterna skulle inte vara med.")
    third = corrected(example_app, second)
    assert checks(example_app, third) == set()
    publish(example_app, third)
    public = anybody(example_app).get(NATIONAL).text()
    assert "utgåva 3" in public
    assert "Utgåva 3 har inte länens egna texter." in public


def test_a_withdrawn_report_says_so_first_and_what_can_be_done(example_app: Flask) -> None:
    report_id = order(example_app, "malbild")
    publish(example_app, report_id)
    coordinator = find_person(example_app, Role.COORDINATOR)
    assert "är återkallad" not in coordinator.get(f"/rapporter/{report_id}/").text()
    step(example_app, report_id, "aterkalla", reason="Fel text följde med.")
    withdrawn_at = saved(example_app, report_id).withdrawn_at
    assert withdrawn_at is not None
    with example_app.app_context():
        day = swedish_date(withdrawn_at)
    for path in (f"/rapporter/{report_id}/", f"/rapporter/{report_id}/publicera/"):
        page = coordinator.get(path)
        said = page.text()
        assert f"Utgåva 1 är återkallad sedan {day}." in said
        assert said.index("Fel text följde med.") < said.index("kan rättas med en ny utgåva")
        links = [one.get("href") for one in page.all("a")]
        assert f"/rapporter/{report_id}/ratta/" in links
    preview = coordinator.get(f"/rapporter/{report_id}/forhandsgranska/").text()
    assert f"Utgåva 1 är återkallad sedan {day}. Skäl: Fel text följde med." in preview


def test_an_older_edition_leads_to_the_latest_and_keeps_what_was_written(
    example_app: Flask,
) -> None:
    first = order(example_app, "malbild")
    publish(example_app, first)
    second = corrected(example_app, first)
    publish(example_app, second)
    coordinator = find_person(example_app, Role.COORDINATOR)
    path = f"/rapporter/{first}/ratta/"
    leads = coordinator.get(path, status=303).response.location
    assert leads == f"/rapporter/{second}/ratta/"
    asked = {**COVER, "reason": "Skrivet länge.", "sender": "Rätt"}
    page = coordinator.post(path, asked, token_from=leads, status=422)
    assert "en senare utgåva har kommit" in page.text()
    assert (page.field("reason"), page.field("sender")) == ("Skrivet länge.", "Rätt")
    assert leads in [one.get("href") for one in page.all("a")]
    with example_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Report)) == 2


@pytest.mark.parametrize(
    "wrong", [{"case_number": "Dnr "}, {"sender": "x" * 121}, {"case_number": "1" * 61}]
)
def test_a_faulty_correction_keeps_what_was_written_and_orders_nothing(
    example_app: Flask, wrong: dict[str, str]
) -> None:
    first = order(example_app, "malbild")
    publish(example_app, first)
    path = f"/rapporter/{first}/ratta/"
    asked = {**COVER, "reason": "Skrivet länge.", "recipient": "Rätt", **wrong}
    page = find_person(example_app, Role.COORDINATOR).post(path, asked, status=422)
    assert (page.field("reason"), page.field("recipient")) == ("Skrivet länge.", "Rätt")
    with example_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Report)) == 1
