"""The quick way to parse HTML leads to the tree of the long way, or is not taken."""

from io import StringIO
from typing import Any

import pytest
import tinyhtml5

from khoss.pdf import Document
from khoss.pdf.page import page_html
from khoss.pdf.parsing import parsing, quickly_parsed
from tests.pdf.small import small


def _slowly_parsed(page: str) -> Any:
    return tinyhtml5.parse(StringIO(page), namespace_html_elements=False)


def _told(element: Any) -> object:
    """Return all that an element says."""
    texts = element.text or "", element.tail or ""
    return element.tag, dict(element.attrib), texts, [_told(child) for child in element]


def test_all_parts_of_a_report_take_the_quick_way_to_the_same_tree(sample: Document) -> None:
    for part in sample.parts:
        page = page_html(sample, part.html)
        quick = quickly_parsed(page)
        assert quick is not None, part.name
        assert _told(quick) == _told(_slowly_parsed(page)), part.name


@pytest.mark.parametrize(
    "body",
    [
        "<p>ett<p>två",
        "<p>ett<div>två</div></p>",
        "<p><span><ul><li>ett</li></ul></span></p>",
        '<a href="#x">ett <a href="#y">två</a></a>',
        "<table><tr><td>ett</td></tr></table>",
        "<table><tbody><tr><td>ett</td></tr></tbody>två</table>",
        "<table><col><tbody><tr><td>ett</td></tr></tbody></table>",
        "<h2>ett<h3>två</h3></h2>",
        "<ul><li>ett<div><li>två</li></div></li></ul>",
        "<p>Prov & försök</p>",
        "<p class=ett>två</p>",
        "<pre>\n ett</pre>",
        "<textarea>ett</textarea>",
        "<svg><title>ett</title></svg>",
        '<svg xmlns="http://www.w3.org/2000/svg"><p xmlns="">ett</p></svg>',
        "<P>ett</P>",
        "<p>ett<!-- två --></p>",
        "<em><strong>ett</em></strong>",
    ],
)
def test_what_a_parser_of_html_puts_right_is_left_to_it(body: str) -> None:
    page = page_html(small(body), body)
    assert quickly_parsed(page) is None
    tree = parsing(tinyhtml5.parse)(StringIO(page), namespace_html_elements=False)
    assert _told(tree) == _told(_slowly_parsed(page))


@pytest.mark.parametrize(
    "body",
    [
        '<p>ett<br>två&nbsp;tre &amp; fy&shy;ra</p><hr><p>a &lt; b "c" d</p>',
        "<table><caption><p>ett</p></caption><colgroup><col class='w-code'><col></colgroup>"
        "<thead>\n<tr><th scope='col'>a</th></tr></thead><tbody><tr><td><p>b</p></td></tr>"
        "</tbody></table>",
        '<ol><li><a href="#x" data-page>ett</a><ul><li><p>två</p></li></ul></li></ol>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>t</title><g><rect/></g>'
        "</svg>",
    ],
)
def test_what_is_both_html_and_xml_takes_the_quick_way(body: str) -> None:
    page = page_html(small(body), body)
    quick = quickly_parsed(page)
    assert quick is not None
    assert _told(quick) == _told(_slowly_parsed(page))
