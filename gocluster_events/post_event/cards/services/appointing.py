"""Who takes notes at an item: appointed, written to, and not any more."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.timetable import Item, Person as Somebody, Timetable
from gocluster_events.meeting.agenda.services.drafting import apply_in
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.registration.people.services.mails import about, branding
from gocluster_events.post_event.cards.models import NoteTaker
from gocluster_events.post_event.cards.rules.codes import Refusal
from gocluster_events.post_event.cards.rules.notes import NOTE_TAKER, Newcomer, NoteRefusal, known_as

Place = Callable[[Item, Timetable, str], str]
"""Name, time and room of an item, in a language."""


def appoint(event_id: int, item: str, who: str | Newcomer, language: str, act: Act, place: Place) -> None:
    """Somebody of the programme's people (a UUID), or somebody who is among them from now on, takes notes at the item.

    They stand on no page for that, and have a letter with the link to their page. Raises Refused where item or person
    are not there, without an address to write to, and for a newcomer in an archived edition.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        timetable = draft.draft(session, event)
        planned = timetable.item(item)
        if planned is None:
            raise Refused(Refusal.NO_ITEM)
        person = who if isinstance(who, str) else _added(session, event, timetable, who, act)
        row = _reachable(session, event_id, person)
        if session.get(NoteTaker, (event_id, item, person)) is None:
            session.add(NoteTaker(event_id=event_id, item=item, person=person, by=act.by, at=act.at))
            audit(session, event_id, "card.note_taker_appointed", act, about=f"person:{row.id}")
        _write(session, event, row, language, act, place(planned, timetable, language))


def _added(session: Session, event: Event, timetable: Timetable, newcomer: Newcomer, act: Act) -> str:
    """The UUID of the newcomer, who is in no item, or of whoever has their address already."""
    known = known_as(timetable.people, newcomer)
    if known is not None:
        return known.uuid
    if event.status is EventStatus.ARCHIVED:
        raise Refused(NoteRefusal.ARCHIVED)
    person = Somebody(newcomer.uuid, newcomer.first_name, newcomer.last_name, email=newcomer.email)
    apply_in(session, event.id, (Change(None, person),), None, act)
    session.flush()
    return person.uuid


def _reachable(session: Session, event_id: int, person: str) -> Person:
    row = draft.person_rows(session, event_id, [person]).get(person)
    if row is None or row.is_redacted:
        raise Refused(NoteRefusal.NO_PERSON)
    if not row.email:
        raise Refused(NoteRefusal.NO_ADDRESS)
    return row


def dismiss(event_id: int, item: str, person: str, act: Act) -> None:
    """The person (UUID) takes no more notes at the item; the cards that they wrote stay."""
    with transaction() as session:
        events.lock(session, event_id)
        row = session.get(NoteTaker, (event_id, item, person))
        if row is None:
            return
        session.delete(row)
        known = session.scalar(sa.select(Person.id).where(Person.event_id == event_id, Person.uuid == person))
        audit(session, event_id, "card.note_taker_dismissed", act, about=None if known is None else f"person:{known}")


def _write(session: Session, event: Event, person: Person, language: str, act: Act, item: str) -> None:
    known = {**about(event, language), "salutation": draft.person_of(person).name, "items": f"- {item}"}
    sending.send(
        session,
        NOTE_TAKER,
        scope=f"edition:{event.id}",
        subject=f"person:{person.id}",
        to=person.email,
        language=language,
        key=f"{NOTE_TAKER.name}:{person.id}:{act.at.isoformat()}",
        values={**{name: known[name] for name in NOTE_TAKER.samples}, **branding(event)},
        now=act.at,
        link=(person.id, person.generation),
    )
