"""What stands on the cover of a report, as the forms ask for it: of an order, of a correction."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, StringField, ValidationError
from wtforms.validators import Length

from khoss.forms.widgets import Checkbox, TextInput
from khoss.printable import left_out
from khoss.texts import CASE_NUMBER_LIMIT, COVER_LINE_LIMIT, clean_case_number, one_line

WITH_TEXTS = _l("Ta med länens egna texter")


def all_printable(_form: Any, field: StringField) -> None:
    """Refuse signs that no font has: a case number without them would be another one."""
    if signs := left_out(field.data or ""):
        raise ValidationError(
            _(
                "%(signs)s finns inte i rapporternas typsnitt. Skriv det med andra tecken.",
                signs=" ".join(signs),
            )
        )


def with_texts_field() -> BooleanField:
    """Return the choice whether the counties' own texts are in a report."""
    return BooleanField(
        WITH_TEXTS,
        widget=Checkbox(),
        description=_l(
            "Aktiviteter, hinder och stödbehov, som länen har skrivit dem. Sammantagna kan de "
            "behöva skyddas: pröva sekretessen innan rapporten lämnas ut. "
            "Säkerhetsskyddsklassificerade uppgifter hör inte hemma i den."
        ),
    )


def case_number_field(description: LazyString) -> StringField:
    """Return a line for a case number, which is kept without the word Dnr."""
    return StringField(
        _l("Diarienummer"),
        widget=TextInput(),
        filters=[clean_case_number],
        validators=[Length(max=CASE_NUMBER_LIMIT), all_printable],
        description=description,
    )


def sender_field() -> StringField:
    """Return a line for who sends a report."""
    return _line(
        _l("Avsändare"), _l("Till exempel ”Länsstyrelserna genom Länsstyrelsen i Örebro län”.")
    )


def recipient_field() -> StringField:
    """Return a line for whom a report is sent to."""
    return _line(_l("Mottagare"), _l("Till exempel ”Regeringen, Socialdepartementet”."))


def _line(label: LazyString, description: LazyString) -> StringField:
    return StringField(
        label,
        widget=TextInput(),
        filters=[one_line],
        validators=[Length(max=COVER_LINE_LIMIT), all_printable],
        description=description,
    )
