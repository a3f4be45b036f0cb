"""The archive package of a report."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

from flask import Flask

from khoss.db import db
from khoss.enums import Role
from khoss.jobs import report_path
from khoss.models import Report
from tests.integration.test_publishing import CASE, fetched, order, publish, step
from tests.support.pages import anybody, find_person


def package(app: Flask, report_id: int) -> bytes:
    return fetched(find_person(app, Role.COORDINATOR), f"/rapporter/{report_id}/arkiv.zip")


def test_every_checksum_of_the_package_holds_and_it_has_everything(example_app: Flask) -> None:
    report_id = order(example_app)
    publish(example_app, report_id)
    content = package(example_app, report_id)
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        files = {name: held.read(name) for name in held.namelist()}
    lines = files.pop("SHA256SUMS").decode().splitlines()
    noted = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert noted == {name: hashlib.sha256(one).hexdigest() for name, one in files.items()}
    facts = json.loads(files["rapport.json"])
    assert facts["diarienummer"] == CASE
    assert facts["adress"].endswith("/publicerat/nationell-sammanstallning-2025/1/")
    assert facts["frusna_siffror_sha256"] in noted.values()
    assert facts["pdf_sha256"] in noted.values()
    log = files["logg.csv"].decode("utf-8-sig").splitlines()
    assert len(log) == 3
    assert "Beställde rapporten" in log[1]
    assert "Publicerade rapporten" in log[2]
    readme = files["LASMIG.txt"].decode()
    assert all(name in readme for name in files if name != "LASMIG.txt")
    assert any(name.endswith(".csv") and "resultat" in name for name in files)


def test_an_edition_has_one_name_everywhere_and_no_draft_has_it(example_app: Flask) -> None:
    draft, published = (order(example_app, "malbild") for _ in range(2))
    publish(example_app, published)
    for report_id, name in ((published, "malbild-2025-1"), (draft, f"malbild-2025-utkast-{draft}")):
        with zipfile.ZipFile(io.BytesIO(package(example_app, report_id))) as held:
            assert [one for one in held.namelist() if one.endswith(".pdf")] == [f"{name}.pdf"]
        coordinator = find_person(example_app, Role.COORDINATOR)
        for ending in ("/arkiv.zip", ".pdf"):
            with coordinator.client.get(f"/rapporter/{report_id}{ending}") as response:
                assert f"{name}." in response.headers["Content-Disposition"]
    assert fetched(anybody(example_app), "/publicerat/malbild-2025/1/malbild-2025-1.pdf")


def test_the_package_is_the_same_byte_for_byte_in_any_language(example_app: Flask) -> None:
    report_id = order(example_app, "malbild")
    coordinator = find_person(example_app, Role.COORDINATOR)
    first = fetched(coordinator, f"/rapporter/{report_id}/arkiv.zip")
    coordinator.post("/sprak/", {"language": "en", "next": "/"}, token_from="/rapporter/")
    assert fetched(coordinator, f"/rapporter/{report_id}/arkiv.zip") == first


def test_what_somebody_stands_by_is_said_in_words(example_app: Flask) -> None:
    report_id = order(example_app, "lansrapport", county="07", with_texts="y")
    step(example_app, report_id, "godta", finding="own-texts", reason="Länet har sagt ja.")
    with zipfile.ZipFile(io.BytesIO(package(example_app, report_id))) as held:
        for name in ("godtaganden.csv", "logg.csv"):
            signed = held.read(name).decode("utf-8-sig")
            assert "Rapporten innehåller länets egna texter" in signed
            assert "own-texts" not in signed


def test_a_report_without_its_file_has_no_package(example_app: Flask) -> None:
    report_id = order(example_app, "malbild")
    with example_app.app_context():
        report_path(db.session.get_one(Report, report_id)).unlink()
    coordinator = find_person(example_app, Role.COORDINATOR)
    fetched(coordinator, f"/rapporter/{report_id}/arkiv.zip", 404)
