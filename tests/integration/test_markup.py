"""What the tests read is what a browser reads.

The tests parse thousands of pages with a swift parser. The one that does as HTML's own standard
says takes longer than the pages take to be made: it reads every page once, and both find the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from flask import Flask

from khoss.enums import Role
from tests.integration.test_access import COUNTY_ROLES, MAY, PAGES
from tests.support.pages import Person, anybody, find_person, parsed

OPEN_TO_ALL = ("/konto/logga-in", "/konto/aterstall", "/tillganglighet/", "/publicerat/")
# Attributes that say something by being there, whatever is written in them.
BOOLEAN = ("checked", "disabled", "hidden", "multiple", "open", "required", "selected")


def test_every_page_is_in_order_for_whoever_may_read_it(example_app: Flask) -> None:
    read = 0
    for role in Role:
        person = find_person(example_app, role, county="07" if role in COUNTY_ROLES else None)
        read += sum(_is_read(person, path) for path in PAGES if PAGES[path] in MAY[role])
    assert read > len(PAGES) / 2


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_a_page_for_everybody_is_in_order(example_app: Flask, path: str) -> None:
    assert _is_read(anybody(example_app), path)


@pytest.mark.parametrize(
    "wrong",
    [
        "<p>a<div>b</div></p>",
        "<div><span></div></span>",
        "<ul><li>a</ul></li>",
        "<form><form></form></form>",
        "</div>",
    ],
)
def test_what_is_wrongly_nested_is_found_on_every_page(wrong: str) -> None:
    page = f'<!DOCTYPE html><html lang="sv"><title>x</title><body>{wrong}</body></html>'
    assert parsed(page)[1]


def _is_read(person: Person, path: str) -> bool:
    """Read a page both ways; tell whether it was one."""
    response = person.client.get(path)
    if response.mimetype != "text/html" or response.status_code != 200:
        return False
    text = response.get_data(as_text=True)
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=True)
    tree = parser.parse(text)
    assert not parser.errors, path
    swift, found = parsed(text)
    assert not found, path
    assert list(_elements(swift.getroot())) == list(_elements(tree.getroot())), path
    return True


def _elements(root: Any) -> Iterator[tuple[str, dict[str, str], str, str]]:
    """Return elements, attributes and texts, without the spaces that stand around them."""
    for one in root.iter():
        attributes = {
            name.lower(): "" if name in BOOLEAN else value
            for name, value in one.attrib.items()
            if not name.endswith("xmlns")
        }
        yield str(one.tag), attributes, (one.text or "").strip(), (one.tail or "").strip()
