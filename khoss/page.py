"""What every page needs: the menu, who is signed in, and whether the data are examples."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, g, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_login import current_user
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from khoss.access import may, signed_in_user
from khoss.services.installation import holds_examples


@dataclass(frozen=True)
class MenuItem:
    """One entry of the menu."""

    label: str
    url: str
    current: bool


MENU: tuple[tuple[str, str, LazyString], ...] = (
    ("home.index", "home:read", _l("Start")),
    ("rounds.index", "rounds:manage", _l("Omgångar")),
    ("results.index", "results:read", _l("Resultat")),
    ("targets.picture", "targets:read", _l("Målbild 2030")),
    ("narratives.index", "narratives:write", _l("Texter")),
    ("reports.index", "reports:read", _l("Rapporter")),
    ("mails.index", "mails:read", _l("Utskick")),
    ("users.index", "users:manage", _l("Användare")),
)


# Rooms that stand under an entry of another name.
ROOMS = {"comparisons": "results"}


def init_page(app: Flask) -> None:
    """Hand the menu and its surroundings to every template as finished values."""
    libraries = ("govuk_frontend_jinja", "govuk_frontend_wtf")
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(str(app.template_folder)),
            PrefixLoader({name: PackageLoader(name) for name in libraries}),
        ]
    )

    @app.context_processor
    def _surroundings() -> dict[str, object]:
        signed_in = current_user.is_authenticated
        return {
            "nav": _menu() if signed_in else [],
            "user_name": signed_in_user().display_name if signed_in else None,
            "user_id_signed_in": signed_in_user().id if signed_in else None,
            "example_data": _example_data(),
        }


def _example_data() -> bool:
    """Ask once a request: every component of a page is a template with these surroundings."""
    if "example_data" not in g:
        g.example_data = holds_examples()
    return bool(g.example_data)


def _menu() -> list[MenuItem]:
    room = (request.endpoint or "").partition(".")[0]
    room = ROOMS.get(room, room)
    return [
        MenuItem(str(label), url_for(endpoint), endpoint.partition(".")[0] == room)
        for endpoint, permission, label in MENU
        if may(permission)
    ]
