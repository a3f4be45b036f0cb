"""What is done with less work gives what WeasyPrint gives by itself."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from weasyprint.css import StyleFor

from khoss.pdf import Document, Rendered, render, swift
from khoss.pdf.tasks import KEPT

# These draw the same lines in fewer words, and pack them with less effort.
_WRITE_OTHERWISE = ("draw_border", "zlib")


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


def test_nothing_stays_replaced() -> None:
    assert StyleFor.__init__.__module__ == "weasyprint.css"
