"""Reads of whom a letter about cards would reach."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from gocluster_events.meeting.agenda.queries.people import contacts
from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.post_event.cards.queries.cards import overview
from gocluster_events.post_event.cards.rules.asking import written_to
from gocluster_events.post_event.cards.rules.cards import Card
from gocluster_events.post_event.releases.queries import releases_of
from gocluster_events.post_event.releases.rules import Kind


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who has still to say something of which cards, by UUID: those with an address, and the names of those without."""

    cards: Mapping[str, Sequence[Card]]
    reached: Sequence[Contact]
    unreached: tuple[str, ...]


def recipients(session: Session, event_id: int, uuids: Collection[str]) -> Recipients:
    """Whom a letter about these cards reaches, and who cannot answer since nobody knows their address."""
    stored, releases = overview(session, event_id), releases_of(session, event_id, Kind.CARD)
    by_person: dict[str, list[Card]] = {}
    for card in stored.cards:
        for person in written_to(card, releases.get(card.uuid, ())) if card.uuid in uuids else ():
            by_person.setdefault(person, []).append(card)
    reached = contacts(session, event_id, by_person)
    known, people = {each.uuid for each in reached}, stored.timetable.people if stored.timetable else ()
    others = [each for each in people if each.uuid in by_person and each.uuid not in known and not each.is_redacted]
    return Recipients(by_person, reached, tuple(each.name for each in others))
