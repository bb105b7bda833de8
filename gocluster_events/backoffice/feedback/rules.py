"""Feedback on barriers: what it is about, and until when it is answered (section 12b BGG: within a month)."""

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.meeting.letters.rules import Letter

LONGEST = 5_000
PER_HOUR = 10  # from one address of the network
PER_ADDRESS = 3  # with one e-mail address: each causes a mail to it
WINDOW = timedelta(hours=1)
SITE_ZONE = "Europe/Berlin"
SOON = timedelta(days=7)


class Topic(Enum):
    """What a report is about."""

    BARRIER = "barrier"
    INFORMATION = "information"  # wanted in an accessible form
    OTHER = "other"


class ReportState(Enum):
    """How urgent the answer to a report is."""

    OPEN = "open"
    SOON = "soon"
    OVERDUE = "overdue"
    ANSWERED = "answered"


class Refusal(Enum):
    """Why an answer is refused."""

    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody sends; all but topic and text may be empty. ``event_id`` None: the site as a whole."""

    event_id: int | None
    topic: Topic
    place: str
    text: str
    name: str
    email: str
    language: str


def due_at(created_at: datetime, zone: str) -> datetime:
    """Until when an answer is due: a month after the report, at the same hour; in a shorter month on its last day."""
    local = created_at.astimezone(ZoneInfo(zone))
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    day = min(local.day, calendar.monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day)


def report_state(created_at: datetime, answered_at: datetime | None, zone: str, now: datetime) -> ReportState:
    """How urgent the answer to the report is at ``now``."""
    if answered_at is not None:
        return ReportState.ANSWERED
    due = due_at(created_at, zone)
    if now >= due:
        return ReportState.OVERDUE
    return ReportState.SOON if now >= due - SOON else ReportState.OPEN


_FEEDBACK = {"event": "Jahrestagung 2027", "reference": "4K7M-92QX-3", "office": "Geschäftsstelle go-cluster"}
_DUE = {"due": "20. April 2027, 10:00 Uhr"}
_REPORT = {
    "place": "Anmeldung, Schritt 2",
    "text": "Die Auswahl lässt sich mit der Tastatur nicht verlassen.",
    "name": "Kim Weber",
    "address": "kim@example.org",
}
FEEDBACK_REPORTED = Letter(
    "feedback_told", "backoffice/feedback/mail/feedback_told.txt", {**_FEEDBACK, **_DUE, **_REPORT}
)
FEEDBACK_RECEIVED = Letter("feedback_received", "backoffice/feedback/mail/feedback_received.txt", {**_FEEDBACK, **_DUE})
FEEDBACK_ANSWERED = Letter(
    "feedback_answered",
    "backoffice/feedback/mail/feedback_answered.txt",
    {**_FEEDBACK, "answer": "Der Fehler ist behoben."},
)
