"""The coordinator's letters, and the log of mails."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from khoss.db import db
from khoss.enums import AssessmentStatus, MailKind, MailStatus, Role
from khoss.models import Event, OutgoingMail
from khoss.services.assessments import EDITABLE
from tests.integration.test_cycle import ROOT, submit
from tests.integration.test_mails import (
    APPROVER,
    NOW,
    OFFICER,
    close_account,
    counties_at,
    mails,
    people,
)
from tests.support.pages import NAMESPACE, Page, Person, find_person

PATH = "/utskick/nytt/"
LETTER = {
    "to_counties": ["07", "08"],
    "to_roles": ["officer"],
    "subject": "Möte på torsdag",
    "body": "Hej!\n\nVi ses på torsdag kl. 10.\n<b>Åsa</b>",
}


def coordinator_of(app: Flask) -> Person:
    return find_person(app, Role.COORDINATOR)


@pytest.mark.parametrize("path", ["/utskick/", PATH])
def test_without_a_mail_server_it_is_said_that_mails_reach_nobody(
    example_app: Flask, path: str
) -> None:
    coordinator = coordinator_of(example_app)
    said = "Ingen e-postserver är inställd"
    assert said in coordinator.get(path).text()
    settings = example_app.extensions["khoss.settings"]
    example_app.extensions["khoss.settings"] = replace(settings, smtp_host="mail.example")
    assert said not in coordinator.get(path).text()


def ticked(page: Page, name: str) -> list[str]:
    return [
        element.get("value")
        for element in page.all("input")
        if element.get("name") == name
        and (element.get("checked") is not None or element.get("type") == "hidden")
    ]


def hidden(page: Page) -> dict[str, object]:
    """Return what the preview's form would send."""
    return {
        name: ticked(page, name)
        for name in ("letter", "to_counties", "to_roles", "subject", "body")
    }


def test_a_letter_is_previewed_before_anything_is_sent(example_app: Flask) -> None:
    page = coordinator_of(example_app).post(PATH, LETTER, status=200)
    text = page.text()
    assert "Går till 2 personer i 2 län." in text
    assert "handlaggare.kalmar@khoss.example" in text
    assert "Vi ses på torsdag kl. 10. <b>Åsa</b>" in text
    assert "Svara till samordnare@khoss.example." in text
    assert mails(example_app) == []


def test_a_letter_goes_to_the_chosen_roles_in_the_chosen_counties(example_app: Flask) -> None:
    coordinator = coordinator_of(example_app)
    page = coordinator.post(PATH, {**LETTER, "to_roles": ["officer", "approver"]}, status=200)
    coordinator.post(PATH, {**hidden(page), "act": "send"})
    sent = mails(example_app)
    assert {mail.address for mail in sent} == people(
        example_app, ["07", "08"], Role.OFFICER, Role.APPROVER
    )
    assert len(sent) == 4
    assert {mail.kind for mail in sent} == {MailKind.LETTER}
    assert {mail.subject for mail in sent} == {"Möte på torsdag"}
    assert sent[0].body.startswith("Hej!\n\nVi ses på torsdag kl. 10.\n<b>Åsa</b>\n\nSkickat av ")
    log = coordinator.get("/utskick/").text()
    assert "Utskicket är på väg till 4 personer." in log
    assert "Skickade ett utskick" in log
    with example_app.app_context():
        event = db.session.scalars(select(Event).where(Event.tag == "mail:send")).one()
        assert event.reason == "Möte på torsdag (07, 08; 4)"


def test_a_second_click_sends_nothing_twice(example_app: Flask) -> None:
    coordinator = coordinator_of(example_app)
    fields = {**hidden(coordinator.post(PATH, LETTER, status=200)), "act": "send"}
    coordinator.post(PATH, fields)
    coordinator.post(PATH, fields)
    assert len(mails(example_app)) == 2
    assert "Ingen får det två gånger" in coordinator.get("/utskick/").text()
    with example_app.app_context():
        assert len(db.session.scalars(select(Event).where(Event.tag == "mail:send")).all()) == 1


def test_two_letters_of_the_same_words_are_two(example_app: Flask) -> None:
    coordinator = coordinator_of(example_app)
    for _ in range(2):
        page = coordinator.get(PATH)
        preview = coordinator.post(PATH, {**LETTER, "letter": page.field("letter")}, status=200)
        assert preview.field("letter") == page.field("letter")
        coordinator.post(PATH, {**hidden(preview), "act": "send"})
    assert len(mails(example_app)) == 4


def test_changing_once_more_gives_back_every_word_and_choice(example_app: Flask) -> None:
    coordinator = coordinator_of(example_app)
    preview = coordinator.post(PATH, LETTER, status=200)
    page = coordinator.post(PATH, {**hidden(preview), "act": "edit"}, status=200)
    assert page.field("subject") == LETTER["subject"]
    assert page.field("body") == LETTER["body"]
    assert ticked(page, "to_counties") == ["07", "08"]
    assert ticked(page, "to_roles") == ["officer"]


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("to_counties", "Välj minst ett län."),
        ("to_roles", "Välj handläggare, godkännare eller båda."),
        ("subject", "Skriv ett ämne."),
        ("body", "Skriv en text."),
    ],
)
@pytest.mark.parametrize("act", ["preview", "send"])
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    example_app: Flask, missing: str, sentence: str, act: str
) -> None:
    fields = {name: value for name, value in LETTER.items() if name != missing}
    page = coordinator_of(example_app).post(PATH, {**fields, "act": act}, status=422)
    assert sentence in page.text()
    for name in {"subject", "body"} - {missing}:
        assert page.field(name) == LETTER[name]
    assert mails(example_app) == []


def test_a_letter_to_nobody_is_not_sent(example_app: Flask) -> None:
    close_account(example_app, OFFICER)
    fields = {**LETTER, "to_counties": ["07"], "act": "send"}
    page = coordinator_of(example_app).post(PATH, fields, status=422)
    assert "Ingen med öppet konto" in page.text()
    assert page.field("body") == LETTER["body"]


def test_a_county_or_a_role_that_is_not_offered_is_refused(example_app: Flask) -> None:
    coordinator = coordinator_of(example_app)
    coordinator.post(PATH, {**LETTER, "to_counties": ["99"], "act": "send"}, status=422)
    coordinator.post(PATH, {**LETTER, "to_roles": ["admin"], "act": "send"}, status=422)
    assert mails(example_app) == []


def test_a_subject_of_several_lines_becomes_one(example_app: Flask) -> None:
    fields = {**LETTER, "subject": "Möte\r\nBcc: nagon@annan.se", "act": "send"}
    coordinator_of(example_app).post(PATH, fields)
    assert {mail.subject for mail in mails(example_app)} == {"Möte Bcc: nagon@annan.se"}


def test_quick_choices_tick_the_counties_and_keep_what_is_typed(example_app: Flask) -> None:
    coordinator = coordinator_of(example_app)
    expected = {
        "all": people_counties(example_app),
        "none": set(),
        "not_started": counties_at(example_app, AssessmentStatus.NOT_STARTED),
        "not_handed_in": counties_at(example_app, *EDITABLE),
        "not_approved": counties_at(example_app, AssessmentStatus.SUBMITTED),
        "no such choice": set(),
    }
    for pick, codes in expected.items():
        page = coordinator.post(PATH, {**LETTER, "pick": pick}, status=200)
        assert set(ticked(page, "to_counties")) == codes, pick
        assert page.field("body") == LETTER["body"]
    assert mails(example_app) == []


def people_counties(app: Flask) -> set[str]:
    return counties_at(app, *AssessmentStatus)


def test_a_letter_outlives_a_session_that_ended(example_app: Flask) -> None:
    coordinator = coordinator_of(example_app)
    token = coordinator.token(PATH)
    with coordinator.client.session_transaction() as session:
        session.pop("_user_id")
    response = coordinator.client.post(PATH, data={**LETTER, "csrf_token": token, "act": "send"})
    assert response.status_code == 401
    page = Page(response)
    page.check()
    assert page.field("body") == LETTER["body"]
    assert [one.text.strip() for one in page.all("textarea")] == [LETTER["subject"], LETTER["body"]]
    assert ticked(page, "to_counties") == ["07", "08"]
    # Sent again it is shown first, even if the button that was pressed would have sent it.
    assert not ticked(page, "act")


def test_the_log_shows_who_was_written_to_and_each_mail_can_be_read(example_app: Flask) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    for role in (Role.COORDINATOR, Role.ADMIN):
        person = find_person(example_app, role)
        assert APPROVER in person.get("/utskick/").text()
        (mail,) = mails(example_app)
        page = person.get(f"/utskick/{mail.id}/")
        assert "väntar på godkännande" in page.text()
        assert f"{ROOT}godkann/" in page.text()
        person.get("/utskick/999999/", status=404)


def test_the_log_is_narrowed_by_kind_county_and_status(example_app: Flask) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    coordinator = coordinator_of(example_app)
    coordinator.post(PATH, {**LETTER, "act": "send"})
    for asked, number in {
        "": 3,
        "?kind=letter": 2,
        "?kind=submitted": 1,
        "?county=08": 1,
        "?kind=letter&county=07&status=queued": 1,
        "?status=failed": 0,
        "?kind=nonsense&county=99&status=x&page=0": 3,
        "?page=nonsense": 3,
        "?page=2": 0,
    }.items():
        page = coordinator.get(f"/utskick/{asked}")
        links = [
            one
            for one in page.all("th")
            if one.get("scope") == "row" and list(one.iter(f"{NAMESPACE}a"))
        ]
        assert len(links) == number, asked


def test_the_log_goes_on_over_several_pages(example_app: Flask) -> None:
    with example_app.app_context():
        for number in range(101):
            db.session.add(
                OutgoingMail(
                    kind=MailKind.LETTER,
                    occasion=f"{number}",
                    address=f"{number}@khoss.example",
                    subject=f"Nummer {number}",
                    body="Hej",
                    created_at=NOW,
                    try_at=NOW,
                )
            )
        db.session.commit()
    coordinator = coordinator_of(example_app)
    first = coordinator.get("/utskick/?kind=letter")
    assert "Nummer 100" in first.text()
    assert "Äldre mejl" in first.text()
    second = coordinator.get("/utskick/?kind=letter&page=2")
    assert "Nummer 0 " in second.text()
    assert "Nyare mejl" in second.text()
    assert "Äldre mejl" not in second.text()


def test_only_what_has_failed_can_be_tried_again_and_only_by_the_coordinator(
    example_app: Flask,
) -> None:
    submit(find_person(example_app, Role.OFFICER, county="07"))
    (mail,) = mails(example_app)
    coordinator = coordinator_of(example_app)
    path = f"/utskick/{mail.id}/"
    page = coordinator.get(path)
    assert "Försök skicka igen" not in page.text()
    coordinator.post(f"{path}igen/", token_from=path)
    assert "eller är på väg" in coordinator.get(path).text()
    with example_app.app_context():
        failed = db.session.get_one(OutgoingMail, mail.id)
        failed.status, failed.failure, failed.attempts = MailStatus.FAILED, "Svarar inte.", 80
        failed.try_at = NOW + timedelta(days=400)
        db.session.commit()
    find_person(example_app, Role.ADMIN).post(f"{path}igen/", status=403, token_from="/utskick/")
    assert "Gick inte att skicka" in coordinator.get(path).text()
    coordinator.post(f"{path}igen/", token_from=path)
    (again,) = mails(example_app)
    assert again.status is MailStatus.QUEUED
    assert again.try_at < NOW + timedelta(days=399)
    assert "Försökte skicka igen" in coordinator.get(path).text()
