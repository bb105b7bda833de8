"""What the team does with several people's places of an item at once, for one reason."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from gocluster_events.act import Act
from gocluster_events.bookings.queries.people import item_people
from gocluster_events.bookings.rules import letters
from gocluster_events.bookings.rules.codes import Move, Refusal, State
from gocluster_events.bookings.services import rows
from gocluster_events.bookings.services.letters import tell
from gocluster_events.bookings.services.scene import scene, settled
from gocluster_events.bookings.services.settling import settle
from gocluster_events.bookings.services.team import check_reason, move_in
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.registration.people.rules.letters import quoted


@dataclass(frozen=True, slots=True)
class Moved:
    """How many people have a place in the other item, and why others could not."""

    number: int
    unable: Mapping[int, Refusal]


def take_out_several(event_id: int, people: Collection[int], item: str, reason: str, act: Act) -> int:
    """None of these registrations has a place in the item or a number on its list; whoever is next moves up.

    Returns how many had one. Raises Refused without a reason.
    """
    check_reason(reason)
    with transaction() as session:
        settled(session, event_id, item, act)
        everybody = item_people(session, event_id, item)
        numbers = {booking.id: number for number, (booking, _person) in enumerate(everybody.waiting, 1)}
        concerned = [each for each in (*everybody.held, *everybody.waiting) if each[1].id in people]
        for booking, _person in concerned:
            rows.end(session, booking, State.TAKEN_OUT, act)
            rows.log(session, booking, Move.TAKEN_OUT, act, position=numbers.get(booking.id), reason=reason)
        for _booking, person in concerned:
            tell(session, person, letters.ITEM_TAKEN_OUT, item, act.at, at_once=True, reason=quoted(reason))
        settle(session, event_id, act.at)
        return len(concerned)


def move_several(
    event_id: int, people: Collection[int], from_item: str, to_item: str, reason: str, act: Act
) -> Moved:  # fmt: skip
    """The places of these registrations in one item are places in the other, but for those who cannot have one there.

    Raises Refused without a reason.
    """
    check_reason(reason)
    unable: dict[int, Refusal] = {}
    with transaction() as session:
        settled(session, event_id, to_item, act)
        for each in people:
            try:
                move_in(session, scene(session, event_id, each, to_item, act), from_item, reason, act)
            except Refused as refusal:
                unable[each] = refusal.code
    return Moved(len(people) - len(unable), unable)
