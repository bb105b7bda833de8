"""What the team does with several people's places of an item at once, for one reason."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from gocluster_events.act import Act
from gocluster_events.bookings.queries.people import item_people
from gocluster_events.bookings.rules import letters
from gocluster_events.bookings.rules.codes import Move, Refusal, State
from gocluster_events.bookings.services import rows
from gocluster_events.bookings.services.letters import Matter, tell_both
from gocluster_events.bookings.services.scene import scene, settled
from gocluster_events.bookings.services.settling import advance
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
        concerned = [booking for booking, person in (*everybody.held, *everybody.waiting) if person.id in people]
        lines = [rows.line(each, Move.TAKEN_OUT, position=numbers.get(each.id), reason=reason) for each in concerned]
        rows.end_all(session, [each.id for each in concerned], State.TAKEN_OUT, act)
        rows.log_all(session, event_id, lines, act)
        _number, movers = advance(session, event_id, act.at)
        values = {"reason": quoted(reason)}
        matter = Matter(letter=letters.ITEM_TAKEN_OUT, item=item, at_once=True, values=values)
        tell_both(session, event_id, {each.registration_id: matter for each in concerned}, movers, act.at)
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
