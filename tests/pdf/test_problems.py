"""What would make a poor or invalid PDF is refused, with the message that names it."""

from dataclasses import replace
from pathlib import Path

import pytest
import weasyprint

from khoss.pdf import PdfProblem, render
from khoss.pdf.engine import WEASYPRINT_VERSION
from khoss.pdf.render import UnknownWeasyPrint
from tests.pdf.small import small
from tests.support.verapdf import broken_rules

_PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    "WjR9awAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize(
    ("html", "message"),
    [
        (f'<img src="{_PIXEL}">', "without a text alternative"),
        ('<svg width="9" height="9"><rect width="9" height="9"/></svg>', "without a text alt"),
        ("<p>\U0001f9ff</p>", "notdef"),
        ('<p><a href="#borta">x</a></p>', "#borta"),
        ('<p id="a">x</p><p id="a">y</p>', "'a'"),
        ('<p style="colour: red">x</p>', "colour"),
        ('<img alt="x" src="https://example.org/x.png">', "not a file of the project"),
        ('<img alt="x" src="file:///etc/passwd">', "not a file of the project"),
        ('<img alt="x" src="../../../etc/passwd">', "not a file of the project"),
        ('<p><a href="#a" data-page id="a">x</a></p>', "outside the first part"),
    ],
)
def test_a_problem_is_named(html: str, message: str) -> None:
    with pytest.raises(PdfProblem, match=message):
        render(small("<h1>Rubrik</h1>", html))


def test_a_page_counter_in_the_text_is_refused() -> None:
    style = "p::after { content: counter(page) }"
    with pytest.raises(PdfProblem, match="page counter"):
        render(small("<h1>Rubrik</h1>", "<p>x</p>", style=style))


def test_the_same_id_in_two_parts_is_refused() -> None:
    with pytest.raises(PdfProblem, match="same id in two parts: x"):
        render(small('<h1 id="x">Rubrik</h1>', '<p id="x">text</p>'))


def test_decoration_needs_no_words() -> None:
    render(small(f'<h1>Rubrik</h1><img alt="" src="{_PIXEL}">', f'<img alt="" src="{_PIXEL}">'))


def test_an_unknown_property_in_the_stylesheet_is_refused() -> None:
    with pytest.raises(PdfProblem, match="foo"):
        render(small("<h1>Rubrik</h1>", style="p { foo: 1 }"))


def test_a_document_has_a_title_a_time_zone_and_parts() -> None:
    document = small("<h1>Rubrik</h1>")
    with pytest.raises(ValueError, match="title"):
        replace(document, title=" ")
    with pytest.raises(ValueError, match="time zone"):
        replace(document, created=document.created.replace(tzinfo=None))
    with pytest.raises(ValueError, match="part"):
        replace(document, parts=())


def test_the_installed_weasyprint_is_the_one_that_the_tagging_was_written_for() -> None:
    assert weasyprint.__version__ == WEASYPRINT_VERSION, "read khoss/pdf/tagging.py first"


# WeasyPrint leaves its colour profile open; the parts' own way never opens it.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_another_weasyprint_gives_a_plain_valid_file_and_a_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    document = small(
        '<h1>Rubrik</h1><p><a href="#del" data-page>Del</a></p>', '<h2 id="del">Del</h2><p>x</p>'
    )
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.warns(UnknownWeasyPrint, match=r"71\.0"):
        rendered = render(document)
    assert rendered.pages == 2
    path = tmp_path / "plain.pdf"
    path.write_bytes(rendered.pdf)
    assert broken_rules(path, flavours="3a") == []
