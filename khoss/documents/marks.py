"""Marks on the figures in a document's sentences: which answers are behind each.

A preview makes links of them; what a PDF is made from has none.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from khoss.pdf import normalise_text

_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
# What answers are counted in: before it even a number like a year is a count.
_COUNTED_IN = (
    r"av|svar|möjliga|lämnade|frågor|delmål|länsstyrelser|kommuner|procent|ja|delvis|nej|obesvarade"
)
_YEAR = rf"(?:19|20)\d\d\b(?!,\d|\s(?:{_COUNTED_IN})\b)"
_GOAL = r"[A-ZÅÄÖ]{2,}\s\d+"
# A count with its base, a share, a distance, a step or a number of goals in a sentence, and the
# goal that it is of. What is no figure is passed over: quotations, days, years, goals, priorities.
_FIGURE = re.compile(
    rf"""
      ”[^”]*” | \b\d{{1,2}}\s(?:{_MONTHS})\b | \b{_YEAR} | \b[Pp]rio\s\d
    | (?:(?P<goal>{_GOAL})\s\()?
      (?P<figure>
        (?!{_YEAR}) (?<![\w–]) [+−]?\d+(?:,\d+)?(?![\d–])
        (?:\sav\s(?:de\s)?\d+)?
        (?:\s%|\s(?:procentenheter|procent|ja|delvis|nej|obesvarade?)\b)?
      | \b[Ii]nget\sdelmål\b | \b[Ii]ngen\slänsstyrelse\b
      )
    | {_GOAL}
    """,
    re.VERBOSE,
)


def goal_id(key: str) -> str:
    """Return a goal's key as it stands in `data-goal`, which leads to the answers: `SL-2`."""
    return "-".join(key.split())


def counted(text: str, /, **marks: object) -> Markup:
    """Return a sentence whose figures are marked with the answers behind them: `area="SL"`."""
    text = normalise_text(text)
    pieces, end = Markup(""), 0
    for found in _FIGURE.finditer(text):
        if not found["figure"]:
            continue
        of_goal = {"goal": goal_id(found["goal"])} if found["goal"] else {}
        said = Markup("").join(
            Markup(' data-{}="{}"').format(name, value)
            for name, value in {**marks, **of_goal}.items()
        )
        begin, stop = found.span("figure")
        pieces += text[end:begin] + Markup('<span class="counted"{}>{}</span>').format(
            said, text[begin:stop]
        )
        end = stop
    return pieces + text[end:]
