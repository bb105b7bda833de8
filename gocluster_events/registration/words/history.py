"""What happened to a registration, in words: the actions of the audit log, and the letters that were written."""

from gocluster_events.i18n import LazyString, _l

ACTIONS: dict[str, LazyString] = {
    "registration.received": _l("Registration sent"),
    "registration.proven": _l("E-mail address confirmed"),
    "registration.data_replaced": _l("Details replaced by the person"),
    "registration.confirmed": _l("Place confirmed"),
    "registration.in_review": _l("Taken under review"),
    "registration.waitlisted": _l("Put on the waiting list"),
    "registration.declined": _l("Registration declined"),
    "registration.decision_undone": _l("Decision undone"),
    "registration.moved_up": _l("Moved up from the waiting list"),
    "registration.moved_in_line": _l("Moved to another position on the waiting list"),
    "registration.offered": _l("Place offered to the person"),
    "registration.offer_accepted": _l("Offered place accepted"),
    "registration.lapsed": _l("Registration lapsed"),
    "registration.cancelled": _l("Registration cancelled"),
    "registration.substitute_named": _l("Substitute named"),
    "registration.substitute_withdrawn": _l("Substitute withdrawn"),
    "registration.substituted": _l("Place handed on to a substitute"),
    "registration.taken_over": _l("Took over the place of somebody else"),
    "registration.link_renewed": _l("New personal link, the old one is dead"),
    "registration.link_sent": _l("Personal link sent again"),
    "registration.needs_viewed": _l("Protected details viewed"),
}
OTHER_ACTION = _l("Registration changed")

LETTERS: dict[str, LazyString] = {
    "prove_address": _l("Please confirm your e-mail address"),
    "prove_again": _l("Please confirm your new details"),
    "lapsed": _l("Your registration has lapsed"),
    "known": _l("You have registered already"),
    "new_link": _l("Your personal link"),
    "confirmed_onsite": _l("Confirmation of your place"),
    "confirmed_online": _l("Confirmation of your place"),
    "moved_up_onsite": _l("You have moved up"),
    "moved_up_online": _l("You have moved up"),
    "waitlisted": _l("You are on the waiting list"),
    "waiting_moved": _l("Your number on the waiting list has changed"),
    "received": _l("Acknowledgement of receipt"),
    "in_review": _l("Your registration is under review"),
    "offered": _l("A place is free for you"),
    "offer_lapsed": _l("The offered place is gone"),
    "changed": _l("Your details have changed"),
    "cancelled": _l("Confirmation of your cancellation"),
    "substitute_asked": _l("Invitation to take over the place"),
    "substitute_known": _l("You have registered already"),
    "substituted": _l("The place is handed on"),
    "declined": _l("Letter of decline"),
}
OTHER_LETTER = _l("Another letter")
