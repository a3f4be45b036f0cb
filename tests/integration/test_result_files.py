"""The files of a year say what its pages say, to whom its pages say it."""

from __future__ import annotations

import pathlib

from flask import Flask

from khoss.enums import Role
from tests.support.pages import find_person


def test_look(example_app: Flask, official_app: Flask) -> None:
    p = find_person(example_app, Role.COORDINATOR)
    for y in (2023, 2024, 2025, 2026):
        for n in ("tabeller.xlsx", "svar.csv", "delmal.csv", "tabeller.xlsx?texter=1"):
            r = p.client.get(f"/resultat/{y}/{n}")
            assert r.status_code == 200, (y, n)
            pathlib.Path(f"/tmp/apitest/{y}-{n.replace('?', '_')}").write_bytes(r.data)
