"""The fields of the pages: accessible components, with what they lack mended."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from govuk_frontend_wtf import wtforms_widgets as govuk
from markupsafe import Markup
from wtforms import Field


class _Described:
    """Show a field's description as its hint."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        """Add the hint to what the component is given."""
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)  # type: ignore[misc]
        if field.description:
            params.setdefault("hint", {"text": field.description})
        params.setdefault("label", {}).setdefault("classes", "govuk-label--s")
        if "errorMessage" in params:
            params["errorMessage"]["visuallyHiddenText"] = _("Fel")
        return params


class _Grouped(_Described):
    """Give a group of choices a legend that has its text whatever its classes.

    The component drops the question's text where only the legend's classes are given.
    """

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        """Fill in the legend."""
        params = super().map_gov_params(field, **kwargs)
        legend = params.setdefault("fieldset", {}).setdefault("legend", {})
        if not legend.get("text") and not legend.get("html"):
            legend["text"] = field.label.text
        legend.setdefault("classes", "govuk-fieldset__legend--s")
        return params


class Radios(_Grouped, govuk.GovRadioInput):  # type: ignore[misc]
    """One of a few."""


class Checkboxes(_Grouped, govuk.GovCheckboxesInput):  # type: ignore[misc]
    """Any of a few."""


class Checkbox(_Described, govuk.GovCheckboxInput):  # type: ignore[misc]
    """Yes or nothing."""


class TextArea(_Described, govuk.GovTextArea):  # type: ignore[misc]
    """A text of several lines."""

    def __call__(self, field: Field, *, rows: int = 5, **kwargs: Any) -> Markup:
        """Render the field with its rows; as an attribute they stand there twice, to no effect."""
        kwargs["params"] = {**kwargs.get("params", {}), "rows": rows}
        rendered: Markup = super().__call__(field, **kwargs)
        return rendered


class TextInput(_Described, govuk.GovTextInput):  # type: ignore[misc]
    """A text of one line."""


class Password(_Described, govuk.GovPasswordInput):  # type: ignore[misc]
    """A password, with a button that shows it where JavaScript runs."""


class Select(_Described, govuk.GovSelect):  # type: ignore[misc]
    """One of many."""


class FileInput(_Described, govuk.GovFileInput):  # type: ignore[misc]
    """A file from the person's own machine."""


class DateInput(TextInput):
    """A day: the browser's own picker."""

    input_type = "date"

    def __call__(self, field: Field, **kwargs: Any) -> Markup:
        """Render the field as wide as a date."""
        kwargs.setdefault("params", {}).setdefault("classes", "govuk-input--width-10")
        rendered: Markup = super().__call__(field, **kwargs)
        return rendered


class NumberInput(TextInput):
    """A whole number, typed; a phone shows its digits."""

    def __call__(self, field: Field, **kwargs: Any) -> Markup:
        """Render the field as wide as three digits."""
        kwargs.setdefault("inputmode", "numeric")
        kwargs.setdefault("params", {}).setdefault("classes", "govuk-input--width-3")
        rendered: Markup = super().__call__(field, **kwargs)
        return rendered
