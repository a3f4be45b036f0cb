"""The first texts make the claims of the report's summary judgements, and their faults are hers."""

from __future__ import annotations

from collections import Counter

from khoss.enums import ClaimFinding, FigureKind, Measure, NarrativeSection, ProseFault
from khoss.figures.bound import BoundFigure, BoundText, bind
from khoss.figures.claims import ClaimCheck, check_claims, read_claims
from khoss.figures.prose_faults import find_faults
from khoss.markdown import placeholders
from khoss.services.narrative_files import first_judgements
from tests.support.official import DATA, official_history

HISTORY = official_history()
Said = tuple[str, tuple[str, ...], int, Measure | None, str]


def checks() -> list[ClaimCheck]:
    with (DATA / "claims-2024.csv").open(encoding="utf-8", newline="") as file:
        claims = [one for one in read_claims(file) if one.part == "summary"]
    return list(check_claims(claims, HISTORY))


def texts() -> list[BoundText]:
    return [
        BoundText(
            NarrativeSection.JUDGEMENT,
            area,
            body,
            tuple(bind(written, HISTORY, year=2024) for written in placeholders(body)),
        )
        for area, body in first_judgements(2024).items()
    ]


def of_claim(one: ClaimCheck) -> Said:
    keys = tuple(line.replace("-", " ") for line in one.claim.goal_lines)
    return one.claim.area, keys, one.claim.year, one.claim.measure, one.claim.claimed


def of_figure(area: str, figure: BoundFigure) -> Said:
    assert figure.request
    claimed = figure.request.word.casefold() or str(figure.count)
    return area, figure.goals, figure.year, figure.request.measure, claimed


def test_the_texts_make_the_same_claims() -> None:
    bound = [
        of_figure(text.area, figure)
        for text in texts()
        for figure in text.figures
        if figure.request and figure.request.kind is not FigureKind.BASE
    ]
    assert Counter(bound) == Counter(
        of_claim(one) for one in checks() if one.claim.measure is not None
    )


def test_what_does_not_follow_from_the_tables_is_what_the_claims_say() -> None:
    found = find_faults(texts(), goals=HISTORY.goal_keys)
    wrong = [
        of_figure(one.area, one.figure)
        for one in found
        if one.fault is ProseFault.WRONG and one.figure
    ]
    assert wrong == [of_claim(one) for one in checks() if one.is_refuted]
    unbound = [one for one in found if one.fault is ProseFault.UNBOUND]
    unknown = [one.claim for one in checks() if one.finding is ClaimFinding.NO_FIGURE]
    assert [(one.area, one.words) for one in unbound] == [("KK", "15 av 21")]
    assert [(one.area, one.claimed) for one in unknown] == [("KK", "15")]
    assert len(found) == len(wrong) + len(unbound)


def test_the_wrong_ones_are_these() -> None:
    assert [
        (one.area, one.words, one.figure.count, one.figure.whole)
        for one in find_faults(texts(), goals=HISTORY.goal_keys)
        if one.fault is ProseFault.WRONG and one.figure
    ] == [
        ("PF", '{ord PF-4 ja "alla"}', 17, 21),
        ("KK", '{ord KK-1 ja "utan förbehåll"}', 16, 21),
        ("KK", '{ord KK-2 ja "utan förbehåll"}', 16, 21),
        ("UP", '{ord UP-1 ja "16"}', 11, 21),
        ("UO", '{ord UO-2 ja "två tredjedelar"}', 9, 21),
        ("UO", '{ord UO-3 ja "två tredjedelar"}', 10, 21),
        ("UO", '{ord UO-2+UO-3 ja "två tredjedelar"}', 19, 42),
    ]
