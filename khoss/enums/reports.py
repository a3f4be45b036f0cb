"""Reports, how they are made, and what is looked at before they are published."""

from __future__ import annotations

from enum import StrEnum


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


class FileVerdict(StrEnum):
    """What was found when a report's file was made again from its frozen figures."""

    SAME = "same"
    OTHER_PROGRAM = "other_program"
    UNKNOWN_PROGRAM = "unknown_program"
    SAME_PROGRAM = "same_program"
    NOT_MADE = "not_made"
    FILE_DAMAGED = "file_damaged"
    FILE_MISSING = "file_missing"
    FIGURES_DAMAGED = "figures_damaged"


class CheckKind(StrEnum):
    """What is looked at before a report is published."""

    NOT_DONE = "not_done"
    INVALID = "invalid"
    CASE_NUMBER = "case_number"
    NO_FIGURES = "no_figures"
    ROUND_NOT_PUBLISHED = "round_not_published"
    FROZEN_EARLY = "frozen_early"
    OTHER_ROUND_NOT_PUBLISHED = "other_round_not_published"
    ANSWERS_CHANGED = "answers_changed"
    ADDRESS_TAKEN = "address_taken"
    LATER_EDITION = "later_edition"
    CORRECTS_OLDER = "corrects_older"
    UNBOUND = "unbound"
    WRONG = "wrong"
    FAULTY = "faulty"
    BASE_NOT_SAID = "base_not_said"
    OWN_TEXTS = "own_texts"
    TEXTS_INSIDE = "texts_inside"
    EXAMPLE = "example"
    COUNTIES_MISSING = "counties_missing"
    COUNTY_ANSWERS = "county_answers"
    COUNTY_TEXTS = "county_texts"
    EMPTY_CHAPTERS = "empty_chapters"
    LOST_NOTE = "lost_note"
    NESTED_NOTE = "nested_note"
    EMPTY_HEADING = "empty_heading"
    LEFT_OUT = "left_out"
    REPEATED_NOTE = "repeated_note"
    TABS = "tabs"
    TEXTS_CHANGED = "texts_changed"
    NOBODY_READ = "nobody_read"
