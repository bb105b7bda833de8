"""Writing the letters about a new version of the programme: one to each person, whichever audiences they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gocluster_events.agenda.exports.ics import Entry, Programme, to_ical
from gocluster_events.agenda.rules import paths
from gocluster_events.agenda.rules.contact import Contact
from gocluster_events.agenda.rules.differences import Difference
from gocluster_events.agenda.rules.letters import OWN_ITEMS
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.events.models import Event
from gocluster_events.events.rules import Mode
from gocluster_events.letters import services as post
from gocluster_events.mail.rules import Outgoing
from gocluster_events.pages.queries import Concerned
from gocluster_events.pages.rules.telling import UNDO, Announcement, Audience, Telling, Voice
from gocluster_events.registration import services as registration
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.letters import PROGRAMME_CHANGED, PROGRAMME_PUBLISHED
from gocluster_events.registration.services.mails import about, look
from gocluster_events.text import LANGUAGES, email_key

UNSPOKEN = "de"  # of people on the programme nobody knows a language, unless they are registered too


@dataclass(frozen=True, slots=True)
class Issue:
    """The version that the letters are about."""

    key: str
    number: int
    at: datetime


def letters_about(
    event: Event, telling: Telling, concerned: Concerned, announcement: Announcement, issue: Issue, voice: Voice
) -> dict[Audience, list[Outgoing]]:
    """The letters of each audience that is to be told. Nobody gets two: who is on the programme gets that letter."""
    chosen = announcement.audiences
    writer = _Writer(event, telling, announcement, issue, voice)
    own = concerned.people if Audience.PEOPLE in chosen else ()
    told = {email_key(contact.email) for contact in own}
    known = {each.email_key: each for each in (*concerned.participants, *concerned.waiting)}
    readers = {
        Audience.PARTICIPANTS: concerned.participants if Audience.PARTICIPANTS in chosen else (),
        Audience.WAITING: concerned.waiting if Audience.WAITING in chosen else (),
    }
    reading = {each.email_key: each for people in readers.values() for each in people}
    found = {
        audience: writer.to_readers([each for each in people if each.email_key not in told])
        for audience, people in readers.items()
    }
    found[Audience.PEOPLE] = [
        writer.to_person(contact, known.get(email_key(contact.email)), reading.get(email_key(contact.email)))
        for contact in own
    ]
    return found


@dataclass(frozen=True, slots=True)
class _Writer:
    """What all letters about one version share."""

    event: Event
    telling: Telling
    announcement: Announcement
    issue: Issue
    voice: Voice

    @property
    def _not_before(self) -> datetime:
        return self.issue.at + UNDO

    def to_readers(self, people: Sequence[Registration]) -> list[Outgoing]:
        letter = PROGRAMME_PUBLISHED if self.telling.first else PROGRAMME_CHANGED
        texts = {(language, mode): self._texts(language, mode) for language in LANGUAGES for mode in Mode}
        return registration.letters_to(self.event, people, letter, texts, self.issue.key, self._not_before)

    def _texts(self, language: str, mode: Mode) -> dict[str, str]:
        if self.telling.first:
            return {"note": self._note(language)}
        return {"note": self._note(language), "changes": self._changes(language, self.telling.readers[mode])}

    def to_person(self, contact: Contact, known: Registration | None, reader: Registration | None) -> Outgoing:
        """``known`` is their registration; as a ``reader`` they learn here too what else has changed."""
        language, own = (known.language if known else UNSPOKEN), self.telling.people[contact.uuid]
        others = [each for each in self.telling.readers.get(reader.mode, ()) if each not in own] if reader else []
        values = {
            **about(self.event, language),
            **look(self.event),
            "salutation": contact.name,
            "changes": self._changes(language, own),
            "others": self.voice.others(language, self._changes(language, others)) if others else "",
            "note": self._note(language),
        }
        return post.compose(
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

    def _entry(self, language: str, change: Difference) -> Entry:
        shown = self.telling.new if change.new else self.telling.old or self.telling.new
        item, texts = change.item, self.voice.entry(language, change.item, shown)
        place = (texts.location, self.event.venue, self.event.address, self.event.city)
        return Entry(
            uuid=item.uuid,
            title=texts.title,
            kind=texts.kind,
            description=texts.description,
            location=", ".join(filter(None, place)),
            url=self.voice.address(language, self.event.slug, _path(shown, item)),
            starts_at=item.span[0],
            ends_at=item.span[1],
            is_cancelled=change.new is None,
        )


def _path(shown: Timetable, item: Item) -> str:
    return paths.path(shown, item)
