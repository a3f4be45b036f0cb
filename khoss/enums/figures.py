"""What figures count, and how they stand against each other."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """What the figures of a year rest on."""

    ANSWERS = "answers"
    PUBLISHED_TOTALS = "published_totals"


class Verdict(StrEnum):
    """How a sub-goal relates to the years before, over one plan or many; from best to worst."""

    SAME = "same"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    ENDED = "ended"


class NoDifference(StrEnum):
    """Why two figures are shown beside each other and not subtracted."""

    NEW = "new"
    NOT_COMPARABLE = "not_comparable"
    NO_FIGURE = "no_figure"
    CHANGED_BASE = "changed_base"


class ShareKind(StrEnum):
    """What a share counts, and of what."""

    YES_OF_ANSWERS = "yes_of_answers"
    MET_OF_ANSWERS = "met_of_answers"
    YES_OF_ALL = "yes_of_all"
    MET_OF_ALL = "met_of_all"


class GroupKind(StrEnum):
    """What counties are grouped by."""

    CIVIL_AREA = "civil_area"
    METROPOLITAN = "metropolitan"
    MUNICIPALITIES = "municipalities"


class Levelling(StrEnum):
    """Whether counties come closer to each other; mixed is when two measures say different."""

    CLOSER = "closer"
    APART = "apart"
    UNCHANGED = "unchanged"
    MIXED = "mixed"


class Agreement(StrEnum):
    """How a published total stands against the counties' answers."""

    MATCH = "match"
    DIFFERS = "differs"
    NO_ANSWERS = "no_answers"
    NO_TOTAL = "no_total"


class Measure(StrEnum):
    """Which answers a sentence counts; met is ja or delvis, answered is any of the three."""

    YES = "yes"
    MET = "met"
    PARTLY = "partly"
    NO = "no"
    ANSWERED = "answered"


class ClaimFinding(StrEnum):
    """What becomes of a sentence when its figure is computed again.

    A sentence holds otherwise when it is true of other answers than its words name.
    """

    HOLDS = "holds"
    HOLDS_OTHERWISE = "holds_otherwise"
    FAILS = "fails"
    NO_FIGURE = "no_figure"


class ReferenceKind(StrEnum):
    """Whom one county is held against."""

    EVERYBODY = "everybody"
    CIVIL_AREA = "civil_area"
    LIKE_SIZE = "like_size"


class HeatOrder(StrEnum):
    """How the counties of a heat map are ordered."""

    CODE = "code"
    SHARE = "share"
    CIVIL_AREA = "civil_area"
