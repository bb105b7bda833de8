"""The rooms and the tracks of an edition: both are lists in an order of their own, and stand in the programme."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, session, url_for

from gocluster_events.backoffice.editions import services
from gocluster_events.backoffice.editions.views.editions import blueprint
from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.text import Localized
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.forms.rooms_and_tracks import PlaceForm, place_form
from gocluster_events.meeting.events.models import Room, Track
from gocluster_events.meeting.events.rules.rooms_and_tracks import (
    SUGGESTED,
    RoomFacts,
    TrackFacts,
    new_colours,
    new_letters,
)
from gocluster_events.meeting.events.words import PLACE_FIELDS, PLACE_REFUSALS

PARTS = "/<lang:lang>/manage/<edition>/<any(rooms, tracks):what>"
_UNDO = "undo-removal"
_STEPS = {"up": -1, "down": 1}


@blueprint.get(PARTS)
@requires(Permission.EDIT_SETTINGS)
def parts(what: str) -> str:
    """The edition's rooms or tracks in the order of the programme."""
    rows = events.places(db.session(), g.event.id, _kind(what))
    counts = draft.numbers_of_items(db.session(), g.event.id, room=what == "rooms")
    return render_template(f"backoffice/editions/{what}.html", rows=rows, counts=counts, undo=_undo_form(what))


@blueprint.route(f"{PARTS}/new", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def new_part(what: str) -> Reply:
    """The edition has one more room or track, as typed."""
    form = place_form(_fresh(what))
    if form.validate_on_submit():
        with refusals(form, PLACE_REFUSALS, PLACE_FIELDS):
            services.add_place(g.event.id, form.facts(), acting())
            return _saved(what, _("The room is added.") if what == "rooms" else _("The track is added."))
    return _page(what, form, None)


@blueprint.route(f"{PARTS}/<int:number>", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def part(what: str, number: int) -> Reply:
    """The room or track is as typed."""
    row = _row(what, number)
    form = place_form(events.facts_of(row), row.revision)
    if form.validate_on_submit():
        revision = read_revision(form)
        try:
            with refusals(form, PLACE_REFUSALS, PLACE_FIELDS):
                services.change_place(g.event.id, number, form.facts(), revision, acting())
                return _saved(what, _("The room is saved.") if what == "rooms" else _("The track is saved."))
        except Stale:
            return _collision(what, form, number), 409
    return _page(what, form, row)


@blueprint.route(f"{PARTS}/<int:number>/position", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def part_position(what: str, number: int) -> Reply:
    """The room or track stands one place earlier or later."""
    _row(what, number)
    steps, form = found_or_404(_STEPS.get(request.form.get("step", "up"))), Confirm()
    if form.validate_on_submit():
        try:
            services.move_place(g.event.id, _kind(what), number, steps, acting())
        except Refused as refusal:
            flash(str(PLACE_REFUSALS[refusal.code]), "danger")
        return redirect(url_for(".parts", what=what))
    return render_template("backoffice/editions/part_position.html", form=form, what=what)


@blueprint.route(f"{PARTS}/<int:number>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def part_removal(what: str, number: int) -> Reply:
    """The room or track is gone, and can be put back from the list."""
    row = _row(what, number)
    undo_form, form = place_form(events.facts_of(row), is_typed=False), Confirm()
    if form.validate_on_submit():
        with refusals(form, PLACE_REFUSALS):
            services.remove_place(g.event.id, _kind(what), number, acting())
            session[_UNDO] = {"edition": g.event.id, "what": what, "fields": _typed(undo_form)}
            return _saved(what, _("The room is removed.") if what == "rooms" else _("The track is removed."))
    items = draft.items_in(db.session(), g.event.id, room=what == "rooms", place_id=number)
    return render_template("backoffice/editions/part_removal.html", form=form, what=what, row=row, items=items)


def _kind(what: str) -> events.PlaceKind:
    return Room if what == "rooms" else Track


def _row(what: str, number: int) -> Room | Track:
    row: Room | Track | None = events.place(db.session(), g.event.id, _kind(what), number)
    if row is None:
        abort(404)
    return row


def _fresh(what: str) -> RoomFacts | TrackFacts:
    """What a new one begins with: a track has the next letter and a colour that no other has."""
    if what == "rooms":
        return RoomFacts(name="", seats=0, is_step_free=True)
    rows = events.tracks(db.session(), g.event.id)
    letter = next(new_letters(row.letter for row in rows))
    return TrackFacts(letter=letter, name=Localized(), colour=next(new_colours(row.colour for row in rows)))


def _typed(form: PlaceForm) -> dict[str, str]:
    """The fields of a form as a browser would send them."""
    fields = ((field.name, field.data) for field in form if field.name not in {"csrf_token", "revision"})
    return {name: "y" if value is True else str(value) for name, value in fields if value not in (False, None)}


def _undo_form(what: str) -> dict[str, str] | None:
    """What somebody removed a moment ago, to be put back by one button; it is offered once."""
    removal = session.pop(_UNDO, None)
    is_mine = removal and (removal["edition"], removal["what"]) == (g.event.id, what)
    return removal["fields"] if is_mine else None


def _saved(what: str, sentence: str) -> Reply:
    return saved(sentence, ".parts", what=what)


def _collision(what: str, form: PlaceForm, number: int) -> str:
    row = _row(what, number)
    theirs = place_form(events.facts_of(row), row.revision, is_typed=False)
    return _page(what, form, row, collision=collided(form, theirs))


def _page(what: str, form: PlaceForm, row: Room | Track | None, **facts: Any) -> str:
    others = [each for each in events.tracks(db.session(), g.event.id) if each is not row]
    return render_template(
        f"backoffice/editions/{what[:-1]}.html", form=form, row=row, suggested=SUGGESTED, others=others, **facts
    )
