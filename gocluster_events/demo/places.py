"""Who of the demo has places in workshops: one is full, and people wait for it."""

from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.services import booking
from gocluster_events.attendance.bookings.services.offers import follow
from gocluster_events.demo.registering import NOW
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.services.mails import own_act

_TAKERS = {"C2": 47, "B2": 26}
"""How many would like a place of which item; C2 has forty."""
_SWAPPERS = 2


def offer(session: Session, event: Event) -> None:
    """What one signs up for in the published programme can be booked."""
    version = agenda.latest(session, event.id)
    if version is not None:
        follow(session, event.id, version.timetable)


def take(session: Session, event: Event) -> None:
    """People book in the order in which they come, and wait where it is full; two of the others would rather swap."""
    version = agenda.latest(session, event.id)
    items = {item.code: item.uuid for item in version.timetable.items} if version else {}
    if not _TAKERS.keys() <= items.keys():
        return
    random = Random(f"2027 places {event.slug}")  # noqa: S311 -- the demo is the same every time
    people = random.sample(confirmed(session, event.id), sum(_TAKERS.values()))
    codes = [code for code, number in _TAKERS.items() for _ in range(number)]
    wishes = zip(people, codes, strict=True)
    moments = sorted((_later(random, confirmed), person, code) for (person, confirmed), code in wishes)
    for at, person, code in moments:
        booking.wait_in(session, event.id, person, items[code], own_act(person, at))
    others = [person for _at, person, code in moments if code == "B2"]
    for number, person in enumerate(others[:_SWAPPERS]):
        act = own_act(person, NOW - timedelta(hours=5 - number))
        booking.wait_in(session, event.id, person, items["C2"], act, instead_of=items["B2"])


def confirmed(session: Session, event_id: int) -> list[tuple[int, datetime]]:
    """Those who come on site, and since when that is so."""
    comes = (Registration.status == Status.CONFIRMED, Registration.mode == Mode.ONSITE)
    rows = sa.select(Registration.id, Registration.confirmed_at).where(Registration.event_id == event_id, *comes)
    return [(person, at) for person, at in session.execute(rows.order_by(Registration.id)) if at]


def _later(random: Random, confirmed: datetime) -> datetime:
    """Some time after that, and before the demo begins."""
    latest = NOW - timedelta(minutes=random.randrange(400, 900))
    return min(confirmed + timedelta(minutes=random.randrange(10, 4000)), latest)
