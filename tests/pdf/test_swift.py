"""What is done with less work gives what WeasyPrint gives by itself."""

import gc
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from weasyprint import HTML
from weasyprint.css import StyleFor
from weasyprint.formatting_structure.boxes import TableCellBox

from khoss.pdf import Document, Rendered, render, swift
from khoss.pdf.cascade import Looks
from khoss.pdf.engine import Style, engine_for, strict_and_swift, with_imports
from khoss.pdf.layout import context_of
from khoss.pdf.lines import LINES
from khoss.pdf.page import page_html
from khoss.pdf.pieces import PIECES
from khoss.pdf.tasks import KEPT
from tests.pdf.sample import STYLESHEET
from tests.pdf.small import small

# These draw the same lines and letters in fewer words, and pack them with less effort.
_WRITE_OTHERWISE = ("draw_border", "draw_background", "draw_text", "draw_first_line", "data")
_WORDS = (
    *("Länsstyrelsen", "kommunernas", "hälso-", "och", "sjukvård,", "och/eller", "(i)", "17"),
    *("%", "–", "”planering”", "A.", "uppdrag", "2024:1", "krisberedskapsplanering", "ö", "25.3"),
)
_ODD = ("", "", "", "", "", "social\u00adtjänst\u00adens", "≥ 3", "5\u00a0000", "nu\u200bnu")


@pytest.fixture
def _nothing_kept() -> Iterator[None]:
    """Forget what other replacements have made, before and after."""
    KEPT.clear()
    yield
    KEPT.clear()


def _only(monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]) -> None:
    chosen = tuple(each for each in swift._replacements() if each[1] in names)
    assert chosen or not names
    monkeypatch.setattr(swift, "_replacements", lambda: chosen)


def _pages(content: bytes, path: Path) -> list[bytes]:
    """Return each page as grey pixels."""
    path.write_bytes(content)
    command = ["pdftoppm", "-r", "40", "-gray", str(path)]
    run = subprocess.run(command, capture_output=True, check=True)
    return run.stdout.split(b"P5\n")[1:]


@pytest.mark.usefixtures("_nothing_kept")
def test_the_bytes_are_those_of_the_long_way(
    monkeypatch: pytest.MonkeyPatch, sample: Document, rendered: Rendered
) -> None:
    _only(monkeypatch, _WRITE_OTHERWISE)
    assert render(sample).pdf == rendered.pdf


@pytest.mark.usefixtures("_nothing_kept")
def test_the_pages_look_as_those_of_the_long_way(
    monkeypatch: pytest.MonkeyPatch, sample: Document, rendered: Rendered, tmp_path: Path
) -> None:
    swiftly = _pages(rendered.pdf, tmp_path / "swift.pdf")
    _only(monkeypatch, ())
    slowly = _pages(render(sample).pdf, tmp_path / "slow.pdf")
    assert len(swiftly) == len(slowly)
    for one, other in zip(swiftly, slowly, strict=True):
        assert len(one) == len(other)
        # A thin line may fall on the pixels beside.
        different = sum(abs(a - b) > 100 for a, b in zip(one, other, strict=True))
        assert different <= len(one) // 200


@pytest.mark.usefixtures("_nothing_kept")
@pytest.mark.parametrize(
    "style",
    [
        "p:first-child, td:last-child { color: #800000 }",
        "h1 + p, td + td { color: #800000 }",
        "h1 ~ p { color: #800000 }",
        "p + p + p, h1 + p + p { color: #800000 }",
        "h1 + p + p + p { color: #800000 }",
        "tr:nth-child(2) td { color: #800000 }",
        "p:has(em) { color: #800000 }",
        "[data-told] { color: #800000 }",
        "#second { color: #800000 }",
        "td { text-indent: 3mm; width: 20mm } p { width: 30vw }",
        "p::first-line { color: #800000 } p::first-letter { font-size: 20pt }",
        "p::before { content: counter(page-number) '. '; counter-increment: page-number }",
        "em { position: relative; top: 1mm } td em { float: left }",
        "p { box-sizing: border-box; width: 60%; max-width: 90%; padding: 2%; border: 1px solid }",
        "td { height: 20% } table { height: 90mm; margin-left: 5%; float: right }",
        "table { border-collapse: collapse } td { border: 1px solid } table { position: relative }",
        "@page { margin: 9% } @page :first { margin: 60mm } @page :nth(2) { size: A5 }",
        "p { color: hsl(200 50% 40%) } em { color: #0108 } td { background: oklab(.7 .1 .1) }",
    ],
)
def test_every_stylesheet_gives_the_bytes_of_the_long_way(
    monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    words = "Kommunernas planering för höjd beredskap omfattar hemtjänst. " * 4
    row = f"<tr><td>ett <em>två</em></td><td>{words}</td></tr>"
    body = (
        f'<h1>Prov</h1><p>{words}</p><p data-told="x">{words}<em>ett</em></p>'
        f'<p id="second">{words}</p><p lang="en" style="margin-left: 5mm">{words}</p>'
        f"<table><tbody>{row * 3}</tbody></table>"
    )
    document = small(body, body.replace("second", "third"), style=style)
    swiftly = render(document).pdf
    KEPT.clear()
    _only(monkeypatch, _WRITE_OTHERWISE)
    assert render(document).pdf == swiftly


@pytest.mark.usefixtures("_nothing_kept")
@pytest.mark.parametrize(
    "style",
    [
        "p { text-align: left }",
        "p { text-align: justify; text-indent: 4mm }",
        "p { hyphens: auto; hyphenate-limit-chars: 8 4 3; text-align: center }",
        "p { font-family: 'Source Serif 4'; overflow-wrap: break-word; text-align: right }",
        "p { white-space: pre-line; letter-spacing: .1mm }",
    ],
)
def test_lines_end_where_they_end_the_long_way(monkeypatch: pytest.MonkeyPatch, style: str) -> None:
    choose = random.Random(style)
    paragraphs = "".join(
        f'<p style="width: {choose.uniform(15, 160)}mm">'
        f"{' '.join(choose.choices(_WORDS, k=choose.randint(1, 60)))} {odd}</p>"
        for odd in choose.choices(_ODD, k=80)
    )
    document = small(f"<h1>Prov</h1>{paragraphs}", style=style)
    swiftly = render(document).pdf
    KEPT.clear()
    LINES.clear()
    _only(monkeypatch, _WRITE_OTHERWISE)
    assert render(document).pdf == swiftly


@pytest.mark.usefixtures("_nothing_kept")
def test_what_was_laid_out_before_changes_nothing(sample: Document, rendered: Rendered) -> None:
    assert render(sample).pdf == rendered.pdf
    engine_for.cache_clear()
    LINES.clear()
    PIECES.clear()
    KEPT.clear()
    assert render(sample).pdf == rendered.pdf


@pytest.mark.usefixtures("_nothing_kept")
def test_a_text_that_was_at_the_end_of_a_line_is_whole_where_there_is_more_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [
        f'<p style="width: {width}px">”planering” <em>17 %</em></p>' for width in (90, 78, 300)
    ]
    style = "p { font-size: 16px }"
    render(small("".join(lines), style=style))
    KEPT.clear()
    LINES.clear()
    document = small("".join(reversed(lines)), style=style)
    swiftly = render(document).pdf
    KEPT.clear()
    _only(monkeypatch, _WRITE_OTHERWISE)
    assert render(document).pdf == swiftly


def test_elements_for_which_the_same_is_declared_share_their_style() -> None:
    sheet = "td { color: #002b45 } tr:first-child td { color: #800000 }"
    row = "<tr><td>ett</td><td>två</td></tr>"
    document = small(f"<table><tbody>{row * 3}</tbody></table>", style=sheet)
    engine = engine_for(Style.of(document))
    with strict_and_swift():
        html = HTML(string=page_html(document, document.parts[0].html), base_url=engine.base)
        styles = context_of(engine, html).style_for
        cells = [styles(cell) for cell in html.etree_element.iter("td")]
    assert cells[0] is cells[1] is not cells[2]
    assert all(style is cells[2] for style in cells[2:])


def test_what_was_laid_out_is_let_go_of_without_a_search() -> None:
    rows = "".join(f"<tr><td>{number}</td><td>två</td></tr>" for number in range(60))
    gc.collect()
    gc.disable()
    try:
        render(small(f"<table><tbody>{rows}</tbody></table>"))
        left = [each for each in gc.get_objects() if isinstance(each, TableCellBox)]
    finally:
        gc.enable()
    assert not any(vars(cell) for cell in left)


@pytest.mark.parametrize(
    "sheet", sorted(STYLESHEET.parent.glob("*.css")), ids=lambda each: each.stem
)
def test_the_stylesheets_of_reports_see_no_farther_than_the_quick_way(sheet: Path) -> None:
    assert Looks(with_imports(sheet.read_text(), f"{sheet.parent.as_uri()}/")).are_near


def test_nothing_stays_replaced() -> None:
    assert StyleFor.__init__.__module__ == "weasyprint.css"
