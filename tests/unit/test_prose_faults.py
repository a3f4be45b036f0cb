"""Numbers typed by hand are found, and what only looks like one is let through."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khoss.enums import BindingFault, NarrativeSection, ProseFault
from khoss.figures.bound import BoundText, bind
from khoss.figures.numerals import find_numerals
from khoss.figures.prose_faults import Finding, find_faults
from khoss.figures.suggestions import suggest
from khoss.markdown import placeholders
from tests.support.official import official_history

HISTORY = official_history()
SECTION = NarrativeSection.SUMMARY


def text(
    source: str, *, area: str = "", section: NarrativeSection = SECTION, year: int = 2024
) -> BoundText:
    figures = tuple(bind(written, HISTORY, year=year) for written in placeholders(source))
    return BoundText(section, area, source, figures)


def found(source: str, section: NarrativeSection = SECTION) -> list[tuple[ProseFault, str]]:
    return [
        (one.fault, one.words)
        for one in find_faults([text(source, section=section)], goals=HISTORY.goal_keys)
    ]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Hos 15 länsstyrelser finns en plan.", ["15"]),
        ("Hos femton länsstyrelser.", ["femton"]),
        ("Tjugoen län.", ["Tjugoen"]),
        ("I 15 av 21 län.", ["15 av 21"]),
        ("I tre av fyra län.", ["tre av fyra"]),
        ("Det är 33 %, 33,3 procent och 5 procentenheter.", ["33 %", "33,3 procent",
                                                             "5 procentenheter"]),
        ("Hälften, drygt hälften, tre fjärdedelar, en tredjedel.", ["Hälften", "drygt hälften",
                                                                    "tre fjärdedelar",
                                                                    "en tredjedel"]),
        ("En majoritet. De flesta. Samtliga. Merparten. Flertalet.", ["En majoritet", "De flesta",
                                                                      "Samtliga", "Merparten",
                                                                      "Flertalet"]),
        ("Alla länsstyrelser, flera av länen, inga län, många län.", ["Alla", "flera", "inga",
                                                                      "många"]),
        ("Det har skett i mycket stor utsträckning.", ["i mycket stor utsträckning"]),
        ("Mellan 2–3 län.", ["2", "3"]),
        ("Det kostade 1 500 kronor.", ["1 500"]),
        ("Nästan 20 län.", ["Nästan 20"]),
        ("Det gäller 2000 personer.", ["2000"]),
        ("Det gäller 1950 kommuner.", ["1950"]),
        ("I 17st län och 18län, ett 20-tal kommuner.", ["17", "18", "20"]),
        ("Som mål 15 länsstyrelser, som mål 17 av 21 län.", ["15", "17 av 21"]),
        ("Var tredje länsstyrelse, vart fjärde län.", ["Var tredje", "vart fjärde"]),
        ("Hos ⅔ av länen, ½ av svaren och nästan ¾.", ["⅔", "½", "nästan ¾"]),
        ("Ett tjugotal, ett dussin, hundratals kommuner.", ["Ett tjugotal", "ett dussin",
                                                            "hundratals"]),
        ("Nu är det dubbelt så många.", ["dubbelt så många"]),
        ("Endast en länsstyrelse svarade nej.", ["Endast en"]),
        ("Bara ett av länen har en plan.", ["Bara ett"]),
        ("Alla har svarat ja. Alla kommuner har nu svarat.", ["Alla", "Alla"]),
        ("Ingen svarade nej.", ["Ingen"]),
        ("En länsstyrelse svarade delvis, ett län har svarat nej.", ["En", "ett"]),
    ],
)  # fmt: skip
def test_a_number_and_a_word_of_quantity_are_found(sentence: str, words: list[str]) -> None:
    assert [one.words for one in find_numerals(sentence, goals=HISTORY.goal_keys)] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Under 2024 och åren 2023–2024, från 2023/24, mot målbild 2030 och Agenda 2030.",
        "Den 12 mars, 3 april 2024, 2024-03-12 och 12/3-24, kl. 9 och klockan 13.30.",
        "Lag (2003:778) om skydd mot olyckor, 4 §, 2 kap., §§ 3, artikel 5 och kapitel 2.",
        "Delmål SL 2, SL-2, UO 3 och KK\u00a01 har prio 1 eller prioritet 2.",
        "Ärendet 2022/03174, S2021/05469, 1234-2024.",
        "Se tabell 3, figur 2.1, avsnitt 4, bilaga 1, sida 12, s. 4 och not 3.",
        "Inom 72 timmar, två år, tre månader, fem dagar, 1½ år, ½ timme och en tvåårig plan.",
        "COVID-19, A4, G7, 2:a, 3:e och 4-åringar.",
        "Ring 010-224 50 00, skriv till a1@x2.se, info@17.se eller se https://x.se/15/21.",
        "En länsstyrelse och ett län; alla vet att ingen kan allt, och flera skäl finns.",
        "Andra, tredje och fjärde gången. Sexdrega. Trettonde dagen. På femtiotalet.",
        "De har en plan, alla kommuner får stöd, ett län kan mer och ingen kommun är utan.",
        "Tack till alla som har svarat. Var tredje månad, vartannat år, den tredje länsstyrelsen.",
        "Under 2024 svarade länen, på 1990-talet, delmål 3 om svar, kapitel 2 och länens frågor.",
        "På alla frågor svarade de som kunde; en som svarade var en kommun. Jag svarade en gång.",
        "Ett svar är bara ett svar. Det är endast en fråga om tid.",
    ],
)
def test_what_only_looks_like_a_figure_is_let_through(sentence: str) -> None:
    assert [one.words for one in find_numerals(sentence, goals=HISTORY.goal_keys)] == []


def test_what_a_number_says_is_known() -> None:
    (one,) = find_numerals("I sjutton av tjugoen län.", goals=HISTORY.goal_keys)
    assert (one.count, one.whole, one.exact) == (17, 21, True)
    (one,) = find_numerals("Ungefär 33,3 procent.", goals=HISTORY.goal_keys)
    assert (one.share, one.decimals, one.exact) == (Fraction(333, 1000), 1, False)
    (one,) = find_numerals("Två tredjedelar.", goals=HISTORY.goal_keys)
    assert one.share == Fraction(2, 3)
    (one,) = find_numerals("Hos ⅔ av länen.", goals=HISTORY.goal_keys)
    assert one.share == Fraction(2, 3)


@given(st.text(max_size=200))
def test_any_text_can_be_searched(said: str) -> None:
    for one in find_numerals(said, goals=HISTORY.goal_keys):
        assert one.words
        assert 0 <= one.start < len(said)


@given(st.integers(0, 10_000))
def test_every_number_in_digits_is_found_unless_it_is_a_year(number: int) -> None:
    words = [one.words for one in find_numerals(f"Det är {number} nu.", goals=HISTORY.goal_keys)]
    assert words == ([] if 1900 <= number <= 2099 else [str(number)])


@given(st.integers(0, 10_000))
def test_what_is_counted_is_no_year(number: int) -> None:
    words = [
        one.words for one in find_numerals(f"Det är {number} kommuner.", goals=HISTORY.goal_keys)
    ]
    assert words == [str(number)]


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("## 17 länsstyrelser har en plan", ["17"]),
        ("# 17 av 21 län är klara", ["17 av 21"]),
        ("# 17 har en plan", ["17"]),
        ("# 5 Län är klara", ["5"]),
        ("# 33 procent", ["33 procent"]),
        ("# 3,5 procent, och 7.5 procent", ["3,5 procent", "7.5 procent"]),
        ("# 2.5 procent", ["2.5 procent"]),
        ("# 2000 personer", ["2000"]),
        ("# 2.1 Rubrik", []),
        ("# 2.1 Frågor och svar", []),
        ("# 3 Genomförande", []),
        ("# 3 Återstår", []),
        ("# 2024", []),
    ],
)
def test_only_the_number_of_a_chapter_is_let_through_in_a_heading(
    heading: str, words: list[str]
) -> None:
    assert [said for _, said in found(heading)] == words


def test_list_numbers_heading_numbers_addresses_and_references_are_no_figures() -> None:
    assert found("1. Ett\n2. Och två till") == [(ProseFault.UNBOUND, "två")]
    assert found("# 2.1 Inledning\n\n[Mer](https://x.se/15)") == []
    assert found("Rapport 15", section=NarrativeSection.REFERENCES) == []


def test_a_figure_that_is_picked_is_not_unbound() -> None:
    assert found("{antal SL-2 ja+delvis} av {tillfrågade}") == []


def test_numbers_in_footnotes_quotations_and_lists_are_found_too() -> None:
    source = "Se not.[^a]\n\n> Hela 15 län\n\n- och 16 till\n\n[^a]: Det var 17."
    assert [words for _, words in found(source)] == ["15", "16", "17"]


def test_a_word_that_no_longer_fits_is_wrong_and_the_same_word_elsewhere_is_not() -> None:
    assert found('{ord KK-1 ja "alla"} och {ord PF-1 ja+delvis "alla"}') == [
        (ProseFault.WRONG, '{ord KK-1 ja "alla"}')
    ]


def test_a_short_base_has_to_be_said_in_the_sentence() -> None:
    assert found("{antal UP-1 ja 2023}.") == []
    assert found("Bara {antal UP-1 ja 2023 bara talet}.") == [
        (ProseFault.BASE_NOT_SAID, "{antal UP-1 ja 2023 bara talet}")
    ]
    assert found('{ord UP-1 ja+delvis 2023 "flera"} ({bas UP-1 2023}).') == []
    assert found('{ord UP-1 ja+delvis 2023 "flera"}. {bas UP-1 2023}.') == [
        (ProseFault.BASE_NOT_SAID, '{ord UP-1 ja+delvis 2023 "flera"}')
    ]


def test_a_brace_that_is_not_closed_is_said() -> None:
    (one,) = find_faults([text("Hej {antal SL-2 ja")], goals=HISTORY.goal_keys)
    assert one.figure
    assert (one.fault, one.figure.fault) == (ProseFault.FAULTY, BindingFault.UNCLOSED)


def test_footnotes_that_do_not_belong_together_are_said() -> None:
    assert found("Hej.[^a]\n\n[^b]: Not.") == [
        (ProseFault.LOST_NOTE, "[^a]"),
        (ProseFault.LOST_NOTE, "[^b]"),
    ]
    assert found("Hej.[^a]\n\n[^a]: Not.") == []


def test_a_footnote_that_is_called_in_a_footnote_is_said_and_the_call_is_named() -> None:
    source = "Hej.[^a]\n\n[^a]: Se även.[^b] Mer om {antal SL-2 ja}.\n\n[^b]: Not."
    (one,) = find_faults([text(source)], goals=HISTORY.goal_keys)
    assert (one.fault, one.words) == (ProseFault.NESTED_NOTE, "[^b]")
    assert one.sentence == "Se även. Mer om {antal SL-2 ja}."
    assert found("Hej.[^a]\n\n[^a]: Se.[^a]") == [(ProseFault.NESTED_NOTE, "[^a]")]
    assert found("Hej.[^a] [^b]\n\n[^a]: Se.\n\n[^b]: Not.") == []


@pytest.mark.parametrize("heading", ["#", "## ", "# \u200b", "- #", "> ###", "# [^a]"])
def test_a_heading_without_words_is_said(heading: str) -> None:
    call = "" if "[^a]" in heading else "[^a]"
    source = f"Hej.{call}\n\n{heading}\n\nText.\n\n[^a]: Not."
    assert [fault for fault, _ in found(source)] == [ProseFault.EMPTY_HEADING]


@pytest.mark.parametrize("heading", ["# Rubrik", "# {tillfrågade}", "# [](https://x.se)"])
def test_a_heading_that_shows_anything_is_not_said(heading: str) -> None:
    assert found(f"{heading}\n\nText.") == []


def test_a_footnote_that_is_called_again_is_said_for_every_call_after_the_first() -> None:
    assert found("Hej.[^a] Igen.[^a]\n\n# Och[^a]\n\n[^a]: Not.") == [
        (ProseFault.REPEATED_NOTE, "[^a]"),
        (ProseFault.REPEATED_NOTE, "[^a]"),
    ]
    assert found("Hej.[^a] Du.[^b]\n\n[^a]: Not.\n\n[^b]: Not.") == []


def test_lines_with_tabs_are_said_once_for_each_paragraph() -> None:
    assert found("Namn\tAnsvar\nÅsa\tPlan\n\nText.\n\n- A\t\tB\n\nHej.[^a]\n\n[^a]: C\tD.") == [
        (ProseFault.TABS, "Namn Ansvar"),
        (ProseFault.TABS, "A B"),
        (ProseFault.TABS, "C D."),
    ]


@pytest.mark.parametrize("source", ["-\tpunkt", "1.\tpunkt\n\n\tmer", "Text.\t\nMer.", "\tText."])
def test_a_tab_that_begins_or_ends_a_line_is_not_said(source: str) -> None:
    assert found(source) == []


def keys(source: str) -> list[str]:
    return [one.key for one in find_faults([text(source)], goals=HISTORY.goal_keys)]


def test_a_key_stays_while_the_sentence_does_and_never_names_two() -> None:
    first = keys("Först. I 15 län. I 15 län.")
    assert len(set(first)) == 2
    assert keys("Annat före. I 15 län. I 15 län.") == first
    assert keys("I 15 län nu.") != first[:1]
    assert all(len(key) <= 200 for key in keys("I " + "1 000 " * 200 + "län."))


def test_the_key_of_a_wrong_word_changes_with_its_figure() -> None:
    source = '{ord UP-1 ja "alla"}'
    (now,) = find_faults([text(source)], goals=HISTORY.goal_keys)
    (then,) = find_faults([text(source, year=2023)], goals=HISTORY.goal_keys)
    assert now.key != then.key


def suggestions(source: str, area: str = "") -> list[tuple[str, ...]]:
    return [
        suggest(one, HISTORY, year=2024)
        for one in find_faults([text(source, area=area)], goals=HISTORY.goal_keys)
    ]


def test_what_says_the_same_is_suggested_and_what_the_sentence_names_comes_first() -> None:
    assert suggestions("I 15 län.", "SL") == [("antal SL-2 ja+delvis",)]
    assert suggestions("I 15 av 21 län.", "SL") == [("antal SL-2 ja+delvis med bas",)]
    assert suggestions("UO 3: 15 län.")[0][0] == "antal UO-3 ja+delvis"
    assert suggestions("28,6 procent.", "SL") == [("andel SL-2 ja", "andel SL-2 nej")]
    assert suggestions("I 14 län.", "SL") == [()]
    assert suggestions("I 20 av 21 län.", "PF") == [("bas PF-7",)]


@given(st.integers(0, 21))
def test_every_suggestion_says_the_number_it_is_suggested_for(number: int) -> None:
    for one in find_faults([text(f"Det är {number} län.")], goals=HISTORY.goal_keys):
        for written in suggest(one, HISTORY, year=2024):
            figure = bind(written, HISTORY, year=2024)
            assert figure.fault is None
            said = figure.whole if written == "tillfrågade" else figure.count
            assert said == number


@given(st.text(alphabet='{}antl SL-2ja"[^]:*_#>.\n15 ', max_size=80))
def test_any_text_has_its_faults_told(source: str) -> None:
    for one in find_faults([text(source)], goals=HISTORY.goal_keys):
        assert isinstance(one, Finding)
        assert len(one.key) <= 200
