"""What somebody has booked, what they wait for, and what they can book."""

from datetime import date, datetime
from itertools import groupby
from typing import Any

from flask import g, render_template

from gocluster_events.attendance.bookings.forms.places import PlaceForm
from gocluster_events.attendance.bookings.queries import boxes as reading
from gocluster_events.attendance.bookings.queries.losses import own_losses
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.rules.choosing import choices
from gocluster_events.attendance.bookings.rules.clashes import pairs
from gocluster_events.attendance.bookings.rules.codes import Refusal
from gocluster_events.attendance.bookings.rules.faces import Box
from gocluster_events.attendance.bookings.views.blueprint import blueprint
from gocluster_events.core import clock, db
from gocluster_events.core.web.audience import participant
from gocluster_events.meeting.agenda.queries.publishing import edition_theme
from gocluster_events.meeting.agenda.rules import paths
from gocluster_events.meeting.agenda.views.latest import LatestVersion, public_version
from gocluster_events.meeting.registration.people.views import mine

OF_THE_PERSON = frozenset({Refusal.ENDED, Refusal.NOT_CONFIRMED, Refusal.WRONG_MODE, Refusal.ARCHIVED})
"""What stands against every booking of a person, and is said once."""


@blueprint.get("/<lang:lang>/my/bookings")
@participant
def my_bookings() -> str:
    """The person's places, the lists on which they wait, and what they can book at which time."""
    version, now = public_version(g.event.id), clock.now()
    facts = _bookings(version, now) if version else {"own": (), "choices": (), "barrier": None, "losses": ()}
    return render_template(
        "attendance/bookings/my_bookings.html", form=PlaceForm(formdata=None, stays="own"), now=now, **facts
    )


def _bookings(version: LatestVersion, now: datetime) -> dict[str, Any]:
    session, timetable = db.session(), version.timetable
    offers = [each for each in offerings(session, g.event).values() if each.is_listed and timetable.item(each.item)]
    boxes = reading.boxes(session, mine(), offers, now) if offers else ()

    def day(box: Box) -> date:
        return timetable.date_at(box.offering.starts_at)

    held = [box.own for box in boxes if box.own and box.own.is_held and box.own.span[1] > now]
    return {
        "own": [(on, tuple(rows)) for on, rows in groupby((box for box in boxes if box.own), day)],
        "losses": own_losses(session, mine(), version.known, now),
        "double": {each.item for pair in pairs(held) for each in pair},
        "choices": choices(boxes, timetable.blocks, now),
        "barrier": next((box.why for box in boxes if box.why in OF_THE_PERSON), None),
        "chances": reading.chances(session, g.participant) if any(box.own for box in boxes) else {},
        "timetable": timetable,
        "address": lambda item: paths.path(timetable, item),
        "theme": edition_theme(session, g.event.id, version.grids),
    }
