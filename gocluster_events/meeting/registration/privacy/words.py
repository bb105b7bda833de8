"""What a person reads about everything that is stored about them: titles, purposes, periods, labels and values."""

from datetime import date
from enum import Enum
from typing import Any

from gocluster_events.core.i18n import LazyString, _l, current_language
from gocluster_events.core.mail.words import STATES
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.words import FEDERAL_STATES
from gocluster_events.meeting.registration.people.rules.consents import ConsentFacts
from gocluster_events.meeting.registration.people.rules.fields import DETAILS
from gocluster_events.meeting.registration.people.words import codes, consents
from gocluster_events.meeting.registration.people.words.fields import RETENTIONS, answer
from gocluster_events.meeting.registration.people.words.history import ACTIONS
from gocluster_events.meeting.registration.privacy import rules

TITLES: dict[rules.Part, LazyString] = {
    rules.Part.STANDING: _l("Your registration"),
    rules.Part.DETAILS: _l("Your details"),
    rules.Part.ANSWERS: _l("Your answers to further questions"),
    rules.Part.NEEDS: _l("Catering and accessibility"),
    rules.Part.IDENTITY: _l("For the security check"),
    rules.Part.CONSENTS: _l("Consents"),
    rules.Part.PENDING: _l("New details that are not confirmed yet"),
    rules.Part.SUBSTITUTION: _l("Your substitute"),
    rules.Part.WAITING: _l("Waiting list"),
    rules.Part.NOTES: _l("Notes of the team"),
    rules.Part.HISTORY: _l("History"),
    rules.Part.MAILS: _l("E-mails"),
    rules.Part.SESSIONS: _l("Open sessions"),
    rules.Part.ADMISSION: _l("Admission on the day"),
    rules.Part.SAVED: _l("Saved items of the programme"),
    rules.Part.BOOKINGS: _l("Places in items"),
    rules.Part.WISHES: _l("Choices, and what was allotted by them"),
    rules.Part.PHOTOS: _l("Photos in which you do not want to be seen"),
    rules.Part.SURVEY: _l("Survey after the event"),
    rules.Part.DOWNLOADS: _l("Downloads of the list of registrations"),
}

PURPOSES: dict[rules.Part, LazyString] = {
    rules.Part.STANDING: _l("To allocate the places and to prove when you registered."),
    rules.Part.DETAILS: _l("To plan the event, to write to you, and for the badge."),
    rules.Part.ANSWERS: _l("The purpose is stated beside each question of the form."),
    rules.Part.NEEDS: _l("Only to arrange catering and support. Only people with a separate permission see this."),
    rules.Part.IDENTITY: _l("Only because security authorities require it before the event."),
    rules.Part.CONSENTS: _l("To do only what you have consented to, and to be able to prove it."),
    rules.Part.PENDING: _l("To replace your details as soon as you confirm them."),
    rules.Part.SUBSTITUTION: _l("To ask the person you named whether they will take over your place."),
    rules.Part.WAITING: _l("To explain why somebody moved up or did not."),
    rules.Part.NOTES: _l("So that colleagues know about agreements, and why something was changed manually."),
    rules.Part.HISTORY: _l("To prove what happened to your registration. It does not include any content."),
    rules.Part.MAILS: _l("To send our messages and to see whether they arrived."),
    rules.Part.SESSIONS: _l("To keep your personal page open in your browser."),
    rules.Part.ADMISSION: _l(
        "To know who is present: for the certificate of attendance and the number of people who came."
    ),
    rules.Part.SAVED: _l("To show you your own programme. Nobody else sees them."),
    rules.Part.BOOKINGS: _l("To give out the places, and to explain who moved up and why."),
    rules.Part.WISHES: _l("To allot places by choice, and to explain who got what and why."),
    rules.Part.PHOTOS: _l("To take the photo off the site or to decide about it, and to tell you."),
    rules.Part.SURVEY: _l("So that everybody answers once. The team cannot match answers to people."),
    rules.Part.DOWNLOADS: _l(
        "Whenever somebody from the team downloads the list, this is recorded. Your details may be in it."
    ),
}

STORAGE_PERIODS: dict[rules.Part, LazyString] = {
    rules.Part.STANDING: _l("As long as the registrations of this event are kept."),
    rules.Part.DETAILS: _l("As long as the registrations of this event are kept."),
    rules.Part.ANSWERS: _l("As long as stated with the question, at most as long as the registrations of this event."),
    rules.Part.NEEDS: _l("Until shortly after the event. If you cancel or pass on your place, it is deleted at once."),
    rules.Part.IDENTITY: _l(
        "Until shortly after the event. If you cancel or pass on your place, it is deleted at once."
    ),
    rules.Part.CONSENTS: _l("As long as the registrations of this event are kept."),
    rules.Part.PENDING: _l("48 hours, if you do not confirm them."),
    rules.Part.SUBSTITUTION: _l("Until your substitute accepts or you withdraw, 7 days at most."),
    rules.Part.WAITING: _l("As long as the registrations of this event are kept."),
    rules.Part.NOTES: _l("As long as the registrations of this event are kept."),
    rules.Part.HISTORY: _l("As long as the audit log of this event is kept."),
    rules.Part.MAILS: _l("The content for some weeks. The record that they were sent stays with the registration."),
    rules.Part.SESSIONS: _l(
        "30 minutes of inactivity, 4 hours at most. On a day of the event your page can be read until midnight."
    ),
    rules.Part.ADMISSION: _l("As long as the registrations of this event are kept."),
    rules.Part.SAVED: _l("As long as the registrations of this event are kept."),
    rules.Part.BOOKINGS: _l("As long as the registrations of this event are kept."),
    rules.Part.WISHES: _l("Until 14 days after the event."),
    rules.Part.PHOTOS: _l("Until 183 days after the decision, at most as long as the registrations of this event."),
    rules.Part.SURVEY: _l("Until the survey closes, 14 days after the event at the latest."),
    rules.Part.DOWNLOADS: _l("As long as the audit log of this event is kept."),
}

ITEMS: dict[str, LazyString] = {
    **{each.name: _l(each.label) for each in DETAILS},
    rules.Item.REFERENCE: _l("Reference number"),
    rules.Item.REGISTERED_BY: _l("Registered by"),
    rules.Item.NAME_TYPED: _l("Name as entered"),
    rules.Item.INSTITUTION: _l("Organisation of the person who filled in the form"),
    rules.Item.ANSWERED_AT: _l("Answered the e-mail about it on"),
    rules.Item.PROGRAMME_ITEM: _l("Programme item"),
    rules.Item.WISH: _l("Choice"),
    rules.Item.LOT: _l("Lot"),
    rules.Item.ALLOTTED: _l("Allotted"),
    rules.Item.PHOTO: _l("Photo"),
    rules.Item.DECIDED_AT: _l("Decided on"),
    rules.Item.SURVEY_SENT: _l("You have answered the survey"),
    rules.Item.STATUS: _l("Status"),
    rules.Item.QUOTA: _l("Quota"),
    rules.Item.OUTSIDE_SEATS: _l("Place in addition to the seats"),
    rules.Item.LANGUAGE: _l("Language of your e-mails"),
    rules.Item.CREATED_AT: _l("Recorded on"),
    rules.Item.HOLD_UNTIL: _l("Place held until"),
    rules.Item.PROVEN_AT: _l("Address confirmed on"),
    rules.Item.WAITLISTED_AT: _l("On the waiting list since"),
    rules.Item.OFFER_UNTIL: _l("Place offered until"),
    rules.Item.CONFIRMED_AT: _l("Place confirmed on"),
    rules.Item.ENDED_AT: _l("Ended on"),
    rules.Item.SEEN_VERSION: _l("Version of the programme last seen"),
    rules.Item.PENDING_EMAIL: _l("New e-mail address"),
    rules.Item.INVITED_AT: _l("Invitation sent"),
    rules.Item.REMINDED_AT: _l("Reminded of the invitation"),
    rules.Item.OPENED_AT: _l("Link of the invitation opened"),
    rules.Item.DECLINED_AT: _l("Invitation declined"),
    rules.Item.QUESTION: _l("Question"),
    rules.Item.ANSWER: _l("Answer"),
    rules.Item.RETENTION: _l("Kept until"),
    rules.Item.AT: _l("Time"),
    rules.Item.ACTION: _l("What happened"),
    rules.Item.FIELDS: _l("Fields"),
    rules.Item.DESK: _l("Check-in desk"),
    rules.Item.ON_PROGRAMME: _l("On the programme"),
    rules.Item.UNDONE_AT: _l("Undone on"),
    rules.Item.NOTE: _l("Note"),
    rules.Item.BY: _l("By"),
    rules.Item.MOVE: _l("Move"),
    rules.Item.PLACE_IN_LINE: _l("Waiting-list position"),
    rules.Item.NEW_PLACE: _l("New waiting-list position"),
    rules.Item.REASON: _l("Reason"),
    rules.Item.SUBJECT: _l("Subject"),
    rules.Item.RECIPIENT: _l("To"),
    rules.Item.MAIL_STATE: _l("Delivery"),
    rules.Item.SENT_AT: _l("Sent on"),
    rules.Item.SEEN_AT: _l("Last used"),
    rules.Item.PURPOSE: _l("Purpose"),
    rules.Item.SENTENCE: _l("Wording"),
    rules.Item.VERSION: _l("Version of the wording"),
    rules.Item.GIVEN_AT: _l("Consent given on"),
    rules.Item.WITHDRAWN_AT: _l("Refused, withdrawn or ended on"),
    rules.Item.ROWS: _l("Rows"),
    rules.Item.LINE: _l("Kept for comparison with the next list"),
}

BY: dict[rules.By, LazyString] = {
    rules.By.YOU: _l("You"),
    rules.By.TEAM: _l("The organising team"),
    rules.By.MACHINE: _l("The software, automatically"),
    rules.By.SOMEBODY: _l("Somebody else"),
}

_LANGUAGES = {"de": _l("German"), "en": _l("English")}
_VALUE_WORDS: dict[Any, LazyString] = {
    **codes.STATUSES, **codes.MODES, **codes.FORMS_OF_ADDRESS, **codes.ACTOR_TYPES, **FEDERAL_STATES, **codes.DIETS,
    **codes.SUPPORT, **codes.MOVES, **codes.PASSED, **RETENTIONS, **STATES, **BY,
    **consents.PURPOSES,
}  # fmt: skip
_CODES: dict[str, Any] = {rules.Item.ACTION: ACTIONS, rules.Item.LANGUAGE: _LANGUAGES}
_LOGS = {
    rules.Part.ANSWERS,
    rules.Part.CONSENTS,
    rules.Part.WAITING,
    rules.Part.NOTES,
    rules.Part.HISTORY,
    rules.Part.MAILS,
    rules.Part.SESSIONS,
    rules.Part.DOWNLOADS,
}
_LOGS |= {rules.Part.ADMISSION, rules.Part.SAVED, rules.Part.BOOKINGS, rules.Part.WISHES, rules.Part.PHOTOS}
_YES, _NO = _l("Yes"), _l("No")


def chapters(dossier: rules.Dossier) -> tuple[rules.Chapter, ...]:
    """The dossier in the reader's words; a part without data says so by having no record."""
    return tuple(_chapter(each) for each in dossier.sections)


def _chapter(section: rules.Section) -> rules.Chapter:
    part = section.part
    records = tuple(map(_record, section.records))
    return rules.Chapter(
        str(TITLES[part]), str(PURPOSES[part]), str(STORAGE_PERIODS[part]), records, is_log=part in _LOGS
    )


def _record(record: rules.Record) -> tuple[tuple[str, rules.Cell], ...]:
    return tuple((str(ITEMS[item]), value_text(item, value)) for item, value in record)


def value_text(item: str, value: rules.Value) -> rules.Cell:
    """A value as people read it; instants stay instants, which the page or the file formats."""
    if isinstance(value, date | int) and not isinstance(value, bool):
        return value
    if isinstance(value, ConsentFacts):
        return str(consents.WORDINGS[value.purpose, value.version])
    return _in_words(item, value)


def _in_words(item: str, value: rules.Value) -> str:
    match value:
        case bool():
            return str(_YES if value else _NO)
        case Localized():
            return value.pick(current_language())[0]
        case rules.GivenAnswer():
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
