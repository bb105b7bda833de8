"""Moving items of the draft: one or several on the board, a whole part of a day, a break into every room."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Response, flash, g, jsonify, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.forms.placement import CopyForm, PlacementForm, placement, shift_form
from gocluster_events.agenda.queries import rows as queries
from gocluster_events.agenda.queries import undoing
from gocluster_events.agenda.rules.board import days_to_plan
from gocluster_events.agenda.rules.placement import Placement, clashes, moved, to_every_room
from gocluster_events.agenda.rules.places import next_free
from gocluster_events.agenda.rules.raster import Spot
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.services import drafting as services
from gocluster_events.agenda.services import moving
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.views.draft import chosen_day, show, show_collision
from gocluster_events.agenda.words import checks, places, steps
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _, _n
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import read_number
from gocluster_events.web.fields import Form, show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.post(f"{MANAGE}/placements")
@requires(Permission.EDIT_AGENDA)
def placements() -> Any:
    """The items are where somebody put them, by one step; or the page says what a colleague did with them meanwhile."""
    form = PlacementForm()
    form.timetable = timetable = queries.draft(db.session(), g.event)
    if not form.validate_on_submit():
        return show(form)
    wanted = form.move.data
    try:
        changes = moved(timetable, wanted)
        seen = {each.item: each.revision for each in wanted}
        services.apply(g.event.id, changes, seen, g.account.email, clock.now())
    except Stale:
        return show_collision(form), 409
    except Refused as refusal:
        flash(words.REFUSALS[refusal.code], "warning")
    else:
        flash(steps.put(changes, queries.draft(db.session(), g.event)), "success")
    anchor = f"item-{wanted[0].item}" if len(wanted) == 1 else None
    return redirect(url_for("agenda.draft", day=request.form.get("day"), _anchor=anchor))


@blueprint.get(f"{MANAGE}/clashes.json")
@requires(Permission.EDIT_AGENDA)
def clashes_there() -> Response:
    """What would be wrong with items there, and where one could go instead, in sentences; nothing where none can be."""
    timetable = queries.draft(db.session(), g.event)
    try:
        wanted = [placement(each) for each in request.args.getlist("move")]
        found = clashes(timetable, wanted)
    except (ValueError, Stale):
        return jsonify([])
    sentences = [str(checks.sentence(each, timetable)) for each in found]
    if found and len(wanted) == 1:
        sentences += filter(None, [_instead(timetable, wanted[0])])
    return jsonify(sentences)


@blueprint.get(f"{MANAGE}/revision.json")
@requires(Permission.EDIT_AGENDA, is_use=False)
def draft_revision() -> Response:
    """The draft's revision: it rises whenever somebody changes the draft."""
    return jsonify(undoing.head(db.session(), g.event.id).revision)


@blueprint.route(f"{MANAGE}/shift", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def shift() -> Any:
    """The chosen items of a day are so many minutes later, by one step."""
    revision = undoing.head(db.session(), g.event.id).revision  # first: what is read after it is never older
    timetable = queries.draft(db.session(), g.event)
    day = chosen_day(timetable)
    form = shift_form(timetable, day, request.args.get("from", ""), revision)
    if form.validate_on_submit():
        chosen, seen = form.items.data or [], read_number(form.seen)
        if _done(form, moving.shift, chosen, form.minutes.data or 0, seen):
            flash(_n("%(num)d item moved.", "%(num)d items moved.", len(chosen)), "success")
            return redirect(url_for("agenda.draft", day=day))
    return render_template("agenda/shift.html", form=form, day=day, days=days_to_plan(timetable), timetable=timetable)


@blueprint.route(f"{MANAGE}/items/<uuid>/copies", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def copies(uuid: str) -> Any:
    """The break is in every room, by one step."""
    revision = undoing.head(db.session(), g.event.id).revision  # first: what is read after it is never older
    timetable = queries.draft(db.session(), g.event)
    item = found_or_404(timetable.item(uuid))
    changes = to_every_room(timetable, item, [str(uuid4()) for _room in timetable.rooms])
    form = CopyForm(data={"seen": revision})
    if form.validate_on_submit():
        new = [change.touched for change in changes]
        if _done(form, moving.copy_to_every_room, uuid, new, read_number(form.seen)):
            flash(_("%(item)s is in every room.", item=words.name(item)), "success")
            return redirect(url_for("agenda.draft", day=timetable.day_of(item), _anchor=f"item-{uuid}"))
    rooms = [timetable.room(change.after) for change in changes if isinstance(change.after, Item)]
    return render_template("agenda/copies.html", form=form, item=item, rooms=rooms, timetable=timetable)


def _instead(timetable: Timetable, wanted: Placement) -> str:
    item = timetable.item(wanted.item)
    if item is None or wanted.starts_at is None or wanted.room is None:
        return ""
    long = replace(item, length_minutes=wanted.length_minutes)
    found = next_free(timetable, long, wanted.starts_at, wanted.room)
    return places.next_place(found, timetable, Spot(wanted.starts_at, wanted.room))


def _done(form: Form, verb: Callable[..., None], *what: Any) -> bool:
    """Whether the verb did it; if not, the form says why."""
    try:
        verb(g.event.id, *what, g.account.email, clock.now())
    except Stale:
        form.form_errors.append(
            _("Somebody has changed the programme meanwhile. Look at it as it is now, then send again.")
        )
        form["seen"].data = str(undoing.head(db.session(), g.event.id).revision)
    except Refused as refusal:
        show_refusal(form, refusal, words.REFUSALS)
    return not form.form_errors
