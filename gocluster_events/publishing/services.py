"""Publishing the programme, now or at an hour, with the letters about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events import db
from gocluster_events.act import Act
from gocluster_events.agenda import models
from gocluster_events.agenda.exports.ics import CalendarItem, Programme, to_ical
from gocluster_events.agenda.queries import publishing as programme
from gocluster_events.agenda.rules import paths
from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.agenda.rules.differences import OWN_ITEMS, Difference
from gocluster_events.agenda.rules.people import Contact
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.services import publishing as agenda
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import Mode
from gocluster_events.events.rules.location import location
from gocluster_events.events.services.acting import audit
from gocluster_events.letters import services as sending
from gocluster_events.mail.rules.outbox import Outgoing
from gocluster_events.mail.services import outbox
from gocluster_events.publishing import queries
from gocluster_events.publishing.rules import UNDO, Announcement, Audience, Briefing, Phrases, briefing
from gocluster_events.registration.by_team import services as by_team
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.letters import PROGRAMME_CHANGED, PROGRAMME_PUBLISHED
from gocluster_events.registration.people.services.mails import about, branding
from gocluster_events.text import LANGUAGES, email_key

UNSPOKEN = "de"  # of people on the programme nobody knows a language, unless they are registered too


@dataclass(frozen=True, slots=True)
class Issue:
    """The version that the letters are about."""

    key: str
    number: int
    at: datetime


def letters_about(
    event: Event,
    telling: Briefing,
    concerned: queries.ConcernedPeople,
    announcement: Announcement,
    issue: Issue,
    voice: Phrases,
) -> dict[Audience, list[Outgoing]]:
    """The letters of each audience that is to be told. Nobody gets two: who is on the programme gets that letter."""
    chosen = announcement.audiences
    writer = _Writer(event, telling, announcement, issue, voice)
    own = concerned.people if Audience.PEOPLE in chosen else ()
    contact_keys = {email_key(contact.email) for contact in own}
    known = {each.email_key: each for each in (*concerned.participants, *concerned.waiting)}
    readers = {
        Audience.PARTICIPANTS: concerned.participants if Audience.PARTICIPANTS in chosen else (),
        Audience.WAITING: concerned.waiting if Audience.WAITING in chosen else (),
    }
    reading = {each.email_key: each for people in readers.values() for each in people}
    letters_by_audience = {
        audience: writer.to_readers([each for each in people if each.email_key not in contact_keys])
        for audience, people in readers.items()
    }
    letters_by_audience[Audience.PEOPLE] = [
        writer.to_person(contact, known.get(email_key(contact.email)), reading.get(email_key(contact.email)))
        for contact in own
    ]
    return letters_by_audience


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the letters about one version; holds what all of them share."""

    event: Event
    telling: Briefing
    announcement: Announcement
    issue: Issue
    voice: Phrases

    @property
    def _not_before(self) -> datetime:
        return self.issue.at + UNDO

    def to_readers(self, people: Sequence[Registration]) -> list[Outgoing]:
        letter = PROGRAMME_PUBLISHED if self.telling.first else PROGRAMME_CHANGED
        texts = {(language, mode): self._texts(language, mode) for language in LANGUAGES for mode in Mode}
        return by_team.letters_to(self.event, people, letter, texts, self.issue.key, self._not_before)

    def _texts(self, language: str, mode: Mode) -> dict[str, str]:
        if self.telling.first:
            return {"note": self._note(language)}
        return {"note": self._note(language), "changes": self._changes(language, self.telling.readers[mode])}

    def to_person(self, contact: Contact, known: Registration | None, reader: Registration | None) -> Outgoing:
        """The letter to somebody on the programme. ``known`` is their registration; a ``reader`` learns all changes."""
        language, own = (known.language if known else UNSPOKEN), self.telling.people[contact.uuid]
        others = [each for each in self.telling.readers.get(reader.mode, ()) if each not in own] if reader else []
        values = {
            **about(self.event, language),
            **branding(self.event),
            "salutation": contact.name,
            "changes": self._changes(language, own),
            "others": self.voice.others(language, self._changes(language, others)) if others else "",
            "note": self._note(language),
        }
        return sending.compose(
            OWN_ITEMS,
            scope=f"edition:{self.event.id}",
            subject=f"person:{contact.id}",
            to=contact.email,
            language=language,
            key=f"{OWN_ITEMS.name}:{contact.id}:{self.issue.key}",
            values=values,
            link=(contact.id, contact.generation),
            items=self._calendar(language, own),
            not_before=self._not_before,
        )

    def _changes(self, language: str, changes: Sequence[Difference]) -> str:
        return self.voice.changes(language, changes, self.telling.old, self.telling.new)

    def _note(self, language: str) -> str:
        return self.announcement.note.pick(language)[0]

    def _calendar(self, language: str, changes: Sequence[Difference]) -> str:
        """The items as they are now; a calendar takes out those that are cancelled."""
        title, number = self.event.title.pick(language)[0], self.issue.number
        programme = Programme(title, self.event.zone, language, number, self.issue.at)
        return to_ical(programme, [self._entry(language, each) for each in changes]).decode()

    def _entry(self, language: str, change: Difference) -> CalendarItem:
        timetable = self.telling.new if change.new else self.telling.old or self.telling.new
        item, texts = change.item, self.voice.entry(language, change.item, timetable)
        return CalendarItem(
            uuid=item.uuid,
            title=texts.title,
            kind=texts.kind,
            description=texts.description,
            location=location(self.event, texts.location),
            url=self.voice.address(language, self.event.slug, _path(timetable, item)),
            starts_at=item.span[0],
            ends_at=item.span[1],
            is_cancelled=change.new is None,
        )


def _path(timetable: Timetable, item: Item) -> str:
    return paths.path(timetable, item)


def plan_publication(event_id: int, announcement: Announcement, due_at: datetime, act: Act, *, seen: int) -> None:
    """The draft that ``act.by`` saw is published at that hour as it is now; it takes the place of what was planned.

    Raises Stale when the draft changed since, Refused when the hour has passed, nothing changed or the edition is
    archived.
    """
    audiences = [audience.value for audience in announcement.audiences]
    with db.transaction() as session:
        agenda.plan_publication(
            session, event_id, due_at, note=announcement.note, audiences=audiences, seen=seen, act=act
        )


def move_publication(event_id: int, due_at: datetime, act: Act, *, seen: str) -> None:
    """The planned publication happens at ``due_at`` instead of the hour that was ``seen``.

    Raises Refused when the new hour has passed or the edition is archived, Stale when the old one was not ``seen``.
    """
    with db.transaction() as session:
        agenda.move_publication(session, event_id, due_at, act, seen=seen)


def cancel_publication(event_id: int, act: Act) -> None:
    """No publication is planned any more, and a failed one is no longer reported."""
    with db.transaction() as session:
        events.lock(session, event_id)  # before any other read: what was read earlier may be stale
        agenda.cancel_publication(session, event_id, act)


def publish_due(now: datetime, voice: Phrases) -> int:
    """Planned drafts that are due are published, with letters, or it is stored why not; returns how many were.

    Any number of workers may do it at once.
    """
    return sum(_publish(event_id, now, voice) for event_id in programme.due_publications(db.session(), now))


def _publish(event_id: int, now: datetime, voice: Phrases) -> bool:
    with db.transaction() as session:
        event = events.lock(session, event_id)  # before any other read: another worker may have done it
        planned = programme.planned_publication(session, event_id)
        if planned is None or planned.due_at > now or planned.failure is not None:
            return False
        try:
            issued = agenda.publish_state(session, event, planned.timetable, planned.note, Act(planned.planned_by, now))
        except Refused as refusal:
            session.get_one(models.TimedPublication, event_id).failure = Refusal(refusal.code)
            return False
        announcement = Announcement(planned.note, frozenset(map(Audience, planned.audiences)))
        announce(session, issued, announcement, voice)
        return True


@dataclass(frozen=True, slots=True)
class Outcome:
    """The number of the version, and how many letters tell of it."""

    number: int
    letters: int


def publish(event_id: int, announcement: Announcement, act: Act, *, seen: int, voice: Phrases) -> Outcome:  # fmt: skip
    """The draft that ``act.by`` saw at revision ``seen`` is the edition's latest version, and letters about it wait.

    They leave in five minutes. Raises Stale when the draft changed since, Refused when nothing changed or the edition
    is archived.
    """
    with db.transaction() as session:
        issued = agenda.publish(session, event_id, announcement.note, act, seen=seen)
        return Outcome(issued.version.number, announce(session, issued, announcement, voice))


def announce(session: Session, issued: agenda.Issued, announcement: Announcement, voice: Phrases) -> int:
    """Everybody who is to be told of the version has one letter in the outbox; returns how many."""
    if not announcement.audiences:
        return 0
    event, version, telling = issued.event, issued.version, briefing(issued.before, issued.timetable)
    issue = Issue(f"version-{version.id}", version.number, version.published_at)
    letters_by_audience = letters_about(
        event, telling, queries.concerned_people(session, event.id, telling), announcement, issue, voice
    )
    letters = [letter for group in letters_by_audience.values() for letter in group]
    sending.send_all(session, letters, version.published_at)
    return len(letters)


def withdraw_announcement(event_id: int, act: Act) -> int:
    """Letters about the programme that have not left yet do not leave; returns how many. The version stays public."""
    with db.transaction() as session:
        events.lock(session, event_id)
        gone = outbox.withdraw_letters(session, f"edition:{event_id}", queries.LETTERS, act.at)
        if gone:
            audit(session, event_id, "programme.letters_withdrawn", act, about="")
        return len(gone)
