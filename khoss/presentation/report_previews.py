"""The parts of a report as a page: the same HTML, fitted into the frame of the program.

The parts are templates of our own, so what is changed in them is changed where it stands and all
else is passed on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from html.parser import HTMLParser

from flask_babel import gettext as _
from markupsafe import Markup, escape

# Ids of a report must not meet those of the page around it.
PREFIX = "rapport-"
ID = re.compile(r'(\sid=")([^"]*)(")')
TARGET = re.compile(r'(\shref="#)([^"]*)(")')
REFERENCES = re.compile(r'(\saria-(?:labelledby|describedby)=")([^"]*)(")')
STYLE = re.compile(r'\sstyle="[^"]*"')
HEADING = re.compile(r"h([1-6])")
SCROLL = '<div class="khoss-scroll" role="region" tabindex="0" aria-labelledby="{}">'
LINKABLE = frozenset({"td", "th", "span", "strong", "p", "li", "dd", "em"})
# It cannot hold a link as the others do: the link stands around it.
DRAWING = "svg"
# Small enough for a phone.
NARROW_TABLES = frozenset({"answers"})


@dataclass(frozen=True)
class Behind:
    """Which answers are behind a figure; what is empty is all.

    The goal is as in `SL-2`, area and county are codes, and the place is the page that shows just
    these answers, where there is one. Without a year it is the report's own.
    """

    goal: str = ""
    area: str = ""
    priority: str = ""
    county: str = ""
    year: str = ""
    place: str = ""


# What marks a figure in the templates of the reports; in a PDF it says nothing.
MARKS = {f"data-{field.name}": field.name for field in fields(Behind)}
# The place of what no answers are behind: the targets themselves.
TARGETS = "targets"
# Returns where the answers behind a figure stand, empty where the reader may not go.
FindAnswers = Callable[[Behind], str]


@dataclass(frozen=True)
class Preview:
    """A report as a piece of a page, and whether any of its figures leads to answers."""

    html: Markup
    has_links: bool


@dataclass
class _Link:
    """A figure that is being linked, and how many elements of its own kind are open in it."""

    tag: str
    behind: Behind
    depth: int = 1


def preview(parts: Iterable[str], find_answers: FindAnswers) -> Preview:
    """Return the parts of a report as one piece of a page, its figures linked to the answers."""
    fitted = _Fitting(find_answers)
    for part in parts:
        fitted.feed(part)
    fitted.close()
    html = Markup("".join(fitted.written))  # noqa: S704 (templates of our own, which escape)
    return Preview(html, fitted.has_links)


class _Fitting(HTMLParser):
    """Write the HTML of a report again, one heading level further down."""

    def __init__(self, find_answers: FindAnswers) -> None:
        super().__init__(convert_charrefs=False)
        self.find_answers = find_answers
        self.written: list[str] = []
        self.tables = 0
        self.caption = ""
        self.heading = ""
        self.scrolls: list[bool] = []
        self.link: _Link | None = None
        self.anchors = 0
        self.has_links = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Pass on a tag, with what has to be changed in it."""
        given = dict(attrs)
        if tag == "a" and self.link is not None:
            return
        raw = self._prefixed(self.get_starttag_text() or "")
        if found := HEADING.fullmatch(tag):
            raw = f"<h{_level(found[1])}{raw[3:]}"
            if name := given.get("id"):
                self.heading = f"{PREFIX}{name} "
        elif tag == "table":
            self._open_table(given)
        elif tag == "caption" and self.caption:
            raw = f'<caption id="{self.caption}"{ID.sub("", raw)[len("<caption") :]}'
            self.caption = ""
        elif tag == DRAWING and self._may_link():
            self._open_link(tag, given)
        self.written.append(raw)
        if tag == "a":
            self.anchors += 1
        elif self.link is not None and tag == self.link.tag and tag != DRAWING:
            self.link.depth += 1
        elif tag in LINKABLE and self._may_link():
            self._open_link(tag, given)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Pass on a tag that is its own end."""
        self.written.append(self._prefixed(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        """Pass on the end of an element, after the end of the link in it."""
        if tag == "a":
            if self.link is not None:
                return
            self.anchors -= 1
        elif self.link is not None and tag == self.link.tag != DRAWING:
            self.link.depth -= 1
            if not self.link.depth:
                self._close_link()
        found = HEADING.fullmatch(tag)
        self.written.append(f"</h{_level(found[1])}>" if found else f"</{tag}>")
        if self.link is not None and tag == self.link.tag == DRAWING:
            self._close_link()
        if tag == "table" and self.scrolls.pop():
            self.written.append("</div>")

    def handle_data(self, data: str) -> None:
        """Pass on text."""
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        """Pass on a named character."""
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Pass on a numbered character."""
        self.written.append(f"&#{name};")

    def _prefixed(self, raw: str) -> str:
        """Return a tag whose ids are its report's own, and which has no style of its own."""
        raw = ID.sub(rf"\g<1>{PREFIX}\g<2>\g<3>", STYLE.sub("", raw))
        raw = TARGET.sub(rf"\g<1>{PREFIX}\g<2>\g<3>", raw)
        return REFERENCES.sub(_prefix_references, raw)

    def _open_table(self, given: dict[str, str | None]) -> None:
        """Let a wide table be moved sideways, by the keyboard too.

        It is named by what it stands under too: other tables may have the same caption.
        """
        narrow = NARROW_TABLES & set((given.get("class") or "").split())
        self.scrolls.append(not narrow)
        if narrow:
            return
        self.tables += 1
        self.caption = f"{PREFIX}tabell-{self.tables}"
        self.written.append(SCROLL.format(f"{self.heading}{self.caption}"))

    def _may_link(self) -> bool:
        """Tell whether a link may begin here: no link holds another."""
        return self.link is None and not self.anchors

    def _open_link(self, tag: str, given: dict[str, str | None]) -> None:
        said = {name: given.get(mark) or "" for mark, name in MARKS.items()}
        behind = Behind(**said)
        url = self.find_answers(behind) if any(said.values()) else ""
        if url:
            self.has_links = self.has_links or behind.place != TARGETS
            self.link = _Link(tag, behind)
            self.written.append(f'<a class="khoss-behind" href="{escape(url)}">')

    def _close_link(self) -> None:
        if self.link is None:
            return
        said = escape(_where(self.link.behind))
        self.written.append(f'<span class="govuk-visually-hidden"> ({said})</span></a>')
        self.link = None


def _where(behind: Behind) -> str:
    """Return where a link leads, for those who hear it without what stands around it."""
    if behind.place == TARGETS:
        return _("målbilden")
    if behind.goal:
        return _("svaren bakom, %(goal)s", goal=behind.goal.replace("-", " "))
    return _("svaren bakom")


def _level(level: str) -> int:
    return min(int(level) + 1, 6)


def _prefix_references(found: re.Match[str]) -> str:
    names = " ".join(f"{PREFIX}{name}" for name in found[2].split())
    return f"{found[1]}{names}{found[3]}"
