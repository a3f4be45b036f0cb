"""Drafts say so on every page, to the eye alone; paper comes in sizes."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from khoss.pdf import Document, render
from khoss.pdf.document import DRAFT
from tests.pdf.small import small
from tests.support.pdf_structure import Tagged, structure_problems
from tests.support.verapdf import broken_rules


def _pixels(path: Path) -> bytes:
    """Return the pages as grey pixels."""
    run = subprocess.run(
        ["pdftoppm", "-r", "30", "-gray", str(path)], capture_output=True, check=True
    )
    return run.stdout


@pytest.fixture(scope="module")
def draft(sample: Document) -> bytes:
    """Return the sample report as a draft."""
    return render(replace(sample, classes=(*sample.classes, DRAFT))).pdf


def test_the_validator_passes_a_draft(draft: bytes, tmp_path: Path) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(draft)
    assert broken_rules(path, flavours="ua1,3a") == []
    assert structure_problems(draft) == []


def test_the_mark_is_seen_on_every_page_and_read_nowhere(
    draft: bytes, rendered_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(draft)
    assert Tagged(draft).document.text == Tagged(rendered_file.read_bytes()).document.text
    texts = [
        subprocess.run(["pdftotext", str(each), "-"], capture_output=True, check=True).stdout
        for each in (path, rendered_file)
    ]
    assert texts[0] == texts[1]
    pages = [_pixels(each).split(b"P5\n")[1:] for each in (path, rendered_file)]
    assert len(pages[0]) == len(pages[1])
    assert all(marked != plain for marked, plain in zip(*pages, strict=True))


@pytest.mark.parametrize(
    ("paper", "size"),
    [("A4", (595, 842)), ("A3", (842, 1191)), ("A3 landscape", (1191, 842)), (None, (420, 595))],
)
def test_a_document_says_on_what_paper_it_is(paper: None, size: tuple[int, int]) -> None:
    document = replace(small("<h1>Rubrik</h1>", "<h2>Del</h2>"), paper=paper)
    for page in Tagged(render(document).pdf).pdf.pages:
        assert tuple(round(float(edge)) for edge in page.mediabox[2:]) == size
