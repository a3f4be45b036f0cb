"""From a draft to a permanent address: the checklist, publishing, correcting, withdrawing."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import joinedload

from khoss.db import db
from khoss.documents import build_document
from khoss.enums import (
    AssessmentStatus,
    CheckKind,
    NarrativeSection,
    Rating,
    ReportKind,
    ReportStatus,
    Role,
    RoundStatus,
)
from khoss.figures.national_record import NationalRecord
from khoss.i18n import swedish_date
from khoss.jobs import jobs, report_folder, report_path
from khoss.models import (
    Answer,
    Assessment,
    Event,
    Narrative,
    OutgoingMail,
    Report,
    ReportReader,
    ReportSignOff,
    Round,
    User,
)
from khoss.pdf import render
from khoss.services.checklist import check_report
from khoss.services.publications import order_of
from khoss.services.records import ReportOrder, freeze_figures
from khoss.services.records.national import get_national_record
from khoss.services.reports import frozen, report_values
from tests.integration.test_access import officer_of
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import Person, anybody, find_person
from tests.support.queries import counted_statements

CASE = "400-1-2026"


def order(app: Flask, slug: str = "nationell-sammanstallning", **fields: str) -> int:
    """Return the number of a report that is ordered and made, with a file that says nothing."""
    asked = {"year": "2025", "case_number": CASE, **fields}
    response = find_person(app, Role.COORDINATOR).post(f"/rapporter/ny/{slug}/", asked).response
    make_empty(app)
    return int(response.location.strip("/").rpartition("/")[2])


def make_waiting(app: Flask) -> None:
    """Make the files that wait, as the job process does."""
    with app.app_context():
        jobs().run_waiting()


def make_empty(app: Flask) -> None:
    """Make the files that wait empty: most tests are not about what they hold."""
    with app.app_context():
        jobs().queue.flush()
        for report in db.session.scalars(
            select(Report).where(Report.status == ReportStatus.QUEUED)
        ):
            report.status, report.progress, report.pages = ReportStatus.DONE, 100, 1
            report.pdf_name = f"empty-{report.id}.pdf"
            report.pdf_sha256 = hashlib.sha256(b"%PDF-1.7").hexdigest()
            (report_folder() / report.pdf_name).write_bytes(b"%PDF-1.7")
        db.session.commit()


def step(app: Flask, report_id: int, name: str, **fields: Any) -> str:
    """Take a step of the coordinator's from the checklist, and return where it led."""
    page = f"/rapporter/{report_id}/publicera/"
    coordinator = find_person(app, Role.COORDINATOR)
    if name == "ratta":
        fields = {"case_number": CASE, **fields}
    answer = coordinator.post(f"/rapporter/{report_id}/{name}/", fields, token_from=page)
    return str(answer.response.location)


def publish(app: Flask, report_id: int) -> None:
    step(app, report_id, "publicera")
    make_empty(app)


def checks(app: Flask, report_id: int) -> set[CheckKind]:
    """Return what stops a report."""
    with app.app_context():
        return {one.kind for one in check_report(db.session.get_one(Report, report_id)).stopping}


def fetched(person: Person, path: str, status: int = 200) -> bytes:
    response = person.client.get(path)
    assert response.status_code == status, (path, response.status_code)
    content = bytes(response.data)
    response.close()
    return content


def move_answer(app: Flask, county: str, year: int, rating: Rating) -> str:
    """Give a county's first answer another rating behind everybody's back; return the goal."""
    with app.app_context():
        answer = db.session.scalars(
            select(Answer)
            .join(Answer.assessment)
            .join(Assessment.round)
            .where(Round.year == year, Assessment.county_code == county, Answer.rating != rating)
            .options(joinedload(Answer.sub_goal), joinedload(Answer.assessment))
            .order_by(Answer.id)
        ).first()
        assert answer is not None
        answer.rating = rating
        answer.assessment.version += 1
        key = answer.sub_goal.key
        db.session.commit()
        return key


def test_the_whole_way_from_order_to_correction(example_app: Flask) -> None:
    nobody = anybody(example_app)
    report_id = order(example_app, "malbild", case_number="")
    coordinator = find_person(example_app, Role.COORDINATOR)
    page = coordinator.get(f"/rapporter/{report_id}/publicera/")
    assert "Diarienummer saknas" in page.text()
    assert "Publicera rapporten" not in page.text()
    step(example_app, report_id, "publicera")
    nobody.get("/publicerat/malbild-2025/", status=404)

    step(example_app, report_id, "diarienummer", case_number=CASE)
    assert checks(example_app, report_id) == {CheckKind.NOT_DONE}
    make_empty(example_app)
    assert checks(example_app, report_id) == set()
    assert "Publicera rapporten" in coordinator.get(f"/rapporter/{report_id}/publicera/").text()

    step(example_app, report_id, "publicera")
    nobody.get("/publicerat/malbild-2025/", status=404)
    make_waiting(example_app)
    address = "/publicerat/malbild-2025/"
    page = nobody.get(address)
    assert "utgåva 1" in page.text()
    assert CASE in page.text()
    first = fetched(nobody, f"{address}1/malbild-2025-1.pdf")
    with example_app.app_context():
        report = db.session.get_one(Report, report_id)
        assert hashlib.sha256(first).hexdigest() == report.pdf_sha256
        assert render(build_document(frozen(report))).pdf == first

    location = step(example_app, report_id, "ratta", reason="Uppsala hade fel svar.")
    make_empty(example_app)
    correction = int(location.strip("/").split("/")[1])
    assert nobody.get(address).text().count("utgåva 1") >= 1
    publish(example_app, correction)
    assert "Uppsala hade fel svar." in nobody.get(address).text()
    assert "utgåva 2" in nobody.get(address).text()
    old = nobody.get(f"{address}1/")
    assert "Den här utgåvan är ersatt." in old.text()
    assert "Uppsala hade fel svar." in old.text()
    assert fetched(nobody, f"{address}1/malbild-2025-1.pdf") == first
    with example_app.app_context():
        tags = list(
            db.session.scalars(
                select(Event.tag).where(Event.subject == f"report {report_id}").order_by(Event.id)
            )
        )
    assert tags == ["report:create", "report:case_number", "report:publish", "report:correct"]


def test_a_withdrawn_correction_leaves_the_edition_before_it_to_be_read(example_app: Flask) -> None:
    nobody, address = anybody(example_app), "/publicerat/malbild-2025/"
    first = order(example_app, "malbild")
    publish(example_app, first)
    location = step(example_app, first, "ratta", reason="Uppsala hade fel svar.")
    make_empty(example_app)
    correction = int(location.strip("/").split("/")[1])
    publish(example_app, correction)
    step(example_app, correction, "aterkalla", reason="Fel text följde med.")
    with example_app.app_context():
        withdrawn_at = db.session.get_one(Report, correction).withdrawn_at
        assert withdrawn_at is not None
        day = swedish_date(withdrawn_at)
    for path in (address, f"{address}1/"):
        page = nobody.get(path)
        assert "Utgåva 2 är återkallad sedan" in page.text()
        assert day in page.text()
        assert "Fel text följde med." in page.text()
        assert "Uppsala hade fel svar." in page.text()
        assert "Den här utgåvan är den senaste som går att läsa." in page.text()
        assert "utgåva 1" in page.text()
        fetched(nobody, f"{address}1/malbild-2025-1.pdf")
    gone = nobody.get(f"{address}2/", status=410)
    assert "Läs utgåva 1" in gone.text()
    listed = nobody.get("/publicerat/").text()
    assert "Utgåva 1, publicerad" in listed
    assert "Utgåva 2 är återkallad." in listed
    step(example_app, first, "aterkalla", reason="Också fel.")
    assert "Också fel." in nobody.get(f"{address}1/", status=410).text()
    assert "Fel text följde med." in nobody.get(address, status=410).text()


def test_what_replaced_a_withdrawn_correction_is_in_force(example_app: Flask) -> None:
    nobody, address = anybody(example_app), "/publicerat/malbild-2025/"
    latest = order(example_app, "malbild")
    publish(example_app, latest)
    for reason in ("Fel år.", "Fel län."):
        location = step(example_app, latest, "ratta", reason=reason)
        make_empty(example_app)
        latest = int(location.strip("/").split("/")[1])
        publish(example_app, latest)
    with example_app.app_context():
        second = db.session.scalars(select(Report).where(Report.edition == 2)).one().id
    step(example_app, second, "aterkalla", reason="Fel text följde med.")
    assert "utgåva 3" in nobody.get(address).text()
    assert "Läs utgåva 3" in nobody.get(f"{address}1/").text()
    assert "Läs utgåva 3" in nobody.get(f"{address}2/", status=410).text()
    assert "Utgåva 3, publicerad" in nobody.get("/publicerat/").text()


def test_an_account_that_holds_what_counties_wrote_is_stopped_until_it_is_frozen_anew(
    example_app: Flask,
) -> None:
    """So they were ordered once: nothing of the texts was printed, all of it in the file."""
    with example_app.app_context():
        figures = get_national_record(2025, with_texts=True).to_json()
        once = ReportOrder(ReportKind.INTERIM_ACCOUNT, 2025, with_texts=True)
        account = Report(
            **report_values(once, figures, is_example=True, by=None, now=EXAMPLE_MOMENT)
        )
        db.session.add(account)
        db.session.commit()
        report_id = account.id
    make_empty(example_app)
    assert CheckKind.TEXTS_INSIDE in checks(example_app, report_id)
    location = step(example_app, report_id, "frys-om")
    make_empty(example_app)
    fresh = int(location.strip("/").split("/")[1])
    assert CheckKind.TEXTS_INSIDE not in checks(example_app, fresh)
    with example_app.app_context():
        account = db.session.get_one(Report, fresh)
        assert not account.with_texts
        assert not NationalRecord.from_json(account.figures).texts


def test_changed_answers_stop_a_report_until_it_is_frozen_anew(example_app: Flask) -> None:
    report_id = order(example_app)
    assert checks(example_app, report_id) == set()
    key = move_answer(example_app, "07", 2025, Rating.NO)
    assert checks(example_app, report_id) == {CheckKind.ANSWERS_CHANGED}
    step(example_app, report_id, "publicera")
    with example_app.app_context():
        assert db.session.get_one(Report, report_id).published_at is None
    coordinator = find_person(example_app, Role.COORDINATOR)
    page = coordinator.get(f"/rapporter/{report_id}/sedan-frysningen/").text()
    assert f"Kronoberg {key}" in page.replace("s län", "").replace("län", "")
    location = step(example_app, report_id, "frys-om")
    make_empty(example_app)
    fresh = int(location.strip("/").split("/")[1])
    assert checks(example_app, fresh) == set()
    compared = coordinator.get(f"/rapporter/jamfor/?a={report_id}&b={fresh}").text()
    assert "Siffror som har ändrats" in compared
    assert key in compared


def test_an_answer_that_is_changed_in_the_database_itself_stops_a_report(
    example_app: Flask,
) -> None:
    report_id = order(example_app)
    coordinator = find_person(example_app, Role.COORDINATOR)
    page, since = (f"/rapporter/{report_id}/{name}/" for name in ("publicera", "sedan-frysningen"))
    # What these have read is kept, by the versions of the assessments.
    coordinator.get("/resultat/2025/")
    assert "Publicera rapporten" in coordinator.get(page).text()
    with example_app.app_context():
        answer_id, key = rated(example_app, "07", 2025)
        db.session.execute(
            text("UPDATE answer SET rating = :rating WHERE id = :id"),
            {"rating": Rating.NO.value, "id": answer_id},
        )
        db.session.commit()
    step(example_app, report_id, "publicera")
    with example_app.app_context():
        assert db.session.get_one(Report, report_id).published_at is None
    shown = coordinator.get(page).text()
    assert "Länens svar har ändrats sedan siffrorna frystes" in shown
    assert "Publicera rapporten" not in shown
    assert key in coordinator.get(since).text()


def rated(app: Flask, county: str, year: int) -> tuple[int, str]:
    """Return an answer of a county's that is yes, and its goal."""
    with app.app_context():
        answer = db.session.scalars(
            select(Answer)
            .join(Answer.assessment)
            .join(Assessment.round)
            .where(
                Round.year == year, Assessment.county_code == county, Answer.rating == Rating.YES
            )
            .options(joinedload(Answer.sub_goal))
            .order_by(Answer.id)
        ).first()
        assert answer is not None
        return answer.id, answer.sub_goal.key


def test_a_report_of_a_round_that_is_not_published_stays_a_draft(example_app: Flask) -> None:
    report_id = order(example_app, year="2026")
    assert CheckKind.ROUND_NOT_PUBLISHED in checks(example_app, report_id)
    with example_app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2026)).one()
        round_.status = RoundStatus.PUBLISHED
        db.session.commit()
    assert CheckKind.FROZEN_EARLY in checks(example_app, report_id)


def test_a_file_that_failed_its_examination_stops_the_report(example_app: Flask) -> None:
    report_id = order(example_app, "malbild")
    with example_app.app_context():
        db.session.get_one(Report, report_id).check_faults = "7.1-9: ett fel"
        db.session.commit()
    assert checks(example_app, report_id) == {CheckKind.INVALID}


def test_a_second_report_of_the_same_thing_has_to_be_a_correction(example_app: Flask) -> None:
    first, second = (order(example_app, "malbild") for _ in range(2))
    publish(example_app, first)
    assert checks(example_app, second) == {CheckKind.ADDRESS_TAKEN}


def test_a_countys_own_texts_stop_its_report_until_somebody_signs_for_them(
    example_app: Flask,
) -> None:
    report_id = order(example_app, "lansrapport", county="07", with_texts="y")
    assert checks(example_app, report_id) == {CheckKind.OWN_TEXTS}
    page = f"/rapporter/{report_id}/godta/"
    coordinator = find_person(example_app, Role.COORDINATOR)
    coordinator.get(f"{page}?fynd=finns-inte", status=404)
    coordinator.post(
        page,
        {"finding": "own-texts", "reason": ""},
        status=422,
        token_from="/rapporter/ny/malbild/",
    )
    step(example_app, report_id, "godta", finding="own-texts", reason="Länet har sagt ja.")
    assert checks(example_app, report_id) == set()
    text = coordinator.get(f"/rapporter/{report_id}/publicera/").text()
    assert "Länet har sagt ja." in text
    assert "Ta tillbaka godtagandet" in text
    step(example_app, report_id, "godta/ta-tillbaka", finding="own-texts")
    assert checks(example_app, report_id) == {CheckKind.OWN_TEXTS}
    step(example_app, report_id, "godta", finding="own-texts", reason="Länet har sagt ja.")
    publish(example_app, report_id)
    text = coordinator.get(f"/rapporter/{report_id}/publicera/").text()
    assert "Ta tillbaka godtagandet" not in text
    assert "own-texts" not in text
    public = anybody(example_app).get("/publicerat/lansrapport-2025-07/").text()
    assert "efter ett särskilt beslut" in public
    without = order(example_app, "lansrapport", county="08")
    assert checks(example_app, without) == set()


def test_a_number_that_is_bound_to_nothing_stops_a_report_until_it_is_signed(
    example_app: Flask,
) -> None:
    write_text(example_app, "I år har 99 länsstyrelser svarat.", version=1)
    report_id = order(example_app)
    assert checks(example_app, report_id) == {CheckKind.UNBOUND}
    coordinator = find_person(example_app, Role.COORDINATOR)
    assert "”99" in coordinator.get(f"/rapporter/{report_id}/publicera/").text()
    with example_app.app_context():
        (found,) = check_report(db.session.get_one(Report, report_id)).stopping
    step(example_app, report_id, "godta", finding=found.finding, reason="Ur en annan källa.")
    assert checks(example_app, report_id) == set()
    signed = coordinator.get(f"/rapporter/{report_id}/publicera/").text()
    assert "Sammanfattning, ”99”: Ur en annan källa." in signed
    assert "summary/unbound" not in signed
    write_text(example_app, "Alla har svarat.", version=2)
    assert checks(example_app, report_id) == set()
    page = coordinator.get(f"/rapporter/{report_id}/sedan-frysningen/").text()
    assert "Texter som har ändrats" in page
    with example_app.app_context():
        listed = check_report(db.session.get_one(Report, report_id))
        assert CheckKind.TEXTS_CHANGED in {one.kind for one in listed.warnings}
        assert len(listed.signed) == 1


def test_figures_of_a_round_that_is_not_published_stop_a_report_of_another_year(
    example_app: Flask,
) -> None:
    write_text(example_app, "I {län PF-1 ja 2026} går det framåt.", version=1)
    report_id = order(example_app)
    assert checks(example_app, report_id) == {CheckKind.OTHER_ROUND_NOT_PUBLISHED}
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/{report_id}/publicera/")
    assert "svar ur en omgång som inte är publicerad" in page.text()
    set_status(example_app, 2026, RoundStatus.PUBLISHED)
    assert CheckKind.OTHER_ROUND_NOT_PUBLISHED not in checks(example_app, report_id)


def test_questions_with_answers_of_a_round_that_is_not_published_stay_a_draft(
    example_app: Flask,
) -> None:
    with_answers = order(example_app, "frageunderlag", year="2026", county="07")
    without = order(example_app, "frageunderlag", year="2026", county="")
    numberless = {CheckKind.CASE_NUMBER}
    assert checks(example_app, with_answers) == checks(example_app, without) == numberless
    set_status(example_app, 2025, RoundStatus.CLOSED)
    ahead = {CheckKind.OTHER_ROUND_NOT_PUBLISHED}
    assert checks(example_app, with_answers) == numberless | ahead
    assert checks(example_app, without) == numberless


def test_questions_with_what_a_county_wrote_stop_until_somebody_signs_for_them(
    example_app: Flask,
) -> None:
    report_id = order(example_app, "frageunderlag", year="2026", county="07", with_texts="y")
    assert CheckKind.OWN_TEXTS in checks(example_app, report_id)


def test_a_changed_answer_behind_a_figure_of_another_year_stops_and_is_named(
    example_app: Flask,
) -> None:
    set_status(example_app, 2026, RoundStatus.PUBLISHED)
    county = county_that_handed_in(example_app, 2026)
    key = move_answer(example_app, county, 2026, Rating.NO)
    bound = f"{{antal {key.replace(' ', '-')} nej 2026 bara talet}}"
    write_text(example_app, f"Året efter svarade {bound} nej.", version=1)
    report_id = order(example_app)
    before = checks(example_app, report_id)
    assert move_answer(example_app, county, 2026, Rating.YES) == key
    assert checks(example_app, report_id) - before == {CheckKind.ANSWERS_CHANGED}
    coordinator = find_person(example_app, Role.COORDINATOR)
    page = coordinator.get(f"/rapporter/{report_id}/sedan-frysningen/").text()
    assert "Siffror ur andra år, i texterna" in page
    assert bound in page


def county_that_handed_in(app: Flask, year: int) -> str:
    with app.app_context():
        return (
            db.session.scalars(
                select(Assessment.county_code)
                .join(Assessment.round)
                .where(Round.year == year, Assessment.status == AssessmentStatus.ACCEPTED)
                .order_by(Assessment.county_code)
            ).first()
            or ""
        )


def set_status(app: Flask, year: int, status: RoundStatus) -> None:
    """Take a round to a state behind everybody's back."""
    with app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == year)).one()
        round_.status = status
        db.session.commit()


def write_text(app: Flask, body: str, *, version: int) -> None:
    """Write the summary of 2025."""
    with app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2025)).one()
        where = (Narrative.round_id == round_.id, Narrative.section == NarrativeSection.SUMMARY)
        text = db.session.scalars(select(Narrative).where(*where)).first() or Narrative(
            round_id=round_.id, section=NarrativeSection.SUMMARY
        )
        text.body, text.version, text.saved_at = body, version, EXAMPLE_MOMENT
        db.session.add(text)
        db.session.commit()


def test_of_two_corrections_of_one_edition_the_later_has_to_be_made_anew(
    example_app: Flask,
) -> None:
    first = order(example_app, "malbild")
    publish(example_app, first)
    one, other = (
        int(step(example_app, first, "ratta", reason=reason).strip("/").split("/")[1])
        for reason in ("Fel år", "Fel län")
    )
    make_empty(example_app)
    publish(example_app, one)
    assert checks(example_app, other) == {CheckKind.CORRECTS_OLDER}


def test_a_final_file_that_fails_is_said_and_can_be_made_again(example_app: Flask) -> None:
    report_id = order(example_app, "malbild")
    step(example_app, report_id, "publicera")
    with example_app.app_context():
        report = db.session.get_one(Report, report_id)
        report.status, report.failure = ReportStatus.FAILED, "Disken är full."
        db.session.commit()
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/{report_id}/publicera/")
    assert "Publiceringen har stannat" in page.text()
    assert "Stoppar publiceringen Filen är inte gjord" in page.text()
    anybody(example_app).get("/publicerat/malbild-2025/", status=404)


def test_a_report_that_is_being_published_says_so_and_is_not_published_twice(
    example_app: Flask,
) -> None:
    report_id = order(example_app, "malbild")
    coordinator = find_person(example_app, Role.COORDINATOR)
    path = f"/rapporter/{report_id}/publicera/"
    step(example_app, report_id, "publicera")
    page = coordinator.get(path).text()
    assert "Rapporten publiceras nu. Den slutliga filen görs" in page
    assert "Stoppar publiceringen" not in page
    assert "Filen är inte gjord" not in page
    coordinator.post(path, token_from=path)
    page = coordinator.get(path).text()
    assert "Rapporten publiceras redan: den slutliga filen görs." in page
    assert "Rapporten är inte publicerad" not in page
    make_empty(example_app)
    coordinator.post(path, token_from=path)
    page = coordinator.get(path).text()
    assert "Rapporten är redan publicerad. Inget är ändrat." in page
    with example_app.app_context():
        tags = select(Event.tag).where(Event.subject == f"report {report_id}")
        assert list(db.session.scalars(tags)).count("report:publish") == 1


def test_an_edition_that_has_a_later_one_is_not_said_to_be_stopped(example_app: Flask) -> None:
    first = order(example_app, "malbild")
    publish(example_app, first)
    location = step(example_app, first, "ratta", reason="Fel år.")
    make_empty(example_app)
    second = int(location.strip("/").split("/")[1])
    publish(example_app, second)
    step(example_app, second, "aterkalla", reason="Fel text följde med.")
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/{first}/publicera/").text()
    assert "Publicerad, utgåva 1" in page
    assert "En senare utgåva har publicerats Utgåva 2" in page
    assert "Stoppar publiceringen" not in page
    assert "redan publicerad i en tidigare utgåva" not in page


def test_what_would_stop_a_correction_is_said_of_a_published_report(example_app: Flask) -> None:
    report_id = order(example_app, "lansrapport", county="07", with_texts="y")
    step(example_app, report_id, "godta", finding="own-texts", reason="Länet har sagt ja.")
    publish(example_app, report_id)
    with example_app.app_context():
        db.session.delete(db.session.get_one(ReportSignOff, (report_id, "own-texts")))
        db.session.commit()
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/{report_id}/publicera/")
    assert "Om rapporten rättas Rapporten är publicerad och ändras inte." in page.text()
    assert "Rapporten innehåller länets egna texter" in page.text()
    assert "Stoppar publiceringen" not in page.text()
    assert "Godta med ett skäl" not in page.text()


def test_a_withdrawn_report_leaves_a_page_that_says_so_and_no_file(example_app: Flask) -> None:
    nobody = anybody(example_app)
    report_id = order(example_app, "malbild")
    publish(example_app, report_id)
    files = ("malbild-2025-1.pdf", "malbild-2030.json")
    for name in files:
        fetched(nobody, f"/publicerat/malbild-2025/1/{name}")
    step(example_app, report_id, "aterkalla", reason="Fel text följde med.")
    page = nobody.get("/publicerat/malbild-2025/", status=410)
    assert "Fel text följde med." in page.text()
    assert "Återkallad" in nobody.get("/publicerat/").text()
    for name in files:
        fetched(nobody, f"/publicerat/malbild-2025/1/{name}", 410)
    find_person(example_app, Role.READER).get(f"/rapporter/{report_id}/", status=404)


@pytest.mark.parametrize("name", ["ratta", "aterkalla"])
def test_a_step_back_needs_its_reason(example_app: Flask, name: str) -> None:
    report_id = order(example_app, "malbild")
    coordinator = find_person(example_app, Role.COORDINATOR)
    coordinator.get(f"/rapporter/{report_id}/{name}/", status=404)
    publish(example_app, report_id)
    page = coordinator.post(f"/rapporter/{report_id}/{name}/", {"reason": " "}, status=422)
    assert "Skriv ett skäl." in page.text()


def test_nothing_but_published_files_leaves_the_public_address(example_app: Flask) -> None:
    nobody = anybody(example_app)
    published = order(example_app, "malbild")
    draft = order(example_app)
    publish(example_app, published)
    with example_app.app_context():
        hidden = str(db.session.get_one(Report, draft).pdf_name)
        shown = report_path(db.session.get_one(Report, published)).name
    address = "/publicerat/malbild-2025"
    for path in (
        "/publicerat/nationell-sammanstallning-2025/",
        "/publicerat/nationell-sammanstallning-2025/1/nationell-sammanstallning-2025-1.pdf",
        f"{address}/2/",
        f"{address}/0/",
        f"{address}/2/malbild-2025-2.pdf",
        f"{address}/1/malbild-2025-2.pdf",
        f"{address}/1/{hidden}",
        f"{address}/1/{shown}",
        f"{address}/1/..%2f{hidden}",
        f"{address}/1/%2e%2e/{hidden}",
        f"/publicerat/..%2freports/1/{hidden}",
        "/publicerat/%2e%2e/",
        "/publicerat/%00/",
        f"{address}/99999999999/",
    ):
        assert nobody.client.get(path).status_code == 404, path
    assert nobody.client.get(f"/rapporter/{draft}.pdf").status_code == 302
    assert str(draft) not in [link.get("href") for link in nobody.get("/publicerat/").all("a")]


def test_a_published_file_may_be_kept_by_who_asks_whether_it_stands(example_app: Flask) -> None:
    nobody = anybody(example_app)
    publish(example_app, order(example_app, "malbild"))
    for name in ("malbild-2025-1.pdf", "malbild-2030.csv"):
        path = f"/publicerat/malbild-2025/1/{name}"
        response = nobody.client.get(path)
        assert response.headers["Cache-Control"] == "no-cache, public"
        assert "Set-Cookie" not in response.headers
        etag = response.headers["ETag"]
        response.close()
        again = nobody.client.get(path, headers={"If-None-Match": etag})
        assert again.status_code == 304
        again.close()
    assert nobody.client.get("/publicerat/malbild-2025/").headers["Cache-Control"] == "no-store"


def test_an_early_reader_is_told_reads_and_says_so(example_app: Flask) -> None:
    report_id = order(example_app)
    reader, other = find_person(example_app, Role.READER), officer_of(example_app, "07")
    with example_app.app_context():
        user = db.session.scalars(select(User).where(User.is_reader)).first()
        assert user is not None
        user_id, address = user.id, user.email
    reader.get(f"/rapporter/{report_id}/", status=404)
    page = f"/rapporter/{report_id}/lasare/"
    coordinator = find_person(example_app, Role.COORDINATOR)
    coordinator.post(page, {"reader": ""}, status=422)
    coordinator.post(page, {"reader": str(user_id)})
    coordinator.post(page, {"reader": str(user_id)})
    with example_app.app_context():
        mails = list(
            db.session.scalars(
                select(OutgoingMail).where(OutgoingMail.subject.startswith("Utkast att läsa"))
            )
        )
        assert [mail.address for mail in mails] == [address]
        assert f"/rapporter/{report_id}/" in mails[0].body
    reader.get(f"/rapporter/{report_id}/")
    other.get(f"/rapporter/{report_id}/", status=404)
    other.post(f"/rapporter/{report_id}/last/", {}, status=404, token_from="/")
    reader.post(f"/rapporter/{report_id}/last/", {}, token_from="/")
    with example_app.app_context():
        assert db.session.get_one(ReportReader, (report_id, user_id)).read_at is not None
        found = check_report(db.session.get_one(Report, report_id))
        assert CheckKind.NOBODY_READ not in {one.kind for one in found.warnings}
    coordinator.post(f"{page}{user_id}/ta-bort/", {}, token_from=page)
    reader.get(f"/rapporter/{report_id}/", status=404)


def test_a_county_compares_only_what_it_may_read(example_app: Flask) -> None:
    one, other = order(example_app), order(example_app)
    officer_of(example_app, "07").get(f"/rapporter/jamfor/?a={one}&b={other}", status=404)
    for address in ("a=x&b=y", f"a={one}&b=99999999999", f"a={one}&b=-1"):
        find_person(example_app, Role.COORDINATOR).get(f"/rapporter/jamfor/?{address}", status=404)
    target = order(example_app, "malbild")
    page = find_person(example_app, Role.COORDINATOR).get(f"/rapporter/jamfor/?a={one}&b={target}")
    assert "av samma slag" in page.text()


# How many queries each page asks; True where it also freezes the figures anew.
PAGES_OF_A_REPORT = {
    # user, report, signatures, round, latest edition, the goals' codes, who has read, log,
    # installation
    "publicera/": (9, True),
    # user, report, counties, installation
    "sedan-frysningen/": (4, True),
    # user, report, accounts, readers, installation
    "lasare/": (5, False),
    # user, report, years and goals and assessments that have pages, installation
    "forhandsgranska/": (6, False),
    # user, report, log, signatures
    "arkiv.zip": (4, False),
}


@pytest.mark.parametrize("name", list(PAGES_OF_A_REPORT))
def test_a_page_of_a_report_keeps_its_number_of_queries(example_app: Flask, name: str) -> None:
    report_id = order(example_app)
    coordinator = find_person(example_app, Role.COORDINATOR)
    most, freezes = PAGES_OF_A_REPORT[name]
    with example_app.app_context():
        wanted = order_of(db.session.get_one(Report, report_id))
        with counted_statements() as freezing:
            freeze_figures(wanted)
        db.session.rollback()
        with counted_statements() as statements:
            assert coordinator.client.get(f"/rapporter/{report_id}/{name}").status_code == 200
    assert len(statements) == most + freezes * len(freezing), "\n".join(statements)


def test_a_published_page_keeps_its_number_of_queries(example_app: Flask) -> None:
    publish(example_app, order(example_app, "malbild"))
    nobody = anybody(example_app)
    for path, most in (
        # installation, editions, the figures of the one that is shown
        ("/publicerat/malbild-2025/", 3),
        ("/publicerat/malbild-2025/1/malbild-2025-1.pdf", 1),
        ("/publicerat/malbild-2025/1/malbild-2030.json", 2),
    ):
        with example_app.app_context(), counted_statements() as statements:
            response = nobody.client.get(path)
            response.close()
        assert response.status_code == 200
        assert len(statements) == most, "\n".join(statements)
