"""Users' text is made fit to print before it reaches a template."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khoss.pdf import normalise_text, render
from khoss.printable import covered_characters, left_out
from tests.pdf.small import small


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Länsstyrelsen i Örebro – 80 %", "Länsstyrelsen i Örebro – 80 %"),
        ("e\u0301", "é"),
        ("klart \U0001f9ff!", "klart !"),
        ("\uf0b7 punkt", "• punkt"),
        ("\ue123x", "x"),
        ("a\tb\r\nc\u2028d", "a b\nc\nd"),
        ("a\x00b\x1fc", "abc"),
        ("\u202eabc\u202c", "abc"),
        ("𝐟𝐞𝐭", "fet"),
        ("≥ → ✓ ★ ☒", "≥ → ✓ ★ ☒"),
        ("مرحبا שלום", "مرحبا שלום"),
        ("läns\u00adstyrelse", "läns\u00adstyrelse"),
        ("漢", ""),
    ],
)
def test_text_is_made_printable(typed: str, printed: str) -> None:
    assert normalise_text(typed) == printed


@pytest.mark.parametrize(
    ("typed", "missed"),
    [
        ("Länsstyrelsen i Örebro – 80 %", []),
        ("≥ → ✓ ★ ☒ 𝐟𝐞𝐭 ㎡ مرحبا שלום", []),
        ("a\tb\r\nc\u2028d\x07 \u202eabc\u202c läns\u00adstyrelse", []),
        ("\uf0b7 punkt, \ufe0f och \u3000mellanrum", []),
        ("漢字 och 漢", ["漢", "字", "漢"]),
        ("Klart 👍🏽, 🤝🏽!", ["🤝🏽"]),
        ("👨‍👩‍👧‍👦🇸🇪🇳🇴", ["👨‍👩‍👧‍👦", "🇸🇪", "🇳🇴"]),
        ("\U0001f9ff \ue123", ["\U0001f9ff", "\ue123"]),
    ],
)
def test_signs_that_no_font_has_are_counted(typed: str, missed: list[str]) -> None:
    assert list(left_out(typed)) == missed


@given(st.text())
def test_a_text_that_is_printed_whole_misses_no_sign(text: str) -> None:
    assert left_out(normalise_text(text)) == ()


@given(st.text())
def test_what_is_left_has_a_glyph_and_stays_so(text: str) -> None:
    printed = normalise_text(text)
    assert normalise_text(printed) == printed
    assert unicodedata.normalize("NFC", printed) == printed
    invisible = set("\n\u00ad\u200b\u200c\u200e\u200f\u2060")
    assert {ord(letter) for letter in set(printed) - invisible} <= covered_characters()


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_whatever_is_typed_can_be_printed(text: str) -> None:
    printed = normalise_text(text).replace("&", "&amp;").replace("<", "&lt;")
    render(small(f"<h1>Rubrik</h1><p>{printed}</p>"))
