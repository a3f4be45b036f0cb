"""Keep the catalogues: `update` extracts, `check` proves them whole, `compile` makes them fast.

The messages are Swedish, so that a page never falls back to another language: the Swedish
catalogue says each as it is, the English one translates it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
LANGUAGES = ("sv", "en")
METHODS = [
    ("khoss/**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
]
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|<[^>]+>")


def extracted() -> Catalog:
    """Return every message of the program, in a fixed order."""
    catalog = Catalog(charset="utf-8")
    for folder in ("khoss", "templates"):
        found = extract_from_dir(
            ROOT / folder,
            method_map=[
                (pattern.removeprefix(f"{folder}/"), name)
                for pattern, name in METHODS
                if pattern.startswith(folder)
            ],
            options_map={},
            keywords=KEYWORDS,
        )
        for _file, _line, message, _comments, context in found:
            catalog.add(message, context=context)
    return catalog


def path_of(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def read(path: Path, language: str) -> Catalog:
    """Return a catalogue as it is written."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Bring every catalogue up to date with the program."""
    template = extracted()
    for language in LANGUAGES:
        path = path_of(language)
        old = read(path, language) if path.exists() else Catalog(locale=language)
        new = Catalog(locale=language, charset="utf-8", header_comment="# KHOSS")
        for message in sorted(messages_of(template), key=lambda one: str(one.id)):
            known = old.get(message.id)
            text = message.id if language == "sv" else (known.string if known else "")
            new.add(message.id, text)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, new, width=100, omit_header=False, no_location=True)


def messages_of(catalog: Catalog) -> Iterator[Message]:
    """Return the messages of a catalogue without its heading."""
    return (message for message in catalog if message.id)


def faults() -> Iterator[str]:
    """Say everything that is not as it should be."""
    wanted = {message.id for message in messages_of(extracted())}
    for language in LANGUAGES:
        catalog = read(path_of(language), language)
        found = {message.id: message for message in messages_of(catalog)}
        for message_id in sorted(wanted ^ found.keys(), key=str):
            state = "missing" if message_id in wanted else "no longer used"
            yield f"{language}: {state}: {message_id!r}"
        for message_id, message in found.items():
            yield from _message_faults(language, message_id, message.string)


def _message_faults(
    language: str, message_id: str | tuple[str, ...], string: str | tuple[str, ...]
) -> Iterator[str]:
    ids = (message_id,) if isinstance(message_id, str) else message_id
    strings = (string,) if isinstance(string, str) else string
    if len(strings) != len(ids) or not all(strings):
        yield f"{language}: not translated: {message_id!r}"
        return
    for one, translated in zip(ids, strings, strict=True):
        if sorted(PLACEHOLDER.findall(one)) != sorted(PLACEHOLDER.findall(translated)):
            yield f"{language}: other placeholders or tags: {one!r} → {translated!r}"


def compile_all() -> None:
    """Write the compiled catalogues that have changed."""
    for path in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        catalog = read(path, path.parent.parent.name)
        with compiled.open("wb") as file:
            write_mo(file, catalog)


def main() -> None:
    """Do what the command line says."""
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["compile"]:
            compile_all()
        case ["check"]:
            found = list(faults())
            sys.stderr.write("".join(f"{fault}\n" for fault in found))
            sys.exit(bool(found))
        case _:
            sys.exit("catalogues.py update | check | compile")


main()
