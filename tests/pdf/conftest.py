"""One rendering of the sample report for all tests that only read it."""

from pathlib import Path

import pytest

from khoss.pdf import Document, Rendered, render
from tests.pdf.sample import sample_document
from tests.support.pdf_structure import Tagged


@pytest.fixture(scope="session")
def sample() -> Document:
    """Return the sample report before it is rendered."""
    return sample_document()


@pytest.fixture(scope="session")
def rendered(sample: Document) -> Rendered:
    """Return the sample report as a PDF."""
    return render(sample)


@pytest.fixture(scope="session")
def tagged(rendered: Rendered) -> Tagged:
    """Return the sample report as a screen reader finds it."""
    return Tagged(rendered.pdf)


@pytest.fixture(scope="session")
def rendered_file(rendered: Rendered, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample report as a file."""
    path = tmp_path_factory.mktemp("pdf") / "sample.pdf"
    path.write_bytes(rendered.pdf)
    return path
