"""The fingerprint of the program: what makes a report counts, and nothing else does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import grimp
import pytest

from config import ROOT
from khoss.documents.program import MAKERS, maker_files, program_in, this_program
from khoss.pdf import library_versions
from khoss.pdf.versions import ABSENT, PACKAGES, UNKNOWN
from khoss.services.program_versions import OWN_FILES, read_program, steps_between

# They gather the figures before they are frozen, or tell the documents only what a thing is called.
BEFORE_THE_FREEZE = ("services", "models", "db", "errors", "clock", "workbooks")
# What the same modules import that touches no page: the web, the database, workbooks.
NO_MAKERS = {
    *("config", "flask", "flask_babel", "flask_migrate", "flask_security", "flask_sqlalchemy"),
    *("psycopg", "sqlalchemy", "xlsxwriter"),
}
NAMES = {"markdown-it-py": "markdown_it", "mdit-py-plugins": "mdit_py_plugins"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a copy of what the fingerprint is taken of."""
    for path in [*maker_files(ROOT), ROOT / "pyproject.toml"]:
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return tmp_path


def test_the_same_files_anywhere_and_at_any_time_have_the_same_fingerprint(tree: Path) -> None:
    assert program_in(tree) == program_in(ROOT) == this_program()
    assert program_in(tree).fingerprint == this_program().fingerprint
    for path in tree.rglob("*"):
        os.utime(path, (0, 0))
    compiled = tree / "khoss" / "pdf" / "__pycache__" / "render.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"compiled")
    (tree / "khoss" / "pdf" / "fonts" / "README.md").write_text("Till läsaren.")
    (tree / "khoss" / "views").mkdir()
    (tree / "khoss" / "views" / "home.py").write_text("pass")
    assert program_in(tree).fingerprint == this_program().fingerprint


@pytest.mark.parametrize(
    "name",
    [
        "templates/reports/national/front.html",
        "templates/reports/report.css",
        "templates/charts/bars.html",
        "khoss/pdf/layout.py",
        "khoss/markdown.py",
        "khoss/pdf/fonts/SourceSans3-Regular.ttf",
        "translations/sv/LC_MESSAGES/messages.po",
    ],
)
def test_one_byte_of_what_makes_a_report_changes_the_fingerprint(tree: Path, name: str) -> None:
    path = tree / name
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    changed = program_in(tree)
    assert changed.fingerprint != this_program().fingerprint
    assert [step.name for step in steps_between(this_program(), changed)] == [OWN_FILES]


def test_a_file_that_is_renamed_added_or_gone_changes_the_fingerprint(tree: Path) -> None:
    seen = {this_program().fingerprint}
    front = tree / "templates" / "reports" / "national" / "front.html"
    front.rename(front.with_name("cover.html"))
    seen.add(program_in(tree).fingerprint)
    front.with_name("cover.html").unlink()
    seen.add(program_in(tree).fingerprint)
    front.write_text("")
    seen.add(program_in(tree).fingerprint)
    assert len(seen) == 4


def test_another_library_changes_the_fingerprint_and_is_named() -> None:
    libraries = this_program().libraries
    other = replace(this_program(), libraries={**libraries, "Pango": "1.54.0", "zlib": ""})
    assert other.fingerprint != this_program().fingerprint
    steps = steps_between(this_program(), other)
    assert [(step.name, step.now) for step in steps] == [("Pango", "1.54.0"), ("zlib", "")]


def test_a_program_is_read_back_as_it_was_kept() -> None:
    kept = read_program(this_program().text)
    assert kept == this_program()
    assert kept is not None
    assert kept.fingerprint == this_program().fingerprint
    assert read_program(None) is None


def test_nothing_that_is_told_depends_on_the_machine() -> None:
    told = json.loads(this_program().text)
    assert re.fullmatch(r"[0-9a-f]{64}", told["files_sha256"])
    for name, version in told["libraries"].items():
        assert re.fullmatch(r"\d+(\.\d+)+", version), name
    assert UNKNOWN not in told["libraries"].values()
    assert ABSENT not in told["libraries"].values()
    asked = "from khoss.documents.program import this_program; print(this_program().text)"
    other = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == this_program().text


def test_every_module_that_a_document_reaches_is_counted_or_comes_before_the_freeze() -> None:
    graph = grimp.build_graph("khoss", include_external_packages=True, cache_dir=None)
    reached = graph.find_upstream_modules("khoss.documents", as_package=True)
    counted = tuple(maker.removesuffix(".py").replace("/", ".") for maker in MAKERS)
    before = tuple(f"khoss.{name}" for name in BEFORE_THE_FREEZE)
    assert [
        name
        for name in sorted(reached)
        if name.startswith("khoss.") and not name.startswith((*counted, *before))
    ] == []
    outside = {name for name in reached if not name.startswith("khoss.")}
    listed = {NAMES.get(name, name).lower() for name in (*PACKAGES, *library_versions())}
    known = sys.stdlib_module_names | NO_MAKERS
    assert {name for name in outside if name not in known and name.lower() not in listed} == set()


def test_every_template_that_a_document_uses_is_counted() -> None:
    used = [path for path in maker_files(ROOT) if path.suffix == ".html"]
    texts = {path: path.read_text("utf-8") for path in used}
    named = {
        name
        for text in texts.values()
        if 'extends "layout.html"' not in text and "publications/links.html" not in text
        for name in re.findall(r'(?:from|include|extends|import) "([^"]+)"', text)
    }
    assert len(named) >= 8
    assert {ROOT / "templates" / name for name in named} <= texts.keys()
