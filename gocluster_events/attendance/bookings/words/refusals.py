"""Why somebody cannot have a place or a number on a list, and what they can do now."""

from gocluster_events.attendance.bookings.rules.codes import Passed, Refusal
from gocluster_events.core.i18n import LazyString, _l

REFUSALS: dict[Refusal, LazyString] = {
    Refusal.ENDED: _l("You do not take part in this event, so you have no places in its items. “My day” says more."),
    Refusal.NOT_CONFIRMED: _l("You can book once your registration is confirmed. “My day” shows its status."),
    Refusal.WRONG_MODE: _l("You take part online. You can change that as long as registration is open."),
    Refusal.NOT_YET: _l("Booking has not opened yet. This page says when it does."),
    Refusal.CLOSED: _l(
        "Booking has closed. Free places are given out at the door. Please be there five minutes early."
    ),
    Refusal.BEGUN: _l("The item has begun, so nothing can be changed here any more. Please ask at its door."),
    Refusal.FULL: _l(
        "The last place has just gone. You can join the waiting list: if a place becomes free, you move up."
    ),
    Refusal.WAITING_BEFORE_YOU: _l("Free places go to the waiting list first. You can join it."),
    Refusal.ORGANISATION_FULL: _l(
        "Your organisation has the maximum number of places here. You can join the waiting list, or choose another "
        "item."
    ),
    Refusal.MEMBERS_ONLY: _l(
        "This item is for go-cluster members only. If you are a member, correct your details; otherwise choose "
        "another item."
    ),
    Refusal.CLASH: _l("You have booked something else at this time. Swap it for this place, or give it up first."),
    Refusal.OTHER_BEGUN: _l(
        "What you have booked at this time has begun, so its place cannot be swapped any more. If you would rather "
        "come here, please ask at the door."
    ),
    Refusal.ON_STAGE: _l(
        "You are on the programme yourself at this time. If that is not so, please write to the event office."
    ),
    Refusal.DROPPED: _l(
        "This item can no longer be booked, because the programme has changed. Please look at the programme again."
    ),
    Refusal.PAUSED: _l("Booking is paused at the moment. Please try again later. Whatever is booked stays booked."),
    Refusal.WISHES: _l("Places in this item are allotted by choice. Name your choices; coming first is no advantage."),
    Refusal.ALLOTTING: _l("Places are being allotted. You will hear from us and can then book what is left."),
    Refusal.ARCHIVED: _l("This event is over and archived. Nothing can be booked any more."),
    Refusal.NOT_BOOKED: _l(
        "You no longer have this place or this position on the waiting list. This is how things stand now."
    ),
    Refusal.BOOKED_ALREADY: _l("You have this place already. There is nothing more to do."),
    Refusal.REASON_MISSING: _l("Give the reason. Colleagues and the person can read it."),
    Refusal.NO_POSITION: _l("Choose a number other than the present one, at most that of the last person."),
}

PASSED_YOU: dict[Passed, LazyString] = {
    Passed.ORGANISATION_FULL: _l("Your organisation already had the maximum number of places here."),
    Passed.MEMBERS_ONLY: _l("The item is for go-cluster members only."),
    Passed.CLASH: _l("You had booked something else at this time."),
    Passed.NOT_CONFIRMED: _l("Your registration was not confirmed at that moment."),
}
"""Why a place went to somebody behind them, as those who were passed read it."""
