"""The fields of the pages: every one labelled, every group with a legend that has its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from khoss.forms import widgets

CHOICES = [SelectChoice("yes", "Ja"), SelectChoice("no", "Nej")]
GROUPS = {"radios": "Er bedömning", "checkboxes": "Roller"}
SINGLE = {
    "checkbox": "Ja, lämna in",
    "area": "Hinder",
    "line": "Namn",
    "password": "Lösenord",
    "select": "Län",
    "day": "Sista dag",
}


class EveryField(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """One field of each kind, each of them asked for."""

    radios = RadioField(
        GROUPS["radios"], [InputRequired()], choices=CHOICES, widget=widgets.Radios()
    )
    checkboxes = SelectMultipleField(
        GROUPS["checkboxes"],
        [InputRequired()],
        choices=CHOICES,
        widget=widgets.Checkboxes(),
        description="En eller flera.",
    )
    checkbox = BooleanField(SINGLE["checkbox"], [InputRequired()], widget=widgets.Checkbox())
    area = TextAreaField(
        SINGLE["area"],
        [InputRequired()],
        widget=widgets.TextArea(),
        description="Vad har stått i vägen?",
    )
    line = StringField(SINGLE["line"], [InputRequired()], widget=widgets.TextInput())
    password = PasswordField(SINGLE["password"], [InputRequired()], widget=widgets.Password())
    select = SelectField(
        SINGLE["select"], [InputRequired()], choices=CHOICES, widget=widgets.Select()
    )
    day = DateField(SINGLE["day"], [InputRequired()], widget=widgets.DateInput())


@pytest.fixture
def form(migrated_app: Flask) -> Iterator[EveryField]:
    """Return the form as it is after it was sent empty."""
    with migrated_app.test_request_context():
        sent = EveryField(formdata=MultiDict(), meta={"csrf": False})
        sent.validate()
        yield sent


def parsed(field: Any, **kwargs: Any) -> Any:
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False, strict=False
    )
    return parser.parse(f"<!DOCTYPE html><title>x</title>{field(**kwargs)}")


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("legend", [{}, {"classes": "govuk-fieldset__legend--l"}])
def test_a_group_has_a_legend_with_text_whatever_its_classes(
    form: EveryField, name: str, legend: dict[str, str]
) -> None:
    tree = parsed(form[name], params={"fieldset": {"legend": dict(legend)}})
    (found,) = tree.iter("legend")
    assert words(found) == GROUPS[name]


@pytest.mark.parametrize("name", SINGLE)
def test_every_other_field_has_a_label_of_its_own(form: EveryField, name: str) -> None:
    tree = parsed(form[name])
    labels = {label.get("for"): words(label) for label in tree.iter("label")}
    (control,) = [
        element
        for element in tree.iter("input", "textarea", "select")
        if element.get("type") != "hidden"
    ]
    assert labels[control.get("id")] == SINGLE[name]


@pytest.mark.parametrize("name", [*GROUPS, *SINGLE])
def test_a_refusal_is_swedish_and_tied_to_its_field(form: EveryField, name: str) -> None:
    assert form[name].errors
    tree = parsed(form[name])
    ids = {element.get("id"): words(element) for element in tree.iter() if element.get("id")}
    described = {
        target
        for element in tree.iter()
        for target in (element.get("aria-describedby") or "").split()
    }
    assert described <= ids.keys()
    message = f"{form[name].id}-error"
    assert message in described
    assert ids[message] == f"Fel: {form[name].errors[0]}"
    assert "required" not in words(tree.getroot())


def test_a_description_is_the_hint_of_its_field(form: EveryField) -> None:
    for name in ("area", "checkboxes"):
        tree = parsed(form[name])
        hints = [words(one) for one in tree.iter("div") if "govuk-hint" in one.get("class", "")]
        assert hints == [form[name].description]


def test_what_was_typed_stands_in_the_field_and_cannot_become_markup(form: EveryField) -> None:
    text = "</textarea><script>alert(1)</script> & å\n\n– rad"
    form.area.data = text
    (area,) = parsed(form.area).iter("textarea")
    assert area.text.removeprefix("\n") == text
