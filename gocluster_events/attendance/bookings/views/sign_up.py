"""The page on which one books a place in an item, waits for one, swaps, and gives it up; the same without script."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import abort, flash, g, redirect, render_template, request, url_for

from gocluster_events.attendance.bookings.forms.places import PlaceForm
from gocluster_events.attendance.bookings.queries import boxes as reading
from gocluster_events.attendance.bookings.queries.offers import offering
from gocluster_events.attendance.bookings.queries.own import own_bookings, released_at
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.rules.faces import public_box
from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.attendance.bookings.services import booking as services
from gocluster_events.attendance.bookings.views.blueprint import blueprint
from gocluster_events.attendance.bookings.words import faces as words
from gocluster_events.attendance.bookings.words.refusals import REFUSALS
from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import LazyString
from gocluster_events.core.web import sessions
from gocluster_events.core.web.answers import Reply, found_or_404
from gocluster_events.core.web.audience import participant_of_edition
from gocluster_events.core.web.words import FORM_EXPIRED
from gocluster_events.meeting.agenda.queries.publishing import edition_theme
from gocluster_events.meeting.agenda.rules import paths
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.agenda.views.latest import LatestVersion, public_version
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.own.forms import LostLinkForm
from gocluster_events.meeting.registration.people.services.mails import own_act
from gocluster_events.meeting.registration.people.views import mine

SIGN_UP = "/<lang:lang>/<edition>/items/<address>/sign-up"
RESULTS = {State.HELD: words.BOOKED, State.WAITING: words.WAITING}


class Offered(NamedTuple):
    """An item that one signs up for, its offer, and the version of the programme in which it stands."""

    item: Item
    offer: Offering
    version: LatestVersion


@blueprint.get(SIGN_UP)
@participant_of_edition
def sign_up(address: str) -> Reply:
    """How the places of the item stand, and the one thing that the reader can do about them."""
    here, now = _offered(address), clock.now()
    if g.participant is None:
        sessions.remember_way(url_for(".sign_up", address=address), now)
        return _page("sign_up", here, box=public_box(here.offer, now), lost=LostLinkForm())
    (box,) = reading.boxes(db.session(), mine(), [here.offer], now)
    chances = reading.chances(db.session(), g.participant) if box.own and not box.own.is_held else {}
    is_running = now >= here.offer.starts_at and not box.own
    released = released_at(db.session(), g.participant, here.offer.id) if is_running else None
    return _page("sign_up", here, box=box, form=PlaceForm(), chances=chances, released_at=released)


def _offered(address: str) -> Offered:
    """The item at that address and its offer; its public page where nobody signs up for it."""
    version = found_or_404(public_version(g.event.id))
    item = found_or_404(paths.find(version.timetable, address))
    right, offer = paths.path(version.timetable, item), offering(db.session(), g.event, item.uuid)
    if offer is None or not offer.is_listed:
        abort(redirect(url_for("agenda.item", address=right)))
    if address != right and request.method == "GET":
        abort(redirect(url_for(".sign_up", address=right)))
    return Offered(item, offer, version)


def _page(name: str, here: Offered, **more: Any) -> str:
    timetable = here.version.timetable
    return render_template(
        f"attendance/bookings/{name}.html",
        item=here.item,
        offering=here.offer,
        timetable=timetable,
        phase=events.registration_phase(g.event, clock.now()).value,
        theme=edition_theme(db.session(), g.event.id, here.version.grids),
        address=lambda other: paths.path(timetable, other),
        **more,
    )


@blueprint.post(f"{SIGN_UP}/place")
@participant_of_edition
def place(address: str) -> Reply:
    """The person has a place in the item, and waits on for another one at that time, or does not."""

    def book(item: str, form: PlaceForm) -> State:
        return services.book(g.event.id, g.participant, item, _act(), keeps_waiting=form.keeps_waiting)

    return _press(address, book)


@blueprint.post(f"{SIGN_UP}/exchange")
@participant_of_edition
def exchange(address: str) -> Reply:
    """The place in another item has become one in this."""

    def swap(item: str, form: PlaceForm) -> State:
        instead = str(form.instead.data or "")
        return services.swap(g.event.id, g.participant, instead, item, _act(), keeps_waiting=form.keeps_waiting)

    return _press(address, swap, {**RESULTS, State.HELD: words.SWAPPED})


@blueprint.post(f"{SIGN_UP}/waiting")
@participant_of_edition
def waiting(address: str) -> Reply:
    """The person is on the waiting list, and keeps the place that they would give back."""

    def wait(item: str, form: PlaceForm) -> State:
        return services.wait(g.event.id, g.participant, item, _act(), instead_of=str(form.instead.data or ""))

    offer = _offered(address).offer
    is_late = clock.now() >= offer.moves_until
    return _press(address, wait, {**RESULTS, State.WAITING: words.WAITING_LATE} if is_late else RESULTS)


@blueprint.post(f"{SIGN_UP}/waiting/end")
@participant_of_edition
def leaving(address: str) -> Reply:
    """The person waits for the item no more."""
    return _press(
        address, lambda item, _form: services.leave_list(g.event.id, g.participant, item, _act()), {None: words.LEFT}
    )


@blueprint.route(f"{SIGN_UP}/release", methods=["GET", "POST"])
@participant_of_edition
def release(address: str) -> Reply:
    """The place is free for others, once that was asked."""
    if request.method == "POST":
        return _press(
            address,
            lambda item, _form: services.give_up(g.event.id, g.participant, item, _act()),
            {None: words.GIVEN_UP},
        )
    here = _offered(address)
    own = own_bookings(db.session(), g.participant) if g.participant is not None else ()
    seat = next((each for each in own if each.is_held and each.offer == here.offer.id), None)
    if seat is None:
        return redirect(url_for(".sign_up", address=address))
    waits = [here.version.timetable.item(each.item) for each in own if each.instead_of == seat.id]
    return _page("release", here, form=PlaceForm(), waits=[each for each in waits if each])


def _act() -> Act:
    return own_act(g.participant, clock.now())


def _press(
    address: str, verb: Callable[[str, PlaceForm], State | None], results: dict[Any, LazyString] = RESULTS
) -> Reply:
    """The verb is done for the item at that address, and the page says so; otherwise it says why not, as all is now."""
    item, form, sign_up_page = _offered(address).item, PlaceForm(), url_for(".sign_up", address=address)
    if g.participant is None:
        return redirect(sign_up_page)
    if not form.validate_on_submit():
        flash(str(FORM_EXPIRED), "warning")
        return sign_up(address)
    try:
        flash(str(results[verb(item.uuid, form)]), "success")
    except Refused as refusal:
        flash(str(words.REFUSED[str(request.endpoint).rpartition(".")[2]]), "refused")
        flash(str(REFUSALS[refusal.code]), "why")
    return redirect(url_for(".my_bookings") if form.stays.data == "own" else sign_up_page)
