"""A whole assessment as it is gone through: what changed, what is odd, what was given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from khoss import labels
from khoss.enums import Rating
from khoss.presentation.conflicts import field_label
from khoss.presentation.history import ChangedField, changed_fields
from khoss.services.contents import AnswerContent, content_of
from khoss.services.examination import Examined
from khoss.services.findings import STOPPING, Odd, same_texts

ORDER: dict[Rating | None, int] = {None: -1, Rating.NO: 0, Rating.PARTLY: 1, Rating.YES: 2}

PLAIN_SENTENCES: dict[Odd, LazyString] = {
    Odd.TEXT_WITHOUT_RATING: _l("Text finns men ingen bedömning: välj ja, delvis eller nej."),
    Odd.YES_WITHOUT_ACTIVITY: _l("Ja utan någon beskriven aktivitet."),
    Odd.DOWN_WITHOUT_REASON: _l("Ja förra året men inte i år, utan förklaring."),
    Odd.NO_WITHOUT_CAUSE: _l("Nej utan vare sig hinder eller stödbehov."),
    Odd.SHORT_TEXT: _l("Aktiviteterna är beskrivna med mycket få ord för ett mål med prio 1."),
    Odd.UP_WITHOUT_ACTIVITY: _l("Nej förra året och högre i år, utan någon beskriven aktivitet."),
    Odd.RETURNED_UNCHANGED: _l("Återlämnad för komplettering men inte ändrad sedan dess."),
}


@dataclass(frozen=True)
class Finding:
    """One odd thing about an answer."""

    sentence: str
    stops: bool


@dataclass(frozen=True)
class ExaminedRow:
    """One answer with everything that has to be known to judge it."""

    answer_id: int
    key: str
    slug: str
    area: str
    question: str
    priority_text: str
    rating: Rating | None
    rating_text: str
    last_rating: Rating | None
    last_rating_text: str
    step: int
    movement: str
    content: AnswerContent
    coverage_text: str
    since_last_year: tuple[ChangedField, ...]
    has_last_year: bool
    same_texts: str
    since_submission: tuple[ChangedField, ...]
    findings: tuple[Finding, ...]
    returned_reason: str

    @property
    def stops(self) -> bool:
        """Tell whether it cannot be handed in like this."""
        return any(finding.stops for finding in self.findings)


@dataclass(frozen=True)
class ExaminationPage:
    """All answers, and how many went which way since last year."""

    rows: tuple[ExaminedRow, ...]
    summary: str
    changed: tuple[ExaminedRow, ...]
    since_submission: tuple[ExaminedRow, ...]

    @property
    def stopping(self) -> tuple[ExaminedRow, ...]:
        """Return the answers that cannot be handed in like this."""
        return tuple(row for row in self.rows if row.stops)

    @property
    def odd(self) -> tuple[ExaminedRow, ...]:
        """Return the answers with something odd that does not stop them."""
        return tuple(row for row in self.rows if row.findings and not row.stops)


def examination_page(examined: Sequence[Examined], *, year: int) -> ExaminationPage:
    """Arrange an examined assessment."""
    rows = tuple(_row(one, year=year) for one in examined)
    return ExaminationPage(
        rows=rows,
        summary=_summary(rows),
        changed=tuple(row for row in rows if row.step),
        since_submission=tuple(row for row in rows if row.since_submission),
    )


def _row(one: Examined, *, year: int) -> ExaminedRow:
    goal, now, last = one.answer.sub_goal, content_of(one.answer), one.facts.last
    texts, step = replace_reason(now), _step(now.rating, last)
    return ExaminedRow(
        answer_id=one.answer.id,
        key=goal.key,
        slug=goal.slug,
        area=goal.area.name,
        question=goal.question,
        priority_text=labels.priority_text(goal.priority, year),
        rating=now.rating,
        rating_text=str(labels.RATINGS[now.rating]),
        last_rating=last.rating if last else None,
        last_rating_text=str(labels.RATINGS[last.rating]) if last else _("ingen jämförbar fråga"),
        step=step,
        movement={1: _("upp"), -1: _("ner"), 0: ""}[step],
        content=now,
        coverage_text=""
        if now.coverage is None
        else ngettext(
            "Gäller %(count)d av %(num)d kommun.",
            "Gäller %(count)d av %(num)d kommuner.",
            one.facts.municipalities,
            count=now.coverage,
        ),
        since_last_year=changed_fields(replace_reason(last), texts) if last else (),
        has_last_year=last is not None,
        same_texts=", ".join(field_label(name).lower() for name in same_texts(now, last)),
        since_submission=()
        if one.submitted_before is None
        else changed_fields(one.submitted_before, now),
        findings=tuple(Finding(_sentence(odd, one), odd in STOPPING) for odd in one.odd),
        returned_reason=one.returned.reason if one.returned else "",
    )


def replace_reason(content: AnswerContent) -> AnswerContent:
    """Return a content without its reason for a change, which has no counterpart last year."""
    return AnswerContent(
        content.rating,
        content.activities,
        content.obstacles,
        content.support_needs,
        content.coverage,
    )


def _step(now: Rating | None, last: AnswerContent | None) -> int:
    """Return 1 where the rating went up since last year, −1 where it went down, else 0."""
    if last is None or last.rating is None or now is None:
        return 0
    difference = ORDER[now] - ORDER[last.rating]
    return (difference > 0) - (difference < 0)


def _summary(rows: Sequence[ExaminedRow]) -> str:
    up = sum(row.step > 0 for row in rows)
    down = sum(row.step < 0 for row in rows)
    compared = sum(row.has_last_year for row in rows)
    return _(
        "Av %(total)d delmål kan %(compared)d jämföras med förra året: %(up)d har gått upp, "
        "%(down)d ner och %(same)d är lika eller obesvarade.",
        total=len(rows),
        compared=compared,
        up=up,
        down=down,
        same=compared - up - down,
    )


def _sentence(odd: Odd, one: Examined) -> str:
    """Say what is odd, and what to do."""
    facts = one.facts
    if odd is Odd.COVERS_TOO_MANY:
        return _("Antalet kommuner är större än länets %(most)d.", most=facts.municipalities)
    if odd is Odd.SAME_TEXT:
        names = (field_label(name).lower() for name in same_texts(facts.content, facts.last))
        return _("Samma text som förra året: %(fields)s.", fields=", ".join(names))
    if odd is Odd.WAITING_TEXT:
        return ngettext(
            "%(num)d text är undanlagd och väntar under Ändringar.",
            "%(num)d texter är undanlagda och väntar under Ändringar.",
            facts.waiting_texts,
        )
    if odd is Odd.OPEN_COMMENT:
        return ngettext(
            "%(num)d kommentar är inte löst.",
            "%(num)d kommentarer är inte lösta.",
            facts.open_comments,
        )
    return str(PLAIN_SENTENCES[odd])
