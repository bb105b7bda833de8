"""The letters about a new version to those whose places it concerns; they leave once it can no longer be taken back."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.agenda.rules.codes import Visibility
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.bookings.queries.consequences import known_programmes
from gocluster_events.bookings.queries.own import own_bookings
from gocluster_events.bookings.rules.consequences import Consequences, Standing, is_bookable
from gocluster_events.bookings.rules.publication_letters import (
    FOR_MEMBERS,
    FREE_FOR_ALL,
    GONE,
    ITEM_CHANGED,
    ITEM_LOST,
    NAMES,
    OTHERS,
    UNDO,
)
from gocluster_events.bookings.services.letters import line, place_row, tell_of_clash
from gocluster_events.events.models import Event
from gocluster_events.letters.rules import Letter
from gocluster_events.mail.services import outbox
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.services.mails import queue_letter, scope
from gocluster_events.text import Localized


def write(
    session: Session, event: Event, after: Consequences, before: Timetable | None, new: Timetable, act: Act, *,
    tells_readers: bool,
) -> None:  # fmt: skip
    """Each person has at most one letter of what they lose and one of what clashes, and all that moved in one of them.

    They take the place of those about an earlier version that still wait.
    """
    programmes = known_programmes(session, event.id)
    outbox.withdraw_held(session, scope(event.id), NAMES)
    moved = after.movers(tells_readers=tells_readers)
    for person in _people(session, {*after.losers, *after.torn, *moved}):
        rows = _moved(session, person, moved.get(person.id, ()), new)
        others = "\n\n".join((OTHERS.pick(person.language)[0], rows)) if rows else ""
        if person.id in after.losers:
            old = programmes.get(person.id, before)
            lines = [_lost(each, old, new, person.language) for each in after.losers[person.id]]
            _queue(session, person, ITEM_LOST, act, places="\n".join(lines), others=others)
        if items := after.torn.get(person.id):
            extra = "" if person.id in after.losers else others
            tell_of_clash(session, person, items, act.at, not_before=act.at + UNDO, others=extra)
        if rows and person.id not in {*after.losers, *after.torn}:
            _queue(session, person, ITEM_CHANGED, act, places=rows)


def _queue(session: Session, person: Registration, letter: Letter, act: Act, **values: Any) -> None:
    queue_letter(session, person, letter, act.at, not_before=act.at + UNDO, **values)


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
    outcome, old = _outcome(timetable.item(booking.item)), before or timetable
    return f"{line(old.item(booking.item), old.zone, language)}: {outcome.pick(language)[0]}"


def _outcome(item: Item | None) -> Localized:
    if item is None or item.visibility is Visibility.CLOSED:
        return GONE
    return FOR_MEMBERS if is_bookable(item) else FREE_FOR_ALL
