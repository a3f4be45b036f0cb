"""The rules of the house that no linter holds."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT

MODULES = sorted([*(ROOT / "khoss").rglob("*.py"), ROOT / "config.py"])
STATIC = ROOT / "khoss" / "static"
PIN = re.compile(r"^[a-z0-9-]+==[\w.+]+ \\(\n    --hash=sha256:[0-9a-f]{64}( \\)?)+$")
SETTING = re.compile(r"KHOSS_[A-Z_]+")
ADDRESS = re.compile(r"https?://|file:/|--(extra-)?index-url|--find-links|--trusted-host")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def inside_functions(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from ast.walk(node)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_stands_in_the_open(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    hidden = [
        node for node in inside_functions(tree) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden, "an import inside a function hides the direction of imports"
    assert path.stem not in {"utils", "helpers", "common", "manager"}, "say what it holds"


@pytest.mark.parametrize("folder", ["models", "services", "figures", "forms", "presentation"])
def test_only_views_commands_and_jobs_commit(folder: str) -> None:
    for path in (ROOT / "khoss" / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr != "commit", f"{name_of(path)}:{node.lineno}"


def test_only_the_settings_know_the_names_of_settings() -> None:
    for path in (ROOT / "khoss").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not SETTING.fullmatch(node.value), f"{name_of(path)}:{node.lineno}"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_one_version_with_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not ADDRESS.search(text)
    for requirement in re.split(r"\n(?! )", text.strip()):
        assert PIN.match(requirement), requirement[:80]


def test_the_pinned_files_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run = project["project"]["dependencies"]
    dev = project["project"]["optional-dependencies"]["dev"]
    build = project["build-system"]["requires"]
    for name, wanted in (
        ("requirements.txt", run + build),
        ("requirements-dev.txt", run + dev + build),
    ):
        pinned = (ROOT / name).read_text("utf-8")
        for requirement in wanted:
            plain = re.sub(r"\[.*?\]", "", requirement).lower()
            assert f"\n{plain} \\" in f"\n{pinned}", f"{plain} is not pinned in {name}"


def test_the_lock_file_of_the_assets_holds_versions_and_hashes_but_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for path, package in lock["packages"].items():
        assert "resolved" not in package, path
        assert not path or package["integrity"].startswith("sha512-"), path


def test_every_built_file_is_the_one_in_the_manifest() -> None:
    manifest = json.loads((STATIC / "manifest.json").read_text("utf-8"))
    built = {
        str(path.relative_to(STATIC))
        for path in STATIC.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert built == manifest.keys()
    for name, wanted in manifest.items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == wanted, name


def test_a_script_names_another_with_the_hash_of_what_it_holds() -> None:
    """A browser keeps scripts for an hour: after an upgrade it would mix those of two releases."""
    manifest = json.loads((STATIC / "manifest.json").read_text("utf-8"))
    named = [
        found
        for path in (STATIC / "js").glob("*.js")
        for found in re.findall(
            r'^import .* from "\./([^"?]+)(?:\?v=)?([^"]*)"', path.read_text("utf-8"), re.M
        )
    ]
    assert len(named) >= 6
    assert [(name, manifest[f"js/{name}"][:12]) for name, _ in named] == named


def test_the_look_is_built_from_the_sources_that_are_here() -> None:
    built_from = json.loads((ROOT / "assets" / "built-from.json").read_text("utf-8"))
    found = {
        name_of(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("assets/js", "assets/scss", "templates/reports")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".css", ".js", ".scss")
    }
    changed = sorted(name for name in found | built_from if found.get(name) != built_from.get(name))
    assert changed == [], "run make assets"


def test_the_two_commands_of_the_readme_are_what_runs() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for command in ("run", "test"):
        assert f"\nmake {command} " in readme
        assert f"\n{command}:\n\t@bin/{command}\n" in makefile
    assert "exec make test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_setting_is_in_the_readme() -> None:
    settings = set(SETTING.findall((ROOT / "config.py").read_text("utf-8")))
    documented = set(SETTING.findall((ROOT / "README.md").read_text("utf-8")))
    assert settings <= documented, settings - documented
