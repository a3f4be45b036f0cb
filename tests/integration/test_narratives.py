"""The coordinator's texts: written with figures that are picked, and never lost or overwritten."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from khoss.clock import now
from khoss.db import db
from khoss.enums import NarrativeSection, ProseFault, Role
from khoss.figures.claims import check_claims, refuted
from khoss.figures.prose_faults import find_faults
from khoss.models import Event, Narrative, NarrativeRevision, User
from khoss.services.claims import find_claims
from khoss.services.narratives import Place, bind_texts, find_history, save_narrative
from khoss.services.rounds import get_round
from tests.support.pages import Person, find_person

PAGE = "/texter/2024/inledning/"
SL = "/texter/2024/bedomning-sl/"


@pytest.fixture
def coordinator(example_app: Flask) -> Person:
    return find_person(example_app, Role.COORDINATOR)


def bodies(app: Flask) -> list[str]:
    with app.app_context():
        return list(
            db.session.scalars(
                select(NarrativeRevision.body)
                .join(Narrative, NarrativeRevision.narrative_id == Narrative.id)
                .where(Narrative.section == NarrativeSection.INTRODUCTION)
                .order_by(NarrativeRevision.version)
            )
        )


def save_beside(app: Flask, body: str, version: int) -> None:
    """Save as somebody else does meanwhile."""
    with app.app_context():
        save_narrative(
            Place(2024, NarrativeSection.INTRODUCTION),
            body,
            round_=get_round(2024),
            expected_version=version,
            by=db.session.scalars(select(User).where(User.is_admin)).one(),
            now=now(),
        )
        db.session.commit()


def test_the_texts_of_a_year_stand_in_reading_order_with_what_is_found(
    coordinator: Person,
) -> None:
    page = coordinator.get("/texter/2024/")
    rows = [page.text(one) for one in page.all("th") if one.get("scope") == "row"]
    assert rows[0] == "Sammanfattning"
    assert len([one for one in rows if one.startswith("Sammanfattande bedömning: ")]) == 6
    assert rows[-1] == "Referenser"
    text = page.text()
    assert "Siffra skriven för hand: 15 av 21" in text
    assert 'Ord som inte stämmer: {ord UO-2 ja "två tredjedelar"}' in text
    assert "9 av 21, 42,9 procent (9 ja, 4 delvis, 8 nej)" in text.replace("\xa0", " ")


def test_the_page_lists_what_the_claims_of_the_report_do_not_bear(example_app: Flask) -> None:
    with example_app.app_context():
        said, history = find_claims(2024), find_history()
        assert said
        assert history
        claims = [one for one in said.claims if one.part == "summary"]
        expected = [
            (one.claim.area, "+".join(one.claim.goal_lines), one.actual, one.base)
            for one in refuted(check_claims(claims, history))
        ]
        found = [
            (one.area, "+".join(one.figure.goals).replace(" ", "-"), one.figure.count,
             one.figure.whole)
            for one in find_faults(bind_texts(2024), goals=history.goal_keys)
            if one.fault is ProseFault.WRONG and one.figure
        ]  # fmt: skip
    assert len(found) == 7
    assert found == expected


def test_a_text_is_saved_with_its_figure_and_every_state_is_kept(
    example_app: Flask, coordinator: Person
) -> None:
    coordinator.post(PAGE, {"body": "{antal SL-2 ja+delvis} har en plan.", "version": "0"})
    page = coordinator.get(PAGE)
    assert "15 länsstyrelser har en plan." in page.text().replace("\xa0", " ")
    assert page.field("version") == "1"
    coordinator.post(PAGE, {"body": "Ett annat ord.", "version": "1"})
    coordinator.post(PAGE, {"body": "Ett annat ord.", "version": "2"})
    assert bodies(example_app) == ["{antal SL-2 ja+delvis} har en plan.", "Ett annat ord."]
    with example_app.app_context():
        events = db.session.scalars(
            select(Event.tag).where(Event.subject == "narrative 2024 introduction")
        )
        assert list(events) == ["narrative:save", "narrative:save"]


def test_a_preview_saves_nothing_and_keeps_the_text(
    example_app: Flask, coordinator: Person
) -> None:
    page = coordinator.post(
        PAGE, {"body": "# Hej\n\nOch *så* vidare.", "version": "0", "preview": "1"}, status=200
    )
    assert next(page.text(one) for one in page.all("h3")) == "Hej"
    assert page.field("body") == "# Hej\n\nOch *så* vidare."
    assert 'data-khoss-guard="changed"' in page.html
    assert bodies(example_app) == []


@pytest.mark.parametrize(
    ("caret", "expected"),
    [
        ("", "Å 😀 har plan. {antal SL 2}"),
        ("4", "Å 😀 {antal SL 2} har plan."),
        ("999", "Å 😀 har plan. {antal SL 2}"),
        ("x", "Å 😀 har plan. {antal SL 2}"),
    ],
)
def test_a_figure_is_put_where_the_caret_was(
    example_app: Flask, coordinator: Person, caret: str, expected: str
) -> None:
    page = coordinator.post(
        PAGE,
        {
            "body": "Å 😀 har plan.",
            "version": "0",
            "caret": caret,
            "pick_kind": "count",
            "pick_goal": "SL 2",
            "pick_measure": "met",
            "insert": "1",
        },
        status=200,
    )
    assert page.field("body") == expected.replace("{antal SL 2}", "{antal SL-2 ja+delvis}")
    assert "{antal SL-2 ja+delvis} → 15 länsstyrelser" in page.text().replace("\xa0", " ")
    assert bodies(example_app) == []


@pytest.mark.parametrize(
    ("picked", "placeholder", "shown"),
    [
        ({"pick_kind": "share", "pick_goal": "SL"}, "{andel SL ja+delvis}", "63,8 procent"),
        ({"pick_kind": "asked"}, "{tillfrågade}", "21 länsstyrelser"),
        (
            {"pick_kind": "base", "pick_goal": "UP 1", "pick_year": "2023"},
            "{bas UP-1 2023}",
            "13 av 21",
        ),
        (
            {"pick_kind": "word", "pick_goal": "alla", "pick_word": "de flesta"},
            '{ord alla ja+delvis "de flesta"}',
            "de flesta",
        ),
        (
            {"pick_kind": "change", "pick_goal": "SL 2", "pick_measure": "yes"},
            "{förändring SL-2 ja}",
            "5 fler än 2023",
        ),
    ],
)
def test_each_kind_of_figure_can_be_picked(
    coordinator: Person, picked: dict[str, str], placeholder: str, shown: str
) -> None:
    page = coordinator.post(PAGE, {"body": "x", "version": "0", "pick": "1", **picked}, status=200)
    assert f"{placeholder} → {shown}" in page.text().replace("\xa0", " ")
    assert page.field("body") == "x"


def test_counties_are_named_where_their_answers_are_known(coordinator: Person) -> None:
    page = coordinator.post(
        PAGE, {"body": "Nej sade {län KK-1 nej}.", "version": "0", "preview": "1"}, status=200
    )
    (named,) = [one.text for one in page.all("span") if one.get("data-goal") == "KK-1"]
    assert named == "Örebro län"


def test_counties_of_several_goals_are_said_to_be_those_that_answered_so_to_all(
    coordinator: Person,
) -> None:
    page = coordinator.post(
        PAGE, {"body": "{Län SL nej} och {antal SL nej}.", "version": "0", "preview": "1"},
        status=200,
    )  # fmt: skip
    notes = [page.text(one).replace("\xa0", " ") for one in page.all("tr")]
    (counties,) = [one for one in notes if one.startswith("{Län SL nej}")]
    assert "Bara de län som svarade nej på alla delmålen: SL 1, SL 2" in counties
    (answers,) = [one for one in notes if one.startswith("{antal SL nej}")]
    assert "Räknar svar på SL 1, SL 2" in answers


def test_a_form_that_the_picked_kind_does_not_know_is_left_out(coordinator: Person) -> None:
    picked = {"pick_kind": "share", "pick_goal": "SL 2", "pick_measure": "yes"}
    for form, written in (("in_words", "{andel SL-2 ja}"), ("bare", "{andel SL-2 ja bara talet}")):
        page = coordinator.post(
            PAGE, {"body": "x", "version": "0", "pick": "1", "pick_form": form, **picked},
            status=200,
        )  # fmt: skip
        assert f"{written} → 28,6" in page.text().replace("\xa0", " ")


def test_two_at_once_are_both_shown_and_neither_is_lost(
    example_app: Flask, coordinator: Person
) -> None:
    coordinator.post(PAGE, {"body": "Första texten.", "version": "0"})
    save_beside(example_app, "Första texten. Kollegans rad.", 1)
    page = coordinator.post(PAGE, {"body": "Första texten. Min rad.", "version": "1"}, status=409)
    assert "Kollegans rad." in page.text()
    assert page.field("body") == "Första texten. Min rad."
    assert page.field("choice") == "both"
    assert page.field("version") == "2"
    coordinator.post(PAGE, {"body": page.field("body"), "version": "2", "choice": "both"})
    assert bodies(example_app)[1:] == [
        "Första texten. Kollegans rad.",
        "Första texten. Kollegans rad.\n\nMin rad.",
    ]


def test_of_two_texts_either_can_be_chosen(example_app: Flask, coordinator: Person) -> None:
    save_beside(example_app, "Det sparade.", 0)
    page = coordinator.post(PAGE, {"body": "Det skrivna.", "version": "0"}, status=409)
    coordinator.post(PAGE, {"body": "Det skrivna.", "version": "1", "choice": "saved"})
    assert bodies(example_app) == ["Det sparade."]
    coordinator.post(
        PAGE, {"body": "Det skrivna.", "version": page.field("version"), "choice": "mine"}
    )
    assert bodies(example_app) == ["Det sparade.", "Det skrivna."]


def test_a_choice_that_was_overtaken_is_asked_for_again(
    example_app: Flask, coordinator: Person
) -> None:
    save_beside(example_app, "Ett.", 0)
    save_beside(example_app, "Två.", 1)
    page = coordinator.post(PAGE, {"body": "Mitt.", "version": "1", "choice": "saved"}, status=409)
    assert page.field("body") == "Mitt."
    assert bodies(example_app) == ["Ett.", "Två."]


def test_an_earlier_text_is_restored_and_what_it_replaces_is_kept(
    example_app: Flask, coordinator: Person
) -> None:
    coordinator.post(PAGE, {"body": "Ett.", "version": "0"})
    coordinator.post(PAGE, {"body": "Två.", "version": "1"})
    saved = f"{PAGE}andringar/"
    assert "gäller nu" in coordinator.get(saved).text()
    coordinator.post(f"{saved}1/", {"version": "1"}, status=409, token_from=saved)
    coordinator.post(f"{saved}1/", {"version": "2"}, token_from=saved)
    assert bodies(example_app) == ["Ett.", "Två.", "Ett."]
    coordinator.post(f"{saved}9/", {"version": "3"}, status=404, token_from=saved)


def test_a_text_that_is_too_long_stays_in_the_field(
    example_app: Flask, coordinator: Person
) -> None:
    page = coordinator.post(PAGE, {"body": "å" * 100_001, "version": "0"}, status=422)
    assert len(page.field("body")) == 100_001
    assert bodies(example_app) == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n".join(f"- rad {number} {{antal SL-2 ja}}" for number in range(1_000)),
        "<script>alert(1)</script> [x](javascript:alert(1)) ![y](data:text/html,z)",
        "😀 \u202eomvänt\u202c " + "a" * 300,
        "{" * 500 + "[" * 500 + "*" * 500,
    ],
)
def test_a_strange_text_is_shown_and_saved_as_it_is(coordinator: Person, body: str) -> None:
    page = coordinator.post(PAGE, {"body": body, "version": "0", "preview": "1"}, status=200)
    assert page.field("body") == body
    coordinator.post(PAGE, {"body": body, "version": "0"})
    page = coordinator.get(PAGE)
    assert page.field("body") == body
    assert "<script>alert" not in page.html
    assert not [one for one in page.all("a") if "alert" in (one.get("href") or "")]
    assert not page.all("img")


def test_a_saved_state_cannot_be_changed_or_deleted(
    example_app: Flask, coordinator: Person
) -> None:
    coordinator.post(PAGE, {"body": "Ett.", "version": "0"})
    with example_app.app_context():
        for statement in (update(NarrativeRevision).values(body="x"), delete(NarrativeRevision)):
            with pytest.raises(DBAPIError):
                db.session.execute(statement)
            db.session.rollback()


@pytest.mark.parametrize(
    "path", ["/texter/1999/", "/texter/2024/nagot/", "/texter/2024/bedomning-xx/"]
)
def test_a_text_that_is_no_text_is_not_there(coordinator: Person, path: str) -> None:
    coordinator.get(path, status=404)


def test_a_round_without_figures_can_be_written_about(coordinator: Person) -> None:
    page = coordinator.post(
        "/texter/2026/inledning/",
        {"body": "Hej {antal PF-1 ja} och {förändring PF-1 ja}.", "version": "0", "preview": "1"},
        status=200,
    )
    assert "svarande länsstyrelser" in page.text()
    assert "går inte att jämföra med året innan" in page.text().replace("\xa0", " ")
