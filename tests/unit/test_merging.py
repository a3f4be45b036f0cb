"""Joining two versions of an answer, and marking what differs between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khoss.figures.merging import Choice, chosen, field_conflicts, join_texts
from khoss.presentation.differences import runs_between

texts = st.text(max_size=60)
contents = st.fixed_dictionaries(
    {"rating": st.sampled_from(["yes", "no", None]), "activities": texts, "obstacles": texts}
)


@given(contents, contents, contents)
def test_the_suggested_choice_loses_nobodys_change(
    base: dict[str, str], saved: dict[str, str], mine: dict[str, str]
) -> None:
    for field in field_conflicts(base, saved, mine):
        value = chosen(field.suggested, saved=field.saved, mine=field.mine)
        name = field.name
        if mine[name] == base[name]:
            assert value == saved[name]
        elif saved[name] == base[name]:
            assert value == mine[name]
        elif name != "rating":
            assert set(str(saved[name]).split()) <= set(str(value).split())
            assert set(str(mine[name]).split()) <= set(str(value).split())


@given(contents, contents)
def test_only_what_differs_is_a_conflict(saved: dict[str, str], mine: dict[str, str]) -> None:
    found = {field.name for field in field_conflicts(None, saved, mine)}
    assert found == {name for name in saved if saved[name] != mine[name]}


sentences = st.lists(
    st.sampled_from(["Vi har övat. ", "Ett nätverk finns. ", "Ny rad\n", "Inte klart! ", "och "])
).map("".join)


@given(sentences | texts, sentences | texts)
def test_a_joined_text_holds_every_word_of_both_in_order(first: str, second: str) -> None:
    joined = join_texts(first, second).split()
    for text in (first, second):
        words = iter(joined)
        assert all(word in words for word in text.split())


def test_what_both_begin_with_is_said_once() -> None:
    begun = "Vi har övat. Ett nätverk finns.\n"
    joined = join_texts(f"{begun}Den ena skrev.", f"{begun}Den andra skrev.")
    assert joined == f"{begun}Den ena skrev.\n\nDen andra skrev."


def test_only_whole_sentences_are_shared() -> None:
    assert join_texts("Vi har övat.", "Vi har planerat.") == "Vi har övat.\n\nVi har planerat."


def test_joining_again_does_not_say_it_twice() -> None:
    joined = join_texts("Vi har övat.", "Vi har planerat.")
    assert join_texts(joined, "Vi har planerat.") == joined


def test_a_choice_that_is_not_both_is_one_of_them() -> None:
    assert chosen(Choice.SAVED, saved="a", mine="b") == "a"
    assert chosen(Choice.MINE, saved="a", mine="b") == "b"
    assert chosen(Choice.BOTH, saved=3, mine=4) == 4


@given(texts, texts)
def test_the_marked_runs_give_back_both_texts(older: str, newer: str) -> None:
    runs = runs_between(older, newer)
    assert "".join(run.text for run in runs if run.kind != "gone") == newer
    assert "".join(run.text for run in runs if run.kind != "new") == older


def test_long_texts_are_compared_line_by_line() -> None:
    older = "\n".join(f"rad {number}" for number in range(3000))
    newer = older.replace("rad 17\n", "rad sjutton\n")
    assert [run.text for run in runs_between(older, newer) if run.kind != "kept"] == [
        "rad 17\n",
        "rad sjutton\n",
    ]


def test_a_piece_of_a_word_is_not_held_by_the_word() -> None:
    assert join_texts("Vi har övat.", "vat.") == "Vi har övat.\n\nvat."
    assert join_texts("Vi har övat.", "har övat.") == "Vi har övat."
    assert join_texts("Vi har övat.", "") == "Vi har övat."
