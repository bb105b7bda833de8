"""An edition's letters in words: groups and titles, what placeholders say, and what is wrong with a text."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.letters.rules import Kind, ReminderRefusal, ReminderState, WordingMistake, WordingRefusal
from gocluster_events.outbox.words import title as general
from gocluster_events.wordings.rules import Occasion

OCCASIONS: dict[Occasion, LazyString] = {
    Occasion.RECEIPT: _l("Receipt"),
    Occasion.CONFIRMATION: _l("Confirmation"),
    Occasion.WAITING: _l("Waiting list"),
    Occasion.DECLINE: _l("Decline"),
    Occasion.CHANGES: _l("Changes"),
    Occasion.END: _l("Cancellation and erasure"),
    Occasion.INVITATION: _l("Invitation"),
    Occasion.REMINDER: _l("Reminder"),
    Occasion.PROGRAMME: _l("Programme"),
    Occasion.TEAM: _l("Team"),
}
_OWN_TITLES: dict[str, LazyString] = {
    "confirmed_onsite": _l("Confirmation of your place, on site"),
    "confirmed_online": _l("Confirmation of your place, online"),
    "prove_colleague": _l("Please confirm your registration, filled in by somebody else"),
    "prove_colleague_again": _l("Please confirm your registration, filled in by somebody else, known address"),
    "moved_up_onsite": _l("You have moved up, on site"),
    "moved_up_online": _l("You have moved up, online"),
    "changed": _l("Your details have changed, by you"),
    "details_changed": _l("Your details have changed, by the team"),
    "email_known": _l("Your new address is known already"),
    "substitute_declined": _l("The substitute does not come"),
    "substitute_known": _l("Your substitute has registered already"),
    "deadline_invited": _l("Reminder before registration closes, to the invited"),
    "deadline_unproven": _l("Reminder before registration closes, to the unconfirmed"),
    "week_onsite": _l("Reminder a week before, on site"),
    "week_online": _l("Reminder a week before, online"),
    "day_onsite": _l("Reminder a day before, on site"),
    "day_online": _l("Reminder a day before, online"),
    "team_invitation": _l("Invitation to the team"),
    "team_joined": _l("Welcome to the team"),
}
LANGUAGES: dict[str, LazyString] = {"de": _l("German"), "en": _l("English")}
MEANINGS: dict[str, LazyString] = {
    "event": _l("Title of the event"),
    "day": _l("Day of the meeting"),
    "time": _l("From when to when"),
    "place": _l("Venue with its address"),
    "contact": _l("E-mail address for questions"),
    "office": _l("Who writes"),
    "salutation": _l("Form of address and name"),
    "name": _l("Name of the person"),
    "reference": _l("Reference number"),
    "mode": _l("Mode of attendance"),
    "until": _l("Until when an answer is possible"),
    "hold": _l("Sentence until when a place is held; empty where none is"),
    "closes": _l("Until when registration is open"),
    "institution": _l("Institution of whoever filled in the form"),
    "confirmed": _l("Who has confirmed; empty where nobody has"),
    "lapsed": _l("Who has not confirmed in time; empty where nobody"),
    "asker": _l("Who names the substitute, and their institution"),
    "number": _l("Position on the waiting list"),
    "reason": _l("Reason as the team wrote it"),
    "fields": _l("Which details have changed"),
    "note": _l("Note as the team wrote it"),
    "changes": _l("What has changed in the programme"),
    "others": _l("What else has changed in the programme"),
    "code": _l("Invitation code"),
    "inviter": _l("Who invites to the team"),
    "role": _l("Role in the team"),
}
WORDING_REFUSALS: dict[WordingRefusal, LazyString] = {
    WordingRefusal.UNKNOWN: _l("This e-mail has no placeholder {%(name)s}. Write two braces if you mean a brace."),
    WordingRefusal.UNKNOWN_LIKE: _l("This e-mail has no placeholder {%(name)s}. Do you mean {%(nearest)s}?"),
    WordingRefusal.MISSING: _l(
        "The text lacks the placeholder {%(name)s}. Without it this e-mail leaves the main thing out."
    ),
    WordingRefusal.BRACE: _l("A single brace %(name)s stands in the text. Write two of them if you mean a brace."),
    WordingRefusal.EMPTY: _l("Write a text, or go back to the default."),
    WordingRefusal.NO_BUTTON: _l("Write what stands on the button. Without it nobody finds the link."),
    WordingRefusal.ARCHIVED: _l("This event is archived. Its e-mails stay as they are."),
}


def title(letter: str) -> LazyString:
    """What the letter is called, apart from all others."""
    return _OWN_TITLES.get(letter) or general(letter)


def mistake_sentence(error: WordingMistake) -> str:
    """What is wrong, and how to mend it."""
    return str(WORDING_REFUSALS[error.fault]) % {"name": error.name, "nearest": error.nearest}


KINDS: dict[Kind, LazyString] = {
    Kind.DEADLINE: _l("Before registration closes"),
    Kind.WEEK: _l("When the meeting comes near"),
    Kind.DAY: _l("Immediately before the meeting"),
}
READERS: dict[Kind, LazyString] = {
    Kind.DEADLINE: _l("To the invited who have not answered, and to those who have not confirmed their address."),
    Kind.WEEK: _l("To everybody whose place is confirmed, with the calendar entry and the personal link."),
    Kind.DAY: _l("To everybody whose place is confirmed, with the calendar entry and the personal link."),
}
REMINDER_STATES: dict[ReminderState, LazyString] = {
    ReminderState.OFF: _l("Switched off"),
    ReminderState.PLANNED: _l("Planned"),
    ReminderState.DUE: _l("Is being sent"),
    ReminderState.WENT: _l("Sent"),
    ReminderState.MISSED: _l("Not sent: the hour is over"),
}
REMINDER_REFUSALS: dict[ReminderRefusal, LazyString] = {
    ReminderRefusal.ARCHIVED: _l("This event is archived. Nothing is sent for it any more."),
    ReminderRefusal.DAYS: _l("Choose between 1 and 60 days."),
}
LETTERS: dict[Kind, tuple[str, ...]] = {
    Kind.DEADLINE: ("deadline_invited", "deadline_unproven"),
    Kind.WEEK: ("week_onsite", "week_online"),
    Kind.DAY: ("day_onsite", "day_online"),
}
