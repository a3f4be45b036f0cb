"""Ordering a report: the kind first, then what that kind needs, by those who may."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from khoss.db import db
from khoss.enums import ReportKind, ReportStatus, Role
from khoss.errors import NotHeld
from khoss.figures.county_record import CountyRecord
from khoss.figures.national_record import NationalRecord
from khoss.jobs import jobs, make_report
from khoss.models import Report
from khoss.services.records import GATHERERS, WITH_COUNTY_TEXTS, ReportOrder
from khoss.services.reports import FILE_NAMES, create_report
from tests.integration.test_access import officer_of
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import Person, find_person

NATIONAL = "/rapporter/ny/nationell-sammanstallning/"
COUNTY = "/rapporter/ny/lansrapport/"
QUESTIONS = "/rapporter/ny/frageunderlag/"
WRITTEN = ["Dnr 123/2026", "dnr: 123/2026", "Dnr-123/2026", " DNR.  123/2026", "Dnr dnr123/2026"]
ACCOUNTS = [ReportKind.INTERIM_ACCOUNT, ReportKind.FINAL_ACCOUNT]


def coordinator(app: Flask) -> Person:
    return find_person(app, Role.COORDINATOR)


def ordered(person: Person, path: str, **fields: Any) -> int:
    """Order a report and return its number."""
    location = person.post(path, fields).response.location
    return int(location.strip("/").rpartition("/")[2])


def saved(app: Flask, report_id: int) -> Report:
    with app.app_context():
        report = db.session.get_one(Report, report_id)
        db.session.expunge(report)
        return report


def test_the_kind_leads_to_what_it_needs(example_app: Flask) -> None:
    person = coordinator(example_app)
    assert "Välj vilken rapport" in person.get("/rapporter/ny/?vidare=1", status=422).text()
    response = person.get("/rapporter/ny/?kind=national&vidare=1", status=303).response
    assert response.location == NATIONAL


@pytest.mark.parametrize("kind", list(GATHERERS))
def test_each_kind_asks_for_what_it_uses_alone(example_app: Flask, kind: ReportKind) -> None:
    page = coordinator(example_app).get(f"/rapporter/ny/{FILE_NAMES[kind]}/")
    names = {element.get("name") for tag in ("input", "select") for element in page.all(tag)} - {
        "csrf_token",
        None,
    }
    assert ("county" in names) == (kind in (ReportKind.COUNTY, ReportKind.QUESTIONS))
    assert ("sender" in names) == (kind in (ReportKind.INTERIM_ACCOUNT, ReportKind.FINAL_ACCOUNT))
    assert ("year" in names) == (kind not in (ReportKind.TARGET_PICTURE, ReportKind.TARGET_POSTER))
    assert ("with_texts" in names) == (kind in WITH_COUNTY_TEXTS)
    assert ("pröva sekretessen" in page.text()) == ("with_texts" in names)


@pytest.mark.parametrize("kind", ACCOUNTS)
def test_an_account_is_neither_ordered_nor_previewed_with_what_counties_wrote(
    example_app: Flask, kind: ReportKind
) -> None:
    person, slug = coordinator(example_app), FILE_NAMES[kind]
    path = f"/rapporter/ny/{slug}/"
    report = saved(example_app, ordered(person, path, year="2025", with_texts="y"))
    assert not report.with_texts
    assert not NationalRecord.from_json(report.figures).texts
    page = person.get(f"/rapporter/forhandsgranska/{slug}/?year=2025&with_texts=y")
    assert not [one for one in page.all("input") if one.get("name") == "with_texts"]
    with example_app.app_context(), pytest.raises(NotHeld):
        create_report(ReportOrder(kind, 2025, with_texts=True), by=None, now=EXAMPLE_MOMENT)


def test_what_was_filled_in_is_kept_when_something_is_wrong(example_app: Flask) -> None:
    page = coordinator(example_app).post(
        NATIONAL, {"year": "2024", "with_texts": "y", "case_number": "d" * 61}, status=422
    )
    assert page.field("case_number") == "d" * 61
    assert page.field("with_texts") == "y"


def test_a_sign_that_no_font_has_is_refused_in_a_case_number_and_kept_in_its_field(
    example_app: Flask,
) -> None:
    page = coordinator(example_app).post(
        NATIONAL, {"year": "2024", "case_number": "451-8😀-2026"}, status=422
    )
    assert page.field("case_number") == "451-8😀-2026"
    assert "😀 finns inte i rapporternas typsnitt. Skriv det med andra tecken." in page.text()


def test_what_is_ordered_is_what_was_filled_in(example_app: Flask) -> None:
    fields = {"year": "2025", "with_texts": "y", "case_number": " 400-1-2026 "}
    report = saved(example_app, ordered(coordinator(example_app), NATIONAL, **fields))
    assert (report.kind, report.year) == (ReportKind.NATIONAL, 2025)
    assert (report.with_texts, report.case_number) == (True, "400-1-2026")


@pytest.mark.parametrize("written", WRITTEN)
def test_a_case_number_is_kept_without_the_word_that_pages_write_before_it(
    example_app: Flask, written: str
) -> None:
    person = coordinator(example_app)
    report_id = ordered(person, "/rapporter/ny/malbild/", case_number=written)
    assert saved(example_app, report_id).case_number == "123/2026"
    with example_app.app_context():
        assert make_report(report_id)
    page = f"/rapporter/{report_id}/publicera/"
    path = f"/rapporter/{report_id}/diarienummer/"
    person.post(path, {"case_number": "4/2026"}, token_from=page)
    assert saved(example_app, report_id).case_number == "4/2026"
    with example_app.app_context():
        assert make_report(report_id)
    person.post(path, {"case_number": written}, token_from=page)
    assert saved(example_app, report_id).case_number == "123/2026"


def test_what_is_ordered_again_while_it_is_made_leads_to_the_same_report(
    example_app: Flask,
) -> None:
    person = coordinator(example_app)
    first = ordered(person, "/rapporter/ny/malbild/")
    assert ordered(person, "/rapporter/ny/malbild/") == first
    assert ordered(person, "/rapporter/ny/malbild/", case_number="Dnr 1") != first
    with example_app.app_context():
        assert make_report(first)
    assert ordered(person, "/rapporter/ny/malbild/") != first


def test_two_people_who_order_the_same_get_a_report_each(example_app: Flask) -> None:
    officer, other = officer_of(example_app, "07"), coordinator(example_app)
    own = ordered(officer, QUESTIONS, year="2026")
    assert ordered(other, QUESTIONS, year="2026", county="07") != own


def test_the_target_picture_is_of_the_latest_published_year(example_app: Flask) -> None:
    report = saved(example_app, ordered(coordinator(example_app), "/rapporter/ny/malbild/"))
    assert report.year == 2025


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER])
def test_a_county_orders_its_own_report_and_question_sheet(example_app: Flask, role: Role) -> None:
    person = find_person(example_app, role, county="07")
    for path, kind in ((COUNTY, ReportKind.COUNTY), (QUESTIONS, ReportKind.QUESTIONS)):
        report = saved(example_app, ordered(person, path, year="2025"))
        assert (report.kind, report.county_code) == (kind, "07")
        assert person.get(f"/rapporter/{report.id}/").text()


@pytest.mark.parametrize("path", [COUNTY, QUESTIONS])
@pytest.mark.parametrize("county", ["08", "alla", "99"])
def test_another_countys_report_does_not_exist(example_app: Flask, path: str, county: str) -> None:
    officer_of(example_app, "07").post(path, {"year": "2025", "county": county}, status=404)
    with example_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Report)) == 0


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER])
def test_a_county_previews_what_it_may_order(example_app: Flask, role: Role) -> None:
    person = find_person(example_app, role, county="07")
    for path, title in ((COUNTY, "Länsrapport 2026, Kronobergs län"), (QUESTIONS, "2026")):
        link = next(
            str(one.get("href"))
            for one in person.get(path).all("a")
            if "forhandsgranska" in str(one.get("href"))
        )
        page = person.get(link)
        assert title in page.text()
        assert "Kronobergs län" in page.text()
        # The county's own texts come along, as when it orders.
        assert page.field("with_texts") == "y"
        assert not [one for one in page.all("select") if one.get("name") == "county"]
        assert person.get(f"{link}?year=2025&county=07").text()
        for other in ("08", "alla", "99"):
            person.get(f"{link}?year=2025&county={other}", status=404)


def test_a_county_previews_nothing_of_the_country_and_others_preview_nothing(
    example_app: Flask,
) -> None:
    officer_of(example_app, "07").get(
        "/rapporter/forhandsgranska/nationell-sammanstallning/?year=2025", status=404
    )
    for role in (Role.READER, Role.ADMIN):
        person = find_person(example_app, role)
        person.get("/rapporter/forhandsgranska/lansrapport/", status=403)


def test_the_questions_are_previewed_without_a_county_as_they_are_ordered(
    example_app: Flask,
) -> None:
    person = coordinator(example_app)
    address = "/rapporter/forhandsgranska/frageunderlag/"

    def previewed(query: str) -> str:
        page = person.get(address + query)
        return page.text(page.all("article")[0])

    assert "Kronobergs län" in previewed("?county=07")
    assert "Stockholms län" not in previewed("")
    assert previewed("") == previewed("?county=")
    assert "Inget län: bara frågorna" in person.get(address).text()
    person.get(f"{address}?county=alla", status=404)


def test_a_countys_report_holds_the_country_only_when_the_year_is_published(
    example_app: Flask,
) -> None:
    officer = officer_of(example_app, "07")
    references = {
        year: CountyRecord.from_json(
            saved(example_app, ordered(officer, COUNTY, year=year)).figures
        ).references
        for year in ("2025", "2026")
    }
    assert references["2025"]
    assert references["2026"] == ()


def test_a_county_orders_nothing_of_the_country_and_others_order_nothing(
    example_app: Flask,
) -> None:
    officer = officer_of(example_app, "07")
    officer.get(NATIONAL, status=404)
    officer.get("/rapporter/ny/?kind=national", status=422)
    for role in (Role.READER, Role.ADMIN):
        person = find_person(example_app, role)
        assert person.client.get("/rapporter/ny/").status_code == 403
        assert person.client.get(COUNTY).status_code == 403
        assert "Gör en rapport" not in person.get("/rapporter/").text()


def test_a_county_stops_what_it_ordered_and_nothing_else(example_app: Flask) -> None:
    officer = officer_of(example_app, "07")
    own = ordered(officer, QUESTIONS, year="2026")
    others = ordered(coordinator(example_app), QUESTIONS, year="2026", county="07")
    officer.post(f"/rapporter/{own}/avbryt/", token_from=f"/rapporter/{own}/")
    assert saved(example_app, own).status is ReportStatus.CANCELLED
    token = f"/rapporter/{own}/"
    officer.post(f"/rapporter/{others}/avbryt/", status=404, token_from=token)
    assert "Avbryt rapporten" not in officer.get(f"/rapporter/{others}/").text()
    elsewhere = officer_of(example_app, "08")
    elsewhere.post(f"/rapporter/{own}/gor-igen/", status=404, token_from=QUESTIONS)


def test_a_report_is_cancelled_and_made_again_with_one_button_each(example_app: Flask) -> None:
    person = coordinator(example_app)
    report_id = ordered(person, "/rapporter/ny/malbild/")
    page = f"/rapporter/{report_id}/"
    person.post(f"{page}avbryt/", token_from=page)
    assert "Rapporten är avbruten" in person.get(page).text()
    with example_app.app_context():
        assert jobs().run_waiting() == 1
    assert saved(example_app, report_id).status is ReportStatus.CANCELLED
    # A second click changes nothing, and says so.
    person.post(f"{page}avbryt/", token_from=page)
    assert "görs inte längre" in person.get(page).text()
    person.post(f"{page}gor-igen/", token_from=page)
    with example_app.app_context():
        assert jobs().run_waiting() == 1
    shown = person.get(page).text()
    assert "Öppna rapporten" in shown
    assert "inga fel" in shown
    assert "Lät göra rapporten igen" in shown


def test_the_list_shows_what_is_asked_for_newest_first(example_app: Flask) -> None:
    person = coordinator(example_app)
    old = ordered(person, NATIONAL, year="2024")
    new = ordered(person, NATIONAL, year="2025")
    picture = ordered(person, "/rapporter/ny/malbild/")
    with example_app.app_context():
        assert make_report(picture)

    def listed(query: str) -> list[int]:
        page = person.get(f"/rapporter/?{query}")
        links = [str(link.get("href")) for link in page.all("a")]
        found = [link.strip("/").rpartition("/")[2] for link in links]
        return [int(one) for one in found if one.isdigit()]

    assert listed("") == [picture, new, old]
    assert listed("kind=national") == [new, old]
    assert listed("year=2024") == [old]
    assert listed("status=done") == [picture]
    assert listed("kind=national&status=done") == []
    assert listed("kind=saga&year=x&page=-3") == [picture, new, old]
    assert listed("page=99999999999999999999") == []


def test_many_reports_come_a_page_at_a_time(example_app: Flask) -> None:
    with example_app.app_context():
        db.session.add_all(
            Report(
                kind=ReportKind.NATIONAL,
                year=2025,
                figures="{}",
                figures_sha256="0" * 64,
                created_at=EXAMPLE_MOMENT,
            )
            for _ in range(60)
        )
        db.session.commit()
    person = coordinator(example_app)
    first = person.get("/rapporter/?kind=national")
    assert "Äldre rapporter" in first.text()
    second = person.get("/rapporter/?kind=national&page=2")
    assert "Nyare rapporter" in second.text()
    assert "kind=national" in second.html
    assert len(second.all("tr")) == 1 + 10


def test_a_finished_report_is_only_read_when_it_is_opened(example_app: Flask) -> None:
    person = coordinator(example_app)
    report_id = ordered(person, "/rapporter/ny/malbild/")
    with example_app.app_context():
        path = make_report(report_id)
        assert path is not None
        before = path.stat()
    for _ in range(2):
        response = person.client.get(f"/rapporter/{report_id}.pdf")
        assert response.status_code == 200
        assert f"malbild-2025-utkast-{report_id}.pdf" in response.headers["Content-Disposition"]
        response.close()
    assert path.stat().st_mtime_ns == before.st_mtime_ns
