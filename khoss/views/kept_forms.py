"""What somebody filled in, given back when a request could not be taken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

# What is written, by field.
TEXTS = {
    "activities": _l("Utförda aktiviteter"),
    "obstacles": _l("Hinder"),
    "support_needs": _l("Stödbehov"),
    "change_reason": _l("Varför har bedömningen ändrats?"),
    "reason": _l("Skäl"),
    "comment": _l("Ny kommentar"),
    "sentence": _l("Vad har gjorts i år?"),
    "subject": _l("Ämne"),
    "body": _l("Text"),
}
# A reason for giving one question back, by the question's address name.
QUESTION = re.compile(r"question-([a-z]{2}-[0-9]{1,4})")
# What is chosen and goes along unseen. Named one by one: no password ever comes back.
VALUES = frozenset(
    {
        *("rating", "coverage", "version", "stay", "copy", "goals", "confirm", "to", "audience"),
        *("letter", "to_counties", "to_roles", "seen", "shown"),
        *("finding", "reader", "case_number", "county", "with_texts", "sender", "recipient"),
        *("caret", "choice"),
        *("opens_on", "closes_on", "remind_before", "year"),
    }
)
CHOICE = re.compile(r"(choice|pick)_[a-z_]{1,20}[0-9]{0,4}|(goal|area)-[A-Za-z0-9]{1,10}")


@dataclass(frozen=True)
class KeptText:
    """One text that was sent and not saved."""

    name: str
    label: str
    text: str


def kept_texts() -> list[KeptText]:
    """Return the texts of the form that was sent; of single questions only what was written."""
    return [
        KeptText(name, label, text)
        for name, text in request.form.items()
        if (label := _label(name)) and (text or name in TEXTS)
    ]


def kept_values() -> list[tuple[str, str]]:
    """Return what else was chosen in the form."""
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name in VALUES or CHOICE.fullmatch(name)
    ]


def _label(name: str) -> str:
    if name in TEXTS:
        return str(TEXTS[name])
    if found := QUESTION.fullmatch(name):
        return _("Skäl för %(goal)s", goal=found[1].upper().replace("-", " "))
    return ""
