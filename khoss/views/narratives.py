"""The coordinator's texts of a year: list them, write one with its figures, restore one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from khoss import clock
from khoss.access import requires, signed_in_user
from khoss.db import db
from khoss.errors import EditConflict, NotFound
from khoss.figures.bound import bind
from khoss.figures.history import History
from khoss.figures.merging import Choice, chosen, field_conflicts
from khoss.forms.narratives import NarrativeForm, RestoreForm
from khoss.models import Narrative, PriorityArea, Round
from khoss.presentation.bound_figures import figure_text
from khoss.presentation.narratives import (
    SavedText,
    goal_choices,
    place_name,
    places_of,
    revision_rows,
    saved_text,
    text_page,
    year_page,
)
from khoss.presentation.prose_findings import SuggestedFigure
from khoss.services import narratives as narrative_service
from khoss.services.narratives import Place
from khoss.services.rounds import get_round, list_rounds

blueprint = Blueprint("narratives", __name__, url_prefix="/texter")

Page = tuple[str, int]


@dataclass(frozen=True)
class _Open:
    """A text that somebody has opened: where it stands, and what is known around it."""

    slug: str
    place: Place
    round_: Round
    areas: list[PriorityArea]

    @property
    def name(self) -> str:
        return place_name(self.place, self.areas)


def _open(year: int, slug: str) -> _Open:
    """Return the place of an address, or the page that says there is none."""
    try:
        round_ = get_round(year)
    except NotFound:
        abort(404)
    areas = narrative_service.list_areas()
    place = places_of(year, areas).get(slug)
    if place is None:
        abort(404)
    return _Open(slug, place, round_, areas)


@blueprint.get("/")
@requires("narratives:write")
def index() -> str:
    """List the years that texts are written for."""
    return render_template("narratives/index.html", rounds=list_rounds())


@blueprint.get("/<int:year>/")
@requires("narratives:write")
def year(year: int) -> str:
    """List the texts of a year, with everything found in them."""
    try:
        get_round(year)
    except NotFound:
        abort(404)
    history = narrative_service.find_history()
    saved = narrative_service.list_narratives(year)
    page = year_page(
        year,
        narrative_service.list_areas(),
        saved,
        narrative_service.bind_all(saved, history, year=year),
        history,
    )
    return render_template("narratives/year.html", page=page, year=year)


@blueprint.get("/<int:year>/<slug>/")
@requires("narratives:write")
def show(year: int, slug: str) -> str:
    """Show a text in its field, as it will be, and what is found in it."""
    opened = _open(year, slug)
    saved = narrative_service.find_narrative(opened.place)
    form = NarrativeForm(formdata=None)
    form.body.data = saved.body if saved else ""
    form.version.data = str(saved.version if saved else 0)
    return _render(opened, form, saved, narrative_service.find_history())


@blueprint.post("/<int:year>/<slug>/")
@requires("narratives:write")
def save(year: int, slug: str) -> Response | Page:
    """Save a text, or show it with what was asked for: nothing is saved then, and nothing lost."""
    opened = _open(year, slug)
    history = narrative_service.find_history()
    form = NarrativeForm().choosing(
        goals=goal_choices(history, opened.place), years=_years(history, year)
    )
    saved = narrative_service.find_narrative(opened.place)
    if not form.validate_on_submit():
        return _render(opened, form, saved, history, unsaved=True), 422
    if not {"preview", "pick", "insert"}.isdisjoint(request.form):
        return _without_saving(opened, form, saved, history)
    try:
        changed = narrative_service.save_narrative(
            opened.place,
            _chosen(form, saved),
            round_=opened.round_,
            expected_version=form.expected_version,
            by=signed_in_user(),
            now=clock.now(),
        )
    except EditConflict:
        db.session.rollback()
        return _conflict(year, slug, form)
    db.session.commit()
    flash(_("Texten är sparad.") if changed else _("Inget var ändrat."), "success")
    return redirect(url_for("narratives.show", year=year, slug=slug), 303)


@blueprint.get("/<int:year>/<slug>/andringar/")
@requires("narratives:write")
def revisions(year: int, slug: str) -> str:
    """Show every saved state of a text: who, when, and what differed."""
    return _render_revisions(_open(year, slug), RestoreForm())


@blueprint.post("/<int:year>/<slug>/andringar/<int(max=2147483647):version>/")
@requires("narratives:write")
def restore(year: int, slug: str, version: int) -> Response | Page:
    """Make an earlier text the text again; what it replaces stays among the saved states."""
    opened = _open(year, slug)
    form = RestoreForm()
    try:
        body = narrative_service.get_body(narrative_service.find_narrative(opened.place), version)
    except NotFound:
        abort(404)
    if not form.validate_on_submit():
        return _render_revisions(opened, form), 422
    try:
        narrative_service.save_narrative(
            opened.place,
            body,
            round_=opened.round_,
            expected_version=form.expected_version,
            by=signed_in_user(),
            now=clock.now(),
            tag="narrative:restore",
        )
    except EditConflict:
        db.session.rollback()
        form.refuse(
            _(
                "Någon har sparat texten sedan sidan visades. Inget är ändrat: den nya texten "
                "står överst. Läs den och återställ igen om det fortfarande behövs."
            )
        )
        return _render_revisions(_open(year, slug), form), 409
    db.session.commit()
    flash(_("Den tidigare texten gäller igen. Det den ersatte finns kvar här."), "success")
    return redirect(url_for("narratives.revisions", year=year, slug=slug), 303)


def _chosen(form: NarrativeForm, saved: Narrative | None) -> str:
    """Return the text to save: of two versions, what was chosen while both were shown."""
    mine = form.body.data or ""
    shown = saved is not None and saved.version == form.expected_version
    if saved is None or not shown or form.choice.data not in list(Choice):
        return mine
    return str(chosen(Choice(form.choice.data), saved=saved.body, mine=mine))


def _without_saving(
    opened: _Open, form: NarrativeForm, saved: Narrative | None, history: History | None
) -> Page:
    """Show the text as it stands in the field, with a figure picked where one was asked for."""
    picked = None
    if "preview" not in request.form:
        written = form.placeholder(year=opened.place.year)
        picked = SuggestedFigure(
            f"{{{written}}}", figure_text(bind(written, history, year=opened.place.year))
        )
        if "insert" in request.form:
            form.insert(written)
    return _render(opened, form, saved, history, unsaved=True, picked=picked), 200


def _conflict(year: int, slug: str, form: NarrativeForm) -> Page:
    """Show what somebody else has saved beside what was written, and let the writer choose."""
    opened = _open(year, slug)
    saved = narrative_service.find_narrative(opened.place)
    if saved is None:
        abort(404)
    mine = form.body.data or ""
    base = narrative_service.find_body(saved, form.expected_version)
    found = field_conflicts(
        None if base is None else {"body": base}, {"body": saved.body}, {"body": mine}
    )
    form.choice.data = found[0].suggested.value if found else Choice.MINE.value
    form.version.data = str(saved.version)
    form.refuse(
        _(
            "Någon annan har sparat texten medan du skrev. Inget är överskrivet och inget är "
            "borta: båda texterna visas här. Välj vad som ska gälla och spara igen."
        ),
        about="body",
    )
    history = narrative_service.find_history()
    return (
        _render(opened, form, saved, history, unsaved=True, conflict=saved_text(saved, mine)),
        409,
    )


def _render(
    opened: _Open,
    form: NarrativeForm,
    saved: Narrative | None,
    history: History | None,
    *,
    unsaved: bool = False,
    picked: SuggestedFigure | None = None,
    conflict: SavedText | None = None,
) -> str:
    number = opened.place.year
    form.choosing(goals=goal_choices(history, opened.place), years=_years(history, number))
    text = narrative_service.bound_text(opened.place, form.body.data or "", history)
    return render_template(
        "narratives/show.html",
        page=text_page(opened.slug, opened.name, saved, text, history, year=number),
        form=form,
        unsaved=unsaved,
        picked=picked,
        conflict=conflict,
    )


def _render_revisions(opened: _Open, form: RestoreForm) -> str:
    saved = narrative_service.find_narrative(opened.place)
    form.version.data = str(saved.version if saved else 0)
    return render_template(
        "narratives/revisions.html",
        year=opened.place.year,
        slug=opened.slug,
        name=opened.name,
        rows=revision_rows(narrative_service.list_revisions(saved)) if saved else [],
        form=form,
    )


def _years(history: History | None, year: int) -> list[int]:
    """Return the years whose figures can be picked: the text's own first."""
    known = [one.year for one in history.years if one.source] if history else []
    return [year, *(one for one in reversed(known) if one != year)]
