"""The best free places for one item, with buttons that put it there."""

from dataclasses import replace

from flask import g, render_template

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.forms.placement import PlaceForm, written
from gocluster_events.agenda.queries import draft, proposing
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.places import best, places
from gocluster_events.agenda.rules.raster import Spot
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.services import drafting as services
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.words import places as places_words, programme as words
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _
from gocluster_events.web.answers import Reply, found_or_404, saved
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import read_revision
from gocluster_events.web.fields import show_refusal

SHOWN = 10


@blueprint.route(f"{MANAGE}/items/<uuid>/places", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def item_places(uuid: str) -> Reply:
    """The item is where the pressed button says, by one step that can be undone."""
    form = PlaceForm(data={"revision": draft.revision(db.session(), g.event.id, uuid)})
    timetable = draft.draft(db.session(), g.event)
    item = found_or_404(timetable.item(uuid))
    if not form.validate_on_submit():
        return _page(form, item, timetable)
    try:
        moved = _moved(item, timetable, form.chosen)
        services.apply(g.event.id, (Change(item, moved),), {uuid: read_revision(form)}, g.account.email, clock.now())
    except Stale:
        form.form_errors.append(_("This place is no longer free, or a colleague has changed the item. Choose anew."))
        form.revision.data = str(draft.revision(db.session(), g.event.id, uuid))
        return _page(form, item, timetable), 409
    except Refused as refusal:
        show_refusal(form, refusal, words.REFUSALS)
        return _page(form, item, timetable)
    told = words.place_and_time(moved, timetable)
    return saved(
        _("%(item)s is placed: %(place)s. You can undo that.", item=words.name(item), place=told),
        "agenda.draft",
        _anchor=f"item-{uuid}",
    )


def _moved(item: Item, timetable: Timetable, spot: Spot | None) -> Item:
    """The item at that place. Raises Stale if it is not free; that it is there already is no harm."""
    is_there = spot is not None and (item.starts_at, item.room) == (spot.starts_at, spot.room)
    if spot is None or not (is_there or spot in {place.spot for place in places(timetable, item)}):
        raise Stale
    return replace(item, starts_at=spot.starts_at, room=spot.room)


def _page(form: PlaceForm, item: Item, timetable: Timetable) -> str:
    shown = []
    wishes = tuple(proposing.wishes(db.session(), g.event.id).values())
    for place in best(places(timetable, item, wishes), SHOWN):
        placed = replace(item, starts_at=place.spot.starts_at, room=place.spot.room)
        shown.append((place, placed, places_words.reasons(place, placed, timetable)))
    said = [{sentence for is_against, sentence in reasons if not is_against} for _place, _placed, reasons in shown]
    return render_template(
        "agenda/item_places.html",
        form=form,
        item=item,
        timetable=timetable,
        shown=shown,
        common=set.intersection(*said) if len(said) > 1 else set(),  # what speaks for all is said once
        written=written,
    )
