"""Items of the draft: made, changed, taken out, and moved, alone or several at once, to where there is a free place."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Response, flash, g, jsonify, redirect, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, read_number, read_revision
from gocluster_events.core.web.fields import Form
from gocluster_events.meeting.agenda.forms.item import ItemForm, RemovalForm, item_form, row_count
from gocluster_events.meeting.agenda.forms.placement import (
    CopyForm,
    PlaceForm,
    PlacementForm,
    placement,
    shift_form,
    written,
)
from gocluster_events.meeting.agenda.queries import draft, proposals, publishing, steps as steps_queries, suggestions
from gocluster_events.meeting.agenda.rules.change import Change, uuid_from
from gocluster_events.meeting.agenda.rules.day_board import days_to_plan
from gocluster_events.meeting.agenda.rules.free_slots import best_slots, free_slots, next_free
from gocluster_events.meeting.agenda.rules.placement import Placement, moved, new_conflicts, to_every_room
from gocluster_events.meeting.agenda.rules.time_grid import Spot
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.services import drafting as moving
from gocluster_events.meeting.agenda.views.draft import MANAGE, blueprint, chosen_day, show, show_collision
from gocluster_events.meeting.agenda.words import checks, free_slots as free_slots_words, programme as words, steps
from gocluster_events.meeting.events.rules.edition import EventStatus

SHOWN_PLACES = 10


@blueprint.post(f"{MANAGE}/placements")
@requires(Permission.EDIT_AGENDA)
def placements() -> Reply:
    """The items are where somebody put them, by one step; or the page says what a colleague did with them meanwhile."""
    form = PlacementForm()
    form.timetable = timetable = draft.draft(db.session(), g.event)
    if not form.validate_on_submit():
        return show(form)
    wanted = form.move.data
    try:
        changes = moved(timetable, wanted)
        seen = {each.item: each.revision for each in wanted}
        moving.apply(g.event.id, changes, seen, acting())
    except Stale:
        return show_collision(form), 409
    except Refused as refusal:
        flash(words.REFUSALS[refusal.code], "warning")
    else:
        flash(steps.put(changes, draft.draft(db.session(), g.event)), "success")
    anchor = f"item-{wanted[0].item}" if len(wanted) == 1 else None
    return redirect(url_for("agenda.draft", day=request.form.get("day"), _anchor=anchor))


@blueprint.get(f"{MANAGE}/clashes.json")
@requires(Permission.EDIT_AGENDA)
def clashes_there() -> Response:
    """What would be wrong with items there, and where one could go instead, in sentences; nothing where none can be."""
    timetable = draft.draft(db.session(), g.event)
    try:
        wanted = [placement(each) for each in request.args.getlist("move")]
        conflicts = new_conflicts(timetable, wanted)
    except (ValueError, Stale):
        return jsonify([])
    sentences = [str(checks.sentence(each, timetable)) for each in conflicts]
    if conflicts and len(wanted) == 1:
        sentences += filter(None, [_instead(timetable, wanted[0])])
    return jsonify(sentences)


@blueprint.get(f"{MANAGE}/revision.json")
@requires(Permission.EDIT_AGENDA, is_use=False)
def draft_revision() -> Response:
    """The draft's revision: it rises whenever somebody changes the draft."""
    return jsonify(steps_queries.head(db.session(), g.event.id).revision)


@blueprint.route(f"{MANAGE}/shift", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def shift() -> Reply:
    """The chosen items of a day are so many minutes later, by one step."""
    revision = steps_queries.head(db.session(), g.event.id).revision  # first: what is read after it is never older
    timetable = draft.draft(db.session(), g.event)
    day = chosen_day(timetable)
    form = shift_form(timetable, day, request.args.get("from", ""), revision)
    if form.validate_on_submit():
        chosen, seen = form.items.data or [], read_number(form.seen)
        if _done(form, moving.shift, chosen, form.minutes.data or 0, seen):
            return saved(_n("%(num)d item moved.", "%(num)d items moved.", len(chosen)), "agenda.draft", day=day)
    return render_template(
        "meeting/agenda/shift.html", form=form, day=day, days=days_to_plan(timetable), timetable=timetable
    )


@blueprint.route(f"{MANAGE}/items/<uuid>/copies", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def copies(uuid: str) -> Reply:
    """The break is in every room, by one step."""
    revision = steps_queries.head(db.session(), g.event.id).revision  # first: what is read after it is never older
    timetable = draft.draft(db.session(), g.event)
    item = found_or_404(timetable.item(uuid))
    changes = to_every_room(timetable, item, [str(uuid4()) for _room in timetable.rooms])
    form = CopyForm(data={"seen": revision})
    if form.validate_on_submit():
        new = [change.touched for change in changes]
        if _done(form, moving.copy_to_every_room, uuid, new, read_number(form.seen)):
            done = _("%(item)s is now in every room.", item=words.name(item))
            return saved(done, "agenda.draft", day=timetable.day_of(item), _anchor=f"item-{uuid}")
    rooms = [timetable.room(change.after) for change in changes if isinstance(change.after, Item)]
    return render_template("meeting/agenda/copies.html", form=form, item=item, rooms=rooms, timetable=timetable)


def _instead(timetable: Timetable, wanted: Placement) -> str:
    item = timetable.item(wanted.item)
    if item is None or wanted.starts_at is None or wanted.room is None:
        return ""
    long = replace(item, length_minutes=wanted.length_minutes)
    alternative = next_free(timetable, long, wanted.starts_at, wanted.room)
    return free_slots_words.next_slot(alternative, timetable, Spot(wanted.starts_at, wanted.room))


def _done(form: Form, verb: Callable[..., None], *what: Any) -> bool:
    """Whether the verb changed the draft; if not, the form says why."""
    try:
        with refusals(form, words.REFUSALS):
            verb(g.event.id, *what, acting())
    except Stale:
        form.form_errors.append(
            _("Somebody has changed the programme in the meantime. Check how it is now, then send again.")
        )
        form["seen"].data = str(steps_queries.head(db.session(), g.event.id).revision)
    return not form.form_errors


@blueprint.route(f"{MANAGE}/items/new", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def new_item() -> Reply:
    """A new item stands in the draft."""
    form = item_form(draft.draft(db.session(), g.event), _rows(), token=str(uuid4()), revision=0)
    uuid = uuid_from(form.token.data or "", g.event.id)
    return _answer(form, draft.item(db.session(), g.event.id, uuid), uuid)


@blueprint.route(f"{MANAGE}/items/<uuid>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def edit_item(uuid: str) -> Reply:
    """The item stands in the draft as typed; one that was taken out is back."""
    revision = draft.revision(db.session(), g.event.id, uuid)  # first: text read after it is never older
    item = found_or_404(draft.item(db.session(), g.event.id, uuid))
    form = item_form(draft.draft(db.session(), g.event), _rows(item), item, revision=revision)
    return _answer(form, item, uuid)


@blueprint.route(f"{MANAGE}/items/<uuid>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def item_removal(uuid: str) -> Reply:
    """The item is no longer in the draft; it can be put back."""
    form = RemovalForm(data={"revision": draft.revision(db.session(), g.event.id, uuid)})
    timetable = draft.draft(db.session(), g.event)
    item = found_or_404(timetable.item(uuid))
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            _apply(Change(item, None), read_revision(form))
            return saved(_("%(item)s is no longer in the programme.", item=words.name(item)), "agenda.draft")
    latest = publishing.latest(db.session(), g.event.id)
    is_version = latest is not None and latest.timetable.item(uuid) is not None
    is_public = is_version and g.event.status is not EventStatus.DRAFT
    return render_template(
        "meeting/agenda/item_removal.html", form=form, item=item, timetable=timetable, is_public=is_public
    )


def _answer(form: ItemForm, before: Item | None, uuid: str) -> Reply:
    """Store what was typed, or show the form with why not, or with one more row for a person."""
    if "add_row" not in request.form and form.validate_on_submit():
        item = form.item(uuid, before)
        try:
            with refusals(form, words.REFUSALS):
                _apply(Change(before, item), read_revision(form))
                flash(_("%(item)s is saved.", item=words.name(item)), "success")
                day = draft.draft(db.session(), g.event).day_of(item)
                return redirect(url_for("agenda.draft", day=day, _anchor=f"item-{uuid}"))
        except Stale:
            return _collision(form, uuid), 409
    return _page(form, before, uuid)


def _collision(form: ItemForm, uuid: str) -> str:
    revision = draft.revision(db.session(), g.event.id, uuid)  # first: text read after it is never older
    stored, rows = found_or_404(draft.item(db.session(), g.event.id, uuid)), row_count(form.rows.data)
    theirs = item_form(draft.draft(db.session(), g.event), rows, stored, is_typed=False, revision=revision)
    return _page(form, stored, uuid, collision=collided(form, theirs))


def _page(form: ItemForm, before: Item | None, uuid: str, **facts: Any) -> str:
    timetable = draft.draft(db.session(), g.event)
    return render_template(
        "meeting/agenda/edit_item.html",
        form=form,
        item=before,
        uuid=uuid,
        is_dropped=before is not None and timetable.item(uuid) is None,
        found=draft.findings(db.session(), g.event.id, timetable).about(uuid),
        suggestions=suggestions.open_of_item(db.session(), g.event.id, uuid),
        timetable=timetable,
        **facts,
    )


def _apply(change: Change, revision: int) -> None:
    moving.apply(g.event.id, (change,), {change.touched: revision}, acting())


def _rows(item: Item | None = None) -> int:
    more = 1 if "add_row" in request.form else 0
    return row_count(request.form.get("rows"), len(item.people) if item else 0) + more


@blueprint.route(f"{MANAGE}/items/<uuid>/places", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def item_places(uuid: str) -> Reply:
    """The item is where the pressed button says, by one step that can be undone."""
    form = PlaceForm(data={"revision": draft.revision(db.session(), g.event.id, uuid)})
    timetable = draft.draft(db.session(), g.event)
    item = found_or_404(timetable.item(uuid))
    if form.validate_on_submit():
        try:
            with refusals(form, words.REFUSALS):
                there = _moved(item, timetable, form.chosen)
                _apply(Change(item, there), read_revision(form))
                place = words.place_and_time(there, timetable)
                done = _("%(item)s is now scheduled: %(place)s. You can undo this.", item=words.name(item), place=place)
                return saved(done, "agenda.draft", _anchor=f"item-{uuid}")
        except Stale:
            sentence = _("This slot is no longer free, or a colleague has changed the item. Choose again.")
            form.form_errors.append(sentence)
            form.revision.data = str(draft.revision(db.session(), g.event.id, uuid))
            return _places_page(form, item, timetable), 409
    return _places_page(form, item, timetable)


def _moved(item: Item, timetable: Timetable, spot: Spot | None) -> Item:
    """The item at that place. Raises Stale if it is not free; that it is there already is no harm."""
    is_there = spot is not None and (item.starts_at, item.room) == (spot.starts_at, spot.room)
    if spot is None or not (is_there or spot in {place.spot for place in free_slots(timetable, item)}):
        raise Stale
    return replace(item, starts_at=spot.starts_at, room=spot.room)


def _places_page(form: PlaceForm, item: Item, timetable: Timetable) -> str:
    places = []
    wishes = tuple(proposals.wishes(db.session(), g.event.id).values())
    for place in best_slots(free_slots(timetable, item, wishes), SHOWN_PLACES):
        placed = replace(item, starts_at=place.spot.starts_at, room=place.spot.room)
        places.append((place, placed, free_slots_words.reasons(place, placed, timetable)))
    advantages = [
        {sentence for is_against, sentence in reasons if not is_against} for _place, _placed, reasons in places
    ]
    return render_template(
        "meeting/agenda/item_places.html",
        form=form,
        item=item,
        timetable=timetable,
        shown=places,
        common=set.intersection(*advantages) if len(advantages) > 1 else set(),  # what speaks for all is said once
        written=written,
    )
