"""The workbook: what goes in comes out, and what is not a workbook is refused."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khoss.enums import Rating, Relation
from khoss.errors import FileRefused
from khoss.texts import clean_text
from khoss.workbooks import layout
from khoss.workbooks.cells import unescaped
from khoss.workbooks.faults import faults_of
from khoss.workbooks.layout import Before, Filled, Question, Workbook, cell_name
from khoss.workbooks.reading import ReadAnswer, read_workbook
from khoss.workbooks.writing import write_workbook
from tests.support.workbooks import edited, filled, parts

EARLIER = Before(2025, "PF 1", Relation.SAME, Filled(Rating.YES, "Övade\nåäö", "", "Pengar"))


def question(key: str, **changes: Any) -> Question:
    one = Question(
        key=key,
        area="Planering och förberedelser",
        priority=1,
        question=f"Har länsstyrelsen en plan för {key}?",
        guidance="Räkna bara beslutade planer.",
        suggested_activities="Beslut\nÖvning",
        before=(EARLIER,),
        version=3,
        filled=Filled(),
    )
    return replace(one, **changes)


def workbook(*questions: Question, **changes: Any) -> Workbook:
    one = Workbook(
        year=2026,
        county_code="07",
        county="Kronobergs län",
        municipalities=8,
        plan="2026",
        exported_by="Anna Exempel",
        is_example=False,
        questions=questions or (question("PF 1"), question("PF 2")),
    )
    return replace(one, **changes)


def read_back(book: Workbook) -> list[Filled]:
    return [answer.filled for answer in read_workbook(write_workbook(book), book)]


def faults(data: bytes, book: Workbook) -> list[tuple[str, str, str]]:
    with pytest.raises(FileRefused) as refusal:
        read_workbook(data, book)
    return [(fault.sheet, fault.cell, fault.sentence) for fault in faults_of(refusal.value)]


TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="_x005FD0aA<r>/=+-@\t\n\r' &;", max_size=40),
    st.sampled_from(
        [
            *("=1+1", "+46", "-5", "@SUM(A1)", "\ttext", "'citat", "<r><t>x</t></r>"),
            *("_x000D_", "_x000D_x000A_", "a_x005F_b", "x005F_", "_x005F_x005F_", "_xD83D_"),
            *("Å\nÄ\r\nÖ", "e\u0301", "😀" * 50, "]]>", "&amp;", "\ufffe", "#REF!", "TRUE", "1e5"),
            layout.NOT_HERE[:-1],
        ]
    ),
)
ANSWERS = st.builds(
    Filled,
    rating=st.none() | st.sampled_from(Rating),
    activities=TEXTS,
    obstacles=TEXTS,
    support_needs=TEXTS,
    coverage=st.none() | st.integers(0, 8),
    change_reason=TEXTS,
)


def cleaned(one: Filled) -> Filled:
    texts: dict[str, Any] = {name: clean_text(getattr(one, name)) for name in layout.TEXT_FIELDS}
    return replace(one, **texts)


@settings(deadline=None, max_examples=150)
@given(st.lists(ANSWERS, min_size=1, max_size=3), TEXTS)
def test_any_answer_comes_back_as_it_went_in(answers: list[Filled], text: str) -> None:
    book = workbook(
        *(
            question(f"PF {number}", question=f"Fråga {text}", guidance=text, filled=answer)
            for number, answer in enumerate(answers, start=1)
        )
    )
    assert read_back(book) == [cleaned(answer) for answer in answers]


@given(st.text())
def test_a_cleaned_text_is_clean(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


def test_the_longest_texts_come_back() -> None:
    long = Filled(Rating.NO, "Å" * 20_000, "a\n" * 9_999 + "b", "ordet " * 3_333 + "ut", 8, "x")
    assert read_back(workbook(question("PF 1", filled=long))) == [long]


def test_a_text_that_no_cell_holds_is_left_out_and_not_cut() -> None:
    long = Filled(activities="😀" * 20_000, obstacles="Kort")
    book = workbook(question("PF 1", filled=long))
    assert read_workbook(write_workbook(book), book) == (
        ReadAnswer("PF 1", 3, Filled(obstacles="Kort"), left_out=("activities",)),
    )


def test_the_same_content_is_the_same_bytes() -> None:
    assert write_workbook(workbook()) == write_workbook(workbook())


def test_no_text_becomes_a_formula() -> None:
    starts = [f"{start}cmd|' /C calc'!A0" for start in "=+-@\t"]
    book = workbook(
        *(
            question(f"PF {n}", filled=Filled(activities=text))
            for n, text in enumerate(starts, start=1)
        )
    )
    data = write_workbook(book)
    assert not [name for name, part in parts(data).items() if b"<f>" in part or b"<f " in part]
    sheet = openpyxl.load_workbook(io.BytesIO(data))[layout.ANSWER_SHEET]
    assert {sheet[f"K{row}"].data_type for row in range(2, 7)} == {"s"}


def test_only_the_cells_to_fill_in_are_open() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(workbook())))
    for sheet in book:
        assert sheet.protection.sheet
        for row in sheet.iter_rows():
            for cell in row:
                is_open = sheet.title == layout.ANSWER_SHEET and cell.row > 1 and cell.column > 9
                assert cell.protection.locked is not is_open, cell.coordinate
    assert book[layout.IDENTITY_SHEET].sheet_state == "veryHidden"


def test_the_sheet_is_made_to_be_filled_in_and_printed() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(workbook())))[layout.ANSWER_SHEET]
    assert sheet.freeze_panes == "C2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["J2:J3"].formula1 == '"Ja,Delvis,Nej"'
    assert (rules["N2:N3"].formula1, rules["N2:N3"].formula2) == ("0", "8")
    assert all(cell.alignment.wrap_text for cell in sheet[2])


def test_the_first_sheet_says_whose_it_is_and_what_does_not_belong_there() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(write_workbook(workbook(is_example=True))), read_only=True
    )
    text = "\n".join(str(row[0].value) for row in book[layout.README_SHEET].iter_rows())
    for words in (
        *("Kronobergs län", "2026", "Anna Exempel", "EXEMPELDATA", "0 till 8"),
        "Skriv inga säkerhetsskyddsklassificerade uppgifter här.",
    ):
        assert words in text
    real = openpyxl.load_workbook(io.BytesIO(write_workbook(workbook())), read_only=True)
    assert "EXEMPELDATA" not in str([row[0].value for row in real[layout.README_SHEET].iter_rows()])


def test_an_ampersand_in_a_county_is_no_code_in_the_heading_of_the_print() -> None:
    data = write_workbook(workbook(county="A&B län"))
    assert b"A&amp;&amp;B" in parts(data)["xl/worksheets/sheet2.xml"]


def test_several_answers_of_last_year_stand_under_their_names() -> None:
    other = replace(EARLIER, key="SL 2", relation=Relation.MERGED, filled=Filled(Rating.NO, "Nej"))
    cells = layout.locked_cells(question("PF 1", before=(EARLIER, other)), year=2026)
    assert cells[5] == ("Ja\nPF 1 2025, samma fråga\nNej\nSL 2 2025, sammanslagen fråga")
    assert cells[6] == "PF 1:\nÖvade\nåäö\n\nSL 2:\nNej"
    assert layout.locked_cells(question("PF 1", before=()), year=2026)[5] == (
        "Inget svar från förra året"
    )


def test_rows_in_another_order_are_read_by_their_names() -> None:
    book = workbook()

    def swap(opened: Any) -> None:
        sheet = opened[layout.ANSWER_SHEET]
        for first, second in zip(sheet[2], sheet[3], strict=True):
            first.value, second.value = second.value, first.value
        sheet["K2"] = "Svar på PF 2"

    answers = read_workbook(edited(write_workbook(book), swap), book)
    assert [(one.key, one.filled.activities) for one in answers] == [
        ("PF 1", ""),
        ("PF 2", "Svar på PF 2"),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(12, "12"), (-3, "-3"), (3.5, "3,5"), (" luft ", "luft"), ("rad\r\nrad", "rad\nrad")],
)
def test_a_plain_number_in_a_text_cell_is_a_text(value: object, text: str) -> None:
    book = workbook()
    read = read_workbook(filled(write_workbook(book), {"K2": value}), book)
    assert read[0].filled.activities == text


@pytest.mark.parametrize(
    ("value", "rating"),
    [
        ("Ja", Rating.YES),
        (" delvis ", Rating.PARTLY),
        ("NEJ", Rating.NO),
        (None, None),
        ("", None),
        ("Obesvarad", None),
    ],
)
def test_a_rating_is_read_as_people_write_it(value: object, rating: Rating | None) -> None:
    book = workbook()
    assert read_workbook(filled(write_workbook(book), {"J2": value}), book)[0].filled.rating is (
        rating
    )


@pytest.mark.parametrize(("value", "number"), [(0, 0), (8, 8), ("5", 5), (" 5 ", 5), (5.0, 5)])
def test_a_number_of_municipalities_is_read(value: object, number: int) -> None:
    book = workbook()
    read = read_workbook(filled(write_workbook(book), {"N2": value}), book)
    assert read[0].filled.coverage == number


def test_every_fault_is_told_with_sheet_and_cell() -> None:
    book = workbook()
    data = filled(write_workbook(book), {"J2": "Kanske", "K3": "=1+1", "N2": 9, "B3": "Annat?"})
    found = faults(data, book)
    assert [(sheet, cell) for sheet, cell, _sentence in found] == [
        ("Svar", "J2"),
        ("Svar", "N2"),
        ("Svar", "B3"),
        ("Svar", "K3"),
    ]
    assert all(sentence.endswith((".", "?")) for _sheet, _cell, sentence in found)


def test_a_question_that_has_changed_in_the_plan_is_told() -> None:
    book = workbook()
    now = workbook(question("PF 1", question="En annan fråga?"), question("PF 2"))
    assert [
        (cell, "inte den som står" in text) for _, cell, text in faults(write_workbook(book), now)
    ] == [("B2", True)]


def test_last_years_answer_may_have_changed_since() -> None:
    book = workbook()
    now = workbook(question("PF 1", before=()), question("PF 2"))
    assert len(read_workbook(write_workbook(book), now)) == 2


def test_a_reader_of_many_faults_is_told_some_and_how_many_more() -> None:
    book = workbook(*(question(f"PF {number}") for number in range(1, 301)))
    data = filled(write_workbook(book), {f"J{row}": "Kanske" for row in range(2, 302)})
    found = faults(data, book)
    assert len(found) == 201
    assert "100 fel till" in found[-1][2]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("_x000A_", "\n"),
        ("_x005F_x000A_", "_x000A_"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("_x00_", "_x00_"),
        ("snake_case_x", "snake_case_x"),
    ],
)
def test_escapes_are_read_as_the_format_means_them(text: str, plain: str) -> None:
    assert unescaped(text) == plain


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((1, 25), "Z2"), ((2, 26), "AA3"), ((9, 701), "ZZ10")]
)
def test_a_cell_has_its_name(place: tuple[int, int], name: str) -> None:
    assert cell_name(*place) == name
