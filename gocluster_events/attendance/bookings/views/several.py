"""What an organiser does with several people of an item at once: take them out, or move them to another item."""

from collections.abc import Collection
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from gocluster_events.attendance.bookings.forms.by_hand import ReasonForm, place_move_form
from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.queries.people import item_people
from gocluster_events.attendance.bookings.queries.upward import moves_without
from gocluster_events.attendance.bookings.services.several import Moved, move_several, take_out_several
from gocluster_events.attendance.bookings.views.blueprint import blueprint
from gocluster_events.attendance.bookings.views.offers import MANAGE
from gocluster_events.attendance.bookings.views.people import item_row, other_items, person_name
from gocluster_events.attendance.bookings.words.team import TEAM_REFUSAL_FIELDS, TEAM_REFUSALS
from gocluster_events.attendance.bookings.words.terms import title_of
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, _n
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import number_in
from gocluster_events.meeting.registration.people.models import Registration

People = list[tuple[Booking, Registration]]


@blueprint.route(f"{MANAGE}/<item>/people/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_BOOKINGS)
def places_removal(item: str) -> Reply:
    """None of those who are ticked has a place in the item or a number on its list."""
    chosen, form = _chosen(item, is_held=None), ReasonForm()
    if not chosen:
        return _nobody(item)
    if form.validate_on_submit():
        with refusals(form, TEAM_REFUSALS, TEAM_REFUSAL_FIELDS):
            number = take_out_several(g.event.id, _ids(chosen), item, form.reason.data, acting())
            done = _n("%(num)d person has been taken out.", "%(num)d people have been taken out.", number)
            return saved(done, ".people", item=item)
    return _page("attendance/bookings/places_removal.html", item, chosen, form=form)


@blueprint.route(f"{MANAGE}/<item>/people/move", methods=["GET", "POST"])
@requires(Permission.EDIT_BOOKINGS)
def places_move(item: str) -> Reply:
    """The places of those who are ticked are places in another item, as far as they can have one there."""
    board, chosen = item_row(item)[0], _chosen(item, is_held=True)
    if not chosen:
        return _nobody(item)
    form = place_move_form(other_items(board, item))
    if form.validate_on_submit():
        with refusals(form, TEAM_REFUSALS, TEAM_REFUSAL_FIELDS):
            moved = move_several(g.event.id, _ids(chosen), item, form.item.data, form.reason.data, acting())
            _say(moved, chosen, title_of(found_or_404(board.row(form.item.data)).item))
            return redirect(url_for(".people", item=item))
    return _page("attendance/bookings/places_move.html", item, chosen, form=form)


def _chosen(item: str, *, is_held: bool | None) -> People:
    """Those of the item's people who are ticked; with a place, on the list, or either (None)."""
    item_row(item)
    ids, everybody = (
        {number_in(each) for each in request.values.getlist("id")},
        item_people(db.session(), g.event.id, item),
    )
    people = everybody.held if is_held else (*everybody.held, *everybody.waiting)
    return [each for each in people if each[1].id in ids]


def _ids(chosen: People) -> Collection[int]:
    return [person.id for _booking, person in chosen]


def _nobody(item: str) -> Reply:
    flash(_("Tick the people first."), "warning")
    return redirect(url_for(".people", item=item))


def _say(moved: Moved, chosen: People, title: str) -> None:
    """The next page says how many were moved, and who stays for which reason."""
    if moved.number:
        done = _n(
            "%(num)d person now has a place in %(item)s.", "%(num)d people now have a place in %(item)s.", moved.number,
            item=title,
        )  # fmt: skip
        flash(done, "success")
    names = {person.id: person_name(person) for _booking, person in chosen}
    for each, code in moved.unable.items():
        flash(_("%(name)s stays. %(why)s", name=names[each], why=TEAM_REFUSALS[code]), "warning")


def _page(template: str, item: str, chosen: People, **facts: Any) -> str:
    """The page with what follows: who would move up if the places of those chosen were free."""
    session, (board, row) = db.session(), item_row(item)
    steps = moves_without(session, g.event.id, [booking.id for booking, _person in chosen], clock.now())
    waiting = {person.id: person_name(person) for _booking, person in item_people(session, g.event.id, item).waiting}
    return render_template(
        template,
        row=row,
        timetable=board.timetable,
        chosen=[(person.id, person_name(person)) for _booking, person in chosen],
        held=sum(booking.seat is not None for booking, _person in chosen),
        followers=[waiting[each.booking.person] for each in steps if each.booking.offer == row.offering.id],
        **facts,
    )
