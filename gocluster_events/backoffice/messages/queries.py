"""Reads about messages: who is on their list, and what became of them."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from gocluster_events.backoffice.messages import rules
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.backoffice.messages.rules import (
    MESSAGE,
    Candidate,
    Chosen,
    LeftOut,
    MessageText,
    Overview,
    Readers,
    Stage,
)
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.queries import is_unreachable, unreachable_addresses
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.text import email_key
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import draft as drafts
from gocluster_events.meeting.agenda.rules.people import entries, missing, wanted
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, Status

MOST_ROWS = 50
_MOST_NAMED = 1_000  # in one statement; of more, everybody is read: a database takes only so many parameters
UNSPOKEN = "de"  # the language of people on the programme who have not registered


def message(session: Session, event_id: int, message_id: int) -> Message | None:
    """A message of that edition."""
    return session.scalar(sa.select(Message).where(Message.event_id == event_id, Message.id == message_id))


def messages(session: Session, event_id: int) -> Sequence[Message]:
    """The latest messages of an edition without their ``people``, the newest first."""
    statement = sa.select(Message).where(Message.event_id == event_id).options(defer(Message.people, raiseload=True))
    return session.scalars(statement.order_by(Message.id.desc()).limit(MOST_ROWS)).all()


def numbers_of_people(session: Session, ids: Sequence[int]) -> Mapping[int, int]:
    """How many people each of these messages is to go to, or went to."""
    number = sa.func.json_array_length(Message.people)
    return {row[0]: row[1] for row in session.execute(sa.select(Message.id, number).where(Message.id.in_(ids)))}


def planned(session: Session, event_id: int) -> Sequence[Message]:
    """The messages of an edition whose hour has not come."""
    waiting = (Message.event_id == event_id, Message.stage == Stage.PLANNED)
    return session.scalars(sa.select(Message).where(*waiting).order_by(Message.id)).all()


def text_of(row: Message) -> MessageText:
    """What the message says."""
    return MessageText(subject=row.subject, body=row.body, with_link=row.with_link)


def candidates(session: Session, event_id: int, ids: Sequence[int]) -> Sequence[Candidate]:
    """Those people of the edition, in the order of their numbers in ``ids``, as they stand now."""
    statement = sa.select(*_ABOUT).add_columns(_is_in_vain(event_id)).where(Registration.event_id == event_id)
    if len(ids) <= _MOST_NAMED:
        statement = statement.where(Registration.id.in_(ids))
    by_id = {row[0]: _candidate(row) for row in session.execute(statement)}
    return [by_id[each] for each in ids if each in by_id]


class Listed(Protocol):
    """A list to which a message goes, of which nobody is read but who is looked at."""

    def ids(self) -> Sequence[int]:
        """The numbers of those who get the message, in the order of the list."""

    def seal(self) -> str:
        """The `seal` of these."""

    def overview(self) -> Overview:
        """How many they are."""

    def people(self, start: int, limit: int) -> Sequence[Candidate]:
        """So many of them after the first ``start``."""

    def named(self, ids: Sequence[int]) -> Sequence[Candidate]:
        """Those with these numbers."""

    def left(self, start: int, limit: int) -> Sequence[tuple[Candidate, LeftOut]]:
        """So many of those who get nothing after the first ``start``, each with the reason."""


@dataclass(frozen=True, slots=True)
class ListedContributors:
    """People of the programme, who are few."""

    chosen: Chosen

    def ids(self) -> Sequence[int]:
        """As `Listed` has it."""
        return [each.id for each in self.chosen.people]

    def seal(self) -> str:
        """As `Listed` has it."""
        return self.chosen.seal

    def overview(self) -> Overview:
        """As `Listed` has it."""
        return rules.overview(
            Counter((each.status, each.language) for each in self.chosen.people), len(self.chosen.left)
        )

    def people(self, start: int, limit: int) -> Sequence[Candidate]:
        """As `Listed` has it."""
        return self.chosen.people[start : start + limit]

    def named(self, ids: Sequence[int]) -> Sequence[Candidate]:
        """As `Listed` has it."""
        return [each for each in self.chosen.people if each.id in ids]

    def left(self, start: int, limit: int) -> Sequence[tuple[Candidate, LeftOut]]:
        """As `Listed` has it."""
        return self.chosen.left[start : start + limit]


@dataclass(frozen=True, slots=True)
class ListedRegistrations:
    """Registrations, whose numbers ``everybody`` selects: the database says of each what `choose` would."""

    session: Session
    event_id: int
    everybody: sa.Select[Any]
    about: Sequence[Any]
    why: sa.ColumnElement[str]

    def ids(self) -> Sequence[int]:
        """As `Listed` has it."""
        return self.session.scalars(self.everybody.where(self.why == "")).all()

    def seal(self) -> str:
        """As `Listed` has it."""
        return rules.seal(self.session.scalars(self.everybody.where(self.why == "").order_by(None)))

    def overview(self) -> Overview:
        """As `Listed` has it."""
        kinds: tuple[Any, ...] = (Registration.status, Registration.language, self.why.label("why"))
        each = self.everybody.with_only_columns(*kinds).order_by(None).subquery().c
        rows = self.session.execute(sa.select(*each).add_columns(sa.func.count()).group_by(*each)).all()
        reached = {(status, language): number for status, language, why, number in rows if not why}
        return rules.overview(reached, sum(number for _status, _language, why, number in rows if why))

    def people(self, start: int, limit: int) -> Sequence[Candidate]:
        """As `Listed` has it."""
        some = self.everybody.where(self.why == "").offset(start).limit(limit)
        return [_candidate(row) for row in self.session.execute(some.with_only_columns(*self.about))]

    def named(self, ids: Sequence[int]) -> Sequence[Candidate]:
        """As `Listed` has it."""
        return candidates(self.session, self.event_id, ids)

    def left(self, start: int, limit: int) -> Sequence[tuple[Candidate, LeftOut]]:
        """As `Listed` has it."""
        some = self.everybody.where(self.why != "").offset(start).limit(limit)
        rows = self.session.execute(some.with_only_columns(*self.about).add_columns(self.why))
        return [(_candidate(each), LeftOut(why)) for *each, why in rows]


def listed_registrations(
    session: Session, event_id: int, everybody: sa.Select[Any], *, only_missing: bool
) -> ListedRegistrations:  # fmt: skip
    """Who of the registrations whose numbers ``everybody`` selects gets a message."""
    is_in_vain = _is_in_vain(event_id)
    why: sa.ColumnElement[str] = sa.case(
        (Registration.email == "", LeftOut.NO_ADDRESS.value),
        (~_IS_THEIRS, LeftOut.NOT_PROVEN.value),
        (is_in_vain, LeftOut.UNREACHABLE.value),
        else_="",
    )
    if only_missing:
        why = sa.literal(LeftOut.COMPLETE.value)  # of a registration nothing can be missing
    return ListedRegistrations(session, event_id, everybody, (*_ABOUT, is_in_vain), why)


_IS_THEIRS = sa.or_(
    Registration.proven_at.is_not(None),
    Registration.status.in_(ACTIVE),  # the team registered them, or corrected the address, and vouches for it
    sa.and_(Registration.confirmed_at.is_not(None), Registration.status != Status.UNCONFIRMED),
)
_ABOUT: tuple[Any, ...] = (
    Registration.id, Registration.title, Registration.first_name, Registration.last_name, Registration.status,
    Registration.language, Registration.email, Registration.email_key, _IS_THEIRS,
)  # fmt: skip


def _is_in_vain(event_id: int) -> sa.ColumnElement[bool]:
    """Nothing that is sent to the registration's address arrives there."""
    return Registration.email.in_(unreachable_addresses(f"edition:{event_id}"))


def readers(session: Session, event: Event, kind: Readers, ids: Sequence[int]) -> Sequence[Candidate]:
    """Those of a message's list, in the order of their numbers in ``ids``, as they stand now."""
    if kind is Readers.PROGRAMME:
        return contributors(session, event, ids)
    return candidates(session, event.id, ids)


def contributors(session: Session, event: Event, ids: Sequence[int]) -> Sequence[Candidate]:
    """Those people of the programme, in that order; not whose name was removed. Whoever registered has a language."""
    appearances = entries(drafts.draft(session, event))
    unreachable = is_unreachable(f"edition:{event.id}", Person.email)
    which = sa.and_(Person.event_id == event.id, Person.id.in_(ids), ~Person.is_redacted)
    rows = session.execute(sa.select(Person, unreachable).where(which)).all()
    languages = _languages(session, event.id, [email_key(row.email) for row, _is_unreachable in rows if row.email])
    by_id = {
        row.id: Candidate(
            id=row.id,
            name=drafts.person_of(row).name,
            status=row.status,
            language=languages.get(email_key(row.email), UNSPOKEN),
            email_key=email_key(row.email) if row.email else "",
            is_proven=True,  # the team vouches for it
            is_unreachable=bool(is_lost),
            uuid=row.uuid,
            missing=missing(drafts.person_of(row), appearances.get(row.uuid, ())),
        )
        for row, is_lost in rows
    }
    return [by_id[each] for each in ids if each in by_id]


def _languages(session: Session, event_id: int, keys: Sequence[str]) -> Mapping[str, str]:
    """In which language those registered who have these addresses."""
    mine = sa.and_(Registration.event_id == event_id, Registration.email_key.in_(keys))
    return {
        row[0]: row[1] for row in session.execute(sa.select(Registration.email_key, Registration.language).where(mine))
    }


def contributor_ids(session: Session, event: Event, listed: rules.ProgrammeList) -> Sequence[int]:
    """The numbers of the people on the list, by last name."""
    timetable = drafts.draft(session, event)
    people = wanted(timetable.people, entries(timetable), listed.people)
    rows = drafts.person_rows(session, event.id, [person.uuid for person in people if not person.is_redacted])
    ids = [rows[person.uuid].id for person in people if person.uuid in rows]
    return [each for each in ids if not listed.ids or each in listed.ids]


def _candidate(row: Any) -> Candidate:
    number, title, first, last, status, language, email, key, is_theirs, unreachable = row
    name = " ".join(filter(None, (title, first, last)))
    return Candidate(number, name, status, language, key if email else "", bool(is_theirs), bool(unreachable))


def due(session: Session, now: datetime) -> Sequence[tuple[int, int]]:
    """The messages whose time has come, each with its edition."""
    ripe = sa.and_(Message.stage == Stage.PLANNED, Message.due_at <= now)
    rows = session.execute(sa.select(Message.event_id, Message.id).where(ripe).order_by(Message.due_at))
    return [(event_id, message_id) for event_id, message_id in rows]


_OF_MESSAGES = Mail.letter == sa.literal_column("'message'")  # as their index has it, so that it is used


def outcomes(session: Session, event_id: int, ids: Sequence[int]) -> Mapping[int, Mapping[State, int]]:
    """The number of mails in each state, for each of the messages; the edition's are read once, for all of them."""
    which = sa.func.rtrim(Mail.key, "0123456789").label("which")  # all of the key but the number of the reader
    each = sa.select(which, Mail.state).where(Mail.scope == f"edition:{event_id}", _OF_MESSAGES).subquery()
    statement = sa.select(each.c.which, each.c.state, sa.func.count()).group_by(each.c.which, each.c.state)
    rows = session.execute(statement).all() if ids else ()
    counts: dict[str, dict[State, int]] = {_key(number): {} for number in ids}
    for key, state, count in rows:
        counts.get(key, {})[state] = count
    return {number: counts[_key(number)] for number in ids}


def sent_to(session: Session, event_id: int, message_id: int, start: int, limit: int) -> Sequence[Mail]:
    """The mails of the message without their contents, those that failed first; so many, after the first ``start``."""
    states = {State.FAILED.value: 0, State.QUEUED.value: 1}
    order = (sa.case(states, value=sa.type_coerce(Mail.state, sa.String), else_=2), Mail.id)
    ids = sa.select(Mail.id).where(*_of(event_id, message_id)).order_by(*order).offset(start).limit(limit)
    statement = sa.select(Mail).options(defer(Mail.content, raiseload=True)).where(Mail.id.in_(ids))
    return session.scalars(statement.order_by(*order)).all()


def subjects(session: Session, event_id: int, message_id: int) -> AbstractSet[str]:
    """The subjects of the message's mails, whatever became of them."""
    return set(session.scalars(sa.select(Mail.subject).where(*_of(event_id, message_id))))


def _of(event_id: int, message_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return Mail.scope == f"edition:{event_id}", _OF_MESSAGES, Mail.key.like(f"{_key(message_id)}%")


def _key(message_id: int) -> str:
    return f"{MESSAGE.name}:{message_id}:"
