"""Writing the letters about a version: what changes for readers, and what people on the programme have to know."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gocluster_events.attendance.bookings.rules.publication_letters import UNDO
from gocluster_events.backoffice.publishing.queries import ConcernedPeople, Reader
from gocluster_events.backoffice.publishing.rules import Announcement, Audience, Briefing, Phrases, items_of
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.core.text import LANGUAGES, email_key
from gocluster_events.meeting.agenda.exports.ics import CalendarItem, Programme, to_ical
from gocluster_events.meeting.agenda.rules import paths
from gocluster_events.meeting.agenda.rules.differences import OWN_FIRST, OWN_ITEMS, Difference, Turn
from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.location import location
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.by_team import services as by_team
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.letters import PROGRAMME_CHANGED, PROGRAMME_PUBLISHED
from gocluster_events.meeting.registration.people.services.mails import about, branding

Places = frozenset[tuple[str, bool]]
"""Items (UUIDs), each with whether somebody has a place in it or waits for one."""
UNSPOKEN = "de"  # of people on the programme nobody knows a language, unless they are registered too


@dataclass(frozen=True, slots=True)
class Issue:
    """The version that the letters are about."""

    key: str
    number: int
    at: datetime


def recipients(concerned: ConcernedPeople, announcement: Announcement) -> Mapping[Audience, Sequence[Any]]:
    """Who of each audience that is to be told gets a letter. Nobody gets two: who is on the programme gets that one."""
    own = concerned.people if Audience.PEOPLE in announcement.audiences else ()
    contact_keys = {email_key(contact.email) for contact in own}
    readers = {
        audience: [each for each in people if each.email_key not in contact_keys]
        for audience, people in _readers(concerned, announcement).items()
    }
    return {**readers, Audience.PEOPLE: own}


def letters_about(
    event: Event,
    telling: Briefing,
    concerned: ConcernedPeople,
    announcement: Announcement,
    issue: Issue,
    voice: Phrases,
) -> dict[Audience, list[Outgoing]]:
    """The letters to the `recipients` of each audience."""
    whom, letter = recipients(concerned, announcement), Letters(event, telling, concerned, announcement, issue, voice)
    return {audience: letter.to(audience, people) for audience, people in whom.items()}


def _readers(concerned: ConcernedPeople, announcement: Announcement) -> Mapping[Audience, Sequence[Any]]:
    both = {Audience.PARTICIPANTS: concerned.participants, Audience.WAITING: concerned.waiting}
    return {audience: people if audience in announcement.audiences else () for audience, people in both.items()}


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters about a version, to be written to whoever is named."""

    event: Event
    telling: Briefing
    concerned: ConcernedPeople
    announcement: Announcement
    issue: Issue
    voice: Phrases

    def to(self, audience: Audience, people: Sequence[Any]) -> list[Outgoing]:
        """Those to these people of the audience: registrations with all that they hold, or people of the programme."""
        people_known = (self.concerned.unwritten, self.concerned.places)
        writer = _Writer(self.event, self.telling, self.announcement, self.issue, self.voice, *people_known)
        if audience is not Audience.PEOPLE:
            return writer.to_readers(people)
        everybody = (*self.concerned.participants, *self.concerned.waiting)
        known = {each.email_key: each for each in everybody}
        readers = _readers(self.concerned, self.announcement).values()
        reading = {each.email_key: each for some in readers for each in some}
        keys = [(contact, email_key(contact.email)) for contact in people]
        return [writer.to_person(contact, known.get(key), reading.get(key)) for contact, key in keys]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the letters about one version; holds what all of them share."""

    event: Event
    telling: Briefing
    announcement: Announcement
    issue: Issue
    voice: Phrases
    unwritten: frozenset[int] = frozenset()
    places: Mapping[int, Mapping[str, bool]] = field(default_factory=dict)

    @property
    def _not_before(self) -> datetime:
        return self.issue.at + UNDO

    def to_readers(self, people: Sequence[Registration]) -> list[Outgoing]:
        letter = PROGRAMME_PUBLISHED if self.telling.first else PROGRAMME_CHANGED
        by_places: dict[Places, list[Registration]] = {}
        for each in people:
            by_places.setdefault(self._places(each.id), []).append(each)
        return [
            each
            for places, some in by_places.items()
            for each in by_team.letters_to(
                self.event, some, letter, self._texts(places), self.issue.key, self._not_before
            )
        ]

    def _places(self, registration_id: int) -> Places:
        """Which of the items that change the person has a place in, or waits for."""
        uuids = {each.item.uuid for each in self.telling.readers.get(Mode.ONSITE, ())}
        own = self.places.get(registration_id, {})
        return frozenset((item, is_held) for item, is_held in own.items() if item in uuids)

    def _texts(self, places: Places) -> dict[tuple[str, Mode], dict[str, str]]:
        return {(language, mode): self._text(language, mode, places) for language in LANGUAGES for mode in Mode}

    def _text(self, language: str, mode: Mode, places: Places) -> dict[str, str]:
        if self.telling.first:
            return {"note": self._note(language)}
        return {"note": self._note(language), "changes": self._changes(language, self.telling.readers[mode], places)}

    def to_person(self, contact: Contact, known: Reader | None, reader: Reader | None) -> Outgoing:
        """The letter to somebody on the programme. ``known`` is their registration; a ``reader`` learns all changes.

        The first one names everything that they take part in, each later one what changes of it.
        """
        language, own = (known.language if known else UNSPOKEN), self._own(contact)
        uuids, places = {each.item.uuid for each in own}, self._places(known.id) if known else Places()
        others = (
            [each for each in self.telling.readers.get(reader.mode, ()) if each.item.uuid not in uuids]
            if reader
            else []
        )
        values = {
            "salutation": contact.name,
            "others": self.voice.others(language, self._changes(language, others, places)) if others else "",
            "note": self._note(language),
        }
        if contact.id in self.unwritten and items_of(self.telling.new, contact.uuid):
            values["items"] = self._items(language, contact)
            return self._to_own(OWN_FIRST, contact, language, own, values)
        return self._to_own(OWN_ITEMS, contact, language, own, {**values, "changes": self._changes(language, own)})

    def _own(self, contact: Contact) -> Sequence[Difference]:
        """What becomes of the person's items; of somebody who was never written to, all of them are new."""
        changes = self.telling.people.get(contact.uuid, ())
        if contact.id not in self.unwritten:
            return changes
        items = [Difference(Turn.NEW, None, item) for item in items_of(self.telling.new, contact.uuid)]
        return items or changes

    def _items(self, language: str, contact: Contact) -> str:
        return self.voice.items(language, contact.uuid, self.telling.new, self._address(language))

    def _address(self, language: str) -> Callable[[Item], str]:
        new, slug = self.telling.new, self.event.slug
        return lambda item: self.voice.address(language, slug, paths.path(new, item))

    def _to_own(
        self, letter: Letter, contact: Contact, language: str, own: Sequence[Difference], values: Mapping[str, str]
    ) -> Outgoing:
        return sending.compose(
            letter,
            scope=f"edition:{self.event.id}",
            subject=f"person:{contact.id}",
            to=contact.email,
            language=language,
            key=f"{letter.name}:{contact.id}:{self.issue.key}",
            values={**about(self.event, language), **branding(self.event), **values},
            link=(contact.id, contact.generation),
            items=self._calendar(language, own),
            not_before=self._not_before,
        )

    def _changes(self, language: str, changes: Sequence[Difference], places: Places = frozenset()) -> str:
        return self.voice.changes(language, changes, self.telling.old, self.telling.new, dict(places))

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
            url=self.voice.address(language, self.event.slug, paths.path(timetable, item)),
            starts_at=item.span[0],
            ends_at=item.span[1],
            is_cancelled=change.new is None,
        )
