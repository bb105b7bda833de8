"""The team's list of materials, and one of them: what is said of it, who has released it, whether it is public."""

from typing import Any

from flask import abort, g, render_template, request, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import may, requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.meeting.agenda.queries import people
from gocluster_events.post_event.materials.forms import MaterialForm, filled
from gocluster_events.post_event.materials.queries import materials as queries
from gocluster_events.post_event.materials.queries.waivers import waivers
from gocluster_events.post_event.materials.rules import listing
from gocluster_events.post_event.materials.rules.listing import Narrowing
from gocluster_events.post_event.materials.rules.material import Entry
from gocluster_events.post_event.materials.rules.standing import hurdles
from gocluster_events.post_event.materials.services import editing
from gocluster_events.post_event.materials.views.adding import FIELDS
from gocluster_events.post_event.materials.views.blueprint import MANAGE, blueprint
from gocluster_events.post_event.materials.words import codes as words
from gocluster_events.post_event.materials.words.items import item_choices


@blueprint.get(MANAGE)
@requires(Permission.EDIT_RESULTS)
def materials() -> str:
    """A row for each material, and for each item of which there is none."""
    overview, now = queries.overview(db.session(), g.event.id), clock.now()
    rows = listing.rows(overview.entries, overview.timetable, now, waivers(db.session(), g.event.id))
    search = request.args.get("search", "")[: listing.LONGEST_SEARCH]
    which = next((each for each in Narrowing if each.value == request.args.get("show")), Narrowing.ALL)
    numbers = listing.counts(rows)
    return render_template(
        "post_event/materials/materials.html",
        rows=listing.chosen(rows, which, search),
        figures=listing.figures(overview.entries, rows),
        timetable=overview.timetable,
        which=which,
        search=search,
        segments=[(each, words.NARROWINGS[each], numbers[each], _narrowed(each, search)) for each in Narrowing],
    )


def _narrowed(which: Narrowing, search: str) -> str:
    show = None if which is Narrowing.ALL else which.value
    return url_for(".materials", show=show, search=search or None)


@blueprint.route(f"{MANAGE}/<uuid>", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def material(uuid: str) -> Reply:
    """The material says what was typed; a colleague's change meanwhile is shown, not overwritten."""
    entry = _entry(uuid)
    form = _form(entry)
    if form.is_submitted() and not _may_change(entry):
        abort(403)
    if form.validate_on_submit():
        try:
            with refusals(form, words.REFUSALS, FIELDS):
                editing.change(g.event.id, uuid, form.facts(), read_revision(form), acting())
                return saved(_("The material is saved."), ".material", uuid=uuid)
        except Stale:
            entry = _entry(uuid)
            return _page(form, entry, collision=collided(form, _form(entry, is_typed=False))), 409
    return _page(form, entry)


def _entry(uuid: str) -> Entry:
    return found_or_404(queries.material(db.session(), g.event.id, uuid))


def _form(entry: Entry, *, is_typed: bool = True) -> MaterialForm:
    facts = entry.record.facts
    form = filled(facts, entry.record.revision, g.event.zone, is_typed=is_typed)
    choices = item_choices(queries.programme(db.session(), g.event.id))
    known = {uuid for uuid, _name in choices}
    form.offer(choices if facts.item in known else [(facts.item, _("No longer on the programme")), *choices])
    form.is_link = entry.record.file is None
    if entry.record.file is not None:
        del form.url
    return form


def _may_change(entry: Entry) -> bool:
    """Whether whoever looks may change it: what is public only who may publish."""
    return entry.record.published_at is None or may(Permission.PUBLISH_RESULTS)


def _page(form: MaterialForm, entry: Entry, **facts: Any) -> str:
    now = clock.now()
    timetable = queries.programme(db.session(), g.event.id)
    actors = {entry.record.added_by, entry.record.published_by, *(each.actor for each in entry.releases)}
    return render_template(
        "post_event/materials/material.html",
        form=form,
        entry=entry,
        item=timetable.item(entry.record.facts.item) if timetable else None,
        face=listing.face_of(entry, now),
        hurdles=hurdles(entry.standing, now),
        answers={each.person: each for each in entry.releases},
        can_edit=_may_change(entry),
        names=people.actor_names(db.session(), actors),
        **facts,
    )
