"""The files that travel inside every report on the whole country."""

from __future__ import annotations

from khoss.documents.parts import attachments
from khoss.exports import Edition, method_rows, method_text, questions_csv, results_csv
from khoss.figures.national_record import NationalRecord
from khoss.pdf import Attachment


def national_attachments(title: str, record: NationalRecord, frozen: str) -> tuple[Attachment, ...]:
    """Return the figures, the questions and the method of a year."""
    comparison = record.comparison
    if record.years is None:
        method = method_text(title)
    else:
        year = record.years.year(comparison.year)
        rows = method_rows(Edition(record.years, year, comparison.is_example))
        method = method_text(title, rows)
    return attachments(
        f"resultat-{comparison.year}",
        results_csv(comparison),
        frozen,
        questions_csv(record.questions) if record.questions else b"",
        method,
    )
