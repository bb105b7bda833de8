"""The letters about a new version to those whose places it concerns; they leave once it can no longer be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.agenda.queries import publishing as agenda
from gocluster_events.agenda.rules.codes import Visibility
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.bookings.queries.own import own_bookings
from gocluster_events.bookings.rules.consequences import Consequences, Standing, is_bookable
from gocluster_events.bookings.rules.publication_letters import (
    BOOKED_OTHERWISE,
    FOR_MEMBERS,
    FREE_FOR_ALL,
    GONE,
    ITEM_CHANGED,
    ITEM_LOST,
    OTHERS,
    UNDO,
    about,
)
from gocluster_events.bookings.services.letters import line, place_row, tell_of_clash
from gocluster_events.events.models import Event
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.services.mails import queue_letter
from gocluster_events.text import Localized


def write(
    session: Session, event: Event, after: Consequences, new: Timetable, act: Act, *, unread: Mapping[int, int],
    tells_readers: bool,
) -> None:  # fmt: skip
    """Each person has at most one letter of what they lose and one of what clashes, and all that moved in one of them.

    Its key says which is the first version that it tells of: for some an earlier one than the latest, ``unread``.
    """
    ((latest, _redaction), *_before) = agenda.latest_versions(session, event.id)
    moved = after.movers(tells_readers=tells_readers)
    for person in _people(session, {*after.losers, *after.torn, *moved}):
        key = about(unread.get(person.id, latest), act.at)
        how: dict[str, Any] = {"key": key, "not_before": act.at + UNDO}
        rows = _moved(session, person, moved.get(person.id, ()), new)
        others = "\n\n".join((OTHERS.pick(person.language)[0], rows)) if rows else ""
        if person.id in after.losers:
            lines = [_lost(each, after.known[each.id], new, person.language) for each in after.losers[person.id]]
            queue_letter(session, person, ITEM_LOST, act.at, **how, places="\n".join(lines), others=others)
        if items := after.torn.get(person.id):
            extra = "" if person.id in after.losers else others
            tell_of_clash(session, person, items, act.at, **how, others=extra)
        if rows and person.id not in {*after.losers, *after.torn}:
            queue_letter(session, person, ITEM_CHANGED, act.at, **how, places=rows)


def _people(session: Session, ids: Iterable[int]) -> Sequence[Registration]:
    mine = sa.select(Registration).where(Registration.id.in_(numbers := tuple(ids)))
    return session.scalars(mine.order_by(Registration.id)).all() if numbers else ()


def _moved(session: Session, person: Registration, places: Iterable[Standing], new: Timetable) -> str:
    """The places that are at another time or in another room, as they are now, one to a line."""
    items = {each.item for each in places}
    own = own_bookings(session, person.id) if items else ()
    return "\n".join(place_row(new, each, person.language) for each in own if each.item in items)


def _lost(booking: Standing, before: Timetable | None, timetable: Timetable, language: str) -> str:
    """What the person had, and what becomes of the item."""
    outcome, old = _outcome(timetable.item(booking.item), booking), before or timetable
    return f"{line(old.item(booking.item), old.zone, language)}: {outcome.pick(language)[0]}"


def _outcome(item: Item | None, booking: Standing) -> Localized:
    if item is None or item.visibility is Visibility.CLOSED:
        return GONE
    if not is_bookable(item):
        return FREE_FOR_ALL
    return FOR_MEMBERS if item.visibility is Visibility.MEMBERS and not booking.is_member else BOOKED_OTHERWISE
