"""Parts are kept between renderings, and nobody can tell from the file."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from khoss.pdf import Cancelled, Document, Part, Rendered, render
from khoss.pdf.companion import COMPANIONS
from khoss.pdf.layout import MadePart
from khoss.pdf.tasks import KEPT, Kept, PartTask
from tests.pdf.sample import paragraphs
from tests.pdf.small import small
from tests.support.pdf_structure import Tagged, structure_problems

_CONTENTS = "".join(f'<li><a href="#del-{n}" data-page>Del {n}</a></li>' for n in range(1, 6))
_STYLE = "a::after { content: ' sida ' attr(data-page) }"


def _part(number: int, length: int) -> Part:
    """Return a part of some paragraphs, which begins with a heading that runs on."""
    text = paragraphs(random.Random(number * 100 + length), length)
    note = '<p>Ord<span class="footnote">Not</span> och <a href="#del-1">början</a>.</p>'
    return Part(f"part-{number}", f'<h1 id="del-{number}">Del {number}</h1>{note}{text}')


def _document(lengths: tuple[int, ...]) -> Document:
    """Return a document whose parts have as many paragraphs as is said."""
    parts = [_part(number, length) for number, length in enumerate(lengths, start=1)]
    front = Part("front", f"<h1>Innehåll</h1><ul>{_CONTENTS}</ul>")
    return replace(small("<p></p>", style=_STYLE), parts=(front, *parts))


def _cold(document: Document) -> Rendered:
    """Render with nothing kept."""
    KEPT.clear()
    return render(document)


def test_whatever_was_made_before_the_bytes_are_those_of_a_fresh_start() -> None:
    rng = random.Random(5)
    lengths = [1, 2, 1, 3, 2]
    documents = []
    for _ in range(6):
        lengths[rng.randrange(5)] = rng.randint(0, 9)  # grows and shrinks over page breaks
        documents.append(_document(tuple(lengths)))
    cold = [_cold(document).sha256 for document in documents]
    KEPT.clear()
    for index in [rng.randrange(6) for _ in range(12)]:
        assert render(documents[index]).sha256 == cold[index]


def test_only_what_changed_is_laid_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = _document((1, 2, 1, 3, 2)), _document((1, 2, 9, 3, 2))
    assert _cold(before).pages < render(after).pages
    KEPT.clear()
    render(before)
    made: list[str] = []
    monkeypatch.setattr(PartTask, "do", _noting(made))
    render(after)
    assert ["Del 3" in page.split("</h1>")[0] for page in made].count(True) == 1
    assert len([page for page in made if "Innehåll" not in page]) == 1


def _noting(made: list[str]) -> Callable[[PartTask], MadePart]:
    """Return the making of a part that notes what it makes."""
    original = PartTask.do

    def do(task: PartTask) -> MadePart:
        made.append(task.page)
        return original(task)

    return do


def test_a_part_that_moves_shows_its_new_page_numbers() -> None:
    _cold(_document((1, 1, 1, 1, 1)))
    rendered = render(_document((9, 1, 1, 1, 1)))
    assert structure_problems(rendered.pdf) == []
    tagged = Tagged(rendered.pdf)
    entries = [item.text.split() for item in tagged.document.all("LI")]
    assert entries[-1][-1] == str(rendered.pages)


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    kept = Kept(limit=100_000)
    document = _document((1, 1, 1, 1, 1))
    _cold(document)
    made = next(iter(KEPT._made.values()))
    tasks = [PartTask(style=None, page=str(n), numbers=None) for n in range(200)]  # type: ignore[arg-type]
    for task in tasks:
        kept.put(task, made)
        kept.get(tasks[0])
    assert kept.get(tasks[0]) is made
    assert kept.get(tasks[1]) is None
    assert kept.get(tasks[-1]) is made
    assert kept._bytes <= 100_000


@pytest.mark.parametrize("processes", [1, 2])
def test_progress_grows_to_the_whole_and_is_told_of_every_part(
    sample: Document, processes: int
) -> None:
    told: list[tuple[int, int]] = []
    KEPT.clear()
    try:
        render(sample, processes=processes, progress=lambda done, of: told.append((done, of)))
    finally:
        COMPANIONS.drop()
    done = [each for each, _ in told]
    assert done == sorted(done)
    assert {of for _, of in told} == {done[-1]}
    assert len(told) >= 2 * len(sample.parts)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_cancelled_rendering_leaves_nothing_behind(
    sample: Document, rendered: Rendered, processes: int
) -> None:
    for limit in (0.1, 0.5, 0.95):
        KEPT.clear()

        def stop(done: int, of: int, limit: float = limit) -> None:
            if done > of * limit:
                raise Cancelled

        with pytest.raises(Cancelled):
            render(sample, processes=processes, progress=stop)
        assert render(sample, processes=processes).pdf == rendered.pdf
    COMPANIONS.drop()
