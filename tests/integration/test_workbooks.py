"""The workbook through the pages: out, filled in, read in, shown, chosen and saved."""

from __future__ import annotations

import secrets

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import AssessmentStatus, Rating, Role, RoundStatus, SaveKind
from khoss.models import (
    Answer,
    AnswerRevision,
    Assessment,
    Event,
    Round,
    SubGoal,
    User,
    WorkbookImport,
)
from tests.support.databases import EXAMPLE_MOMENT
from tests.support.pages import Page, Person, find_person
from tests.support.workbooks import (
    ACTIVITIES,
    COVERAGE,
    FILE,
    FOLDER,
    OBSTACLES,
    RATING,
    REASON,
    SUPPORT,
    answer_cells,
    export,
    filled,
    packed,
    parts,
    send,
    staged,
    state,
)

PF1 = "/sjalvskattning/2026/07/pf-1/"
TEXT = "Här är =1+1 ingen formel\nåäö – ”citat” 😀 <script>alert(1)</script>"


@pytest.fixture
def officer(example_app: Flask) -> Person:
    return find_person(example_app, Role.OFFICER, county="07")


def answer(app: Flask, *, goal: tuple[str, int] = ("PF", 1)) -> Answer:
    with app.app_context():
        found = db.session.scalar(
            select(Answer)
            .join(Answer.assessment)
            .join(Assessment.round)
            .join(Answer.sub_goal)
            .where(
                Round.year == 2026,
                Assessment.county_code == "07",
                SubGoal.area_code == goal[0],
                SubGoal.position == goal[1],
            )
        )
        assert found is not None
        return found


def write_online(officer: Person, **changes: str) -> None:
    """Save an answer on its page, as a colleague does."""
    page = officer.get(PF1)
    names = ("version", "rating", "activities", "obstacles", "support_needs")
    officer.post(PF1, {**{name: page.field(name) for name in names}, **changes})


def chosen(page: Page, **choices: str) -> dict[str, str]:
    """Return the form of what a workbook changes, with what was chosen."""
    return {"seen": page.field("seen"), **choices}


def save(officer: Person, address: str, page: Page, status: int = 303, **choices: str) -> Page:
    return officer.post(address, chosen(page, **choices), status=status, token_from=address)


def test_an_untouched_workbook_changes_nothing_and_comes_out_the_same(
    example_app: Flask, officer: Person
) -> None:
    first = export(officer)
    before = state(example_app)
    _address, page = staged(officer, first)
    assert "Inget ändras" in page.text()
    assert not [one for one in page.all("button") if "Spara" in page.text(one)]
    assert parts(export(officer)) == parts(first)
    after = state(example_app)
    assert [row for row in after if row not in before] == after[-1:]


def test_a_filled_in_workbook_is_shown_then_saved_and_comes_out_the_same(
    example_app: Flask, officer: Person
) -> None:
    values = {
        f"{RATING}2": "Delvis",
        f"{ACTIVITIES}2": TEXT,
        f"{OBSTACLES}2": "-5 tjänster",
        f"{SUPPORT}2": "@MCF",
        f"{COVERAGE}2": 5,
        f"{REASON}2": "Vi räknar strängare",
        f"{RATING}25": None,
        f"{ACTIVITIES}25": "",
    }
    before = state(example_app)
    old = answer(example_app)
    data = filled(export(officer), values)
    address, page = staged(officer, data)
    for words in ("alert(1)", "-5 tjänster", "@MCF", "Vi räknar strängare", "Inget är sparat än"):
        assert words in page.text()
    assert old.activities.split("\n")[0] in page.text()
    assert answer(example_app).version == old.version
    assert len(state(example_app)) == len(before) + 1

    response = save(officer, address, page).response
    assert response.location.endswith("/sjalvskattning/2026/07/")
    now = answer(example_app)
    assert (now.rating, now.activities, now.obstacles) == (Rating.PARTLY, TEXT, "-5 tjänster")
    assert (now.support_needs, now.coverage) == ("@MCF", 5)
    assert now.change_reason == "Vi räknar strängare"
    with example_app.app_context():
        revision = db.session.scalars(
            select(AnswerRevision).where(
                AnswerRevision.answer_id == now.id, AnswerRevision.version == now.version
            )
        ).one()
        assert revision.kind is SaveKind.IMPORTED
        event = db.session.scalars(select(Event).where(Event.tag == "workbook:save")).one()
        assert (event.county_code, event.reason) == ("07", "ifylld.xlsx")
    again = export(officer)
    assert answer_cells(again).cells == {
        place: cell for place, cell in answer_cells(data).cells.items() if cell.text
    }
    assert "Inget ändras" in staged(officer, again)[1].text()


@pytest.mark.parametrize("text", ["=1+1", "+46 70", "-5", "@A1", "<r><t>x</t></r>", "_x000D_ åäö"])
def test_what_was_written_on_the_page_goes_out_and_back_unchanged(
    example_app: Flask, officer: Person, text: str
) -> None:
    write_online(officer, activities=text)
    data = export(officer)
    assert answer_cells(data).cells[1, 10].text == text
    assert "Inget ändras" in staged(officer, data)[1].text()


def test_the_workbook_says_what_the_pages_say(example_app: Flask, officer: Person) -> None:
    cells = {place: cell.text for place, cell in answer_cells(export(officer)).cells.items()}
    assert cells[1, 0] == "PF 1"
    page = officer.get(PF1)
    assert cells[1, 1] in page.text()
    assert " ".join(cells[1, 6].split()) in page.text()
    assert cells[1, 10] == page.field("activities")
    assert {row for row, _column in cells} == set(range(25))


def test_a_colleagues_newer_text_stands_where_the_workbook_did_not_touch_it(
    example_app: Flask, officer: Person
) -> None:
    data = filled(export(officer), {f"{OBSTACLES}2": "Hinder ur arbetsboken"})
    write_online(officer, activities="Kollegans nya aktiviteter")
    address, page = staged(officer, data)
    assert "Ändrat både" not in page.text()
    save(officer, address, page)
    now = answer(example_app)
    assert now.activities == "Kollegans nya aktiviteter"
    assert now.obstacles == "Hinder ur arbetsboken"


def test_the_same_text_on_both_sides_is_no_conflict(example_app: Flask, officer: Person) -> None:
    data = filled(export(officer), {f"{ACTIVITIES}2": "Samma text"})
    write_online(officer, activities="Samma text")
    assert "Inget ändras" in staged(officer, data)[1].text()


@pytest.mark.parametrize(
    ("choice", "activities", "rating"),
    [
        ("saved", "Kollegans text", Rating.NO),
        ("workbook", "Arbetsbokens text", Rating.PARTLY),
        ("both", "Kollegans text\n\nArbetsbokens text", Rating.NO),
    ],
)
def test_a_conflict_shows_both_texts_and_waits_for_a_choice(
    example_app: Flask, officer: Person, choice: str, activities: str, rating: Rating
) -> None:
    write_online(officer, rating="yes", activities="Först")
    data = filled(
        export(officer),
        {
            f"{RATING}2": "Delvis",
            f"{ACTIVITIES}2": "Arbetsbokens text",
            f"{SUPPORT}2": "Stöd ur arbetsboken",
            f"{ACTIVITIES}3": "Utan konflikt",
        },
    )
    write_online(officer, rating="no", activities="Kollegans text")
    address, page = staged(officer, data)
    assert "Kollegans text" in page.text()
    assert "Arbetsbokens text" in page.text()
    before = state(example_app)

    refused = save(officer, address, page, status=422)
    assert "Välj vad som ska gälla för PF 1" in refused.text()
    forged = save(officer, address, page, status=422, choice_pf_1="allt")
    assert "Välj vad som ska gälla för PF 1" in forged.text()
    assert state(example_app) == before

    save(officer, address, page, choice_pf_1=choice)
    now = answer(example_app)
    assert (now.activities, now.rating) == (activities, rating)
    assert now.support_needs == "Stöd ur arbetsboken"
    assert answer(example_app, goal=("PF", 2)).activities == "Utan konflikt"


def test_two_ratings_cannot_be_joined(example_app: Flask, officer: Person) -> None:
    write_online(officer, rating="yes")
    data = filled(export(officer), {f"{RATING}2": "Delvis"})
    write_online(officer, rating="no")
    address, page = staged(officer, data)
    values = [one.get("value") for one in page.all("input") if one.get("type") == "radio"]
    assert values == ["saved", "workbook"]
    save(officer, address, page, status=422, choice_pf_1="both")
    save(officer, address, page, choice_pf_1="workbook")
    assert answer(example_app).rating is Rating.PARTLY


def test_joined_texts_that_do_not_fit_are_refused_and_nothing_is_cut(
    example_app: Flask, officer: Person
) -> None:
    data = filled(export(officer), {f"{ACTIVITIES}2": "a" * 15_000, f"{ACTIVITIES}3": "Annat"})
    write_online(officer, activities="b" * 15_000)
    address, page = staged(officer, data)
    before = state(example_app)
    refused = save(officer, address, page, status=422, choice_pf_1="both")
    assert "Ihop blir texterna för långa" in refused.text()
    assert state(example_app) == before
    save(officer, address, refused, choice_pf_1="workbook")
    assert answer(example_app).activities == "a" * 15_000


def test_an_answer_saved_while_somebody_reads_is_told_and_nothing_is_saved(
    example_app: Flask, officer: Person
) -> None:
    data = filled(export(officer), {f"{ACTIVITIES}2": "Ur arbetsboken", f"{ACTIVITIES}3": "Annat"})
    address, page = staged(officer, data)
    write_online(officer, activities="Mitt emellan")
    before = state(example_app)
    stale = save(officer, address, page, status=409)
    assert "Någon har ändrat svar medan du läste" in stale.text()
    assert "Mitt emellan" in stale.text()
    assert state(example_app) == before
    save(officer, address, stale, choice_pf_1="both")
    assert answer(example_app).activities == "Mitt emellan\n\nUr arbetsboken"


@pytest.mark.parametrize("seen", ["", "pf-2:1", "skräp", "pf-1:999999999", "pf-1:" * 9999])
def test_a_forged_page_saves_nothing(example_app: Flask, officer: Person, seen: str) -> None:
    address, page = staged(officer, filled(export(officer), {f"{ACTIVITIES}2": "Ny"}))
    before = state(example_app)
    officer.post(address, {"seen": seen}, status=409, token_from=address)
    assert state(example_app) == before
    save(officer, address, page)


def test_a_workbook_is_saved_once(example_app: Flask, officer: Person) -> None:
    address, page = staged(officer, filled(export(officer), {f"{ACTIVITIES}2": "En gång"}))
    save(officer, address, page)
    write_online(officer, activities="Senare")
    before = state(example_app)
    refused = save(officer, address, page, status=409)
    assert "redan sparad" in refused.text()
    assert state(example_app) == before
    assert "Arbetsboken sparades" in officer.get(address).text()


def test_what_was_read_waits_on_the_page_until_it_is_saved(
    example_app: Flask, officer: Person
) -> None:
    data = filled(export(officer), {f"{ACTIVITIES}2": "Väntar"})
    address = send(officer, data, name="Länets <b>svar</b>.xlsx").response.location
    waiting = officer.get(FOLDER)
    assert "Länets <b>svar</b>.xlsx" in waiting.text()
    save(officer, address, officer.get(address))
    assert "Inlästa men inte sparade" not in officer.get(FOLDER).text()


def test_a_county_colleague_may_open_it_and_nobody_else(
    example_app: Flask, officer: Person
) -> None:
    address, _page = staged(officer, filled(export(officer), {f"{ACTIVITIES}2": "Delad"}))
    with example_app.app_context():
        uniquifier = secrets.token_hex(16)
        db.session.add(
            User(
                email="kollega@kronoberg.example",
                fs_uniquifier=uniquifier,
                created_at=EXAMPLE_MOMENT,
                county_code="07",
                is_officer=True,
            )
        )
        db.session.commit()
    colleague = Person(example_app, uniquifier)
    assert "Delad" in colleague.get(address).text()
    stranger = find_person(example_app, Role.OFFICER, county="08")
    before = state(example_app)
    number = address.rstrip("/").rpartition("/")[2]
    own = "/sjalvskattning/2026/08/arbetsbok/"
    for path in (address, f"{own}{number}/", f"{own}999/"):
        stranger.get(path, status=404)
        stranger.post(path, {"seen": ""}, status=404, token_from=own)
    stranger.get(FILE, status=404)
    stranger.get(FOLDER, status=404)
    find_person(example_app, Role.APPROVER, county="07").get(address, status=403)
    find_person(example_app, Role.COORDINATOR).get(address, status=403)
    assert state(example_app) == before
    save(colleague, address, colleague.get(address))


def test_a_workbook_cannot_be_sent_to_another_county_or_without_the_right(
    example_app: Flask, officer: Person
) -> None:
    data = export(officer)
    before = state(example_app)
    stranger = find_person(example_app, Role.OFFICER, county="08")
    own = "/sjalvskattning/2026/08/arbetsbok/"
    stranger.post(FOLDER, {}, status=404, token_from=own)
    faults = send(stranger, data, status=422, folder=own)
    assert "ett annat län" in faults.text()
    approver = find_person(example_app, Role.APPROVER, county="07")
    approver.post(FOLDER, {}, status=403, token_from=FOLDER)
    assert "inte med ditt konto" in approver.get(FOLDER).text()
    assert state(example_app) == before


def test_the_coordinator_fetches_what_is_handed_in_and_no_draft(example_app: Flask) -> None:
    coordinator = find_person(example_app, Role.COORDINATOR)
    handed_in = "/sjalvskattning/2026/17/arbetsbok/"
    assert coordinator.get(handed_in).status == 200
    assert export(coordinator, f"{handed_in}sjalvskattning-2026-17.xlsx")
    coordinator.get(FILE, status=404)
    coordinator.get(f"{handed_in}sjalvskattning-2026-07.xlsx", status=404)


@pytest.mark.parametrize("closed", [True, False])
def test_a_closed_round_and_a_handed_in_assessment_say_so_and_lose_nothing(
    example_app: Flask, officer: Person, closed: bool
) -> None:
    data = filled(export(officer), {f"{ACTIVITIES}2": "För sent"})
    address, page = staged(officer, data)
    with example_app.app_context():
        round_ = db.session.scalars(select(Round).where(Round.year == 2026)).one()
        if closed:
            round_.status = RoundStatus.CLOSED
        else:
            assessment = db.session.scalars(
                select(Assessment).where(
                    Assessment.round_id == round_.id, Assessment.county_code == "07"
                )
            ).one()
            assessment.status = AssessmentStatus.SUBMITTED
            assessment.submitted_at = EXAMPLE_MOMENT
        db.session.commit()
    before = state(example_app)
    words = "Omgången är stängd" if closed else "Självskattningen är inlämnad"
    refused = send(officer, data, status=409)
    assert words in refused.text()
    assert "Arbetsboken har du kvar" in refused.text()
    late = save(officer, address, page, status=409)
    assert words in late.text()
    assert "För sent" in late.text()
    assert state(example_app) == before


def test_a_form_without_a_file_says_what_to_do(example_app: Flask, officer: Person) -> None:
    page = officer.post(FOLDER, {}, status=422)
    assert "Välj arbetsboken" in page.text()


def test_last_years_workbook_shows_what_was_answered_and_takes_nothing(
    example_app: Flask, officer: Person
) -> None:
    folder = "/sjalvskattning/2025/07/arbetsbok/"
    data = export(officer, f"{folder}sjalvskattning-2025-07.xlsx")
    assert answer_cells(data).cells
    assert "Omgången är stängd" in send(officer, data, status=409, folder=folder).text()
    assert "ett annat år" in send(officer, data, status=422).text()


def test_an_answer_that_was_returned_to_can_be_filled_in_from_an_old_workbook(
    example_app: Flask, officer: Person
) -> None:
    """Three saves later the base is still found among the revisions."""
    data = filled(export(officer), {f"{SUPPORT}2": "Nytt stöd"})
    for text in ("ett", "två", "tre"):
        write_online(officer, activities=text)
    address, page = staged(officer, data)
    save(officer, address, page)
    now = answer(example_app)
    assert (now.activities, now.support_needs) == ("tre", "Nytt stöd")


def test_a_base_that_is_not_known_makes_every_difference_a_conflict(
    example_app: Flask, officer: Person
) -> None:
    address, _page = staged(officer, filled(export(officer), {f"{SUPPORT}2": "Nytt stöd"}))
    with example_app.app_context():
        import_ = db.session.scalars(select(WorkbookImport)).one()
        content = [dict(row) for row in import_.content]
        content[0]["base_version"] = 77
        import_.content = content
        db.session.commit()
    assert "Ändrat både" in officer.get(address).text()


def test_the_names_and_times_of_a_workbook_are_not_what_makes_it_ours(
    example_app: Flask, officer: Person
) -> None:
    """Packed anew by another program, in another order, without the parts that nobody reads."""
    content = parts(export(officer))
    for name in ("docProps/app.xml", "docProps/core.xml", "xl/theme/theme1.xml"):
        del content[name]
    data = packed(dict(reversed(content.items())))
    assert "Inget ändras" in staged(officer, data)[1].text()


def test_the_workbook_is_named_and_sent_as_one(example_app: Flask, officer: Person) -> None:
    response = officer.client.get(FILE)
    assert (response.mimetype or "").endswith("spreadsheetml.sheet")
    assert "sjalvskattning-2026-07.xlsx" in response.headers["Content-Disposition"]
    officer.get(f"{FOLDER}annat.xlsx", status=404)
