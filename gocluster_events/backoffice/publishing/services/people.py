"""People on the programme are told that they are on it, once everybody can look at it."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.backoffice.publishing import queries
from gocluster_events.backoffice.publishing.rules import Announcement, Audience, Phrases, Refusal, is_told_of
from gocluster_events.backoffice.publishing.services.letters import Issue, letters_about
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.meeting.agenda.queries import publishing as programme
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.letters import services as sending

_TO_PEOPLE = Announcement(audiences=frozenset({Audience.PEOPLE}))


def letters_to_people(event: Event, first: queries.FirstLetters, now: datetime, voice: Phrases) -> list[Outgoing]:
    """The first letter of each of them."""
    issue = Issue(f"first-{first.version.number}", first.version.number, now)
    return letters_about(event, first.telling, first.people, _TO_PEOPLE, issue, voice)[Audience.PEOPLE]


def write_to_people(event_id: int, act: Act, *, seen: int, voice: Phrases) -> int:
    """Everybody on the programme who has had no letter about it has one in the outbox; returns how many.

    They leave in five minutes. ``seen`` is how many the page said. Raises Refused when it would be others, or when the
    edition is not public.
    """
    with db.transaction() as session:
        event = events.lock(session, event_id)  # before any other read: what was read earlier may be stale
        if not is_told_of(event.status):
            raise Refused(Refusal.NOT_PUBLIC)
        number = introduce(session, event, act, voice)
        if number != seen:
            raise Refused(Refusal.TELLS_OTHERS)
        return number


def introduce(session: Session, event: Event, act: Act, voice: Phrases) -> int:
    """The first letters of an edition that is public are in the outbox; returns how many."""
    version = programme.latest(session, event.id)
    first = queries.first_letters(session, event.id, version) if version else None
    letters = letters_to_people(event, first, act.at, voice) if first else []
    if letters:
        sending.send_all(session, letters, act.at)
        audit(session, event.id, "programme.people_written", act, about="")
    return len(letters)
