"""The files that a page of results leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _


@dataclass(frozen=True)
class FileLink:
    """One file of a year: its endpoint, what its address asks for, and what it holds."""

    endpoint: str
    label: str
    asked: Mapping[str, str] = field(default_factory=dict)


def file_links(*, texts: bool) -> tuple[FileLink, ...]:
    """Return the files of a year; `texts` for who may read what the counties wrote."""
    with_texts = FileLink("result_files.tables", _("Excel med länens texter"), {"texter": "1"})
    return (
        FileLink("result_files.tables", _("Excel: delmål, län, förändringar, metod")),
        *((with_texts,) if texts else ()),
        FileLink("result_files.goals", _("CSV: en rad per delmål")),
        FileLink("result_files.answers", _("CSV: en rad per län och delmål")),
        FileLink("result_files.data", _("JSON: allt, för andra program")),
    )
