"""The target picture for a wall: one A3 page, every target whole, or a refusal in a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from flask import Flask

from khoss.enums import ReportKind
from khoss.figures.targets import TargetFigures, TargetPictureFigures
from khoss.jobs.failures import failure_text
from khoss.pdf import TooLong
from khoss.presentation.target_posters import SIZES, SMALLEST, target_poster
from khoss.services.records import ReportOrder
from khoss.services.targets import get_target_picture
from tests.support.made_reports import Made, frozen_report, made_report
from tests.support.pdf_structure import structure_problems
from tests.support.verapdf import broken_rules

ORDER = ReportOrder(ReportKind.TARGET_POSTER, 2025)
A3 = (841.89, 1190.55)
SENTENCE = "Kommunerna har planer för krisberedskap som är beslutade, samordnade och övade. "


@pytest.fixture(params=["official", "example"])
def app(request: pytest.FixtureRequest) -> Flask:
    """Return the official data, and the examples."""
    found: Flask = request.getfixturevalue(f"{request.param}_app")
    return found


def figures_of(app: Flask) -> TargetPictureFigures:
    with app.app_context():
        return get_target_picture(2030)


def poster_of(figures: TargetPictureFigures, path: Path) -> Made:
    frozen = frozen_report(ORDER, figures.to_json(), is_example=figures.is_example)
    return made_report(frozen, path)


def with_letters(figures: TargetPictureFigures, letters: int) -> TargetPictureFigures:
    """Return a target picture with so many letters, a target in each area."""
    each = letters // len(figures.areas)
    text = (SENTENCE * (each // len(SENTENCE) + 1))[:each].strip()
    areas = (
        replace(area, targets=(TargetFigures(text, area.targets[0].goal_keys),))
        for area in figures.areas
    )
    return replace(figures, areas=tuple(areas))


def test_the_poster_is_one_a3_page_with_everything_on_it(app: Flask, tmp_path: Path) -> None:
    figures = figures_of(app)
    poster = poster_of(figures, tmp_path / "poster.pdf")
    with pikepdf.open(poster.path) as pdf:
        assert len(pdf.pages) == 1
        box = [float(edge) for edge in pdf.pages[0].mediabox]
    assert box[2:] == pytest.approx(A3, abs=0.5)
    assert figures.vision in poster.words
    for area in figures.areas:
        # A stroke is where a line may break.
        assert all(name in poster.words for name in area.name.split("/"))
        assert all(target.text in poster.words for target in area.targets)
        if area.goals:
            met = sum(goal.tally.met for goal in area.goals)
            base = sum(goal.tally.base for goal in area.goals)
            assert f"Ja eller delvis: {met} av {base} svar" in poster.words
    assert ("EXEMPELDATA" in poster.words) == figures.is_example
    assert len(poster.files) == 4
    assert broken_rules(poster.path, flavours="ua1,3a") == []
    assert structure_problems(poster.rendered.pdf) == []


@pytest.mark.parametrize(("size", "letters"), [*SIZES, (SMALLEST, 3400)])
def test_each_size_of_letters_holds_what_it_is_for(
    example_app: Flask, tmp_path: Path, size: str, letters: int
) -> None:
    figures = with_letters(figures_of(example_app), letters)
    assert target_poster(figures).size == size
    assert poster_of(figures, tmp_path / "poster.pdf").rendered.pages == 1


def test_what_does_not_fit_is_refused_and_never_cut(example_app: Flask, tmp_path: Path) -> None:
    figures = with_letters(figures_of(example_app), 9000)
    with pytest.raises(TooLong) as refused:
        poster_of(figures, tmp_path / "poster.pdf")
    with example_app.test_request_context():
        said = failure_text(refused.value)
    assert said.startswith("Texterna är för långa för sidan. Ingenting har skurits bort.")
    assert "Korta texterna" in said


def test_strange_targets_are_printed(example_app: Flask, tmp_path: Path) -> None:
    figures = figures_of(example_app)
    first, second, *others = figures.areas
    strange = TargetFigures("Mål 🚑 \uf0b7 <b>ja</b> & مرحبا " + "å" * 300, ())
    areas = (replace(first, targets=(strange,)), replace(second, targets=()), *others)
    poster = poster_of(replace(figures, areas=areas), tmp_path / "poster.pdf")
    long = TargetFigures("\n".join(f"Rad {number} av tusen." for number in range(1, 1001)), ())
    more = replace(figures, areas=(areas[0], replace(second, targets=(long,)), *others))
    picture = replace(ORDER, kind=ReportKind.TARGET_PICTURE)
    frozen = frozen_report(picture, more.to_json(), is_example=figures.is_example)
    book = made_report(frozen, tmp_path / "picture.pdf")
    assert "Rad 1000 av tusen." in book.words
    for made in (poster, book):
        assert "<b>ja</b> &" in made.words
    assert broken_rules(poster.path, book.path, flavours="ua1,3a") == []


def test_the_same_figures_make_the_same_bytes(example_app: Flask, tmp_path: Path) -> None:
    figures = figures_of(example_app)
    again = TargetPictureFigures.from_json(figures.to_json())
    first, second = (
        poster_of(one, tmp_path / f"{name}.pdf") for name, one in (("a", figures), ("b", again))
    )
    assert first.rendered.sha256 == second.rendered.sha256
