"""What happened to a registration, who did it, and when its data go, as sentences."""

from collections.abc import Mapping

from gocluster_events.core.i18n import LazyString, _, _l
from gocluster_events.meeting.registration.people.rules.codes import WORKER, DataClass

ACTIONS: dict[str, LazyString] = {
    "registration.received": _l("Signed up"),
    "registration.added_by_hand": _l("Registered by the team"),
    "registration.added_at_door": _l("Registered at the entrance"),
    "registration.added_from_programme": _l("On the programme, registered at the entrance"),
    "registration.proven": _l("E-mail address confirmed"),
    "registration.data_replaced": _l("Details replaced by the person"),
    "registration.details_changed": _l("Details changed"),
    "registration.answers_ended": _l("Answers deleted, because their questions are for others"),
    "registration.consents_changed": _l("Consents changed"),
    "registration.corrected": _l("Details corrected by the team"),
    "registration.note_added": _l("Comment"),
    "registration.note_changed": _l("Comment changed"),
    "registration.note_removed": _l("Comment removed"),
    "registration.answered_internally": _l("Internal questions answered by the team"),
    "registration.email_asked": _l("New e-mail address given, to be confirmed"),
    "registration.email_withdrawn": _l("New e-mail address withdrawn"),
    "registration.email_changed": _l("New e-mail address confirmed"),
    "registration.email_mended": _l("E-mail address changed before it was confirmed"),
    "registration.email_corrected": _l("E-mail address corrected by the team"),
    "registration.came_back": _l("Registered again"),
    "registration.confirmed": _l("Place confirmed"),
    "registration.in_review": _l("Taken under review"),
    "registration.waitlisted": _l("Placed on the waiting list"),
    "registration.declined": _l("Registration declined"),
    "registration.decision_undone": _l("Decision undone"),
    "registration.moved_up": _l("Moved up from the waiting list"),
    "registration.moved_in_line": _l("Moved to another position on the waiting list"),
    "registration.offered": _l("Was offered a place"),
    "registration.offer_accepted": _l("Offered place accepted"),
    "registration.lapsed": _l("Registration lapsed"),
    "registration.erased": _l("Erased, with everything about the person"),
    "registration.cancelled": _l("Registration cancelled"),
    "registration.substitute_named": _l("Substitute named"),
    "registration.substitute_withdrawn": _l("Substitute withdrawn"),
    "registration.substitute_declined": _l("Substitute has declined"),
    "registration.substituted": _l("Place passed on to a substitute"),
    "registration.taken_over": _l("Took over somebody else’s place"),
    "registration.merged": _l("Merged with a second registration of the same person"),
    "registration.merged_away": _l("Ended, because the person was registered twice"),
    "registration.kept_apart": _l("Compared with a similar registration: two people"),
    "registration.compared_again": _l("Marked once more as similar to another registration"),
    "registration.same_as_contributor": _l("Compared with a contributor: the same person"),
    "registration.other_than_contributor": _l("Compared with a contributor: two people"),
    "registration.asked_again_of_contributor": _l("Marked once more as similar to a contributor"),
    "registration.link_renewed": _l("New personal link; the old one no longer works"),
    "registration.feed_renewed": _l("New address of the own calendar; the old one no longer works"),
    "registration.link_sent": _l("Personal link sent again"),
    "registration.admitted": _l("Admitted"),
    "registration.admission_undone": _l("Admission undone"),
    "registration.item_admitted": _l("Programme item: admitted at its door"),
    "registration.item_admission_undone": _l("Programme item: admission undone"),
    "registration.needs_viewed": _l("Protected details viewed"),
    "registration.item_booked": _l("Programme item: place booked"),
    "registration.item_joined": _l("Programme item: joined the waiting list"),
    "registration.item_moved_up": _l("Programme item: moved up from the waiting list"),
    "registration.item_swapped_in": _l("Programme item: place taken in a swap"),
    "registration.item_swapped_out": _l("Programme item: place given back in a swap"),
    "registration.item_gave_up": _l("Programme item: place given up"),
    "registration.item_left": _l("Programme item: left the waiting list"),
    "registration.item_withdrawn": _l("Programme item: left the waiting list because of a place at the same time"),
    "registration.item_shifted": _l("Programme item: moved to another position on the waiting list"),
    "registration.item_added": _l("Programme item: place given by the team"),
    "registration.item_allotted": _l("Programme item: place allotted by choice"),
    "registration.item_taken_out": _l("Programme item: taken out by the team"),
    "registration.item_released": _l("Programme item: place released at the door"),
    "registration.item_lost": _l("Programme item: place or position lost"),
    "registration.item_handed_on": _l("Programme item: place passed on to a substitute"),
    "registration.item_taken_over": _l("Programme item: place taken over from somebody else"),
    "mail.sent_again": _l("E-mail sent again"),
    "mail.dismissed": _l("Failed e-mail acknowledged"),
}
OTHER_ACTION = _l("Registration changed")


def actor(email: str, subject: str, names: Mapping[str, str]) -> str:
    """Who did something: somebody of the team by name, the person, or the system."""
    if email in {WORKER, ""}:
        return _("The system")
    return _("The person") if email == subject else names.get(email, email)


LETTERS: dict[str, LazyString] = {
    "prove_address": _l("Please confirm your e-mail address"),
    "prove_again": _l("Please confirm your new details"),
    "prove_colleague": _l("Please confirm your registration"),
    "prove_colleague_again": _l("Please confirm your registration"),
    "colleagues": _l("Result of a joint registration"),
    "lapsed": _l("Your registration has lapsed"),
    "known": _l("You are already registered"),
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
    "offer_lapsed": _l("The offer of a place has lapsed"),
    "changed": _l("Your details have changed"),
    "details_changed": _l("Your details have changed"),
    "details_corrected": _l("Your details have been corrected"),
    "prove_email": _l("Please confirm your new e-mail address"),
    "email_known": _l("You are already registered"),
    "email_asked": _l("Notice of a new e-mail address"),
    "email_proven": _l("Your new e-mail address now applies"),
    "email_replaced": _l("Your old e-mail address is no longer in use"),
    "cancelled": _l("Confirmation of your cancellation"),
    "substitute_asked": _l("Invitation to take over the place"),
    "substitute_declined": _l("Your substitute is not coming"),
    "substitute_known": _l("You are already registered"),
    "substituted": _l("The place has been passed on"),
    "declined": _l("Notice of decline"),
    "merged": _l("Two registrations merged"),
    "message": _l("Message"),
    "programme_changed": _l("Changes in the programme"),
    "programme_published": _l("The programme is published"),
    "item_booked": _l("Place in an item"),
    "item_waiting": _l("Waiting list of an item"),
    "item_moved_up": _l("Moved up in an item"),
    "item_swapped": _l("Place in an item swapped"),
    "item_moved": _l("Moved to another item by the team"),
    "item_taken_out": _l("Taken out of an item by the team"),
    "deadline_unproven": _l("Reminder before registration closes"),
    "week_onsite": _l("Reminder a week before"),
    "week_online": _l("Reminder a week before"),
    "day_onsite": _l("Reminder a day before"),
    "day_online": _l("Reminder a day before"),
}
OTHER_LETTER = _l("Another e-mail")

RETAINED = {
    DataClass.IDENTITY: _l("Birth data"),
    DataClass.NEEDS: _l("Catering and support"),
    DataClass.ENDED: _l("Registrations without a result"),
    DataClass.INVITATIONS: _l("Invitations without a registration"),
    DataClass.REGISTRATIONS: _l("All registrations"),
}
RETAINED_WHAT = {
    DataClass.IDENTITY: _l("Date and place of birth, as requested by security authorities."),
    DataClass.NEEDS: _l("Catering, support, and answers to questions with the same retention period."),
    DataClass.ENDED: _l(
        "Addresses that were never confirmed, and lapsed or declined registrations, with everything about them."
    ),
    DataClass.INVITATIONS: _l(
        "Names and addresses of people who were invited and did not register, and the e-mails sent to them."
    ),
    DataClass.REGISTRATIONS: _l("Everything about every person: details, answers, e-mails, sessions and waiting list."),
}
