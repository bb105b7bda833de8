"""An edition's letters in words: groups and titles, and what placeholders say."""

from gocluster_events.backoffice.outbox.words import title as general
from gocluster_events.backoffice.wordings.rules import Occasion
from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.meeting.letters.rules import Kind, ReminderRefusal, ReminderState

OCCASIONS: dict[Occasion, LazyString] = {
    Occasion.RECEIPT: _l("Acknowledgement"),
    Occasion.CONFIRMATION: _l("Confirmation"),
    Occasion.WAITING: _l("Waiting list"),
    Occasion.DECLINE: _l("Decline"),
    Occasion.CHANGES: _l("Changes"),
    Occasion.END: _l("Cancellation and erasure"),
    Occasion.INVITATION: _l("Invitation"),
    Occasion.REMINDER: _l("Reminder"),
    Occasion.PROGRAMME: _l("Programme"),
    Occasion.PLACES: _l("Places in items"),
    Occasion.AFTER: _l("After the event"),
    Occasion.TEAM: _l("Team"),
}
_OWN_TITLES: dict[str, LazyString] = {
    "confirmed_onsite": _l("Confirmation of your place, in person"),
    "confirmed_online": _l("Confirmation of your place, online"),
    "prove_colleague": _l("Please confirm your registration, filled in by somebody else"),
    "prove_colleague_again": _l("Please confirm your registration, filled in by somebody else, known address"),
    "moved_up_onsite": _l("You have moved up, in person"),
    "moved_up_online": _l("You have moved up, online"),
    "changed": _l("Your details have changed, by yourself"),
    "details_changed": _l("Your details have changed, by the team"),
    "email_known": _l("Your new address is already in use"),
    "substitute_declined": _l("The substitute is not coming"),
    "substitute_known": _l("Your substitute is already registered"),
    "deadline_invited": _l("Reminder before registration closes, to people invited"),
    "deadline_unproven": _l("Reminder before registration closes, to unconfirmed addresses"),
    "week_onsite": _l("Reminder a week before, in person"),
    "week_online": _l("Reminder a week before, online"),
    "day_onsite": _l("Reminder a day before, in person"),
    "day_online": _l("Reminder a day before, online"),
    "team_invitation": _l("Invitation to join the team"),
    "team_joined": _l("Welcome to the team"),
}
LANGUAGES: dict[str, LazyString] = {"de": _l("German"), "en": _l("English")}
MEANINGS: dict[str, LazyString] = {
    "event": _l("Title of the event"),
    "day": _l("Day of the event"),
    "time": _l("Start and end"),
    "place": _l("Venue with its address"),
    "contact": _l("E-mail address for questions"),
    "office": _l("Sender"),
    "items": _l("The person’s items with day, time and room"),
    "item": _l("Title of the programme item"),
    "other": _l("Title of the item whose place was given back"),
    "places": _l("The items in which somebody had booked or waited, with day and time"),
    "salutation": _l("Ms/Mr and name"),
    "name": _l("Name of the person"),
    "reference": _l("Reference number"),
    "mode": _l("Mode of attendance"),
    "until": _l("Deadline for an answer"),
    "afterwards": _l("What happens next: the calendar, and the deadline for registering again"),
    "hold": _l("Sentence saying until when a place is held; empty if none is"),
    "closes": _l("When registration closes"),
    "typist": _l("Who filled in the form, where that is known with the organisation"),
    "confirmed": _l("Who has confirmed; empty if nobody has"),
    "lapsed": _l("Who has not confirmed in time; empty if there is nobody"),
    "asker": _l("Who named the substitute, and their organisation"),
    "number": _l("Position on the waiting list"),
    "reason": _l("The team’s reason"),
    "fields": _l("Which details have changed"),
    "note": _l("The team’s note"),
    "changes": _l("What has changed in the programme"),
    "lists": _l("Waiting lists that end with the place"),
    "others": _l("What else has changed in the programme"),
    "results": _l("What the person got at each time, and why nothing better"),
    "waiting": _l("What to know about their waiting lists, if they are on any"),
    "cards": _l("The knowledge cards that wait for an answer of the person"),
    "question": _l("The question of the knowledge card"),
    "step": _l("The next step that the person takes"),
    "missing": _l("What is still to come from the person"),
    "photo": _l("Caption of the photo, or its alt text"),
    "code": _l("Invitation code"),
    "inviter": _l("Who sends the invitation"),
    "role": _l("Role in the team"),
}


def title(letter: str) -> LazyString:
    """What the letter is called, apart from all others."""
    return _OWN_TITLES.get(letter) or general(letter)


KINDS: dict[Kind, LazyString] = {
    Kind.DEADLINE: _l("Before registration closes"),
    Kind.WEEK: _l("As the event approaches"),
    Kind.DAY: _l("Shortly before the event"),
}
READERS: dict[Kind, LazyString] = {
    Kind.DEADLINE: _l("To people invited who have not answered, and to those who have not confirmed their address."),
    Kind.WEEK: _l("To everyone with a confirmed place, with the calendar entry and the personal link."),
    Kind.DAY: _l("To everyone with a confirmed place, with the calendar entry and the personal link."),
}
REMINDER_STATES: dict[ReminderState, LazyString] = {
    ReminderState.OFF: _l("Switched off"),
    ReminderState.PLANNED: _l("Planned"),
    ReminderState.DUE: _l("Being sent"),
    ReminderState.WENT: _l("Sent"),
    ReminderState.MISSED: _l("Not sent: the time has passed"),
}
REMINDER_REFUSALS: dict[ReminderRefusal, LazyString] = {
    ReminderRefusal.ARCHIVED: _l("This event is archived. Nothing is sent for it any longer."),
    ReminderRefusal.DAYS: _l("Choose between 1 and 60 days."),
}
LETTERS: dict[Kind, tuple[str, ...]] = {
    Kind.DEADLINE: ("deadline_invited", "deadline_unproven"),
    Kind.WEEK: ("week_onsite", "week_online"),
    Kind.DAY: ("day_onsite", "day_online"),
}
