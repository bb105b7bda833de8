"""Who came, who may come, and what the desk has to know of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import blake2b
from operator import itemgetter
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from gocluster_events.attendance.contributors.queries import on_the_programme
from gocluster_events.attendance.contributors.rules import Contributor
from gocluster_events.attendance.door.models import NOBODY, Admission, AnyAdmission
from gocluster_events.attendance.door.rules import (
    MOST,
    RECENT,
    Candidate,
    Guest,
    Passage,
    Tally,
    read_code,
    search_guests,
    unregistered,
    unregistered_candidate,
)
from gocluster_events.core.search import SHORTEST_PART, Hit, Meaning, nearest
from gocluster_events.core.text import like
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import ENDED, Status

LATEST = 8
Row = TypeVar("Row", bound=AnyAdmission)


def admitted(session: Session, event_id: int) -> Mapping[int, datetime]:
    """When each registration that was let in on any day was so first, by its id; what was taken back does not count."""
    statement = sa.select(Admission.registration_id, sa.func.min(Admission.at)).group_by(Admission.registration_id)
    rows = session.execute(statement.where(Admission.event_id == event_id, Admission.undone_at.is_(None)))
    return {registration_id: at for registration_id, at in rows if registration_id is not None}


def by_key(session: Session, table: type[Row], event_id: int, key: str) -> Row | None:
    """The admission under a desk's key, even if it was taken back; None when no such intention is stored."""
    return session.scalar(sa.select(table).where(table.event_id == event_id, table.key == key))


def registration_id(session: Session, event_id: int, reference: str) -> int | None:
    """The id of the edition's registration with that reference number."""
    mine = sa.select(Registration.id).where(Registration.event_id == event_id, Registration.reference == reference)
    return session.scalar(mine)


def meant(session: Session, event_id: int, reference: str) -> int | Contributor | None:
    """Whom the number means: the id of a registration, or somebody on the programme.

    Where its registration has ended, as when two were one person's, the other one of the same contributor is meant.
    """
    own = sa.select(Registration.id, Registration.status)
    mine = own.where(Registration.event_id == event_id, Registration.reference == reference)
    registration_id, status = next(iter(session.execute(mine)), (None, None))
    if status is not None and status not in ENDED:
        return registration_id
    return on_the_programme(session, event_id).of(reference) or registration_id


def is_elsewhere(session: Session, event_id: int, reference: str) -> bool:
    """Whether another edition has given out that number."""
    other = sa.select(Registration.id).where(Registration.event_id != event_id, Registration.reference == reference)
    return session.scalar(other.limit(1)) is not None


def guest(session: Session, registration_id: int, day: date) -> Guest:
    """The person as the desk knows them on that day. Raises NoResultFound for one who has been erased."""
    guests = _guests_by_id(session, [registration_id], day, {})
    if registration_id not in guests:
        raise NoResultFound
    return guests[registration_id]


def _guests_by_id(session: Session, ids: Collection[int], day: date, numbers: Mapping[int, str]) -> Mapping[int, Guest]:
    theirs = Registration.id.in_(ids)
    notes, rows = _notes(session, theirs), session.execute(_guests(day).where(theirs))
    return {row.id: _guest(row, notes.get(row.id, ()), numbers.get(row.id, "")) for row in rows}


def guests(session: Session, event_id: int, day: date) -> Sequence[Guest]:
    """Everybody as the desk knows them on that day, by name, also who is on the programme without registration."""
    here = Registration.event_id == event_id
    notes, rows = _notes(session, here), session.execute(_guests(day).where(here))
    programme = on_the_programme(session, event_id)
    numbers = programme.numbers
    known = [(row.sort_key, row.id, _guest(row, notes.get(row.id, ()), numbers.get(row.id, ""))) for row in rows]
    known += [(each.sort_key, 0, unregistered(each)) for each in programme.unregistered]
    return [person for _sort_key, _id, person in sorted(known, key=itemgetter(0, 1))]


def search(session: Session, event_id: int, query: str, day: date) -> Sequence[Hit[Guest]]:
    """The best of those whom the query means, as `search_guests` would choose them from everybody.

    The database picks who may be meant; only where too few are meant literally, also who may be so with a letter wrong.
    """
    programme = on_the_programme(session, event_id)
    numbers, expected = programme.numbers, {each.reference: each for each in programme.unregistered}

    def hits_of(rows: Sequence[Any]) -> Sequence[Hit[Candidate]]:
        registered = [_candidate(row, numbers.get(row.id, "")) for row in rows]
        return search_guests(query, [*registered, *map(unregistered_candidate, expected.values())])

    meaning = Meaning(query)
    hits = hits_of(session.execute(_literally(event_id, query, numbers)).all())
    if meaning.parts and read_code(query) is None and sum(each.is_sure for each in hits) < MOST:
        near = _nearly(event_id, meaning)
        hits = nearest(lambda most: session.execute(near.limit(most)).all(), hits_of, MOST)
    guests = _guests_by_id(session, [each.who.id for each in hits], day, numbers)
    return [
        Hit(guests[each.who.id] if each.who.id else unregistered(expected[each.who.reference]), each.misses)
        for each in hits
        if not each.who.id or each.who.id in guests  # not whoever was erased between the two reads
    ]


def _literally(event_id: int, query: str, numbers: Mapping[int, str]) -> sa.Select[Any]:
    """Whom a code or a number names, or by name as many as are wanted whose words begin as they were typed."""
    code = read_code(query)
    if code is None:
        return _by_name(event_id, *_words(Meaning(query))).limit(MOST)
    own = [each for each, number in numbers.items() if number == code.reference]
    return _by_name(event_id, sa.or_(Registration.reference == code.reference, Registration.id.in_(own)))


def _nearly(event_id: int, meaning: Meaning) -> sa.Select[Any]:
    """Who may be meant, also with a letter wrong, by the ``least`` that must be forgiven, then by name."""
    words = zip(meaning.near_patterns(), meaning.parts, strict=True)
    near = [sa.or_(*map(_has, patterns), _has_part(part)) for patterns, part in words]
    whole = _has_part(meaning.number) if len(meaning.parts) > 1 else sa.false()
    least = sa.case((whole, 0), else_=sum((sa.case((each, 0), else_=1) for each in _words(meaning)), sa.literal(0)))
    people = _by_name(event_id, sa.or_(sa.and_(*near), whole)).add_columns(least.label("least"))
    return people.order_by(None).order_by(least, Registration.sort_key, Registration.id)


def _words(meaning: Meaning) -> Sequence[sa.ColumnElement[bool]]:
    """For each word whether one of theirs begins with it."""
    return [sa.or_(*map(_has, patterns)) for patterns in meaning.patterns()]


def _has(pattern: str) -> sa.ColumnElement[bool]:
    return Registration.name_words.like(pattern, escape="\\")


def _has_part(number: str) -> sa.ColumnElement[bool]:
    """Whether that much of a reference number is a part of theirs."""
    if len(number) < SHORTEST_PART:
        return sa.false()
    return sa.func.replace(Registration.reference, "-", "").like(like(number), escape="\\")


def _by_name(event_id: int, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Those of the edition, by name. All that decides stands in one index, which is much smaller than the table."""
    columns: tuple[Any, ...] = (
        Registration.sort_key, Registration.id, Registration.name_words, Registration.reference,
    )  # fmt: skip
    ids = sa.select(Registration.id).where(Registration.event_id == event_id, *conditions)
    return sa.select(*columns).where(Registration.id.in_(ids)).order_by(Registration.sort_key, Registration.id)


def _candidate(row: Any, number: str) -> Candidate:
    return Candidate(row.sort_key, row.id, row.name_words.split(), row.reference, number)


def fingerprint(session: Session, event_id: int, day: date) -> str:
    """A digest of what `guests` reads: while it is the same, so are they, and it costs a fraction of making them."""
    digest, programme = blake2b(digest_size=16), on_the_programme(session, event_id)
    here = Registration.event_id == event_id
    digest.update(repr((programme.unregistered, programme.numbers, _notes(session, here))).encode())
    plain = [sa.type_coerce(each, sa.String) if isinstance(each.type, sa.Enum) else each for each in _COLUMNS]
    rows = _guests(day).with_only_columns(*plain).where(here).order_by(Registration.sort_key, Registration.id)
    for portion in session.connection().execute(rows).partitions(1_000):
        digest.update(repr([*map(tuple, portion)]).encode())
    return digest.hexdigest()


def tally(session: Session, event_id: int, day: date, now: datetime) -> Tally:
    """How many are in on that day, are expected (with a place on site, or on the programme) and have just come."""
    known = counter(session, event_id, day, now)
    return replace(known, expected=known.expected + len(on_the_programme(session, event_id).unregistered))


def counter(session: Session, event_id: int, day: date, now: datetime) -> Tally:
    """As `tally`, but expected are only those with a place on site, for what is asked all the time. One statement."""
    came = sa.select(sa.func.count()).where(*_standing(event_id, day))
    place = sa.select(sa.func.count()).where(
        Registration.event_id == event_id, Registration.status == Status.CONFIRMED, Registration.mode == Mode.ONSITE
    )
    recent = came.where(Admission.at > now - RECENT, Admission.at <= now)
    numbers = (came.scalar_subquery(), place.scalar_subquery(), recent.scalar_subquery())
    return Tally(*session.execute(sa.select(*numbers)).one())


def passages(session: Session, event_id: int, day: date) -> Sequence[Passage]:
    """Who went in last at any desk on that day, the latest first."""
    return latest(session, Admission, *_standing(event_id, day))


def latest(session: Session, table: type[AnyAdmission], *conditions: sa.ColumnElement[bool]) -> Sequence[Passage]:
    """Who went in last at any desk of such a door, the latest first."""
    rows = (
        sa.select(table, Registration)
        .join(Registration, table.registration_id == Registration.id)
        .where(*conditions)
        .order_by(table.at.desc(), table.id.desc())
        .limit(LATEST)
    )
    return [
        Passage(row.key, person.reference, name_of(person), person.organisation, row.at, row.desk)
        for row, person in session.execute(rows)
    ]


def times(session: Session, table: type[Row], registration_id: int) -> Sequence[Row]:
    """Every time somebody was let in at such a door, also those taken back, the oldest first."""
    mine = sa.select(table).where(table.registration_id == registration_id, table.actor != NOBODY)
    return session.scalars(mine.order_by(table.at, table.id)).all()


def _standing(event_id: int, day: date) -> tuple[sa.ColumnElement[bool], ...]:
    return Admission.event_id == event_id, Admission.day == day, Admission.undone_at.is_(None)


_COLUMNS: tuple[Any, ...] = (
    Registration.id, Registration.reference, Registration.title, Registration.first_name, Registration.last_name,
    Registration.organisation, Registration.status, Registration.mode, Registration.actor_type,
    Registration.photos, Registration.sort_key, Admission.at, Admission.desk, Admission.key,
)  # fmt: skip


def _guests(day: date) -> Any:
    standing = sa.and_(
        Admission.registration_id == Registration.id, Admission.day == day, Admission.undone_at.is_(None)
    )
    return sa.select(*_COLUMNS).outerjoin(Admission, standing)


def _notes(session: Session, whose: sa.ColumnElement[bool]) -> Mapping[int, Sequence[str]]:
    """What the desk has to say of these registrations, by id, the oldest first."""
    notes: dict[int, list[str]] = {}
    statement = sa.select(Note.registration_id, Note.text).join(Registration, Registration.id == Note.registration_id)
    for owner, text in session.execute(statement.where(whose, Note.at_desk.is_(True)).order_by(Note.at, Note.id)):
        notes.setdefault(owner, []).append(text)
    return notes


def _guest(row: Any, notes: Sequence[str], number: str = "") -> Guest:
    return Guest(
        reference=row.reference,
        number=number,
        name=name_of(row),
        organisation=row.organisation,
        status=row.status,
        mode=row.mode,
        actor_type=row.actor_type,
        no_photos=not row.photos,
        notes=tuple(notes),
        in_since=row.at,
        desk=row.desk or "",
        passage=row.key or "",
    )


def name_of(row: Any) -> str:
    """Somebody's name as desks read it."""
    return " ".join(part for part in (row.title, row.first_name, row.last_name) if part)


def admitted_at(session: Session, registration_id: int, day: date | None = None) -> datetime | None:
    """When the registration was let in on that day, or first on any; None if it was not."""
    mine = (Admission.registration_id == registration_id, Admission.undone_at.is_(None))
    statement = sa.select(sa.func.min(Admission.at)).where(*mine)
    return session.scalar(statement if day is None else statement.where(Admission.day == day))
