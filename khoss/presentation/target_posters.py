"""The target picture on a wall: little text, large, and where the country stands in each area."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from khoss.figures.tally import Tally, total
from khoss.figures.targets import TargetAreaFigures, TargetPictureFigures
from khoss.presentation.charts import POSTER, Bars, KeyEntry, key_entries, single_bar
from khoss.presentation.numbers import count_of, percent, tie

# Down to the smallest size of letters that is still read from where people stand.
SIZES = (("large", 1600), ("medium", 2550))
SMALLEST = "small"


@dataclass(frozen=True)
class PosterArea:
    """One area: its targets, and the answers of the plan's goals that lead there.

    Without a code the plan has no such area.
    """

    code: str
    number: int
    name: str
    targets: tuple[str, ...]
    state: str
    bar: Bars | None


@dataclass(frozen=True)
class Poster:
    """The page; `size` names the size of its letters."""

    title: str
    vision: str
    areas: tuple[PosterArea, ...]
    source: str
    key: tuple[KeyEntry, ...]
    size: str


def target_poster(figures: TargetPictureFigures) -> Poster:
    """Arrange a target picture for a wall."""
    return Poster(
        title=_("Målbild %(year)d", year=figures.year),
        vision=figures.vision,
        areas=tuple(
            _area(number, area, figures.result_year)
            for number, area in enumerate(figures.areas, start=1)
        ),
        source=tie(_source(figures)),
        key=key_entries(),
        size=_size(figures),
    )


def _size(figures: TargetPictureFigures) -> str:
    letters = sum(len(target.text) for area in figures.areas for target in area.targets)
    return next((name for name, most in SIZES if letters <= most), SMALLEST)


def _area(number: int, area: TargetAreaFigures, year: int | None) -> PosterArea:
    answers = total(goal.tally for goal in area.goals)
    known = year is not None and answers.base > 0
    return PosterArea(
        code=area.area_code or "",
        number=number,
        name=area.name,
        targets=tuple(target.text for target in area.targets),
        state=tie(_state(area, answers, year)),
        bar=single_bar(answers, heading=area.name, least=POSTER) if known else None,
    )


def _state(area: TargetAreaFigures, answers: Tally, year: int | None) -> str:
    if not area.goals or year is None:
        return _("Inga delmål i handlingsplanen leder hit ännu.")
    share = answers.share_of_answers
    if share is None:
        return _("Det finns inga publicerade svar för området.")
    return _(
        "Ja eller delvis: %(met)s svar (%(share)s)",
        met=count_of(answers.met, answers.base),
        share=percent(share),
    )


def _source(figures: TargetPictureFigures) -> str:
    if figures.result_year is None:
        return _("Inget år är publicerat ännu. Därför visas inga siffror.")
    return _(
        "Staplarna visar länsstyrelsernas svar %(year)d på de delmål i handlingsplanen som leder "
        "till områdets mål: en bedömning av deras eget stöd till kommunerna, inte av om målen är "
        "uppnådda.",
        year=figures.result_year,
    )
