"""The files that a page of figures leads to."""

from __future__ import annotations

from collections.abc import Mapping

from khoss.exports.pages import find_page
from khoss.presentation.result_links import FileLinks, page_links


def links_of(
    name: str,
    *,
    year: int | None = None,
    subject: str | None = None,
    filters: Mapping[str, str] | None = None,
    texts: bool = False,
) -> FileLinks:
    """Return the files of a page; `texts` where it shows what the counties wrote.

    :raises LookupError: when the page has no files.
    """
    found = find_page(name, by_year=year is not None, by_subject=subject is not None)
    if found is None:
        raise LookupError(name)
    asked: dict[str, str | int] = {"name": name, **(filters or {})}
    asked |= {} if year is None else {"year": year}
    asked |= {} if subject is None else {"subject": subject}
    return page_links(asked, found.tables, texts=texts)
