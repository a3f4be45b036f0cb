"""The archive package, years later: read back, and its PDF made again with no database."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import ROOT
from khoss.db import db
from khoss.documents.archive import CHECKSUMS, FACTS
from khoss.documents.packages import PackageDamaged, PackageUnreadable, read_package
from khoss.documents.program import this_program
from khoss.enums import Role
from khoss.models import Report
from tests.integration.test_publishing import CASE, fetched, make_waiting, order, publish, step
from tests.support.pages import find_person

EARLIER = replace(this_program(), number="0.9.0", files_sha256="e" * 64)
PDF = "malbild-2025-2.pdf"


@pytest.fixture
def package(example_app: Flask) -> bytes:
    """Return the package of a correction that is published: every fact of its cover is told."""
    first = order(example_app, "malbild")
    publish(example_app, first)
    location = step(example_app, first, "ratta", reason="Fel ”siffra” & mer.")
    report_id = int(location.strip("/").split("/")[1])
    make_waiting(example_app)
    step(example_app, report_id, "publicera")
    make_waiting(example_app)
    return packed(example_app, report_id)


def packed(app: Flask, report_id: int) -> bytes:
    return fetched(find_person(app, Role.COORDINATOR), f"/rapporter/{report_id}/arkiv.zip")


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return {name: held.read(name) for name in held.namelist()}


def packed_again(files: dict[str, bytes]) -> bytes:
    """Return a package of other files, with checksums that hold."""
    rest = {name: content for name, content in files.items() if name != CHECKSUMS}
    lines = [f"{hashlib.sha256(one).hexdigest()}  {name}\n" for name, one in rest.items()]
    return zipped({**rest, CHECKSUMS: "".join(lines).encode()})


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return held.getvalue()


def remake(folder: Path, content: bytes) -> subprocess.CompletedProcess[str]:
    """Run the command on a package, in an installation that has no database."""
    (folder / "paket.zip").write_bytes(content)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KHOSS_")}
    command = ["report", "remake", str(folder / "paket.zip"), "--output", str(folder / "ny.pdf")]
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "khoss", *command],
        env=kept | {"KHOSS_INSTANCE_PATH": str(folder / "instance"), "PYTHONIOENCODING": "utf-8"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_package_names_the_program_and_promises_no_more_than_is_true(package: bytes) -> None:
    files = unpacked(package)
    program = this_program()
    assert json.loads(files[FACTS])["gjord_med"] == {
        "program": program.number,
        "fingeravtryck": program.fingerprint,
        "programfiler_sha256": program.files_sha256,
        "bibliotek": program.libraries,
    }
    readme = " ".join(files["LASMIG.txt"].decode().split())
    assert f"med KHOSS {program.number}, fingeravtryck {program.fingerprint}, och" in readme
    assert all(f"{name} {version}" in readme for name, version in program.libraries.items())
    assert (
        "blir densamma byte för byte med den version av programmet och de bibliotek som" in readme
    )
    assert "Med andra versioner kan den se annorlunda ut" in readme
    assert "khoss report remake PAKETET.zip --output FIL.pdf" in readme


def test_the_file_is_made_again_from_its_package_alone(package: bytes, tmp_path: Path) -> None:
    ended = remake(tmp_path, package)
    assert (ended.returncode, ended.stderr) == (0, "")
    kept = unpacked(package)[PDF]
    assert (tmp_path / "ny.pdf").read_bytes() == kept
    checksum = hashlib.sha256(kept).hexdigest()
    assert ended.stdout == f"{tmp_path / 'ny.pdf'}: Filen blev densamma: SHA-256 {checksum}\n"
    assert not list((tmp_path / "instance").glob("*.sqlite3"))


def test_a_package_of_another_program_is_told_apart_and_made_all_the_same(
    package: bytes, tmp_path: Path
) -> None:
    files = unpacked(package)
    facts = json.loads(files[FACTS])
    files[PDF] += b"\n"
    facts["pdf_sha256"] = hashlib.sha256(files[PDF]).hexdigest()
    facts["gjord_med"] |= {"program": "0.9.0", "programfiler_sha256": "e" * 64}
    files[FACTS] = json.dumps(facts).encode()
    ended = remake(tmp_path, packed_again(files))
    assert (ended.returncode, ended.stdout) == (3, "")
    assert f"KHOSS 0.9.0, fingeravtryck {EARLIER.fingerprint[:12]}" in ended.stderr
    assert (tmp_path / "ny.pdf").read_bytes().startswith(b"%PDF")


def test_every_fact_of_the_cover_comes_back(example_app: Flask, package: bytes) -> None:
    frozen = read_package(package).frozen
    assert (frozen.case_number, frozen.edition, frozen.is_draft) == (CASE, 2, False)
    assert frozen.correction_reason == "Fel ”siffra” & mer."


def test_a_package_from_before_programs_were_noted_is_read(example_app: Flask) -> None:
    report_id = order(example_app, "malbild")
    with example_app.app_context():
        assert db.session.get_one(Report, report_id).made_with is None
    content = packed(example_app, report_id)
    assert read_package(content).made_with is None
    files = unpacked(content)
    assert "Det är inte noterat vilken version" in files["LASMIG.txt"].decode()
    facts = json.loads(files[FACTS])
    assert facts["gjord_med"] is None
    del facts["gjord_med"], facts["gjord"]
    assert read_package(packed_again({**files, FACTS: json.dumps(facts).encode()})).made_at is None


def test_a_changed_package_is_refused_by_the_name_of_what_was_changed(package: bytes) -> None:
    files = unpacked(package)
    for name in (PDF, FACTS):
        with pytest.raises(PackageDamaged, match=name):
            read_package(zipped({**files, name: files[name] + b" "}))
    del files["logg.csv"]
    with pytest.raises(PackageDamaged, match=r"logg\.csv"):
        read_package(zipped(files))


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda _: b"",
        lambda _: b"%PDF-1.7",
        lambda _: zipped({"bild.png": b"{}"}),
    ],
)
def test_what_is_no_package_is_refused(package: bytes, spoilt: Callable[[bytes], bytes]) -> None:
    with pytest.raises(PackageUnreadable):
        read_package(spoilt(package))


def without(content: bytes, name: str) -> bytes:
    files = unpacked(content)
    del files[name]
    return zipped(files)


def one_bit_other(content: bytes) -> bytes:
    """Return a package of which a byte in the middle of the PDF went bad on its disk."""
    place = content.index(b"%PDF") + 20_000
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize(
    ("spoilt", "named"),
    [
        (one_bit_other, PDF),
        (lambda content: content[: len(content) // 2], "innehållsförteckningen"),
        (lambda content: without(content, CHECKSUMS), CHECKSUMS),
        (lambda content: zipped({**unpacked(content), CHECKSUMS: b"x"}), CHECKSUMS),
        (lambda content: packed_again({**unpacked(content), FACTS: b"{}"}), FACTS),
        (lambda content: packed_again({**unpacked(content), FACTS: b"null"}), FACTS),
        (lambda content: packed_again({**unpacked(content), FACTS: b"\xff"}), FACTS),
    ],
)
def test_a_damaged_package_is_told_from_what_is_none(
    package: bytes, spoilt: Callable[[bytes], bytes], named: str
) -> None:
    with pytest.raises(PackageDamaged, match=named):
        read_package(spoilt(package))


def test_a_package_is_not_overwritten_by_what_is_made_of_it(package: bytes, tmp_path: Path) -> None:
    (tmp_path / "paket.zip").write_bytes(package)
    (tmp_path / "ny.pdf").symlink_to(tmp_path / "paket.zip")
    ended = remake(tmp_path, package)
    assert ended.returncode == 1
    assert "är paketet självt" in ended.stderr
    assert (tmp_path / "paket.zip").read_bytes() == package
