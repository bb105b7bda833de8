"""What a person reads about everything that is stored about them: titles, purposes, periods, labels and values."""

from datetime import date
from enum import Enum
from typing import Any

from gocluster_events.events.words import FEDERAL_STATES
from gocluster_events.i18n import LazyString, _l, current_language
from gocluster_events.mail.words import STATES
from gocluster_events.registration.people.rules.fields import DETAILS
from gocluster_events.registration.people.words import codes
from gocluster_events.registration.people.words.fields import RETENTIONS, answer
from gocluster_events.registration.people.words.history import ACTIONS
from gocluster_events.registration.privacy.rules import (
    By,
    Cell,
    Chapter,
    Dossier,
    GivenAnswer,
    Item,
    Part,
    Record,
    Section,
    Value,
)
from gocluster_events.text import Localized

TITLES: dict[Part, LazyString] = {
    Part.STANDING: _l("Your registration"),
    Part.DETAILS: _l("Your details"),
    Part.ANSWERS: _l("Your answers to further questions"),
    Part.NEEDS: _l("Catering and accessibility"),
    Part.IDENTITY: _l("For the entrance check"),
    Part.PENDING: _l("New details that are not confirmed yet"),
    Part.SUBSTITUTION: _l("Your substitute"),
    Part.WAITING: _l("Waiting list"),
    Part.NOTES: _l("Notes of the team"),
    Part.HISTORY: _l("History"),
    Part.MAILS: _l("E-mails"),
    Part.SESSIONS: _l("Open sessions"),
    Part.ADMISSION: _l("Admission on the day"),
    Part.DOWNLOADS: _l("Downloads of the list of registrations"),
}

PURPOSES: dict[Part, LazyString] = {
    Part.STANDING: _l("To allocate the places and to prove when you registered."),
    Part.DETAILS: _l(
        "To plan the event, to write to you, and for the badge. As far as you agreed also for the attendee list of the "
        "participants, and for the one on the public page."
    ),
    Part.ANSWERS: _l("The purpose stands beside each question of the form."),
    Part.NEEDS: _l("Only to prepare catering and support. Only people with a separate permission see this."),
    Part.IDENTITY: _l("Only because protective authorities ask for it before the event."),
    Part.PENDING: _l("To replace your details as soon as you confirm them."),
    Part.SUBSTITUTION: _l("To ask the person whom you named whether they take over your place."),
    Part.WAITING: _l("To explain why somebody moved up or did not."),
    Part.NOTES: _l("So that colleagues know of an agreement, and why something was changed by hand."),
    Part.HISTORY: _l("To prove what happened to your registration. It holds no contents."),
    Part.MAILS: _l("To send our messages and to see whether they arrived."),
    Part.SESSIONS: _l("To keep your personal page open in your browser."),
    Part.ADMISSION: _l("To know who is here, for the certificate of attendance and the figures of those who came."),
    Part.DOWNLOADS: _l(
        "Whenever somebody of the team downloads the list, this is recorded. Your details may be in it."
    ),
}

STORAGE_PERIODS: dict[Part, LazyString] = {
    Part.STANDING: _l("As long as the registrations of this event are kept."),
    Part.DETAILS: _l("As long as the registrations of this event are kept."),
    Part.ANSWERS: _l("As long as the question says, at most as long as the registrations of this event."),
    Part.NEEDS: _l("Until shortly after the event. Cancelling or handing on your place deletes it at once."),
    Part.IDENTITY: _l("Until shortly after the event. Cancelling or handing on your place deletes it at once."),
    Part.PENDING: _l("48 hours, if you do not confirm them."),
    Part.SUBSTITUTION: _l("Until your substitute accepts or you withdraw, 7 days at most."),
    Part.WAITING: _l("As long as the registrations of this event are kept."),
    Part.NOTES: _l("As long as the registrations of this event are kept."),
    Part.HISTORY: _l("As long as the audit log of this event is kept."),
    Part.MAILS: _l("The contents for some weeks. The record that they were sent stays with the registration."),
    Part.SESSIONS: _l("30 minutes without use, 4 hours at most."),
    Part.ADMISSION: _l("As long as the registrations of this event are kept."),
    Part.DOWNLOADS: _l("As long as the audit log of this event is kept."),
}

ITEMS: dict[str, LazyString] = {
    **{each.name: _l(each.label) for each in DETAILS},
    Item.REFERENCE: _l("Reference number"),
    Item.STATUS: _l("Status"),
    Item.QUOTA: _l("Quota"),
    Item.LANGUAGE: _l("Language of your e-mails"),
    Item.CREATED_AT: _l("Recorded on"),
    Item.HOLD_UNTIL: _l("Place held until"),
    Item.PROVEN_AT: _l("Address confirmed on"),
    Item.WAITLISTED_AT: _l("On the waiting list since"),
    Item.OFFER_UNTIL: _l("Place offered until"),
    Item.CONFIRMED_AT: _l("Place confirmed on"),
    Item.ENDED_AT: _l("Ended on"),
    Item.SEEN_VERSION: _l("Version of the programme last read"),
    Item.PENDING_EMAIL: _l("New e-mail address"),
    Item.INVITED_AT: _l("Invitation sent"),
    Item.REMINDED_AT: _l("Reminded of the invitation"),
    Item.OPENED_AT: _l("Link of the invitation opened"),
    Item.DECLINED_AT: _l("Said that they cannot come"),
    Item.QUESTION: _l("Question"),
    Item.ANSWER: _l("Answer"),
    Item.RETENTION: _l("Kept until"),
    Item.AT: _l("Time"),
    Item.ACTION: _l("What happened"),
    Item.FIELDS: _l("Fields"),
    Item.DESK: _l("Desk at the door"),
    Item.UNDONE_AT: _l("Taken back on"),
    Item.NOTE: _l("Note"),
    Item.BY: _l("By"),
    Item.MOVE: _l("Move"),
    Item.PLACE_IN_LINE: _l("Waiting-list position"),
    Item.NEW_PLACE: _l("New waiting-list position"),
    Item.REASON: _l("Reason"),
    Item.SUBJECT: _l("Subject"),
    Item.RECIPIENT: _l("To"),
    Item.MAIL_STATE: _l("Delivery"),
    Item.SENT_AT: _l("Sent on"),
    Item.SEEN_AT: _l("Last used"),
    Item.PURPOSE: _l("Purpose"),
    Item.ROWS: _l("Rows"),
    Item.LINE: _l("Kept of it, to compare the next list"),
}

BY: dict[By, LazyString] = {
    By.YOU: _l("You"),
    By.TEAM: _l("The organising team"),
    By.MACHINE: _l("The software by itself"),
    By.SOMEBODY: _l("Somebody else"),
}

_LANGUAGES = {"de": _l("German"), "en": _l("English")}
_VALUE_WORDS: dict[Any, LazyString] = {
    **codes.STATUSES, **codes.MODES, **codes.FORMS_OF_ADDRESS, **codes.ACTOR_TYPES, **FEDERAL_STATES, **codes.DIETS,
    **codes.SUPPORT, **codes.MOVES, **codes.PASSED, **RETENTIONS, **STATES, **BY,
}  # fmt: skip
_CODES: dict[str, Any] = {Item.ACTION: ACTIONS, Item.LANGUAGE: _LANGUAGES}
_LOGS = {Part.ANSWERS, Part.WAITING, Part.NOTES, Part.HISTORY, Part.MAILS, Part.SESSIONS, Part.DOWNLOADS}
_LOGS |= {Part.ADMISSION}
_YES, _NO = _l("Yes"), _l("No")


def chapters(dossier: Dossier) -> tuple[Chapter, ...]:
    """The dossier in the reader's words; a part without data says so by having no record."""
    return tuple(_chapter(each) for each in dossier.sections)


def _chapter(section: Section) -> Chapter:
    part = section.part
    records = tuple(map(_record, section.records))
    return Chapter(str(TITLES[part]), str(PURPOSES[part]), str(STORAGE_PERIODS[part]), records, is_log=part in _LOGS)


def _record(record: Record) -> tuple[tuple[str, Cell], ...]:
    return tuple((str(ITEMS[item]), value_text(item, value)) for item, value in record)


def value_text(item: str, value: Value) -> Cell:
    """A value as people read it; instants stay instants, for whoever shows them to put them on a clock."""
    if isinstance(value, date | int) and not isinstance(value, bool):
        return value
    return _in_words(item, value)


def _in_words(item: str, value: Value) -> str:
    match value:
        case bool():
            return str(_YES if value else _NO)
        case Localized():
            return value.pick(current_language())[0]
        case GivenAnswer():
            return answer(value.question, value.answer)
        case Enum():
            return str(_VALUE_WORDS[value])
        case tuple():
            return ", ".join(str(_part(each)) for each in value)
        case _:
            return str(_CODES.get(item, {}).get(str(value or ""), value or ""))


def _part(value: Enum | str) -> object:
    """One of several values: a code, or the name of a field that was changed."""
    if isinstance(value, Enum):
        return _VALUE_WORDS[value]
    return ITEMS.get(value, value)
