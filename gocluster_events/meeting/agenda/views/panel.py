"""One item beside the plan: what is known of it, a short form for its essentials, and its pin."""

from typing import Any
from uuid import uuid4

from flask import Response, flash, g, jsonify, redirect, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.text import ended
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.meeting.agenda.forms.essentials import EssentialsForm, essentials_form
from gocluster_events.meeting.agenda.forms.placement import PinForm, PlaceForm, PlacementForm, sent_as, written
from gocluster_events.meeting.agenda.queries import draft, proposals
from gocluster_events.meeting.agenda.rules.change import Change, uuid_from
from gocluster_events.meeting.agenda.rules.conflicts.finding import ConflictKind
from gocluster_events.meeting.agenda.rules.free_slots import best_slots, first_free, free_slots
from gocluster_events.meeting.agenda.rules.placement import Placement
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.agenda.views.draft import MANAGE, blueprint
from gocluster_events.meeting.agenda.words import programme as words, steps

BESIDE_THE_PLAN = 2
"""Free places that are buttons; the others stand on a page of their own."""


@blueprint.get(f"{MANAGE}/items/<uuid>/panel")
@requires(Permission.EDIT_AGENDA)
def item_panel(uuid: str) -> str:
    """What is known of one item, what the checks say of it, and where else it could be."""
    revision = draft.revision(db.session(), g.event.id, uuid)  # first: what is read after it is never older
    timetable = draft.draft(db.session(), g.event)
    item = found_or_404(timetable.item(uuid))
    conflicts = draft.findings(db.session(), g.event.id, timetable).about(uuid)
    off = Placement(uuid, revision, None, item.length_minutes, None)
    return render_template(
        "meeting/agenda/item_panel.html",
        item=item,
        timetable=timetable,
        conflicts=conflicts.open,
        twice={each.person for each in conflicts.open if each.trouble is ConflictKind.PERSON_TWICE},
        pin=PinForm(),
        place=PlaceForm(data={"revision": revision}),
        placement=PlacementForm(),
        off=sent_as(off),
        written=written,
        **_places(item, timetable),
    )


@blueprint.get(f"{MANAGE}/items/<uuid>/places.json")
@requires(Permission.EDIT_AGENDA)
def free_places(uuid: str) -> Response:
    """Where each free stretch begins in which the item fits: its start in UTC and the room."""
    timetable = draft.draft(db.session(), g.event)
    item = found_or_404(timetable.item(uuid))
    return jsonify([(f"{spot.starts_at:%Y-%m-%dT%H:%MZ}", spot.room) for spot in first_free(timetable, item)])


def _places(item: Item, timetable: Timetable) -> dict[str, Any]:
    wishes = tuple(proposals.wishes(db.session(), g.event.id).values())
    places = best_slots(free_slots(timetable, item, wishes), len(timetable.items) + 1)
    return {"places": places[:BESIDE_THE_PLAN], "more_places": max(0, len(places) - BESIDE_THE_PLAN)}


@blueprint.route(f"{MANAGE}/items/<uuid>/essentials", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def essentials(uuid: str) -> Reply:
    """The item is called, and stands where, what the short form says; everything else of it stays."""
    revision = draft.revision(db.session(), g.event.id, uuid)  # first: text read after it is never older
    timetable = draft.draft(db.session(), g.event)
    item = found_or_404(timetable.item(uuid))
    return _answer(essentials_form(timetable, item, revision=revision), timetable, item, uuid)


@blueprint.route(f"{MANAGE}/items/new/essentials", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def new_essentials() -> Reply:
    """A new item stands in the draft; the address may say where it shall be."""
    timetable = draft.draft(db.session(), g.event)
    form = essentials_form(timetable, place=request.args, token=str(uuid4()), revision=0)
    uuid = uuid_from(form.token.data or "", g.event.id)
    return _answer(form, timetable, draft.item(db.session(), g.event.id, uuid), uuid)


def _answer(form: EssentialsForm, timetable: Timetable, before: Item | None, uuid: str) -> Reply:
    """Store what was typed, or show the form with why not."""
    if form.validate_on_submit():
        item = form.item(uuid, before)
        try:
            with refusals(form, words.REFUSALS):
                drafting.apply(g.event.id, (Change(before, item),), {uuid: read_revision(form)}, acting())
                flash(_("%(item)s is saved.", item=words.name(item)), "success")
                day = timetable.day_of(item) or request.args.get("day")
                return redirect(url_for("agenda.draft", day=day, _anchor=f"item-{uuid}"))
        except Stale:
            return _collision(form, uuid), 409
    return _page(form, timetable, before, uuid)


def _collision(form: EssentialsForm, uuid: str) -> str:
    revision = draft.revision(db.session(), g.event.id, uuid)  # first: text read after it is never older
    stored = found_or_404(draft.item(db.session(), g.event.id, uuid))
    timetable = draft.draft(db.session(), g.event)
    theirs = essentials_form(timetable, stored, is_typed=False, revision=revision)
    return _page(form, timetable, stored, uuid, collision=collided(form, theirs))


def _page(form: EssentialsForm, timetable: Timetable, before: Item | None, uuid: str, **facts: Any) -> str:
    return render_template(
        "meeting/agenda/essentials.html", form=form, item=before, uuid=uuid, timetable=timetable, **facts
    )


@blueprint.post(f"{MANAGE}/pins")
@requires(Permission.EDIT_AGENDA)
def pins() -> Reply:
    """Proposals leave the chosen items where they are, or no longer, by one step."""
    form = PinForm()
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            changes = drafting.pin(g.event.id, form.item.data, acting(), is_pinned=form.is_pinned.data)
            flash(ended(steps.step_sentence(changes)) if changes else _("Nothing was to be changed."), "success")
    for sentence in form.form_errors:
        flash(sentence, "warning")
    anchor = f"item-{form.item.data[0]}" if len(form.item.data) == 1 else None
    return redirect(url_for("agenda.draft", day=request.form.get("day"), _anchor=anchor))
