"""The checked client: fetches pages as one person, and checks every page that it fetches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html
from sqlalchemy import select
from werkzeug.test import TestResponse

from khoss.db import db
from khoss.enums import Role
from khoss.models import User

NAMESPACE = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
ENGLISH = re.compile(
    r"\b(the|please|invalid|required|submit|error|login|password|email|page not found|loading)\b",
    re.IGNORECASE,
)


class Page:
    """One page that was found in order."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.tree, self.parse_errors = parsed(self.html)

    def all(self, tag: str) -> list[Any]:
        """Return every element of a kind, in order."""
        return list(self.tree.iter(f"{NAMESPACE}{tag}"))

    def text(self, element: Any = None) -> str:
        """Return what a reader sees, with single spaces."""
        root = self.tree.getroot() if element is None else element
        skipped = {f"{NAMESPACE}{tag}" for tag in ("script", "style", "head")}
        parts = [
            text
            for node in root.iter()
            if isinstance(node.tag, str) or node is root
            for text in (_own_texts(node, skipped))
        ]
        return " ".join(" ".join(parts).split())

    def field(self, name: str) -> str:
        """Return the value of the first field of a name."""
        for tag in ("input", "textarea"):
            for element in self.all(tag):
                if element.get("name") != name:
                    continue
                if element.get("type") in ("radio", "checkbox"):
                    if element.get("checked") is not None:
                        return str(element.get("value"))
                    continue
                if tag == "textarea":
                    return (element.text or "").removeprefix("\n")
                return str(element.get("value") or "")
        return ""

    def check(self, *, language: str = "sv") -> None:
        """Check what every page has to keep."""
        assert not self.parse_errors
        root = self.tree.getroot()
        assert root.get("lang") == language
        headings = self.all("h1")
        assert len(headings) == 1, f"{len(headings)} h1"
        heading = " ".join("".join(headings[0].itertext()).split())
        title = " ".join("".join(self.all("title")[0].itertext()).split())
        assert title.startswith(heading), (title, heading)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), sorted({one for one in ids if ids.count(one) > 1})
        self._check_fields(set(ids))
        self._check_tables()
        for form in self.all("form"):
            if (form.get("method") or "get").lower() == "post":
                names = [element.get("name") for element in form.iter(f"{NAMESPACE}input")]
                assert "csrf_token" in names, "a form without a token"
        assert " style=" not in self.html
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", self.html)
        if language == "sv":
            english = ENGLISH.findall(self.text())
            assert not english, english

    def _check_fields(self, ids: set[str]) -> None:
        labelled = {label.get("for") for label in self.all("label")}
        for tag in ("input", "textarea", "select"):
            for element in self.all(tag):
                if element.get("type") in ("hidden", "submit"):
                    continue
                named = element.get("id") in labelled or element.get("aria-label")
                assert named, etree.tostring(element)
        for described in self.tree.getroot().iter():
            for reference in ("aria-describedby", "aria-labelledby"):
                for target in (described.get(reference) or "").split():
                    assert target in ids, (reference, target)
        for fieldset in self.all("fieldset"):
            legends = list(fieldset.iter(f"{NAMESPACE}legend"))
            assert legends, "a group without a legend"
            assert "".join(legends[0].itertext()).strip(), "a legend without text"
        for element in self.all("input"):
            if element.get("type") == "radio":
                assert any(
                    parent.tag == f"{NAMESPACE}fieldset" for parent in element.iterancestors()
                )

    def _check_tables(self) -> None:
        for table in self.all("table"):
            captions = list(table.iter(f"{NAMESPACE}caption"))
            assert captions, "a table without a caption"
            assert "".join(captions[0].itertext()).strip(), "a caption without text"
            for header in table.iter(f"{NAMESPACE}th"):
                assert header.get("scope") in ("col", "row", "colgroup", "rowgroup")


def parsed(text: str) -> tuple[Any, list[str]]:
    """Return the tree of a page, as a browser names its elements, and what is not in order.

    It takes a fiftieth of the time that html5lib takes; test_markup.py holds the two together.
    """
    parser = html.HTMLParser(encoding="utf-8")
    root = html.document_fromstring(text.encode() or b"<html></html>", parser=parser)
    for element in root.iter(etree.Element):
        parent = element.getparent()
        drawn = element.tag == "svg" or (parent is not None and str(parent.tag).startswith(SVG))
        element.tag = f"{SVG if drawn else NAMESPACE}{element.tag}"
    return root.getroottree(), [str(error) for error in parser.error_log]


def _own_texts(node: Any, skipped: set[str]) -> list[str]:
    texts = []
    hidden = node.tag in skipped or any(parent.tag in skipped for parent in node.iterancestors())
    if node.text and not hidden:
        texts.append(node.text)
    parent = node.getparent()
    if node.tail and parent is not None and parent.tag not in skipped:
        texts.append(node.tail)
    return texts


class Person:
    """Somebody at a browser: follows the program's pages, each of them checked."""

    def __init__(self, app: Flask, uniquifier: str | None) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        if uniquifier is not None:
            with self.client.session_transaction() as session:
                session["_user_id"] = uniquifier
                session["_fresh"] = True

    def get(self, path: str, *, status: int = 200, follow: bool = False) -> Page:
        """Fetch a page and check it."""
        response = self.client.get(path, follow_redirects=follow)
        assert response.status_code == status, (path, response.status_code)
        page = Page(response)
        if response.mimetype == "text/html" and status not in (301, 302, 303):
            page.check()
        return page

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        *,
        status: int = 303,
        token_from: str | None = None,
    ) -> Page:
        """Send a form with a token from a page, and check what comes back."""
        token = self.token(token_from or path)
        response = self.client.post(path, data={"csrf_token": token, **(data or {})})
        assert response.status_code == status, (path, response.status_code, Page(response).text())
        page = Page(response)
        if response.mimetype == "text/html" and status not in (302, 303):
            page.check()
        return page

    def step(self, path: str, data: Mapping[str, Any] | None = None, *, status: int = 303) -> Page:
        """Read a page and take its step on what it shows."""
        seen = {"version": self.get(path).field("version")}
        return self.post(path, {**seen, **(data or {})}, status=status)

    def token(self, path: str) -> str:
        """Return the token of the first form on a page."""
        html = self.client.get(path, follow_redirects=True).get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
        assert found, f"no form on {path}"
        return found[1]


def find_person(app: Flask, *roles: Role, county: str | None = None) -> Person:
    """Return the first active account that holds exactly these roles in this county."""
    with app.app_context():
        users = db.session.scalars(
            select(User).where(User.active, User.county_code == county).order_by(User.id)
        )
        for user in users:
            if user.held_roles == frozenset(roles):
                return Person(app, user.fs_uniquifier)
    raise LookupError(f"{roles} in {county}")


def anybody(app: Flask) -> Person:
    """Return somebody who has not signed in."""
    return Person(app, None)
