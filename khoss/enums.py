"""Stored values: stable words, never the text on the page (see labels.py)."""

from __future__ import annotations

from enum import StrEnum


class Rating(StrEnum):
    """What a county says of a sub-goal; no rating at all is unanswered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class PlanStatus(StrEnum):
    """How far an action plan has come; an adopted plan is frozen."""

    DRAFT = "draft"
    ADOPTED = "adopted"


class Relation(StrEnum):
    """How a sub-goal relates to the one that it follows in the last plan."""

    SAME = "same"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"


class RoundStatus(StrEnum):
    """How far a follow-up round has come."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


class AssessmentStatus(StrEnum):
    """How far one county's self-assessment has come."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    ACCEPTED = "accepted"


class Role(StrEnum):
    """What a user may be."""

    OFFICER = "officer"
    APPROVER = "approver"
    COORDINATOR = "coordinator"
    READER = "reader"
    ADMIN = "admin"


COUNTY_ROLES = frozenset({Role.OFFICER, Role.APPROVER})


class ReportKind(StrEnum):
    """Which report of record."""

    NATIONAL = "national"
    INTERIM_ACCOUNT = "interim_account"
    FINAL_ACCOUNT = "final_account"
    COUNTY = "county"
    TARGET_PICTURE = "target_picture"
    TARGET_POSTER = "target_poster"
    QUESTIONS = "questions"


class ReportStatus(StrEnum):
    """How far the making of a report has come."""

    QUEUED = "queued"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ReportStep(StrEnum):
    """What is being done to make a report, in order."""

    READING = "reading"
    MAKING_PAGES = "making_pages"
    CHECKING = "checking"
    SAVING = "saving"


class FileFault(StrEnum):
    """What is wrong with the file of a report; the place follows it, where there is one."""

    UNREADABLE = "unreadable"
    PAGES = "pages"
    ENCRYPTED = "encrypted"
    NO_ID = "no_id"
    NO_TAGS = "no_tags"
    NO_LANGUAGE = "no_language"
    NO_TITLE = "no_title"
    TITLE_NOT_SHOWN = "title_not_shown"
    NOT_UA = "not_ua"
    NOT_ARCHIVE = "not_archive"
    NO_SCHEMA = "no_schema"
    NO_COLOURS = "no_colours"
    ATTACHMENT = "attachment"
    FONT_MISSING = "font_missing"
    FONT_UNREADABLE = "font_unreadable"
    FONT_TWICE = "font_twice"
    SEVERAL_TREES = "several_trees"
    PAGE_OUTSIDE = "page_outside"
    WRONG_PLACE = "wrong_place"
    HEADING_SKIPPED = "heading_skipped"
    NO_ALTERNATIVE = "no_alternative"
    NOTE_UNKNOWN = "note_unknown"
    TABLE_WITHOUT_SCOPE = "table_without_scope"
    TABLE_UNEVEN = "table_uneven"
    LINK_WITHOUT_AREA = "link_without_area"
    AREA_WITHOUT_LINK = "area_without_link"
    LINK_NOWHERE = "link_nowhere"


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


class CheckKind(StrEnum):
    """What is looked at before a report is published."""

    NOT_DONE = "not_done"
    INVALID = "invalid"
    CASE_NUMBER = "case_number"
    NO_FIGURES = "no_figures"
    ROUND_NOT_PUBLISHED = "round_not_published"
    FROZEN_EARLY = "frozen_early"
    ANSWERS_CHANGED = "answers_changed"
    ADDRESS_TAKEN = "address_taken"
    CORRECTS_OLDER = "corrects_older"
    UNBOUND = "unbound"
    WRONG = "wrong"
    FAULTY = "faulty"
    BASE_NOT_SAID = "base_not_said"
    OWN_TEXTS = "own_texts"
    EXAMPLE = "example"
    COUNTIES_MISSING = "counties_missing"
    COUNTY_ANSWERS = "county_answers"
    COUNTY_TEXTS = "county_texts"
    EMPTY_CHAPTERS = "empty_chapters"
    LOST_NOTE = "lost_note"
    TEXTS_CHANGED = "texts_changed"
    NOBODY_READ = "nobody_read"


class Source(StrEnum):
    """What the figures of a year rest on."""

    ANSWERS = "answers"
    PUBLISHED_TOTALS = "published_totals"


class SaveKind(StrEnum):
    """How a saved state of an answer came about."""

    SAVED = "saved"
    CONFIRMED = "confirmed"
    RESTORED = "restored"
    JOINED = "joined"
    IMPORTED = "imported"


class ConflictChoice(StrEnum):
    """What becomes of a field that was changed both in a workbook and in the program."""

    SAVED = "saved"
    WORKBOOK = "workbook"
    BOTH = "both"


class SetAsideCause(StrEnum):
    """Why what somebody wrote could not become the answer."""

    CONFLICT = "conflict"
    LOCKED = "locked"
    CLOSED = "closed"


class Audience(StrEnum):
    """Who a comment is for: the county's own, or the coordinator too."""

    COUNTY = "county"
    COORDINATOR = "coordinator"


class MailKind(StrEnum):
    """What a mail is about."""

    ROUND_OPENED = "round_opened"
    DAYS_LEFT = "days_left"
    OVERDUE = "overdue"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ACCEPTED = "accepted"
    QUESTION = "question"
    REPLY = "reply"
    LETTER = "letter"
    DRAFT_SHARED = "draft_shared"


class MailStatus(StrEnum):
    """How far a mail has come."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


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
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_YEAR = "unknown_year"
    UNKNOWN_GOAL = "unknown_goal"
    NO_FIGURES = "no_figures"
    ONLY_TOTALS = "only_totals"
    NO_YEAR_BEFORE = "no_year_before"
    NO_DIFFERENCE = "no_difference"


class ProseFault(StrEnum):
    """What is found in a text: a figure bound to nothing, a wrong word, a faulty placeholder.

    A base is not said when some gave no answer and the words do not tell. A footnote is lost when
    it is called from nowhere, or called and not there.
    """

    FAULTY = "faulty"
    WRONG = "wrong"
    UNBOUND = "unbound"
    BASE_NOT_SAID = "base_not_said"
    LOST_NOTE = "lost_note"


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
