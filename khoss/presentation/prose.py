"""The coordinator's texts as HTML: from tokens, by a table of what may stand there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from markdown_it.token import Token
from markupsafe import Markup, escape

from khoss.figures.bound import BoundFigure, BoundText
from khoss.markdown import PLACEHOLDER, Prose, read_prose
from khoss.presentation.bound_figures import figure_text

DEEPEST_HEADING = 6
PARAGRAPH = (Markup("<p>"), Markup("</p>"))
BLOCKS = {
    "blockquote_open": Markup("<blockquote>"),
    "blockquote_close": Markup("</blockquote>"),
    "bullet_list_open": Markup("<ul>"),
    "bullet_list_close": Markup("</ul>"),
    "ordered_list_close": Markup("</ol>"),
    "list_item_open": Markup("<li>"),
    "list_item_close": Markup("</li>"),
}
INLINE = {
    "em_open": Markup("<em>"),
    "em_close": Markup("</em>"),
    "strong_open": Markup("<strong>"),
    "strong_close": Markup("</strong>"),
    "hardbreak": Markup("<br>"),
    "softbreak": Markup(" "),
}


@dataclass
class _Writing:
    """One text while it is written as HTML."""

    prose: Prose
    figures: dict[str, BoundFigure]
    level: int
    clean: Callable[[str], str]
    # Ids of pages begin with it; without one, footnotes stand in the text, for the PDF.
    prefix: str
    called: list[str] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)

    @property
    def is_page(self) -> bool:
        return bool(self.prefix)


def report_html(text: BoundText, *, level: int, clean: Callable[[str], str]) -> Markup:
    """Return a text for a PDF: headings from `level`, footnotes in the text where they are called.

    `clean` makes each piece of text fit for the fonts of the reports.
    """
    return _html(text, level=level, clean=clean, prefix="")


def page_html(text: BoundText, *, level: int, prefix: str = "text") -> Markup:
    """Return a text for a page: headings from `level`, footnotes last, with links both ways."""
    return _html(text, level=level, clean=str, prefix=prefix)


def _html(text: BoundText, *, level: int, clean: Callable[[str], str], prefix: str) -> Markup:
    prose = read_prose(text.source)
    writing = _Writing(prose, dict(text.by_written), level, clean, prefix)
    body = _blocks(writing, prose.tokens)
    return body + _endnotes(writing) if writing.is_page else body


def _blocks(writing: _Writing, tokens: Sequence[Token]) -> Markup:
    """Return blocks as HTML; paragraphs of a list item have no tag of their own."""
    html = Markup("")
    heading = 0
    in_items = 0
    for token in tokens:
        if token.type == "inline":
            html += _inline(writing, token.children or ())
        elif token.type == "heading_open":
            heading = _heading(writing, int(token.tag[1:]))
            html += Markup("<h{}>").format(heading)
        elif token.type == "heading_close":
            html += Markup("</h{}>").format(heading)
        elif token.type == "paragraph_open":
            html += PARAGRAPH[0] if not in_items else Markup("")
        elif token.type == "paragraph_close":
            html += PARAGRAPH[1] if not in_items else Markup("")
        elif token.type == "ordered_list_open":
            html += _numbered(token)
        else:
            in_items += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
            html += BLOCKS[token.type]
    return html


def _numbered(token: Token) -> Markup:
    start = token.attrGet("start")
    return Markup('<ol start="{}">').format(int(start)) if start is not None else Markup("<ol>")


def _heading(writing: _Writing, depth: int) -> int:
    """Return the level of a heading: never one that skips a level of those above it."""
    while writing.depths and writing.depths[-1] >= depth:
        writing.depths.pop()
    level = min(writing.level + len(writing.depths), DEEPEST_HEADING)
    writing.depths.append(depth)
    return level


def _inline(writing: _Writing, tokens: Sequence[Token], *, plain: bool = False) -> Markup:
    html = Markup("")
    in_link = False
    for token in tokens:
        if token.type == "text":
            html += escape(writing.clean(token.content))
        elif token.type == PLACEHOLDER:
            html += _figure(writing, token.content, plain=in_link)
        elif token.type == "link_open":
            html += Markup('<a href="{}">').format(token.attrGet("href"))
            in_link = True
        elif token.type == "link_close":
            html += Markup("</a>")
            in_link = False
        elif token.type == "footnote_ref":
            html += Markup("") if plain else _note(writing, token.meta["label"])
        elif not (in_link and token.tag):
            html += INLINE[token.type]
    return html


def _figure(writing: _Writing, written: str, *, plain: bool) -> Markup:
    figure = writing.figures[written]
    said = escape(writing.clean(figure_text(figure)))
    if plain:
        return said
    goals = (
        " ".join(key.replace(" ", "-") for key in figure.goals) if len(figure.goals) == 1 else ""
    )
    if figure.fault:
        return Markup('<strong class="no-figure">{}</strong>').format(said)
    if goals:
        return Markup('<span data-goal="{}">{}</span>').format(goals, said)
    return said


def _note(writing: _Writing, label: str) -> Markup:
    """Return a footnote where it is called: itself in a PDF, its number as a link on a page."""
    if not writing.is_page:
        return Markup('<span class="footnote">{}</span>').format(_note_text(writing, label))
    again = label in writing.called
    if not again:
        writing.called.append(label)
    number = writing.called.index(label) + 1
    back = Markup("") if again else Markup(' id="{}-call-{}"').format(writing.prefix, number)
    return Markup('<sup><a href="#{}-note-{}"{} aria-label="{}">{}</a></sup>').format(
        writing.prefix, number, back, _("Fotnot %(number)d", number=number), number
    )


def _note_text(writing: _Writing, label: str) -> Markup:
    """Return what a footnote says, on one line: notes within notes are not followed."""
    said = [
        _inline(writing, token.children or (), plain=True)
        for token in writing.prose.notes.get(label, ())
        if token.type == "inline"
    ]
    return Markup(" ").join(said)


def _endnotes(writing: _Writing) -> Markup:
    if not writing.called:
        return Markup("")
    items = Markup("").join(
        Markup('<li id="{0}-note-{1}">{2} <a href="#{0}-call-{1}">{3}</a></li>').format(
            writing.prefix, number, _note_text(writing, label), _("Tillbaka till texten")
        )
        for number, label in enumerate(writing.called, start=1)
    )
    return Markup('<ol class="khoss-notes">{}</ol>').format(items)
