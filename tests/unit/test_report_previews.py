"""The parts of a report fitted into a page."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from flask import Flask

from khoss.documents.marks import counted
from khoss.i18n import init_i18n
from khoss.presentation.report_previews import Behind, Preview, preview


def fitted(*parts: str, nowhere: bool = False) -> str:
    return str(fitting(*parts, nowhere=nowhere).html)


def fitting(*parts: str, nowhere: bool = False) -> Preview:
    app = Flask(__name__)
    init_i18n(app)

    def find(behind: Behind) -> str:
        return "" if nowhere else f"/{'/'.join(astuple(behind))}"

    with app.test_request_context():
        return preview(parts, find)


def test_headings_go_a_level_down_and_never_below_the_sixth() -> None:
    assert fitted('<h1>A</h1><h6 class="x">B</h6>') == '<h2>A</h2><h6 class="x">B</h6>'


def test_ids_and_what_points_at_them_get_names_of_their_own() -> None:
    html = fitted('<p id="innehall"><a href="#metod">M</a><a href="https://x.example/#y">X</a></p>')
    assert '<p id="rapport-innehall"><a href="#rapport-metod">' in html
    assert 'href="https://x.example/#y"' in html


def test_a_figure_leads_to_the_answers_behind_it() -> None:
    html = fitted('<td data-goal="SL-2" data-county="07">18 <span>(16)</span></td>')
    assert (
        '<td data-goal="SL-2" data-county="07"><a class="khoss-behind" href="/SL-2///07//">18'
        in html
    )
    assert html.endswith("</a></td>")


@pytest.mark.parametrize(
    ("marks", "address"),
    [
        ('data-area="SL"', "//SL////"),
        ('data-priority="1"', "///1///"),
        ('data-county="07" data-year="2024"', "////07/2024/"),
        ('data-year="2025"', "/////2025/"),
    ],
)
def test_a_figure_over_more_than_a_goal_leads_to_all_answers_behind_it(
    marks: str, address: str
) -> None:
    html = fitted(f"<td {marks}>59 av 80</td>")
    assert f'href="{address}">59 av 80<span class="govuk-visually-hidden"> (svaren bakom)' in html


def test_a_preview_knows_whether_anything_in_it_is_a_link() -> None:
    marked = '<td data-year="2025">18</td>'
    assert fitting(marked).has_links
    assert not fitting(marked, nowhere=True).has_links
    assert not fitting("<td>18</td>").has_links


def test_the_counts_in_a_sentence_are_marked_and_nothing_else_in_it() -> None:
    marked = counted("År 2025 är <18 av 21> svar, 82,5 procent, ja.", area="SL")
    assert marked == (
        'År 2025 är &lt;<span class="counted" data-area="SL">18 av 21</span>&gt; svar, '
        '<span class="counted" data-area="SL">82,5 procent</span>, ja.'
    )


def test_a_count_after_a_goal_in_a_sentence_is_that_goals() -> None:
    marked = counted("Flest ja finns på SL 2 (21 av 21).", year=2025)
    assert marked == (
        'Flest ja finns på SL 2 (<span class="counted" data-year="2025" data-goal="SL-2">'
        "21 av 21</span>)."
    )


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


def test_a_link_stands_around_a_drawing_and_not_within_it() -> None:
    html = fitted('<td><svg data-area="SL"><title>a</title><text>7</text></svg></td>')
    assert html == (
        '<td><a class="khoss-behind" href="//SL////"><svg data-area="SL"><title>a</title>'
        '<text>7</text></svg><span class="govuk-visually-hidden"> (svaren bakom)</span></a></td>'
    )


def test_a_drawing_inside_a_link_is_no_link_of_its_own() -> None:
    html = fitted('<td data-goal="SL-2"><svg data-area="SL"><text>7</text></svg></td>')
    assert html.count("<a ") == html.count("</a>") == 1
    assert html.endswith("</a></td>")


def test_a_wide_table_is_named_by_what_it_stands_under_too() -> None:
    table = "<table><caption>Alla</caption><tr><td>1</td></tr></table>"
    html = fitted(f'<h2 id="sl">SL</h2>{table}', f'<h2 id="uv">UV</h2>{table}')
    assert 'aria-labelledby="rapport-sl rapport-tabell-1"' in html
    assert 'aria-labelledby="rapport-uv rapport-tabell-2"' in html


def test_the_number_of_targets_leads_to_them_and_promises_no_answers() -> None:
    found = fitting('<span data-place="targets">10</span>')
    assert '>10<span class="govuk-visually-hidden"> (målbilden)</span></a>' in found.html
    assert not found.has_links
