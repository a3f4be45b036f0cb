"""The forms that take a workbook in: the file, and what its changes become."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice

from khoss.enums import ConflictChoice
from khoss.forms.base import PageForm
from khoss.forms.widgets import FileInput, Radios

SEEN = re.compile(r"([a-z]{2}-[0-9]{1,4}):([1-9][0-9]{0,8})")
CHOICES = {
    ConflictChoice.SAVED: _l("Behåll det som är sparat"),
    ConflictChoice.WORKBOOK: _l("Ta arbetsbokens"),
    ConflictChoice.BOTH: _l("Spara båda texterna, den sparade först"),
}


class WorkbookForm(PageForm):
    """A workbook to read."""

    file = FileField(
        _l("Ifylld arbetsbok"),
        widget=FileInput(),
        description=_l("En Excel-arbetsbok (.xlsx) som är hämtad på den här sidan."),
    )

    def validate_file(self, field: FileField) -> None:
        """Refuse a form without a file."""
        if not field.data:
            raise ValidationError(_("Välj arbetsboken som du har fyllt i."))

    def content(self, *, most: int) -> bytes:
        """Return the file's bytes, at most one more than `most`: enough to refuse it."""
        data: bytes = self.file.data.stream.read(most + 1)
        return data

    @property
    def file_name(self) -> str:
        """Return the file's name as it was on the person's machine."""
        return str(self.file.data.filename or "")


class ChangesForm(PageForm):
    """What was shown of a workbook's changes, and what was chosen where both have changed."""

    seen = HiddenField()
    slugs: Sequence[str] = ()

    @classmethod
    def for_changes(cls, versions: Mapping[str, int], conflicts: Mapping[str, bool]) -> ChangesForm:
        """Return the form for what changes: versions by goal, and of conflicts if texts can join.

        A goal is named by its address name, `pf-1`.
        """
        fields = {_name(slug): _choice(slug, joinable) for slug, joinable in conflicts.items()}
        form: ChangesForm = type("ChangesFormOfPage", (cls,), fields)()
        form.slugs = tuple(conflicts)
        form.shown = " ".join(f"{slug}:{version}" for slug, version in versions.items())
        if not form.is_submitted():
            form.seen.data = form.shown
        return form

    shown: str = ""

    def seen_versions(self) -> dict[str, int]:
        """Return the versions of the answers that were shown, and show the present ones next."""
        sent = self.seen.data or ""
        self.seen.data = self.shown
        return {slug: int(version) for slug, version in SEEN.findall(sent)}

    def choices(self) -> dict[str, ConflictChoice]:
        """Return what was chosen, by goal."""
        return {
            slug: ConflictChoice(field.data)
            for slug, field in self.choice_fields().items()
            if field.data in {choice.value for choice in field.choices}
        }

    def choice_fields(self) -> dict[str, RadioField]:
        """Return the questions of the form, by goal."""
        return {slug: self[_name(slug)] for slug in self.slugs}

    def refuse_choice(self, slug: str, sentence: str) -> None:
        """Show a sentence at the choice of a goal, or at the top where it has none."""
        self.refuse(sentence, about=_name(slug) if slug in self.slugs else None)


def _name(slug: str) -> str:
    return f"choice_{slug.replace('-', '_')}"


def _choice(slug: str, joinable: bool) -> RadioField:
    offered = [
        SelectChoice(choice.value, text)
        for choice, text in CHOICES.items()
        if joinable or choice is not ConflictChoice.BOTH
    ]
    return RadioField(
        _("Vad ska gälla för %(goal)s?", goal=slug.upper().replace("-", " ")),
        choices=offered,
        widget=Radios(),
        validate_choice=False,
        validators=[_Chosen(frozenset(str(one.value) for one in offered))],
        description=_l("Bedömning och antal kommuner kan inte fogas ihop: där gäller det sparade.")
        if joinable
        else "",
    )


class _Chosen:
    """Check that one of the choices was made."""

    def __init__(self, offered: frozenset[str]) -> None:
        self.offered = offered

    def __call__(self, form: PageForm, field: RadioField) -> None:
        """Refuse no choice, and one that is not offered."""
        if field.data not in self.offered:
            field.data = None
            raise ValidationError(
                _("Välj vad som ska gälla för %(goal)s. Inget är sparat än.", goal=_key(field))
            )


def _key(field: RadioField) -> str:
    return str(field.short_name).removeprefix("choice_").upper().replace("_", " ")
