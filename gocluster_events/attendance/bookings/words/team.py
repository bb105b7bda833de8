"""Why the team cannot do something about somebody's place in an item, and why somebody was passed."""

from enum import Enum

from gocluster_events.attendance.bookings.rules.codes import Passed, Refusal, State
from gocluster_events.attendance.bookings.words.terms import title_of
from gocluster_events.core.i18n import LazyString, _, _l
from gocluster_events.meeting.agenda.rules.timetable import Item

TEAM_REFUSALS: dict[Refusal, LazyString] = {
    Refusal.ENDED: _l("This person’s registration has ended."),
    Refusal.NOT_CONFIRMED: _l("This person has no confirmed place in the event. Confirm the registration first."),
    Refusal.WRONG_MODE: _l("This person takes part online. Places in items are on site only."),
    Refusal.NOT_YET: _l("Booking has not opened yet."),
    Refusal.CLOSED: _l("Booking has closed."),
    Refusal.BEGUN: _l("The item has begun. A place can no longer be given up."),
    Refusal.FULL: _l("All places are taken. Put the person on the waiting list."),
    Refusal.WAITING_BEFORE_YOU: _l("Others wait for the free place. Put the person on the waiting list."),
    Refusal.ORGANISATION_FULL: _l(
        "This organisation has as many places as it may have. Put the person on the waiting list."
    ),
    Refusal.MEMBERS_ONLY: _l("This item is for members only."),
    Refusal.CLASH: _l("This person has another place at that time. Give that one up first, or move it."),
    Refusal.OTHER_BEGUN: _l("The other item has begun. Its place can no longer be swapped."),
    Refusal.ON_STAGE: _l("This person is on the programme at that time."),
    Refusal.DROPPED: _l("This item no longer needs booking."),
    Refusal.PAUSED: _l("Booking is paused."),
    Refusal.WISHES: _l("Places in this item are allotted by choice. Nobody can book them before that."),
    Refusal.ALLOTTING: _l("Places in this item are being allotted. What is left can be booked after that."),
    Refusal.ARCHIVED: _l("This event is archived. Its bookings stay as they are."),
    Refusal.NOT_BOOKED: _l("This person has no place in this item any more."),
    Refusal.BOOKED_ALREADY: _l("This person has a place in that item already."),
    Refusal.REASON_MISSING: _l("Give the reason: it is kept in the log."),
    Refusal.NO_POSITION: _l("There is no such number on the list, or the person has it already."),
}
TEAM_REFUSAL_FIELDS: dict[Enum, str] = {
    Refusal.REASON_MISSING: "reason",
    Refusal.BOOKED_ALREADY: "item",
    Refusal.NO_POSITION: "number",
}
PASSED: dict[Passed, LazyString] = {
    Passed.ORGANISATION_FULL: _l("the organisation has as many places as it may have"),
    Passed.MEMBERS_ONLY: _l("the item is for members only"),
    Passed.CLASH: _l("has another place at that time"),
    Passed.NOT_CONFIRMED: _l("was not confirmed at that moment"),
}


def gone(name: str, item: Item, *, is_place: bool) -> str:
    """What is true once the team has taken somebody out of an item."""
    if is_place:
        return _("%(name)s no longer has a place in %(item)s.", name=name, item=title_of(item))
    return _("%(name)s is no longer on the waiting list for %(item)s.", name=name, item=title_of(item))


def given(name: str, *, is_new: bool) -> str:
    """What is true once the team has given somebody a place, or they had one before."""
    if is_new:
        return _("%(name)s has a place.", name=name)
    return _("%(name)s had a place already. Nothing has changed.", name=name)


def engaged(item: Item, other: Item | None, state: State) -> str:
    """What somebody has already of the item, or of another at that time."""
    name = title_of(other or item)
    if other is None or other.uuid == item.uuid:
        return _("has a place already") if state is State.HELD else _("is on the waiting list")
    if state is State.HELD:
        return _("has a place in %(item)s at that time", item=name)
    return _("waits for %(item)s at that time", item=name)


def elsewhere(item: Item) -> str:
    """The same of a place, in the fewest words: by the item's number, where it has one."""
    return _("has a place in %(item)s at that time", item=item.code or title_of(item))
