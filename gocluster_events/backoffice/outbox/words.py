"""Words of the outbox: the titles of all letters, and why a mail did not arrive."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.core.mail import words as mail
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.failure_reasons import Reason, reason
from gocluster_events.meeting.registration.people.words.history import LETTERS, OTHER_LETTER

TITLES: dict[str, LazyString] = {
    **LETTERS,
    "invitation": _l("Invitation to register"),
    "invitation_reminder": _l("Reminder of the invitation"),
    "deadline_invited": _l("Reminder before registration closes"),
    "own_page": _l("Link to the contributor page"),
    "own_first": _l("You are on the programme"),
    "own_items": _l("Your part in the programme"),
    "note_taker": _l("Link for taking notes"),
    "item_lost": _l("A place in an item has ended"),
    "item_clash": _l("Two appointments at the same time"),
    "item_changed": _l("A place at another time or in another room"),
    "wishes_reminder": _l("Reminder to name choices"),
    "wishes_missed": _l("Choices that could not be counted"),
    "wishes_result": _l("Places allotted by choice"),
    "wishes_question": _l("Question about the allotted places"),
    "cards_question": _l("Question whether knowledge cards are right"),
    "follow_up": _l("Question what became of a next step"),
    "follow_up_reminder": _l("Reminder to say what became of a next step"),
    "materials_reminder": _l("Reminder of materials and releases"),
    "photo_proof": _l("Confirmation of an address for a photo"),
    "photo_removed": _l("A photo has been removed"),
    "photo_public": _l("A photo stays public"),
    "survey": _l("Thanks, and the survey"),
    "erased": _l("Confirmation of the erasure"),
    "message": _l("Message to a list"),
}


def title(letter: str) -> LazyString:
    """What the letter is called."""
    return TITLES.get(letter, OTHER_LETTER)


def explanation(row: Mail) -> str:
    """The sentence that says why the mail did not arrive, with its address."""
    mailbox, _at, domain = row.recipient.rpartition("@")
    return str(mail.EXPLANATIONS[reason(row.last_error)]) % {"mailbox": mailbox, "domain": domain}


def short_reason(row: Mail) -> str:
    """The reason in two words; empty where the mail has not failed."""
    cause = reason(row.last_error) if row.last_error else None
    return str(mail.REASONS[cause]) if isinstance(cause, Reason) else ""
