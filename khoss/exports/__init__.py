"""Figures as files for spreadsheets: everything that the page shows, and in the same words."""

from khoss.exports.county_record import county_csv
from khoss.exports.edition import Edition
from khoss.exports.method import method_rows, method_text
from khoss.exports.national import results_csv, target_picture_csv
from khoss.exports.question_record import question_record_csv
from khoss.exports.questions import questions_csv
from khoss.exports.rows import FORMULA_STARTS, guarded
from khoss.exports.year import answers_csv, goals_csv, tables_xlsx

__all__ = [
    "FORMULA_STARTS",
    "Edition",
    "answers_csv",
    "county_csv",
    "goals_csv",
    "guarded",
    "method_rows",
    "method_text",
    "question_record_csv",
    "questions_csv",
    "results_csv",
    "tables_xlsx",
    "target_picture_csv",
]
