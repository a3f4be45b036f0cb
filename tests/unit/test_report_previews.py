"""The parts of a report fitted into a page."""

from __future__ import annotations

from flask import Flask

from khoss.i18n import init_i18n
from khoss.presentation.report_previews import preview_html


def fitted(*parts: str, nowhere: bool = False) -> str:
    app = Flask(__name__)
    init_i18n(app)
    with app.test_request_context():
        return str(preview_html(parts, lambda goal, county: "" if nowhere else f"/{county}/{goal}"))


def test_headings_go_a_level_down_and_never_below_the_sixth() -> None:
    assert fitted('<h1>A</h1><h6 class="x">B</h6>') == '<h2>A</h2><h6 class="x">B</h6>'


def test_ids_and_what_points_at_them_get_names_of_their_own() -> None:
    html = fitted('<p id="innehall"><a href="#metod">M</a><a href="https://x.example/#y">X</a></p>')
    assert '<p id="rapport-innehall"><a href="#rapport-metod">' in html
    assert 'href="https://x.example/#y"' in html


def test_a_figure_leads_to_the_answers_behind_it() -> None:
    html = fitted('<td data-goal="SL-2" data-county="07">18 <span>(16)</span></td>')
    assert (
        '<td data-goal="SL-2" data-county="07"><a class="khoss-behind" href="/07/SL-2">18' in html
    )
    assert html.endswith("</a></td>")


def test_a_link_ends_with_its_own_element_and_holds_no_other() -> None:
    html = fitted('<span data-goal="SL-2">a <span>b</span> <a href="#c">c</a></span> d')
    assert html.count("<a ") == html.count("</a>") == 1
    assert html.endswith("</a></span> d")


def test_where_the_reader_may_not_go_nothing_is_a_link() -> None:
    assert "<a" not in fitted('<td data-goal="SL-2">18</td>', nowhere=True)


def test_a_figure_inside_a_link_is_not_linked_again() -> None:
    html = fitted('<a href="#x"><span data-goal="SL-2">18</span></a>')
    assert html.count("<a ") == 1


def test_a_wide_table_can_be_moved_sideways_and_is_named_by_its_caption() -> None:
    html = fitted("<table class='plain'><caption>Alla</caption><tr><td>1</td></tr></table>")
    assert 'role="region" tabindex="0" aria-labelledby="rapport-tabell-1"><table' in html
    assert '<caption id="rapport-tabell-1">Alla</caption>' in html
    assert html.endswith("</table></div>")
    assert "khoss-scroll" not in fitted('<table class="answers"><caption>SL 2</caption></table>')


def test_what_was_escaped_stays_escaped() -> None:
    hostile = "<p>&lt;script&gt; &amp; &#39;&aring;</p><!-- gone -->"
    assert fitted(hostile) == "<p>&lt;script&gt; &amp; &#39;&aring;</p>"


def test_drawings_keep_their_letters_and_lose_their_style() -> None:
    html = fitted('<svg viewBox="0 0 1 1" style="x"><rect fill="#fff"/></svg>')
    assert html == '<svg viewBox="0 0 1 1"><rect fill="#fff"/></svg>'
