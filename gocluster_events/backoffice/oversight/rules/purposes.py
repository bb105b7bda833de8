"""What personal data are processed for, and which categories of them there are."""

from collections.abc import Mapping
from enum import Enum

from gocluster_events.meeting.registration.privacy.rules import Part


class Purpose(Enum):
    """What personal data are processed for, in the order of the record."""

    REGISTRATION = "registration"
    QUESTIONS = "questions"
    NEEDS = "needs"
    IDENTITY = "identity"
    INVITATIONS = "invitations"
    LETTERS = "letters"
    NOTES = "notes"
    ADMISSION = "admission"
    SURVEY = "survey"
    LISTS = "lists"
    PROGRAMME = "programme"
    PHOTOS = "photos"
    FEEDBACK = "feedback"
    TEAM = "team"
    SECURITY = "security"


class DataCategory(Enum):
    """A category of personal data."""

    NAME = "name"
    CONTACT = "contact"
    WORK = "work"
    PARTICIPATION = "participation"
    CONSENT = "consent"
    ANSWERS = "answers"
    HEALTH = "health"  # Art. 9 GDPR
    BIRTH = "birth"
    WORDS = "words"
    MAILS = "mails"
    PRESENCE = "presence"
    PORTRAIT = "portrait"
    PHOTO = "photo"
    AVAILABILITY = "availability"
    ACCESS = "access"
    SESSIONS = "sessions"
    TRACES = "traces"  # who did what, and when


SPECIAL = frozenset({DataCategory.HEALTH})
"""The categories of Art. 9 GDPR."""

PARTS: Mapping[Purpose, tuple[Part, ...]] = {
    Purpose.REGISTRATION: (
        Part.STANDING,
        Part.DETAILS,
        Part.CONSENTS,
        Part.PENDING,
        Part.SUBSTITUTION,
        Part.WAITING,
        Part.SAVED,
        Part.BOOKINGS,
        Part.WISHES,
    ),
    Purpose.QUESTIONS: (Part.ANSWERS,),
    Purpose.NEEDS: (Part.NEEDS,),
    Purpose.IDENTITY: (Part.IDENTITY,),
    Purpose.LETTERS: (Part.MAILS,),
    Purpose.NOTES: (Part.NOTES,),
    Purpose.ADMISSION: (Part.ADMISSION,),
    Purpose.SURVEY: (Part.SURVEY,),
    Purpose.LISTS: (Part.DOWNLOADS,),
    Purpose.PHOTOS: (Part.PHOTOS,),
    Purpose.SECURITY: (Part.HISTORY, Part.SESSIONS),
}
"""Which parts of *Meine Daten* show a matter to the person; their purposes are those of the record."""
