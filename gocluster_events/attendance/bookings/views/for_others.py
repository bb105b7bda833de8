"""Somebody's places in items, and how the team books them and gives them up for that person."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import g, render_template

from gocluster_events.attendance.bookings.forms.for_others import Deed, DeedForm
from gocluster_events.attendance.bookings.queries.own import booker
from gocluster_events.attendance.bookings.queries.terms import OfferRow, offer_board
from gocluster_events.attendance.bookings.rules.blocks import by_block
from gocluster_events.attendance.bookings.rules.offers import Booker, lists_beside, refusal
from gocluster_events.attendance.bookings.services import booking as services
from gocluster_events.attendance.bookings.views.blueprint import blueprint
from gocluster_events.attendance.bookings.words.team import TEAM_REFUSALS
from gocluster_events.attendance.bookings.words.terms import DONE, title_of
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import LazyString
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.registration.people.queries.people import entry_of
from gocluster_events.meeting.registration.people.views import MANAGE, registration_of

DEEDS: Mapping[Deed, Callable[..., Any]] = {
    Deed.BOOK: partial(services.book, keeps_waiting=True),
    Deed.WAIT: services.wait,
}


@blueprint.route(f"/<lang:lang>{MANAGE}/<int:registration_id>/bookings", methods=["GET", "POST"])
@requires(Permission.BOOK_FOR_OTHERS)
def person_bookings(registration_id: int) -> Reply:
    """Every item that one signs up for, with what the person has of it, and a button for what can be done."""
    person, form = registration_of(registration_id), DeedForm()
    if form.validate_on_submit():
        with refusals(form, TEAM_REFUSALS):
            deed, item = found_or_404(form.wanted())
            DEEDS[deed](g.event.id, registration_id, item, acting())
            return saved(str(DONE[deed.value]), ".person_bookings", registration_id=registration_id)
    board, now = offer_board(db.session(), g.event), clock.now()
    who = booker(db.session(), person)
    return render_template(
        "attendance/bookings/person_bookings.html",
        form=form,
        person=person,
        name=entry_of(person).name,
        timetable=board.timetable,
        blocks=by_block(board.timetable, board.rows, lambda row: row.item),
        own=lambda row: who.booking(row.offering.id),
        obstacle=lambda row: _obstacle(row, who),
        ends=lambda row: _ends(row, who, board.timetable),
        has_begun=lambda row: now >= row.offering.starts_at,
    )


def _ends(row: OfferRow, who: Booker, timetable: Timetable) -> list[str]:
    """The items for which the person waits no more with a place in that one."""
    items = (timetable.item(each.item) for each in lists_beside(row.offering, who).closed)
    return [title_of(each) for each in items if each is not None]


def _obstacle(row: OfferRow, who: Booker) -> LazyString | None:
    """Why the person can have nothing of that item."""
    code = refusal(row.offering, who, clock.now())
    return None if code is None else TEAM_REFUSALS[code]
