"""Texts become HTML that carries what was chosen, and never a script."""

from __future__ import annotations

import html5lib
import pytest
from flask_babel import force_locale
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from khoss.enums import NarrativeSection
from khoss.figures.bound import BoundText, bind
from khoss.markdown import placeholders
from khoss.presentation.bound_figures import figure_text, number_word
from khoss.presentation.prose import page_html, report_html
from khoss.texts import clean_text
from tests.support.official import official_history

HISTORY = official_history()
ALLOWED = {
    "html", "head", "body", "p", "ul", "ol", "li", "em", "strong", "a", "blockquote", "br", "sup",
    "span", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
ATTRIBUTES = {"href", "id", "class", "data-area", "data-goal", "data-year", "start", "aria-label"}
HOSTILE = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) [x](JaVaScRiPt:alert(1)) [x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=) [x](vbscript:x) [x](//x.se) [x](/konto/)",
    "[x](&#106;avascript:alert(1)) [x](javascript&colon;alert(1))",
    '[x](https://x.se" onclick="alert(1)) [x](https://x.se "a" onclick=alert(1))',
    "![x](https://x.se/x.png) <img src=x onerror=alert(1)>",
    "<https://x.se> <a href='javascript:x'>y</a>",
    "```\nkod\n```\n\n    indragen\n\n`kod`\n\n|a|b|\n|-|-|\n|1|2|",
    '{antal <script> ja} {ord SL-2 ja "<img src=x onerror=alert(1)>"} {"onload="}',
    '[^<script>]: x\n\n[^<script>] [^"onclick=]',
    "[^a]: [^a] [^b]\n[^b]: [^a]\n\nx[^a] y[^b] z[^a]",
    "[a [b](https://x.se) {antal SL-2 ja} **c**](https://y.se)",
    "<!-- --> <![CDATA[x]]> <?php ?> &lt;script&gt; &#60;script&#62;",
    "- a\n\n  # rubrik\n\n  > citat\n\n  1. ett\n     - två\n",
    "> > > > > " * 30 + "djupt",
    "[](https://utan.ord.se) [ ](mailto:a@x.se) [**\t**](https://fet.se)",
    "- " * 60 + "djupt",
)


def text(source: str) -> BoundText:
    source = clean_text(source)
    figures = tuple(bind(written, HISTORY, year=2024) for written in placeholders(source))
    return BoundText(NarrativeSection.SUMMARY, "", source, figures)


def both(source: str) -> list[str]:
    with force_locale("sv"):
        bound = text(source)
        return [
            str(page_html(bound, level=2, prefix="x")),
            str(report_html(bound, level=2, clean=str)),
        ]


def check(html: str) -> None:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
    tree = parser.parse(f"<!DOCTYPE html><html><head></head><body>{html}</body></html>")
    ids = []
    for node in tree.iter():
        assert node.tag in ALLOWED, node.tag
        assert set(node.attrib) <= ATTRIBUTES, dict(node.attrib)
        address = node.get("href", "https://")
        assert address.startswith(("http://", "https://", "mailto:", "#x-")), address
        ids += [node.get("id")] if node.get("id") else []
        if node.tag == "a":
            assert not [one for one in node if one.tag != "a"] or node.getparent().tag == "sup"
            assert "".join(node.itertext()).strip(), html
        if node.tag in {"li", "p"}:
            assert not [one for one in node if one.tag in {"p", "blockquote", "h2", "h3"}]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_text_becomes_words(source: str) -> None:
    for html in both(source):
        check(html)


PIECES = st.sampled_from(
    [*HOSTILE, "# ", "### ", "- ", "1. ", "> ", "**", "*", "_", "[", "](", ")", "https://x.se",
     "javascript:", "{", "}", "antal SL-2 ja", "[^a]", "[^a]: ", "\n", "\n\n", "    ", "\\", "<",
     ">", '"', "'", "&", "å", "😀"]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map("".join))
@example("\n".join(HOSTILE))
@settings(deadline=None)
def test_no_text_carries_a_script(source: str) -> None:
    for html in both(source):
        check(html)


@given(st.lists(st.integers(1, 6), max_size=12), st.integers(2, 4))
@settings(deadline=None)
def test_headings_begin_below_the_section_and_never_skip_a_level(
    depths: list[int], level: int
) -> None:
    source = "\n\n".join(f"{'#' * depth} Rubrik" for depth in depths)
    with force_locale("sv"):
        html = str(report_html(text(source), level=level, clean=str))
    levels = [int(piece[0]) for piece in html.split("<h")[1:]]
    assert len(levels) == len(depths)
    before = level - 1
    for one in levels:
        assert level <= one <= min(before + 1, 6)
        before = one


@pytest.mark.parametrize("heading", ["#", "## ", "# \u200b", "# [^a]"])
def test_a_heading_without_words_is_no_heading(heading: str) -> None:
    for html in both(f"# Ett\n\nFöre.\n\n{heading}\n\nText.\n\n# Två\n\n[^a]: Not."):
        assert html == "<h2>Ett</h2><p>Före.</p><p>Text.</p><h2>Två</h2>"


def test_a_heading_of_signs_that_no_font_has_is_no_heading_in_a_pdf() -> None:
    page, _ = both("# 😀\n\nText.")
    with force_locale("sv"):
        report = report_html(
            text("# 😀\n\nText."), level=2, clean=lambda one: one.replace("😀", "")
        )
    assert page == "<h2>😀</h2><p>Text.</p>"
    assert report == "<p>Text.</p>"


def test_a_heading_without_words_in_a_list_leaves_no_line() -> None:
    for html in both("- a\n\n  #\n\n  b"):
        assert html == "<ul><li>a<br>b</li></ul>"


def test_what_may_stand_in_a_text_stands_there() -> None:
    page, report = both(
        "# Rubrik\n\nEtt *kursivt* och **fett** ord\\\npå [en sida](https://x.se/?a=1&b=2).[^n]\n\n"
        "3. tre\n4. fyra\n\n- punkt\n\n> citat\n\n[^n]: Noten, [mejla](mailto:a@x.se)."
    )
    for html in (page, report):
        assert html.startswith(
            "<h2>Rubrik</h2><p>Ett <em>kursivt</em> och <strong>fett</strong> ord<br>på "
            '<a href="https://x.se/?a=1&amp;b=2">en sida</a>.'
        )
        assert (
            '<ol start="3"><li>tre</li><li>fyra</li></ol><ul><li>punkt</li></ul>'
            "<blockquote><p>citat</p></blockquote>"
        ) in html
    assert '<span class="footnote">Noten, <a href="mailto:a@x.se">mejla</a>.</span>' in report
    assert '<sup><a href="#x-note-1" id="x-call-1" aria-label="Fotnot 1">1</a></sup>' in page
    assert '<li id="x-note-1">Noten,' in page
    assert '<a href="#x-call-1">' in page


def test_a_text_for_a_pdf_is_made_fit_for_its_fonts_piece_by_piece() -> None:
    with force_locale("sv"):
        html = report_html(
            text("å 😀 [😀 b](https://x.se)"), level=2, clean=lambda one: one.replace("😀", "")
        )
    assert html == '<p>å  <a href="https://x.se"> b</a></p>'


def test_a_figure_names_the_goal_the_area_or_the_year_that_it_rests_on() -> None:
    page, _ = both("{antal SL-2 ja+delvis}, {antal UO-2+UO-3 ja}, {antal SL-2}, {antal SL ja}")
    assert '<span data-goal="SL-2" data-year="2024">15\xa0länsstyrelser</span>, ' in page
    assert ', <span class="counted" data-year="2024">19\xa0svar</span>, ' in page
    assert ', <span class="counted" data-area="SL" data-year="2024">' in page
    assert '<strong class="no-figure">[siffra saknas: antal SL-2]</strong>' in page


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("antal SL-2 ja+delvis", "15 länsstyrelser"),
        ("antal KK-1 nej", "1 länsstyrelse"),
        ("antal KK-1 nej i ord", "en länsstyrelse"),
        ("Antal UO-2 ja i ord", "Nio länsstyrelser"),
        ("antal SL-2 ja+delvis i ord", "15 länsstyrelser"),
        ("antal SL-2 ja+delvis bara talet", "15"),
        ("antal SL-2 ja+delvis med bas", "15 av 21 länsstyrelser"),
        ("antal UP-1 ja 2023", "1 av 13 svarande länsstyrelser"),
        ("antal UO-2+UO-3 ja", "19 svar"),
        ("antal UO-2+UO-3 ja med bas", "19 av 42 svar"),
        ("andel SL-2 ja", "28,6 procent"),
        ("andel SL-2 ja bara talet", "28,6"),
        ("andel SL-2 ja med bas", "28,6 procent (6 av 21)"),
        ("andel UP-1 ja 2023", "4,8 procent (1 av 21)"),
        ("andel UP-1 ja 2023 av svar", "7,7 procent (1 av 13)"),
        ("antal UP-1 svar 2023", "13 av 21 länsstyrelser"),
        ("bas UP-1 2023", "13 av 21"),
        ("bas UP-1 2023 bara talet", "13"),
        ("förändring SL-2 ja", "5 fler än 2023"),
        ("Förändring SL-2 ja i ord", "Fem fler än 2023"),
        ("förändring SL-2 ja bara talet", "+5"),
        ("tillfrågade", "21 länsstyrelser"),
        ('ord SL-3 ja+delvis "Drygt hälften"', "Drygt hälften"),
    ],
)
def test_a_figure_is_said_as_people_say_it(written: str, said: str) -> None:
    with force_locale("sv"):
        assert figure_text(bind(written, HISTORY, year=2024)).replace("\xa0", " ") == said


def test_numbers_from_noll_to_tolv_have_their_words() -> None:
    with force_locale("sv"):
        words = [number_word(number) for number in range(14)]
    assert words[0] == "noll"
    assert words[12:] == ["tolv", "13"]
    assert len(set(words)) == 14


@pytest.mark.parametrize(
    "written",
    [
        "![bild](https://x.se/x.png)",
        'Före ![*bild* {antal SL-2 ja}](https://x.se/x.png "titel") efter',
        "![](https://x.se/x.png)",
        "![[b](https://x.se)](https://x.se/x.png)",
    ],
)
def test_an_image_stands_as_it_was_written(written: str) -> None:
    for html in both(written):
        assert f"<p>{escape(written)}</p>" in html
    assert placeholders(written) == ()


def test_a_link_within_brackets_and_a_note_after_an_exclamation_mark_are_no_images() -> None:
    for html in both("Läs! [här](https://x.se) Bra![^a]\n\n[^a]: Not"):
        assert 'href="https://x.se"' in html
        assert "<sup" in html or "footnote" in html
