"""How the figures of a file were made: every formula, and what the words mean."""

from __future__ import annotations

from collections.abc import Iterable

from khoss import labels
from khoss.enums import NoDifference, Verdict
from khoss.exports.edition import SOURCES, VERDICTS, Edition, example_text, short_bases, status_text
from khoss.exports.goals import SHARES
from khoss.exports.rows import origin
from khoss.figures.shares import FORMULAS

HEAD = ("vad", "så är det räknat")
WORDS = (
    ("svarande", "ja + delvis + nej: så många länsstyrelser som svarade på frågan"),
    ("länsstyrelser", "alla som fick frågan, de som inte svarade medräknade"),
    ("obesvarade", "länsstyrelser − svarande; en obesvarad fråga räknas aldrig som nej"),
    ("bas", "svarande av länsstyrelser, till exempel 13 av 21"),
    ("att veta om basen", "sägs när någon inte svarade; en siffra på kort bas är inte hela landet"),
    ("att veta om frågorna", "sägs när det inte är känt hur frågorna löd ett av åren"),
    (
        "inlämnat",
        "bara svar i självskattningar som är inlämnade, godkända eller fastställda räknas",
    ),
    ("skillnad i ja", "ja nu − ja då, när frågan får jämföras och alla svarade båda åren"),
    ("skillnad i ja eller delvis", "(ja + delvis) nu − (ja + delvis) då, på samma villkor"),
    (
        "svarade båda åren",
        "de länsstyrelser som gav ett svar båda åren; skillnaderna bland dem räknas över bara dem",
    ),
    ("svarade bara nu, bara då", "de som gav ett svar ett av åren: basen har ändrats"),
    ("riktning", "nej → delvis → ja är upp; obesvarad är inget steg och varken upp eller ned"),
    (
        "mållinje",
        "samma mål genom åren: ett fast namn, också när delmålet byter nummer eller ord",
    ),
)
MEANINGS: dict[Verdict, str] = {
    Verdict.SAME: "samma fråga som förut",
    Verdict.REWORDED: "frågan har fått andra ord",
    Verdict.SPLIT: "flera delmål följer på ett",
    Verdict.MERGED: "ett delmål följer på flera",
    Verdict.NEW: "frågan fanns inte; den har ingen siffra för året före, inte 0",
    Verdict.ENDED: "frågan ställs inte längre",
}


def method_rows(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return how everything in the file was counted, and what it rests on."""
    years = [year for year in (edition.year, edition.before) if year is not None]
    answers = example_text() if edition.is_example else f"{origin(False)}, länsstyrelsernas egna"
    return (
        ("uppgifter", answers),
        *((f"status {one.year}", status_text(one.status)) for one in years if one.source),
        *((f"källa {one.year}", SOURCES[one.source]) for one in years),
        *((f"baser {one.year}", short_bases(one)) for one in years if one.source),
        *((f"frågor {one.year}", one.wording_note) for one in years if one.wording_note),
        *WORDS,
        *((name, f"100 · {FORMULAS[kind]}") for name, kind in SHARES),
        *((f"förhållande: {VERDICTS[one]}", meaning) for one, meaning in MEANINGS.items()),
        (
            "får jämföras",
            "handlingsplanen säger för varje fråga om siffran får ställas mot förra årets; får den "
            "inte det står siffrorna bredvid varandra och dras aldrig ifrån varandra",
        ),
        *(
            (f"skäl till att skillnad saknas: {labels.NO_DIFFERENCES[reason]}", meaning)
            for reason, meaning in _reasons()
        ),
        (
            "svaren",
            "länsstyrelsernas bedömningar av sitt eget arbete, inte av kommunernas beredskap",
        ),
    )


def method_text(title: str, rows: Iterable[tuple[str, str]] = WORDS) -> str:
    """Return how the figures of a report were counted, as plain text to travel with it."""
    told = "\n\n".join(f"{what}\n    {how}" for what, how in rows)
    return f"{title}\nSå är siffrorna räknade\n\n{told}\n"


def _reasons() -> tuple[tuple[NoDifference, str], ...]:
    return (
        (NoDifference.NEW, "delmålet följer inte på något i den förra planen"),
        (NoDifference.NOT_COMPARABLE, "planen tillåter ingen jämförelse"),
        (NoDifference.NO_FIGURE, "det finns inte en siffra för båda åren"),
        (NoDifference.CHANGED_BASE, "minst en länsstyrelse svarade inte ett av åren"),
    )
