"""The wording of what people are told by mail: always Swedish, whatever the pages speak.

A mail says what happened, what to do and where. It never quotes an answer, a reason or a comment:
what counties write about their preparedness stays in the program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from khoss.enums import MailKind
from khoss.i18n import DEFAULT_LANGUAGE, swedish_date
from khoss.services.notices import Notice


@dataclass(frozen=True)
class Letter:
    """A mail in words."""

    subject: str
    body: str


@dataclass(frozen=True)
class Words:
    """What a notice says: the subject, what happened, and what to do at the link below it."""

    subject: str
    happened: str
    to_do: str


def notice_letter(notice: Notice, *, link: str) -> Letter:
    """Return what a notice says to everybody whom it concerns."""
    with force_locale(DEFAULT_LANGUAGE):
        words = _WORDS[notice.kind](notice)
        footer = _("Mejlet är skickat av KHOSS och går inte att svara på.")
        body = f"{words.happened}\n\n{words.to_do}\n{link}\n\n{footer}\n"
        return Letter(words.subject, body)


def free_letter(subject: str, text: str, *, sender: str, address: str, link: str) -> Letter:
    """Return a coordinator's own mail as it goes out, with who sends it and where to answer."""
    with force_locale(DEFAULT_LANGUAGE):
        signed = _(
            "Skickat av %(sender)s genom KHOSS. Svara till %(address)s.",
            sender=sender,
            address=address,
        )
        return Letter(subject, f"{text}\n\n{signed}\n{link}\n")


def draft_letter(title: str, *, sender: str, link: str) -> Letter:
    """Return what is said to somebody who may read a draft before it is published."""
    with force_locale(DEFAULT_LANGUAGE):
        happened = _(
            "%(sender)s ber dig läsa ett utkast: %(title)s. Utkastet är inte publicerat och är "
            "bara för dem som har fått det.",
            sender=sender,
            title=title,
        )
        to_do = _("Läs det här, och säg till på sidan när du har gjort det:")
        footer = _("Mejlet är skickat av KHOSS och går inte att svara på.")
        subject = _("Utkast att läsa: %(title)s", title=title)
        return Letter(subject, f"{happened}\n\n{to_do}\n{link}\n\n{footer}\n")


def _round_opened(notice: Notice) -> Words:
    happened = _(
        "Självskattningen %(year)d är öppen för %(county)s.",
        year=notice.year,
        county=notice.county,
    )
    if notice.last_day:
        happened += " " + _("Sista dag är %(day)s.", day=swedish_date(notice.last_day))
    return Words(
        _("Självskattningen %(year)d är öppen", year=notice.year),
        happened,
        _("Läs frågorna och svara här:"),
    )


def _days_left(notice: Notice) -> Words:
    subject = ngettext(
        "%(num)d arbetsdag kvar till självskattningens sista dag",
        "%(num)d arbetsdagar kvar till självskattningens sista dag",
        notice.days,
    )
    if notice.days == 0:
        subject = _("I dag är sista arbetsdagen för självskattningen")
    facts = {"county": notice.county, "year": notice.year, "day": _day(notice)}
    if notice.awaits_approval:
        return Words(
            subject,
            _(
                "%(county)s har lämnat in självskattningen %(year)d, men den är inte godkänd "
                "av länet. Sista dag är %(day)s.",
                **facts,
            ),
            _("Läs den, och godkänn eller återlämna den, här:"),
        )
    return Words(
        subject,
        _(
            "%(county)s har inte lämnat in självskattningen %(year)d. Sista dag är %(day)s.",
            **facts,
        ),
        _("Svara på det som återstår och lämna in här:"),
    )


def _overdue(notice: Notice) -> Words:
    return Words(
        _("Självskattningen %(year)d är försenad", year=notice.year),
        _(
            "Sista dag för %(county)s var %(day)s. Självskattningen %(year)d är inte inlämnad.",
            county=notice.county,
            day=_day(notice),
            year=notice.year,
        ),
        _(
            "Lämna in den så snart det går, eller be den nationella samordnaren om en senare "
            "sista dag:"
        ),
    )


def _returned(notice: Notice) -> Words:
    return Words(
        _("Självskattningen %(year)d är återlämnad för komplettering", year=notice.year),
        _(
            "Självskattningen %(year)d för %(county)s är återlämnad för komplettering. "
            "Det finns ett skäl; det står i programmet och inte i det här mejlet.",
            year=notice.year,
            county=notice.county,
        ),
        _("Läs skälet, komplettera svaren och lämna in igen här:"),
    )


def _submitted(notice: Notice) -> Words:
    return Words(
        _("Självskattningen %(year)d väntar på godkännande", year=notice.year),
        _(
            "Självskattningen %(year)d för %(county)s är inlämnad av länets handläggare.",
            year=notice.year,
            county=notice.county,
        ),
        _("Läs den, och godkänn eller återlämna den, här:"),
    )


def _approved(notice: Notice) -> Words:
    happened = _(
        "Självskattningen %(year)d för %(county)s är godkänd av länets godkännare.",
        year=notice.year,
        county=notice.county,
    )
    if notice.for_coordinator:
        return Words(
            _("%(county)s: självskattningen är godkänd av länet", county=notice.county),
            happened,
            _("Granska den, och fastställ eller återlämna den, här:"),
        )
    return Words(
        _("Självskattningen %(year)d är godkänd av länet", year=notice.year),
        happened + " " + _("Den nationella samordnaren granskar den nu."),
        _("Läs den här:"),
    )


def _accepted(notice: Notice) -> Words:
    return Words(
        _("Självskattningen %(year)d är fastställd", year=notice.year),
        _(
            "Den nationella samordnaren har fastställt självskattningen %(year)d för %(county)s. "
            "Länet behöver inte göra något mer.",
            year=notice.year,
            county=notice.county,
        ),
        _("Läs den här:"),
    )


def _question(notice: Notice) -> Words:
    return Words(
        _("%(county)s: fråga om delmål %(goal)s", county=notice.county, goal=notice.goal),
        _(
            "%(county)s har en fråga om delmål %(goal)s i självskattningen %(year)d. "
            "Frågan står i programmet och inte i det här mejlet.",
            county=notice.county,
            goal=notice.goal,
            year=notice.year,
        ),
        _("Läs frågan och svara här:"),
    )


def _reply(notice: Notice) -> Words:
    return Words(
        _("Svar på frågan om delmål %(goal)s", goal=notice.goal),
        _(
            "Den nationella samordnaren har svarat på frågan från %(county)s om delmål %(goal)s "
            "i självskattningen %(year)d. Svaret står i programmet och inte i det här mejlet.",
            county=notice.county,
            goal=notice.goal,
            year=notice.year,
        ),
        _("Läs svaret här:"),
    )


def _day(notice: Notice) -> str:
    return swedish_date(notice.last_day) if notice.last_day else "–"


_WORDS: dict[MailKind, Callable[[Notice], Words]] = {
    MailKind.ROUND_OPENED: _round_opened,
    MailKind.DAYS_LEFT: _days_left,
    MailKind.OVERDUE: _overdue,
    MailKind.RETURNED: _returned,
    MailKind.SUBMITTED: _submitted,
    MailKind.APPROVED: _approved,
    MailKind.ACCEPTED: _accepted,
    MailKind.QUESTION: _question,
    MailKind.REPLY: _reply,
}
