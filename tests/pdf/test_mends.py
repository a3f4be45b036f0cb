"""Each thing that the tagging does better than WeasyPrint alone, and what it is without it."""

from collections.abc import Callable

import pytest

from khoss.pdf.tagging import Mend
from tests.pdf.small import rendered_without
from tests.support.pdf_structure import Tagged, structure_problems

_ROWS = "".join(f'<tr><th scope="row">{n}</th><td>svar</td></tr>' for n in range(80))
_TABLE = (
    '<table><thead><tr><th scope="col">Mål</th><th scope="col">Svar</th></tr></thead>'
    f"<tbody>{_ROWS}</tbody></table>"
)
_WORDS = "Kommunernas planering för höjd beredskap omfattar nu både hemtjänst och boenden. "
_LONG = f"<p>{_WORDS * 60}</p>"


def heads_have_their_scope(tagged: Tagged) -> bool:
    """Tell whether header cells say what they head."""
    scopes = [head.attribute("Scope") for head in tagged.document.all("TH")]
    return scopes[:3] == ["/Column", "/Column", "/Row"]


def notes_follow_their_numbers(tagged: Tagged) -> bool:
    """Tell whether a footnote is a note, read where it is called."""
    paragraph = tagged.document.all("P")[0]
    kinds = [kid if isinstance(kid, str) else kid.kind for kid in paragraph.kids]
    return kinds == ["Före", "Reference", "Note", " efter. "]


def languages_are_said(tagged: Tagged) -> bool:
    """Tell whether a change of language within and around text is known."""
    found = {
        (each.kind, each.attribute("Lang"), each.text.strip())
        for each in tagged.document.walk()
        if each.attribute("Lang")
    }
    return found == {("Span", "en", "all hazards"), ("BlockQuote", "fi", "Hei")}


def nothing_is_divided_by_pages(tagged: Tagged) -> bool:
    """Tell whether a table, a list and a paragraph over several pages are one each."""
    document = tagged.document
    tables, lists, paragraphs = document.all("Table"), document.all("L"), document.all("P")
    return (
        [len(tables), len(lists), len(paragraphs)] == [1, 1, 1]
        and len(tables[0].pages) > 1
        and len(lists[0].pages) > 1
        and len(paragraphs[0].pages) > 1
        and tables[0].text.count("Mål") == 1
        and len(tables[0].all("TR")) == 81
    )


def list_items_have_bodies(tagged: Tagged) -> bool:
    """Tell whether a list item holds a label and a body only."""
    kinds = [
        [kid.kind for kid in item.kids if not isinstance(kid, str)]
        for item in tagged.document.all("LI")
    ]
    return kinds == [["Lbl", "LBody"], ["Lbl", "LBody"]]


def links_say_where_they_lead(tagged: Tagged) -> bool:
    """Tell whether a link is one, clickable, with its own words as description."""
    links = tagged.document.all("Link")
    areas = [str(area.Contents) for link in links for area in link.areas]
    return areas == ["till hela målet"]


def notes_are_in_the_tree_of_ids(tagged: Tagged) -> bool:
    """Tell whether an element with an id can be found by it."""
    return "/IDTree" in tagged.pdf.Root.StructTreeRoot


def spaces_and_hyphens_are_plain(tagged: Tagged) -> bool:
    """Tell whether a search for the plain characters finds them."""
    return tagged.document.text.strip().endswith("18 (16) KHOSS-uppdraget e-post")


def words_stay_apart_at_line_ends(tagged: Tagged) -> bool:
    """Tell whether a broken line reads as the words it was."""
    paragraph = tagged.document.all("P")[0]
    return paragraph.text.split() == (_WORDS * 60).split()


CASES: list[tuple[Mend, str, Callable[[Tagged], bool]]] = [
    (Mend.SCOPE, f"<h1>Rubrik</h1>{_TABLE}", heads_have_their_scope),
    (
        Mend.NOTES,
        '<h1>Rubrik</h1><p>Före<span class="footnote">Noten</span> efter.</p>',
        notes_follow_their_numbers,
    ),
    (
        Mend.LANGUAGE,
        '<h1>Rubrik</h1><p>Som <span lang="en">all hazards</span>.</p>'
        '<blockquote lang="fi">Hei</blockquote>',
        languages_are_said,
    ),
    (
        Mend.FRAGMENTS,
        f"<h1>Rubrik</h1>{_TABLE}<ul>{'<li>punkt</li>' * 80}</ul>{_LONG}",
        nothing_is_divided_by_pages,
    ),
    (
        Mend.LIST_BODIES,
        "<h1>Rubrik</h1><ul><li><p>ett</p></li><li>två</li></ul>",
        list_items_have_bodies,
    ),
    (
        Mend.LINKS,
        '<h1 id="mal">Rubrik</h1><p><a href="#mal">till <strong>hela</strong> målet</a></p>',
        links_say_where_they_lead,
    ),
    (
        Mend.ID_TREE,
        '<h1>Rubrik</h1><p>Text<span class="footnote">Noten</span></p>',
        notes_are_in_the_tree_of_ids,
    ),
    (
        Mend.CHARACTERS,
        "<h1>Rubrik</h1><p>18\u00a0(16) KHOSS\u2011uppdraget e-post</p>",
        spaces_and_hyphens_are_plain,
    ),
    (Mend.LINE_ENDS, f"<h1>Rubrik</h1>{_LONG}", words_stay_apart_at_line_ends),
]


@pytest.mark.parametrize(("mend", "html", "holds"), CASES, ids=[case[0].name for case in CASES])
def test_a_mend_holds_and_is_what_holds_it(
    mend: Mend, html: str, holds: Callable[[Tagged], bool]
) -> None:
    whole = rendered_without(None, html)
    assert structure_problems(whole) == []
    assert holds(Tagged(whole))
    assert not holds(Tagged(rendered_without(mend, html)))


def test_every_mend_has_a_case() -> None:
    assert {case[0] for case in CASES} == set(Mend)
