"""Reads that need several features."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events import schema
from gocluster_events.accounts import queries as accounts
from gocluster_events.agenda import queries as agenda
from gocluster_events.agenda.models import Draft as Programme
from gocluster_events.agenda.rules.contact import Contact
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.letters import PROGRAMME as OWN_ITEMS
from gocluster_events.agenda.rules.timetable import as_published
from gocluster_events.attendees import queries as attendees
from gocluster_events.attendees.queries import admission as door
from gocluster_events.attendees.queries import profiles
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules import Mode, Shelf, Window, shelf
from gocluster_events.mail import queries as mail
from gocluster_events.pages.queries.feedback import number_open
from gocluster_events.pages.rules.figures import Figures
from gocluster_events.pages.rules.growth import Chart, Stay, chart, growth
from gocluster_events.pages.rules.places import Places
from gocluster_events.pages.rules.recent import Deed, Happening, recent
from gocluster_events.pages.rules.tasks import Plan, Undelivered
from gocluster_events.pages.rules.telling import Audience, Telling
from gocluster_events.pages.rules.unseen import Unseen, unseen
from gocluster_events.registration import queries as registration
from gocluster_events.registration.models import Registration
from gocluster_events.registration.queries.dossier import SubjectOf
from gocluster_events.registration.queries.duplicates import counted_duplicates
from gocluster_events.registration.rules.codes import UNDER_REVIEW, WORKER, Status
from gocluster_events.registration.rules.dossier import Dossier, Item, Part, section
from gocluster_events.registration.rules.letters import PROGRAMME
from gocluster_events.registration.rules.spare import Spare
from gocluster_events.text import Localized, email_key

MOST_MAILS = 20
LETTERS = PROGRAMME | OWN_ITEMS
"""Those that tell of a new version of the programme."""
SHOWN_DEEDS, MOST_DEEDS = 6, 200


def rail(session: Session, event: Event) -> Mapping[str, int]:
    """How much waits for somebody at each entry of the rail, by its endpoint."""
    conflicts = sa.select(Programme.conflicts).where(Programme.event_id == event.id).scalar_subquery()
    reviewed = sa.select(sa.func.count()).where(
        Registration.event_id == event.id, Registration.status.in_(UNDER_REVIEW)
    )
    alike = counted_duplicates(event.id).scalar_subquery()
    failed = mail.counted_failures(f"edition:{event.id}").scalar_subquery()
    counts = (conflicts, reviewed.scalar_subquery(), alike, failed, number_open(event.id))
    row = session.execute(sa.select(*counts)).one()
    return {
        "agenda.draft": row[0] or 0,
        "attendees.attendees": row[1],
        "registration.duplicates": row[2],
        "pages.outbox": row[3],
        "pages.settings": row[4],
        "pages.feedback": row[4],
    }


def shelves(session: Session, now: datetime) -> Mapping[Shelf, Sequence[Event]]:
    """The public editions by what one can do about them: the next ones first, of the past ones the latest."""
    found: dict[Shelf, list[Event]] = {each: [] for each in Shelf}
    for event in events.public_events(session):
        window = Window(event.registration_opens_at, event.registration_closes_at)
        found[shelf(event.status, window, event.ends_at, now)].append(event)
    return {each: rows if each is Shelf.PAST else rows[::-1] for each, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody without a code can get: the places of each mode that are open to all, on site before online, and
    what is left for some where those are gone.
    """

    places: tuple[Places, ...]
    spare: tuple[tuple[Localized, Spare], ...]


def offered(session: Session, event: Event, now: datetime) -> Offer:
    """What the edition has for somebody who registers now."""
    board = registration.board(session, event, now)
    places = (
        Places(mode, board.open_seats(mode), is_for_those_who_wait=not board.has_open_place(mode))
        for mode in registration.modes(event) or (Mode.ONSITE,)
    )
    return Offer(tuple(places), tuple(registration.spare_places(session, event, board)))


def figures(session: Session, event_id: int) -> Figures:
    """The edition's registrations by mode and state; those that were erased since still count."""
    counts, gone = registration.counts(session, event_id), registration.departed(session, event_id)
    return Figures({key: counts.get(key, 0) + gone.get(key, 0) for key in counts.keys() | gone.keys()})


def confirmed(session: Session, event_id: int) -> Mapping[Mode, int]:
    """How many people are confirmed now, by mode."""
    counts = registration.counts(session, event_id).items()
    return {mode: number for (mode, status), number in counts if status is Status.CONFIRMED}


def places(session: Session, event: Event, found: Figures, now: datetime) -> tuple[Places, ...]:
    """All places of each mode that the edition offers, or no longer offers while people still have one."""
    modes = [mode for mode in Mode if registration.capacity(event, mode) or found.of(Status.CONFIRMED, mode)]
    board = registration.board(session, event, now)
    return tuple(Places(mode, board.seats(mode)) for mode in modes)


def plan(session: Session, event: Event) -> Plan:
    """How the draft of the programme stands."""
    draft, latest = agenda.draft(session, event), agenda.latest(session, event.id)
    return Plan(
        timetable=draft,
        conflicts=agenda.findings(session, event.id, draft).needing_attention,
        unpublished=len(changes(latest.timetable if latest else None, as_published(draft))),
        version=latest.number if latest else None,
        changed_at=agenda.changed_at(session, event.id),
    )


def undelivered(session: Session, event_id: int) -> tuple[tuple[Undelivered, ...], int]:
    """The edition's mails that never arrived, the latest first and as many as a page shows; and their number."""
    rows, total = mail.undelivered(session, f"edition:{event_id}", MOST_MAILS)
    return tuple(Undelivered(row.recipient, row.last_error, row.created_at) for row in rows), total


def happened(session: Session, event_id: int) -> tuple[Happening, ...]:
    """What the team and the worker did last, by the names of those who did it; the worker has none."""
    logged = accounts.audited(session, f"edition:{event_id}", [deed.value for deed in Deed], MOST_DEEDS)
    found = [Happening(at, actor, Deed(action)) for at, actor, action in logged]
    found += [Happening(at, actor, Deed.PLANNED) for at, actor in agenda.steps(session, event_id, MOST_DEEDS)]
    downloads = attendees.downloads(session, event_id, SHOWN_DEEDS)
    found += [Happening(at, actor, Deed.DOWNLOADED, rows) for at, actor, rows in downloads]
    shown = recent(found, SHOWN_DEEDS)
    names = agenda.actor_names(session, {each.actor for each in shown})
    return tuple(
        replace(each, actor=names.get(each.actor, "" if each.actor == WORKER else each.actor)) for each in shown
    )


def dossier(session: Session, event: Event, person: Registration, subject_of: SubjectOf, now: datetime) -> Dossier:
    """Everything that is stored about a person, when they were let in, and which downloads may have held it."""
    known = registration.dossier(session, event, person, subject_of, now)
    downloaded = section(
        Part.DOWNLOADS,
        *(
            ((Item.AT, at), (Item.PURPOSE, purpose), (Item.ROWS, rows))
            for at, purpose, rows in attendees.downloads_since(session, event.id, person.created_at)
        ),
        *(
            ((Item.AT, at), (Item.PURPOSE, purpose), (Item.LINE, _line(cells)))
            for at, purpose, cells in profiles.remembered_of(session, person.id)
        ),
    )
    came = section(
        Part.ADMISSION,
        *(
            ((Item.AT, each.at), (Item.DESK, each.desk), (Item.UNDONE_AT, each.undone_at))
            for each in door.times(session, person.id)
        ),
    )
    return replace(known, sections=(*known.sections, came, downloaded))


def _line(cells: Mapping[str, Any]) -> str:
    """What a list said of somebody, in its order; a tick says nothing by itself."""
    return ", ".join(str(cell) for cell in cells.values() if cell and cell is not True)


def grown(session: Session, event: Event, now: datetime) -> Chart | None:
    """The curve of the confirmed registrations; None while there are none."""
    window = Window(event.registration_opens_at, event.registration_closes_at)
    stays = [Stay(*each) for each in registration.confirmations(session, event.id)]
    modes = [mode for mode in Mode if registration.capacity(event, mode) or any(each.mode is mode for each in stays)]
    return chart(growth(stays, modes, window, now, event.zone), window, now, event.zone)


def unseen_programme(session: Session, mine: Registration, latest: agenda.Published | None) -> Unseen | None:
    """What the latest version changes for somebody since they last said that they have read it, or registered."""
    if latest is None or (not mine.seen_version and latest.published_at <= mine.created_at):
        return None
    seen = mine.seen_version or agenda.number_at(session, mine.event_id, mine.created_at)
    if seen == latest.number:
        return None
    old = agenda.published_version(session, mine.event_id, seen) if seen else None
    return unseen(latest.number, old, latest.timetable)


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


def concerned(session: Session, event_id: int, told: Telling) -> Concerned:
    """Everybody whom it concerns, as they stand now."""
    found = registration.taking_part(session, event_id, {Status.CONFIRMED, Status.WAITLISTED}, told.modes)
    confirmed = tuple(each for each in found if each.status is Status.CONFIRMED)
    waiting = tuple(each for each in found if each.status is Status.WAITLISTED)
    return Concerned(confirmed, waiting, tuple(agenda.contacts(session, event_id, told.people)))


def letters_to_withdraw(session: Session, event_id: int, now: datetime) -> int:
    """How many letters about the programme still wait and can be withdrawn."""
    return mail.waiting(session, f"edition:{event_id}", LETTERS, now)


def is_migrated(session: Session) -> bool:
    """Whether the database has exactly the tables that this software expects."""
    if not sa.inspect(session.connection()).has_table("alembic_version"):
        return False
    return set(session.scalars(sa.text("SELECT version_num FROM alembic_version"))) == schema.last_steps()
