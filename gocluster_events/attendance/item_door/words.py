"""What an item's door says. In a heading ``{time}`` is when somebody came in; pages and scripts put it there."""

from gocluster_events.attendance.bookings.rules.codes import Refusal
from gocluster_events.attendance.door import words as door
from gocluster_events.attendance.door.rules import DoorVerdict
from gocluster_events.attendance.item_door.rules import ItemAnswer, ItemVerdict
from gocluster_events.core.i18n import LazyString, _l

HEADINGS: dict[DoorVerdict, LazyString] = {
    **door.HEADINGS,
    ItemVerdict.WELCOME: _l("Welcome to this item"),
    ItemVerdict.ALREADY_IN: _l("Already admitted at {time}"),
    ItemVerdict.NOT_ADMITTED: _l("Not at the main entrance yet"),
    ItemVerdict.WITHOUT_PLACE: _l("Admitted, but without a place"),
    ItemVerdict.ELSEWHERE: _l("Booked elsewhere"),
    ItemVerdict.RELEASED: _l("The place was released"),
    ItemVerdict.WAITING: _l("Waits for a place"),
    ItemVerdict.WAITING_FIRST: _l("Others are waiting"),
    ItemVerdict.NOT_BOOKED: _l("Not booked"),
    ItemVerdict.FULL: _l("Fully booked"),
    ItemVerdict.ORGANISATION_FULL: _l("Not booked: no more places for this organisation"),
    ItemVerdict.MEMBERS_ONLY: _l("For go-cluster members only"),
    ItemVerdict.NOT_ALLOTTED: _l("Places are not allotted yet"),
    ItemVerdict.BOOKED_ONLY: _l("Without network: booked people only"),
}

HINTS: dict[DoorVerdict, LazyString] = {
    **door.HINTS,
    ItemVerdict.WELCOME: _l("Let the person in."),
    ItemVerdict.ALREADY_IN: _l("Nobody is counted twice."),
    ItemVerdict.NOT_ADMITTED: _l("The person must pass the main entrance first."),
    ItemVerdict.WITHOUT_PLACE: _l(
        "A device without network let the person in before their place was released. Look for a free chair."
    ),
    ItemVerdict.ELSEWHERE: _l("Show the way there. Whoever gets a place here gives up the other one."),
    ItemVerdict.RELEASED: _l("The person came after the places of missing people were released."),
    ItemVerdict.WAITING: _l("The person waits until places are released."),
    ItemVerdict.WAITING_FIRST: _l("Let the people on the waiting list in first."),
    ItemVerdict.NOT_BOOKED: _l("A place is free."),
    ItemVerdict.FULL: _l("No place is free. The person can wait until places of missing people are released."),
    ItemVerdict.ORGANISATION_FULL: _l("The limit for each organisation also holds at the door."),
    ItemVerdict.MEMBERS_ONLY: _l("Show the person another item at this time."),
    ItemVerdict.NOT_ALLOTTED: _l("Places go by choice. Nobody gets one before they are allotted or the item begins."),
    ItemVerdict.BOOKED_ONLY: _l("This person is not on the list of booked people on this device."),
}

LOOKS: dict[DoorVerdict, tuple[str, str]] = {
    **door.LOOKS,
    **dict.fromkeys(ItemVerdict, door.WARNING),
    ItemVerdict.WELCOME: door.SUCCESS,
}
"""Whoever is confirmed and may not enter this item is only sent on: red is for people who are not of the meeting."""


def hint(outcome: ItemAnswer) -> LazyString:
    """What the desk does now; somebody who waits can get a place by the button where one is free."""
    if outcome.verdict is ItemVerdict.WAITING and outcome.way is not None:
        return _l("Give a free place with the button.")
    return HINTS[outcome.verdict]


REFUSALS: dict[Refusal, LazyString] = {
    Refusal.DROPPED: _l("This item no longer has places to book. Open the list of items again."),
    Refusal.NOT_YET: _l("Places of missing people can be released five minutes after the start."),
    Refusal.CLOSED: _l("This item is over. No places are released any more."),
    Refusal.ARCHIVED: _l("The event is archived. Nobody can be admitted any more."),
}
