"""What pages of a registration, which knows nothing of items, say of somebody's places in items before their button."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import g

from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.rules.inheriting import inheritance
from gocluster_events.attendance.bookings.rules.offers import OwnBooking
from gocluster_events.core import db
from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import current_language
from gocluster_events.meeting.agenda.queries.publishing import published
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.duplicates.queries import state_of
from gocluster_events.meeting.registration.duplicates.rules import afterwards
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status


def own_places(registration_id: int) -> str:
    """The items in which the person has a place or waits, as a sentence names them; empty where there are none."""
    return ", ".join(_titles(own_bookings(db.session(), registration_id)).values())


@dataclass(frozen=True, slots=True)
class OwnTitles:
    """The titles of the items in which somebody has a place, and of those for which they wait, as they read them."""

    places: tuple[str, ...]
    lists: tuple[str, ...]


def own_titles(registration_id: int) -> OwnTitles | None:
    """What they would lose or hand on, without the numbers of the items; None of who has nothing."""
    own = own_bookings(db.session(), registration_id)
    titles = _titles(own, is_numbered=False)
    places, lists = (
        tuple(titles[each.item] for each in own if each.is_held is is_held and each.item in titles)
        for is_held in (True, False)
    )
    return OwnTitles(places, lists) if titles else None


@dataclass(frozen=True, slots=True)
class MergedPlaces:
    """What one registration has in items once two are one, by title, and under which addresses it has that.

    Under the addresses ``without`` a registration that stays has nothing of it.
    """

    places: tuple[str, ...]
    numbers: tuple[str, ...]
    doubles: tuple[str, ...]
    clashes: tuple[str, ...]
    keepers: tuple[str, ...]
    without: tuple[str, ...]


def merged_places(first: Registration, second: Registration) -> MergedPlaces | None:
    """What becomes of the places of both when one of the two registrations stays; None where neither has any."""
    session = db.session()
    union = inheritance(own_bookings(session, first.id), own_bookings(session, second.id))
    titles = _titles(union.everything)
    if not titles:
        return None
    ways = [(stays.email, _comes(stays, goes)) for stays, goes in ((first, second), (second, first))]
    places, numbers, doubles, clashes = (
        tuple(titles[each.item] for each in some if each.item in titles)
        for some in (union.places, union.numbers, union.doubles, union.clashes)
    )
    keepers, without = (tuple(email for email, comes in ways if comes is here) for here in (True, False))
    return MergedPlaces(places, numbers, doubles, clashes, keepers, without)


def _comes(stays: Registration, goes: Registration) -> bool | None:
    """Whether the registration that stays has places on site afterwards; None where it cannot stay."""
    try:
        return afterwards(state_of(stays), state_of(goes)) == (Status.CONFIRMED, Mode.ONSITE)
    except Refused:
        return None


def _titles(own: Iterable[OwnBooking], *, is_numbered: bool = True) -> Mapping[str, str]:
    """What the items are called as the programme has them, by UUID; the team knows them by their number, too."""
    items = list(dict.fromkeys(each.item for each in own))
    version = published(db.session(), g.event.id) if items else None
    known = {uuid: version.timetable.item(uuid) for uuid in items} if version else {}
    language = current_language()
    titles = {
        uuid: (item.code if is_numbered else "", item.title.pick(language)[0]) for uuid, item in known.items() if item
    }
    return {uuid: f"{code} {title}".strip() for uuid, (code, title) in titles.items()}
