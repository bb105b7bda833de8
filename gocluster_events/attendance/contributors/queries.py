"""Who is on the published programme, and which registrations are theirs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.contributors.models import ContributorMatch
from gocluster_events.attendance.contributors.rules import (
    Contributor,
    Contributors,
    Known,
    Pair,
    contributors,
    reference_of,
)
from gocluster_events.core.text import email_key
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.queries.draft import person_rows
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.agenda.rules.people import Contact, appearing
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, ENDED, Status
from gocluster_events.meeting.registration.people.rules.likeness import VERSION, name_key

UNSPOKEN = "de"  # of people on the programme nobody knows a language, unless they are registered too


def on_the_programme(session: Session, event_id: int) -> Contributors:
    """Everybody on the published programme who has not declined, as registered or not.

    A registration whose address is not proven, or that has ended, makes nobody registered, unless it was made for that
    very person; one without a place on site takes nobody off the lists of who is expected.
    """
    people = _people(session, event_id)
    if not people:
        return Contributors()
    by_hand = _answers(session, event_id)
    return contributors(people, _registrations(session, event_id, people, by_hand), by_hand)


def _people(session: Session, event_id: int) -> Sequence[Contributor]:
    """Who appears in the published programme, by name; not who is only stood in for, nor whose name was removed."""
    published = agenda.published(session, event_id)
    if published is None:
        return ()
    named = [person for person, _appearances in appearing(published.timetable)]
    rows, key = person_rows(session, event_id, [each.uuid for each in named]), _badge_key(session, event_id)
    expected = [
        Contributor(
            id=row.id,
            uuid=each.uuid,
            reference=reference_of(key, each.uuid),
            title=each.title,
            first_name=each.first_name,
            last_name=each.last_name,
            organisation=each.organisation,
            email_key=email_key(row.email) if row.email else "",
        )
        for each in named
        if (row := rows.get(each.uuid)) and not row.is_redacted and row.status is not PersonStatus.DECLINED
    ]
    return sorted(expected, key=lambda each: (each.sort_key, each.id))


def _badge_key(session: Session, event_id: int) -> str:
    return session.get_one(Event, event_id).badge_key


def _registrations(
    session: Session, event_id: int, people: Sequence[Contributor], by_hand: Collection[Pair]
) -> Sequence[Known]:
    """The registrations that could be one of theirs, by number, address, name or what the team said; nobody else's."""
    own = Registration.reference.in_([each.reference for each in people])
    has_place = sa.and_(Registration.status == Status.CONFIRMED, Registration.mode == Mode.ONSITE)
    names = (Registration.email_key, Registration.first_name, Registration.last_name)
    columns = (Registration.id, *names, sa.or_(has_place, own), Registration.status.in_(ENDED))
    counted = sa.or_(Registration.status.in_(ACTIVE), own)
    theirs = (
        own,
        Registration.email_key.in_([each.email_key for each in people if each.email_key]),
        Registration.name_key.in_({name_key(each.first_name, each.last_name) for each in people}),
        Registration.key_version < VERSION,  # whose key of the name is still to be renewed
        Registration.id.in_({registration for _person, registration in by_hand}),
    )
    ids = (sa.select(Registration.id).where(Registration.event_id == event_id, each) for each in theirs)
    mine = Registration.id.in_(sa.union(*ids))  # each by an index of its own, which SQLite would not do for an "or"
    rows = session.execute(sa.select(*columns).where(mine, counted).order_by(columns[0]))
    return [Known(*row) for row in rows]


def known(row: Any) -> Known:
    """What of a registration, or of a row with its columns, tells whose it is."""
    return Known(row.id, row.email_key, row.first_name, row.last_name)


def people_of(session: Session, mine: Registration) -> frozenset[str]:
    """As `people_of_each`, for one registration."""
    return people_of_each(session, mine.event_id, [known(mine)]).get(mine.id, frozenset())


def people_of_each(session: Session, event_id: int, registrations: Collection[Known]) -> Mapping[int, frozenset[str]]:
    """The UUIDs of those on the programme who are these people without doubt, by registration.

    Without doubt: by the address, or as the team has said. One statement.
    """
    match = (
        ContributorMatch.registration_id,
        ContributorMatch.is_same,
        Registration.status.in_(ACTIVE).label("stands"),
    )
    columns = (Person.id, Person.uuid, Person.first_name, Person.last_name, Person.email, *match)
    is_there = (Person.event_id == event_id, Person.is_redacted.is_(False), Person.status != PersonStatus.DECLINED)
    is_known = sa.or_(Person.email != "", ContributorMatch.is_same.is_not(None))
    statement = sa.select(*columns).outerjoin(ContributorMatch, ContributorMatch.person_id == Person.id)
    answered = statement.outerjoin(Registration, Registration.id == ContributorMatch.registration_id)
    rows = session.execute(answered.where(*is_there, is_known)).all()
    addresses, ids = {each.email_key for each in registrations}, {each.id for each in registrations}
    keys = {row.id: email_key(row.email) if row.email else "" for row in rows}
    people = {row.id: _person(row, keys[row.id]) for row in rows if row.registration_id or keys[row.id] in addresses}
    if not people:
        return {}
    others = {row.registration_id for row in rows if row.stands} - ids
    everybody = [*registrations, *(Known(other, "", "", "") for other in others)]
    by_hand = {(row.id, row.registration_id): row.is_same for row in rows if row.registration_id}
    result = contributors(list(people.values()), everybody, by_hand)
    by_registration: dict[int, set[str]] = {}
    for person, owned in result.registered:
        for each in ids.intersection(owned):
            if (person.id, each) not in result.open_pairs:
                by_registration.setdefault(each, set()).add(person.uuid)
    return {each: frozenset(uuids) for each, uuids in by_registration.items()}


def _person(row: Any, key: str) -> Contributor:
    names = {"first_name": row.first_name, "last_name": row.last_name}
    return Contributor(id=row.id, uuid=row.uuid, reference="", email_key=key, **names)


def _answers(session: Session, event_id: int) -> Mapping[Pair, bool]:
    columns = (ContributorMatch.person_id, ContributorMatch.registration_id, ContributorMatch.is_same)
    mine = sa.select(*columns).join(Person).where(Person.event_id == event_id)
    rows = session.execute(mine.order_by(ContributorMatch.registration_id))
    return {(person, registration): is_same for person, registration, is_same in rows}


def answers(session: Session, registration_id: int) -> Sequence[ContributorMatch]:
    """What is known of whether the registration is that of somebody on the programme, the oldest first."""
    mine = sa.select(ContributorMatch).where(ContributorMatch.registration_id == registration_id)
    return session.scalars(mine.order_by(ContributorMatch.at, ContributorMatch.person_id)).all()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody on the programme and a registration of the same name; ``is_same`` is None until the team has said so."""

    person: Person
    registration: Registration
    is_same: bool | None

    @property
    def pair(self) -> Pair:
        """The ids of the two."""
        return self.person.id, self.registration.id


def alike(session: Session, event_id: int) -> Sequence[Likeness]:
    """The pairs that wait for an answer, then those that have one, each by name.

    Not those whose registration was made at the door for that very person.
    """
    open_pairs = on_the_programme(session, event_id).open_pairs
    by_hand, key = _answers(session, event_id), _badge_key(session, event_id)
    wanted = {**dict.fromkeys(open_pairs), **by_hand}
    people = _by_id(session, Person, {person for person, _registration in wanted})
    registrations = _by_id(session, Registration, {registration for _person, registration in wanted})
    pairs = [
        Likeness(people[pair[0]], registrations[pair[1]], is_same)
        for pair, is_same in wanted.items()
        if registrations[pair[1]].reference != reference_of(key, people[pair[0]].uuid)
    ]
    return sorted(pairs, key=lambda each: (each.is_same is not None, each.person.sort_key, each.pair))


def _by_id(session: Session, model: Any, ids: Collection[int]) -> Mapping[int, Any]:
    return {row.id: row for row in session.scalars(sa.select(model).where(model.id.in_(ids)))}


def languages(session: Session, event_id: int, people: Collection[Contact]) -> Mapping[str, str]:
    """In which language each of these people is written to, by UUID: that of their registration. One statement."""
    keys = {each.uuid: email_key(each.email) for each in people}
    mine = (Registration.event_id == event_id, Registration.email_key.in_(set(keys.values())))
    rows = sa.select(Registration.email_key, Registration.language).where(*mine, Registration.status.in_(ACTIVE))
    spoken = dict(session.execute(rows).all()) if keys else {}
    return {person: spoken.get(key, UNSPOKEN) for person, key in keys.items()}
