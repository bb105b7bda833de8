"""…"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.agenda.queries import people as agenda
from gocluster_events.agenda.rules.letters import PROGRAMME as OWN_ITEMS
from gocluster_events.agenda.rules.people import Contact
from gocluster_events.events.rules.edition import Mode
from gocluster_events.mail import queries as mail
from gocluster_events.publishing.rules import Audience, Telling
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people as people_queries
from gocluster_events.registration.people.rules.codes import Status
from gocluster_events.registration.people.rules.letters import PROGRAMME
from gocluster_events.text import email_key

LETTERS = PROGRAMME | OWN_ITEMS
"""Those that tell of a new version of the programme."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom a new version of the programme concerns."""

    participants: tuple[Registration, ...]
    waiting: tuple[Registration, ...]
    people: tuple[Contact, ...]

    def number(self, audience: Audience) -> int:
        """How many they are."""
        return len(self.people if audience is Audience.PEOPLE else self._readers(audience))

    def overlap(self, audience: Audience) -> int:
        """How many of the readers are on the programme themselves."""
        own = {email_key(contact.email) for contact in self.people}
        return sum(each.email_key in own for each in self._readers(audience))

    def total(self, audiences: Collection[Audience]) -> int:
        """How many letters go to these audiences: nobody gets two."""
        twice = sum(map(self.overlap, audiences)) if Audience.PEOPLE in audiences else 0
        return sum(map(self.number, audiences)) - twice

    def taking_part(self, modes: Collection[Mode]) -> int:
        """How many of the confirmed take part in one of these ways."""
        return sum(each.mode in modes for each in self.participants)

    def _readers(self, audience: Audience) -> tuple[Registration, ...]:
        return {Audience.PARTICIPANTS: self.participants, Audience.WAITING: self.waiting}.get(audience, ())


def concerned(session: Session, event_id: int, briefing: Telling) -> Concerned:
    """Everybody whom it concerns, as they stand now."""
    found = people_queries.taking_part(session, event_id, {Status.CONFIRMED, Status.WAITLISTED}, briefing.modes)
    confirmed = tuple(each for each in found if each.status is Status.CONFIRMED)
    waiting = tuple(each for each in found if each.status is Status.WAITLISTED)
    return Concerned(confirmed, waiting, tuple(agenda.contacts(session, event_id, briefing.people)))


def letters_to_withdraw(session: Session, event_id: int, now: datetime) -> int:
    """How many letters about the programme still wait and can be withdrawn."""
    return mail.waiting(session, f"edition:{event_id}", LETTERS, now)
