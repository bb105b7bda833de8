"""Whom a new version of the programme concerns, and which letters about it still wait."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries.consequences import (
    places_of_each,
    upcoming,
    waiting_news,
    without_letters,
)
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.rules.consequences import Consequences
from gocluster_events.attendance.bookings.rules.publication_letters import NAMES as ABOUT_PLACES, Readers, issues
from gocluster_events.attendance.wishes.queries.concerned import concerned
from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.attendance.wishes.rules.binding import is_over
from gocluster_events.attendance.wishes.rules.codes import Phase
from gocluster_events.attendance.wishes.rules.phases import phase_of
from gocluster_events.backoffice.publishing.rules import Audience, Briefing, briefing, is_told_of, turned, unwished
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.text import email_key
from gocluster_events.meeting.agenda.queries import draft as drafts, people as agenda, publishing, steps
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.agenda.rules.conflicts.accepting import Findings
from gocluster_events.meeting.agenda.rules.differences import PROGRAMME as OWN_ITEMS
from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people as people_queries
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.letters import PROGRAMME

Reader = Registration | sa.Row[Any]
LETTERS = PROGRAMME | OWN_ITEMS
"""Those that tell of a new version of the programme."""


@dataclass(frozen=True, slots=True)
class ConcernedPeople:
    """Whom a new version of the programme concerns; ``unwritten`` people, by id, have had no letter about it yet.

    ``places`` are the items (UUIDs) in which registrations have a place (True) or wait for one.

    Where they are only to be counted, registrations are rows with what that needs, for they can be many thousands.
    """

    participants: tuple[Reader, ...]
    waiting: tuple[Reader, ...]
    people: tuple[Contact, ...]
    unwritten: frozenset[int] = frozenset()
    places: Mapping[int, Mapping[str, bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConcernedNumbers:
    """How many a new version of the programme concerns.

    Those who are ``registered`` by status, attendance and whether they are on the programme themselves; of the
    programme the ``people``.
    """

    registered: Mapping[tuple[Status, Mode, bool], int]
    people: tuple[Contact, ...]

    def number(self, audience: Audience) -> int:
        """How many people the audience has."""
        return len(self.people) if audience is Audience.PEOPLE else sum(self._kinds(audience).values())

    def overlap(self, audience: Audience) -> int:
        """How many people of the audience are on the programme themselves."""
        return sum(number for (_mode, is_own), number in self._kinds(audience).items() if is_own)

    def total(self, audiences: Collection[Audience]) -> int:
        """How many letters go to these audiences: nobody gets two."""
        twice = sum(map(self.overlap, audiences)) if Audience.PEOPLE in audiences else 0
        return sum(map(self.number, audiences)) - twice

    def taking_part(self, modes: Collection[Mode]) -> int:
        """How many of the confirmed take part in one of these ways."""
        kinds = self._kinds(Audience.PARTICIPANTS).items()
        return sum(number for (mode, _is_own), number in kinds if mode in modes)

    def _kinds(self, audience: Audience) -> Mapping[tuple[Mode, bool], int]:
        wanted = _STATUSES.get(audience)
        return {(mode, own): number for (status, mode, own), number in self.registered.items() if status is wanted}


_STATUSES = {Audience.PARTICIPANTS: Status.CONFIRMED, Audience.WAITING: Status.WAITLISTED}


def concerned_numbers(session: Session, event_id: int, briefing: Briefing) -> ConcernedNumbers:
    """How many the briefing concerns, with their present status; no registration is read."""
    people = tuple(agenda.contacts(session, event_id, briefing.people))
    own = Registration.email_key.in_({email_key(contact.email) for contact in people})
    columns: tuple[Any, ...] = (Registration.status, Registration.mode, own.label("own") if people else sa.false())
    each = sa.select(*columns).where(
        Registration.event_id == event_id,
        Registration.status.in_(_STATUSES.values()),
        Registration.mode.in_(briefing.modes),
    )
    kinds = each.subquery().c
    rows = session.execute(sa.select(*kinds).add_columns(sa.func.count()).group_by(*kinds))
    numbers = {(status, mode, bool(is_own)): number for status, mode, is_own, number in rows}
    return ConcernedNumbers(numbers, people)


def concerned_people(
    session: Session, event_id: int, briefing: Briefing, *, is_counted: bool = False
) -> ConcernedPeople:  # fmt: skip
    """Everybody whom the briefing concerns, with their present status; ``is_counted``: nobody of them is written to."""
    read: Callable[..., Sequence[Reader]] = people_queries.standing if is_counted else people_queries.taking_part
    registrations = read(session, event_id, {Status.CONFIRMED, Status.WAITLISTED}, briefing.modes)
    confirmed = tuple(each for each in registrations if each.status is Status.CONFIRMED)
    waiting = tuple(each for each in registrations if each.status is Status.WAITLISTED)
    people = tuple(agenda.contacts(session, event_id, briefing.people))
    unwritten, places = _unwritten(session, event_id, people), places_of_each(session, event_id)
    return ConcernedPeople(confirmed, waiting, people, unwritten, places)


@dataclass(frozen=True, slots=True)
class FirstLetters:
    """The version that people on the programme would learn of by their first letter, and who they are.

    ``unreached`` are those of them whose address nobody knows, by UUID.
    """

    version: publishing.Published
    people: ConcernedPeople
    unreached: tuple[str, ...]

    @property
    def telling(self) -> Briefing:
        """All of the version, as for somebody who knows nothing of it."""
        return briefing(None, self.version.timetable)

    @property
    def number(self) -> int:
        """How many people get a letter."""
        return len(self.people.people)


def first_letters(session: Session, event_id: int, version: publishing.Published) -> FirstLetters:
    """Who is on the ``version``, the latest, and has had no letter about the programme. Nobody else."""
    named = briefing(None, version.timetable).people
    reached = agenda.contacts(session, event_id, named)
    unwritten = _unwritten(session, event_id, reached)
    people = tuple(contact for contact in reached if contact.id in unwritten)
    unreached = set(named) - {contact.uuid for contact in reached}
    return FirstLetters(version, ConcernedPeople((), (), people, unwritten), tuple(unreached))


def _unwritten(session: Session, event_id: int, people: Sequence[Contact]) -> frozenset[int]:
    subjects = {f"person:{contact.id}": contact.id for contact in people}
    written = mail.subjects(session, f"edition:{event_id}", OWN_ITEMS, subjects)
    return frozenset(number for subject, number in subjects.items() if subject not in written)


class Upcoming:
    """What publishing the draft would change, and for whom; each part is read once, when it is first looked at."""

    def __init__(self, session: Session, event: Event, now: datetime) -> None:
        self._session, self._event, self._now = session, event, now
        self.revision = steps.head(session, event.id).revision  # first: what is read after it is never older

    @cached_property
    def draft(self) -> Timetable:
        """The draft, with what is not scheduled yet."""
        return drafts.draft(self._session, self._event)

    @cached_property
    def findings(self) -> Findings:
        """What the checks find in the draft."""
        return drafts.findings(self._session, self._event.id, self.draft)

    @cached_property
    def latest(self) -> publishing.Published | None:
        """The version that is public now; None before the first one."""
        return publishing.latest(self._session, self._event.id)

    @cached_property
    def telling(self) -> Briefing:
        """Who learns what of the draft."""
        return briefing(self.latest.timetable if self.latest else None, as_published(self.draft))

    @cached_property
    def bookings(self) -> Consequences:
        """What publishing the draft would do to those who have booked its items, or wait for them."""
        return upcoming(self._session, self._event.id, self.telling.old, self.telling.new, self._now)

    @cached_property
    def in_use(self) -> Sequence[tuple[Item, int]]:
        """The items that keep the draft from being published, each with how many people are concerned."""
        return in_use(self._session, self._event, self.telling.old, self.telling.new)

    @cached_property
    def lost_wishes(self) -> Sequence[tuple[Item, int]]:
        """The items that people wish for and that are gone, or go by wishes no more; with how many these are."""
        gone = unwished(self.telling.old, self.telling.new)
        wishes = concerned(self._session, self._event.id) if gone else {}
        return [(each, wishes[each.uuid]) for each in gone if each.uuid in wishes]

    @cached_property
    def allots(self) -> bool:
        """Whether an allocation by wishes is carried out with it that could still be taken back."""
        return allots(self._session, self._event, self.telling.old, self._now, self._now)

    @cached_property
    def numbers(self) -> ConcernedNumbers:
        """How many people publishing the draft would concern."""
        return concerned_numbers(self._session, self._event.id, self.telling)

    @cached_property
    def concerned(self) -> ConcernedPeople:
        """Everybody whom publishing the draft would concern."""
        return concerned_people(self._session, self._event.id, self.telling, is_counted=True)


def in_use(session: Session, event: Event, old: Timetable | None, new: Timetable) -> Sequence[tuple[Item, int]]:
    """The items of ``new`` that change between booking and wishes though people hold, wait or wish; how many these are.

    No statement where no item does.
    """
    items = turned(old, new)
    if not items:
        return ()
    offers, wishes = offerings(session, event), concerned(session, event.id)
    booked = {uuid: each.held + each.waiting for uuid, each in offers.items()}
    numbers = [(each, booked.get(each.uuid, 0) + wishes.get(each.uuid, 0)) for each in items]
    return [(each, number) for each, number in numbers if number]


def allots(session: Session, event: Event, old: Timetable | None, at: datetime, now: datetime) -> bool:
    """Whether a version that takes the place of ``old`` at that moment carries out an allocation by wishes that could
    still be taken back.

    No statement where nothing goes by wishes, or the edition is not public: nobody has a place there.
    """
    has_wishes = old is not None and any(each.sign_up is SignUp.WISH for each in old.items)
    round_ = round_of(session, event) if has_wishes and is_told_of(event.status) else None
    if round_ is None or round_.committed_at is None or phase_of(round_, now) is not Phase.COMMITTED:
        return False
    return at <= now or not is_over(round_.committed_at, at)


def letters_to_withdraw(session: Session, event_id: int, now: datetime) -> int:
    """How many letters about the programme still wait and can be withdrawn."""
    return mail.waiting(session, f"edition:{event_id}", LETTERS, now)


def letters_about_places(session: Session, event_id: int, now: datetime) -> int:
    """How many letters still wait to those whose places a version concerns; they are not withdrawn."""
    return mail.waiting(session, f"edition:{event_id}", ABOUT_PLACES, now)


def readers(session: Session, event_id: int, now: datetime) -> Readers:
    """Who has a letter about the programme that can be withdrawn; contributors where they are registered."""
    waiting = mail.waiting_mails(session, f"edition:{event_id}", LETTERS, now)
    numbers, owners = publishing.numbers(session, event_id), _owners(session, event_id, waiting)
    firsts, leaving = dict[int, int](), dict[int, datetime]()
    for each in waiting:
        for who, version in issues([each.key]):
            person = owners.get(each.key) if each.letter in OWN_ITEMS else who
            if person is not None:
                firsts[person] = min(numbers[version], firsts.get(person, numbers[version]))
                leaving[person] = each.not_before
    return Readers(firsts, leaving, frozenset(each.key for each in waiting))


def _owners(session: Session, event_id: int, mails: Iterable[Any]) -> Mapping[str, int]:
    """The registrations of those on the programme to whom these mails are, by key."""
    keys = {each.key: email_key(each.recipient) for each in mails if each.letter in OWN_ITEMS}
    alike = (Registration.event_id == event_id, Registration.email_key.in_(set(keys.values())))
    rows = session.execute(sa.select(Registration.email_key, Registration.id).where(*alike)).all() if keys else []
    people = dict(rows)
    return {key: people[address] for key, address in keys.items() if address in people}


def untold_places(session: Session, event_id: int, now: datetime) -> int:
    """How many letters about places are written once those about the programme are withdrawn, which would have told."""
    whom, latest = readers(session, event_id, now), publishing.latest(session, event_id)
    if not whom.firsts or latest is None:
        return 0
    after = without_letters(session, event_id, latest.timetable, now, whom)
    return len(
        after.movers(tells_readers=False).keys() - after.unreached.keys() - waiting_news(session, event_id).keys()
    )
