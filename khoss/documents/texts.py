"""The coordinator's texts as a document shows them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from khoss.enums import NarrativeSection
from khoss.figures.bound import BoundText
from khoss.pdf import normalise_text
from khoss.presentation.prose import report_html


class Texts:
    """The texts that were frozen with a report, by section and area."""

    def __init__(self, texts: Iterable[BoundText]) -> None:
        self._texts = {(text.section, text.area): text for text in texts}

    def html(self, section: NarrativeSection, *, area: str = "", level: int) -> Markup:
        """Return a text with its headings from a level on; nothing when it is not written."""
        text = self._texts.get((section, area))
        if text is None:
            return Markup("")
        return report_html(text, level=level, clean=normalise_text)
