"""The coordinator's texts as HTML: from tokens, by a table of what may stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from flask_babel import gettext as _
from markdown_it.token import Token
from markupsafe import Markup, escape

from khoss.figures.bound import BoundText
from khoss.markdown import PLACEHOLDER, Prose, read_prose, says_nothing
from khoss.presentation.bound_figures import figure_text

DEEPEST_HEADING = 6
NOTHING = Markup("")
TAGS = {
    "blockquote_open": Markup("<blockquote>"),
    "blockquote_close": Markup("</blockquote>"),
    "bullet_list_open": Markup("<ul>"),
    "bullet_list_close": Markup("</ul>"),
    "ordered_list_close": Markup("</ol>"),
    "paragraph_open": Markup("<p>"),
    "paragraph_close": Markup("</p>"),
    "em_open": Markup("<em>"),
    "em_close": Markup("</em>"),
    "strong_open": Markup("<strong>"),
    "strong_close": Markup("</strong>"),
    "hardbreak": Markup("<br>"),
    "softbreak": Markup(" "),
}
# Inside an item of a list a block would break the tags of a PDF: it becomes a line of its own.
TAGS_IN_ITEM = {
    **dict.fromkeys(("blockquote_open", "blockquote_close", "paragraph_close"), NOTHING),
    "paragraph_open": NOTHING,
    "heading_open": Markup("<strong>"),
    "heading_close": Markup("</strong>"),
}
BEGIN_LINE = frozenset({"paragraph_open", "heading_open"})


def report_html(text: BoundText, *, level: int, clean: Callable[[str], str]) -> Markup:
    """Return a text for a PDF: headings from `level`, footnotes in the text where they are called.

    `clean` makes each piece of text fit for the fonts of the reports.
    """
    return _ReportWriter(text, level, clean).html()


def page_html(text: BoundText, *, level: int, prefix: str = "text") -> Markup:
    """Return a text for a page: headings from `level`, footnotes last, with links both ways.

    The ids on the page begin with `prefix`.
    """
    return _PageWriter(text, level, prefix).html()


class _Writer:
    """Writes one text as HTML; footnotes are written by those who know where they stand."""

    def __init__(self, text: BoundText, level: int, clean: Callable[[str], str]) -> None:
        self.text = text
        self.level = level
        self.clean = clean
        self.prose: Prose = read_prose(text.source)
        # The depths, as written, of the headings that the place stands under.
        self._above: list[int] = []
        # For each list item that is open, whether it has a line already.
        self._items: list[bool] = []

    def html(self) -> Markup:
        """Return the whole text."""
        return self.blocks(self.prose.tokens)

    def blocks(self, tokens: Sequence[Token]) -> Markup:
        """Return blocks as HTML."""
        pieces = []
        heading = 0
        for token in self._without_empty_headings(tokens):
            if token.type == "heading_open" and not self._items:
                heading = self._heading(int(token.tag[1:]))
                pieces.append(Markup("<h{}>").format(heading))
            elif token.type == "heading_close" and not self._items:
                pieces.append(Markup("</h{}>").format(heading))
            else:
                pieces.append(self._block(token))
        return NOTHING.join(pieces)

    def _without_empty_headings(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Give the tokens but those of headings that show nothing: they would have a number."""
        empty = False
        for place, token in enumerate(tokens):
            if token.type == "heading_open":
                empty = says_nothing(tokens[place + 1].children or (), self.clean)
            if not empty:
                yield token
            elif token.type == "heading_close":
                empty = False

    def _block(self, token: Token) -> Markup:
        if token.type == "inline":
            return self.inline(token.children or ())
        if token.type == "list_item_open":
            self._items.append(False)
            return Markup("<li>")
        if token.type == "list_item_close":
            self._items.pop()
            return Markup("</li>")
        if token.type == "ordered_list_open":
            return _ordered(token)
        if self._items and token.type in TAGS_IN_ITEM:
            begun, self._items[-1] = self._items[-1], self._items[-1] or token.type in BEGIN_LINE
            line = TAGS["hardbreak"] if begun and token.type in BEGIN_LINE else NOTHING
            return line + TAGS_IN_ITEM[token.type]
        return TAGS[token.type]

    def _heading(self, depth: int) -> int:
        """Return the level of a heading: one below what it stands under, whatever was written."""
        while self._above and self._above[-1] >= depth:
            self._above.pop()
        level = self.level + len(self._above)
        self._above.append(depth)
        return min(level, DEEPEST_HEADING)

    def inline(self, tokens: Sequence[Token], *, in_note: bool = False) -> Markup:
        """Return the pieces of a paragraph; a link holds words alone, and a note no note."""
        pieces: list[Markup] = []
        in_link, begun, address = False, 0, ""
        for token in tokens:
            if token.type == "text":
                pieces.append(escape(self.clean(token.content)))
            elif token.type == PLACEHOLDER:
                pieces.append(self._figure(token.content, plain=in_link))
            elif token.type == "link_open":
                in_link, begun = True, len(pieces)
                address = str(token.attrGet("href"))
                pieces.append(Markup('<a href="{}">').format(address))
            elif token.type == "link_close":
                in_link = False
                if not NOTHING.join(pieces[begun + 1 :]).strip():
                    # A link without words has no name to read out.
                    pieces.append(escape(self.clean(address)))
                pieces.append(Markup("</a>"))
            elif token.type == "footnote_ref":
                if not (in_note or in_link):
                    pieces.append(self.note(token.meta["label"]))
            elif not (in_link and token.nesting):
                pieces.append(TAGS[token.type])
        return NOTHING.join(pieces)

    def _figure(self, written: str, *, plain: bool) -> Markup:
        """Return a figure, with the goal, the area or the year whose answers are behind it."""
        figure = self.text.figure(written)
        said = escape(self.clean(figure_text(figure)))
        if plain:
            return said
        if figure.fault:
            return Markup('<strong class="no-figure">{}</strong>').format(said)
        if len(figure.goals) == 1:
            goal = figure.goals[0].replace(" ", "-")
            return Markup('<span data-goal="{}" data-year="{}">{}</span>').format(
                goal, figure.year, said
            )
        asked = figure.request.goals if figure.request else ()
        # One name for several goals is that of an area.
        area = Markup(' data-area="{}"').format(asked[0]) if len(asked) == 1 else NOTHING
        return Markup('<span class="counted"{} data-year="{}">{}</span>').format(
            area, figure.year, said
        )

    def note(self, label: str) -> Markup:
        """Return a footnote where it is called."""
        raise NotImplementedError

    def note_text(self, label: str) -> Markup:
        """Return what a footnote says, on one line."""
        return Markup(" ").join(
            self.inline(token.children or (), in_note=True)
            for token in self.prose.notes[label]
            if token.type == "inline"
        )


class _ReportWriter(_Writer):
    """Writes for a PDF, which moves a note to the foot of the page by itself."""

    def note(self, label: str) -> Markup:
        return Markup('<span class="footnote">{}</span>').format(self.note_text(label))


class _PageWriter(_Writer):
    """Writes for a page: notes last, a note called twice once, with a link back to the first."""

    def __init__(self, text: BoundText, level: int, prefix: str) -> None:
        super().__init__(text, level, str)
        self.prefix = prefix
        self._called: list[str] = []

    def html(self) -> Markup:
        body = super().html()
        if not self._called:
            return body
        items = NOTHING.join(
            Markup('<li id="{0}-note-{1}">{2} <a href="#{0}-call-{1}">{3}</a></li>').format(
                self.prefix, number, self.note_text(label), _("Tillbaka till anropet")
            )
            for number, label in enumerate(self._called, start=1)
        )
        return body + Markup('<ol class="khoss-notes">{}</ol>').format(items)

    def note(self, label: str) -> Markup:
        first = label not in self._called
        if first:
            self._called.append(label)
        number = self._called.index(label) + 1
        name = Markup(' id="{}-call-{}"').format(self.prefix, number) if first else NOTHING
        return Markup('<sup><a href="#{}-note-{}"{} aria-label="{}">{}</a></sup>').format(
            self.prefix, number, name, _("Fotnot %(number)d", number=number), number
        )


def _ordered(token: Token) -> Markup:
    start = token.attrGet("start")
    return Markup('<ol start="{}">').format(int(start)) if start is not None else Markup("<ol>")
