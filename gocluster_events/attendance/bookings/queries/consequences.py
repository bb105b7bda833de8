"""Reads of who has booked what, for what a new version of the programme does to them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.offers import IS_ACTIVE, is_unfit
from gocluster_events.attendance.bookings.rules.codes import ACTIVE, State
from gocluster_events.attendance.bookings.rules.consequences import Consequences, Standing, consequences, unread_moves
from gocluster_events.attendance.bookings.rules.publication_letters import (
    NAMES,
    UNDO,
    Readers,
    issues as issues_of,
    unread as unread_by,
)
from gocluster_events.attendance.contributors.queries import people_of_each
from gocluster_events.attendance.contributors.rules import Known
from gocluster_events.core.mail.queries import held, keys_about
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.letters import PROGRAMME
from gocluster_events.meeting.registration.people.services.mails import scope, subject


def upcoming(
    session: Session, event_id: int, before: Timetable | None, new: Timetable, now: datetime,
    unread: Mapping[int, int] | None = None,
) -> Consequences:  # fmt: skip
    """What becomes of everybody's places in the edition once ``new`` is its programme, in place of ``before``.

    ``unread`` is, by registration, the first version that they have not read of; unless given, by the letters that
    wait.
    """
    rows = session.execute(_standing(event_id, now)).all()
    firsts = unread if unread is not None else waiting_news(session, event_id) if rows else {}
    return _Reading(session, event_id, now, firsts if rows else {}).after(rows, before, new)


def unread_since(
    session: Session, event_id: int, latest: Timetable, now: datetime, unread: Mapping[int, int],
    void: Collection[str] = (),
) -> Consequences:  # fmt: skip
    """What the ``latest`` version, and those before it from ``unread`` on, have done to places of these registrations.

    Letters about the programme that are ``void`` (keys) tell nothing of it.
    """
    rows = session.execute(_standing(event_id, now, unread)).all()
    return _Reading(session, event_id, now, unread if rows else {}, void).after(rows, latest, latest)


def without_letters(
    session: Session, event_id: int, latest: Timetable, now: datetime, readers: Readers
) -> Consequences:  # fmt: skip
    """What these people do not learn of their places once those letters about the programme do not leave."""
    news = waiting_news(session, event_id)
    unread = {who: min(first, news.get(who, first)) for who, first in readers.firsts.items()}
    return unread_since(session, event_id, latest, now, unread, readers.keys).beyond_moves(news)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads what people know who have not read of versions from ``firsts`` on, by registration."""

    session: Session
    event_id: int
    now: datetime
    firsts: Mapping[int, int]
    void: Collection[str] = ()
    versions: dict[int, Timetable | None] = field(default_factory=dict)

    def after(self, rows: Iterable[Any], before: Timetable | None, new: Timetable) -> Consequences:
        """What becomes of the bookings of these rows; letters about the programme tell their readers what has moved."""
        moments = agenda.moments(self.session, self.event_id) if self.firsts else {}
        since = {who: moments[first] for who, first in self.firsts.items()}
        counted = [row for row in rows if _counts(row, since.get(row.person), self.now)]
        bookings = _standings(self.session, self.event_id, counted)
        theirs = {each.id: self.firsts[each.person] for each in bookings if each.person in self.firsts}
        known = {each.id: _known(each, theirs[each.id], moments) for each in bookings if each.id in theirs}
        programmes = {booking: self._programme(number) for booking, number in known.items()}
        after = consequences(bookings, before, new, programmes)
        if not self.firsts or not after.moved:
            return after
        return replace(after, moved=unread_moves(after.moved, new, self._announcements()))

    def _programme(self, number: int) -> Timetable | None:
        """What the version of that number has; each is read once."""
        if number not in self.versions:
            version = agenda.version(self.session, self.event_id, number)
            self.versions[number] = version.timetable if version else None
        return self.versions[number]

    def _announcements(self) -> Mapping[int, Sequence[tuple[Timetable | None, Timetable | None]]]:
        """By registration the versions of which letters about the programme tell, each with the one before it."""
        subjects, numbers = [subject(each) for each in self.firsts], agenda.numbers(self.session, self.event_id)
        keys = [each for each in keys_about(self.session, subjects, PROGRAMME) if each not in self.void]
        issues = {who: set[int]() for who in self.firsts}
        for who, version in issues_of(keys):
            if numbers[version] >= self.firsts[who]:
                issues[who].add(numbers[version])
        return {
            who: [(self._programme(number - 1), self._programme(number)) for number in sorted(mine)]
            for who, mine in issues.items()
        }


def waiting_news(session: Session, event_id: int) -> Mapping[int, int]:
    """By registration, the first version of which only letters tell that still wait."""
    return unread_by(held(session, scope(event_id), NAMES))


def _known(booking: Standing, first: int, moments: Mapping[int, datetime]) -> int:
    """The version that the person knows: the one before ``first``, or a later one by which they have booked."""
    return max([first - 1, *(number for number, at in moments.items() if at < booking.at)])


def _standings(session: Session, event_id: int, rows: Sequence[Any]) -> Sequence[Standing]:
    people = {each.person: Known(each.person, each.email_key, each.first_name, each.last_name) for each in rows}
    me = people_of_each(session, event_id, set(people.values())) if people else {}
    return [replace(_read(row), me=me.get(row.person, frozenset())) for row in rows]


def _counts(row: Any, since: datetime | None, now: datetime) -> bool:
    """Whether it stands, or has ended and the person has not been told; of whoever has no address, whether just now."""
    if row.state is not State.LOST:
        return True
    return row.ended_at >= since if since else not row.email and row.ended_at > now - UNDO


def _standing(event_id: int, now: datetime, people: Collection[int] | None = None) -> Any:
    """Every place and every number on a list of the edition, by name, and what has been lost and not had since.

    Of the ``people`` alone, where there are any.
    """
    other = aliased(Booking)
    theirs = (other.offer_id == Booking.offer_id, other.registration_id == Booking.registration_id)
    ended = (
        Booking.state == State.LOST,
        ~is_unfit(now),
        ~sa.exists().where(*theirs, sa.or_(other.id > Booking.id, other.state.in_(tuple(ACTIVE)))),
    )
    offer = (Offer.item, Offer.starts_at, Offer.ends_at, Offer.is_members_only, Offer.by_wish)
    names = (Registration.title, Registration.first_name, Registration.last_name)
    address = (Registration.email, Registration.email_key)
    booking = (Booking.id, Booking.state, Booking.at, Booking.ended_at, Booking.waiting_at)
    columns = (*booking, Booking.registration_id.label("person"), *offer, Registration.cluster, *names, *address)
    statement = sa.select(*columns).select_from(Booking).join(Offer, Offer.id == Booking.offer_id)
    mine = statement.join(Registration, Registration.id == Booking.registration_id)
    here = mine.where(Booking.event_id == event_id, sa.or_(IS_ACTIVE, sa.and_(*ended)))
    if people is not None:
        here = here.where(Booking.registration_id.in_(people))
    return here.order_by(Registration.sort_key, Booking.id)


def _read(row: Any) -> Standing:
    """Of what has ended it is known whether it was a place: only numbers have a time since when they wait."""
    is_lost = row.state is State.LOST
    return Standing(
        id=row.id,
        person=row.person,
        name=" ".join(filter(None, (row.title, row.first_name, row.last_name))),
        item=row.item,
        span=(row.starts_at, row.ends_at),
        at=row.at,
        is_held=row.state is State.HELD or (is_lost and row.waiting_at is None),
        is_member=bool(row.cluster),
        is_members_only=row.is_members_only,
        by_wish=row.by_wish,
        lost_at=row.ended_at if is_lost else None,
        has_address=bool(row.email),
    )


def booked_by(session: Session, event_id: int, items: Collection[str]) -> set[int]:
    """The registrations that have or await a place in one of these items (UUIDs)."""
    statement = sa.select(Booking.registration_id).join(Offer, Offer.id == Booking.offer_id)
    return set(session.scalars(statement.where(Booking.event_id == event_id, IS_ACTIVE, Offer.item.in_(items))))


def places_of_each(session: Session, event_id: int) -> Mapping[int, Mapping[str, bool]]:
    """Of each registration the items (UUIDs) in which it has a place (True) or waits for one (False). One statement."""
    columns = (Booking.registration_id, Offer.item, Booking.state)
    statement = sa.select(*columns).join(Offer, Offer.id == Booking.offer_id)
    places: dict[int, dict[str, bool]] = {}
    for who, item, state in session.execute(statement.where(Booking.event_id == event_id, IS_ACTIVE)):
        places.setdefault(who, {})[item] = state is State.HELD
    return places
