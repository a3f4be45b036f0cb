"""The coordinator's texts, and the figures that are bound in them."""

from __future__ import annotations

from enum import StrEnum


class NarrativeSection(StrEnum):
    """Which of the coordinator's texts of a year; a judgement is of one priority area."""

    SUMMARY = "summary"
    INTRODUCTION = "introduction"
    STARTING_POINTS = "starting_points"
    IMPLEMENTATION = "implementation"
    METHOD = "method"
    JUDGEMENT = "judgement"
    ANALYSIS = "analysis"
    PROPOSALS = "proposals"
    REFERENCES = "references"


class FigureKind(StrEnum):
    """What a placeholder in a text stands for."""

    COUNT = "count"
    SHARE = "share"
    BASE = "base"
    CHANGE = "change"
    COUNTIES = "counties"
    WORD = "word"
    ASKED = "asked"


class FigureForm(StrEnum):
    """How a bound figure is written: as it is usual, with its base, the number alone, in words."""

    USUAL = "usual"
    WITH_BASE = "with_base"
    BARE = "bare"
    IN_WORDS = "in_words"


class BindingFault(StrEnum):
    """Why a placeholder has no figure."""

    UNCLOSED = "unclosed"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_PIECE = "unknown_piece"
    SAID_TWICE = "said_twice"
    NO_GOAL = "no_goal"
    NO_MEASURE = "no_measure"
    NO_WORD = "no_word"
    NO_FORM = "no_form"
    NO_WHOLE = "no_whole"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_YEAR = "unknown_year"
    UNKNOWN_GOAL = "unknown_goal"
    NO_FIGURES = "no_figures"
    ONLY_TOTALS = "only_totals"
    NO_YEAR_BEFORE = "no_year_before"
    NO_DIFFERENCE = "no_difference"


class ProseFault(StrEnum):
    """What is found in a text: a figure bound to nothing, a wrong word, a faulty placeholder.

    Answers are counted when the words after a figure of several goals say that counties are. A
    figure is miscalled when the words beside it say another unit or direction, or only about so
    many. A base is not said when some gave no answer and the words do not tell. A footnote is
    lost when it is called from nowhere, or called and not there, repeated when it is called
    again, and nested when it is called in another. A heading is empty when it has no words. Signs
    are left out that no font of the reports has. Tabs make no columns.
    """

    FAULTY = "faulty"
    WRONG = "wrong"
    COUNTS_ANSWERS = "counts_answers"
    MISCALLED = "miscalled"
    UNBOUND = "unbound"
    BASE_NOT_SAID = "base_not_said"
    LOST_NOTE = "lost_note"
    NESTED_NOTE = "nested_note"
    EMPTY_HEADING = "empty_heading"
    LEFT_OUT = "left_out"
    REPEATED_NOTE = "repeated_note"
    TABS = "tabs"
