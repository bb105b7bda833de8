"""Asking for releases, and storing how somebody answered. Every verb joins the transaction of the room whose file or
quote it is, which holds the edition's lock and takes away in it whatever is not granted any more.

They work in an archived edition, too.
"""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.post_event.releases import models, rules
from gocluster_events.post_event.releases.rules import Kind, Refusal, State


def ask_in(
    session: Session, event_id: int, kind: Kind, subject: str, people: Iterable[tuple[str, str]], act: Act
) -> tuple[str, ...]:
    """Each of the people, by UUID and name, is asked for their release; returns who was not before.

    Who was asked already keeps their answer. Nobody is written to.
    """
    names = dict(people)
    known = set(session.scalars(sa.select(models.Release.person).where(*_of(event_id, kind, subject))))
    new = [person for person in names if person not in known]
    named = set(session.scalars(sa.select(Person.uuid).where(Person.event_id == event_id, Person.uuid.in_(new))))
    for person in new:
        name = "" if person in named else names[person]
        values = {"state": State.ASKED, "wording": rules.WORDING, "asked_at": act.at, "name": name}
        session.add(models.Release(event_id=event_id, kind=kind, subject=subject, person=person, **values))
    session.flush()
    return tuple(new)


def answer_in(
    session: Session, event_id: int, kind: Kind, subject: str, person: str, act: Act, *, is_granted: bool
) -> State:  # fmt: skip
    """The person's own answer is stored, in the words in force now; returns the state.

    Whoever calls it takes away what is not granted any more. Raises Refused when they were not asked.
    """
    row = _row(session, event_id, kind, subject, person)
    after = rules.answered(row.state, is_granted=is_granted)
    if after is not row.state:
        _store(session, row, after, act)
    return after


def on_paper_in(session: Session, event_id: int, kind: Kind, subject: str, person: str, act: Act) -> None:
    """The team has the person's release on paper; who noted it and when stays with it.

    Raises Refused when they were not asked, or answered themselves.
    """
    row = _row(session, event_id, kind, subject, person)
    if row.state is not State.ON_PAPER:
        _store(session, row, rules.on_paper(row.state), act)


def withdrawal_in(session: Session, event_id: int, kind: Kind, subject: str, person: str, act: Act) -> None:
    """The person has told the team that they withdraw their release; who noted it and when stays with it.

    Whoever calls it takes away what is not granted any more. Raises Refused where no release stands.
    """
    row = _row(session, event_id, kind, subject, person)
    if row.state not in rules.GRANTED:
        raise Refused(Refusal.NOT_GRANTED)
    _store(session, row, State.WITHDRAWN, act, "withdrawal_noted")


def forget_in(session: Session, event_id: int, kind: Kind, subject: str) -> None:
    """The releases go with the file, the quote or the card; what was withdrawn stays as a proof for three years."""
    gone = sa.delete(models.Release).where(*_of(event_id, kind, subject), models.Release.state != State.WITHDRAWN)
    session.execute(gone)


def ask_again_in(session: Session, event_id: int, kind: Kind, subject: str, act: Act) -> None:
    """Whoever said yes is asked anew, since it is another file or text by now. A no stays until they change it."""
    session.execute(
        sa.update(models.Release)
        .where(*_of(event_id, kind, subject), models.Release.state.in_(rules.GRANTED))
        .values(state=State.ASKED, wording=rules.WORDING, asked_at=act.at, answered_at=None, actor="")
    )


def remind_in(session: Session, event_id: int, person: str, number: int, now: datetime) -> None:
    """It is on record that the person has the reminder of that number."""
    session.add(models.ReleaseReminder(event_id=event_id, person=person, number=number, at=now))


def forget_withdrawn(due: datetime, standing: sa.Select[tuple[str]]) -> int:
    """Withdrawn releases go once their proof is not needed any more; returns how many.

    Of a file that is ``standing`` (UUIDs) the no itself stays, without a name, for as long as the file is here.
    """
    row = models.Release
    old = (row.state == State.WITHDRAWN, row.answered_at <= due - rules.KEEP_WITHDRAWN)
    stays = sa.and_(row.kind == Kind.FILE, row.subject.in_(standing))
    with transaction() as session:
        session.execute(sa.update(row).where(*old, stays).values(name="", actor=""))
        return int(session.execute(sa.delete(row).where(*old, ~stays)).rowcount)  # type: ignore[attr-defined]


def _of(event_id: int, kind: Kind, subject: str) -> tuple[sa.ColumnElement[bool], ...]:
    row = models.Release
    return row.event_id == event_id, row.kind == kind, row.subject == subject


def _row(session: Session, event_id: int, kind: Kind, subject: str, person: str) -> models.Release:
    statement = sa.select(models.Release).where(*_of(event_id, kind, subject), models.Release.person == person)
    row = session.scalar(statement.execution_options(populate_existing=True))
    if row is None:
        raise Refused(Refusal.NOT_ASKED)
    return row


def _store(session: Session, row: models.Release, state: State, act: Act, verb: str = "") -> None:
    row.state, row.answered_at, row.actor, row.wording = state, act.at, act.by, rules.WORDING
    session.flush()
    if state not in rules.GRANTED:
        withdraw(session, row.event_id, act.at)
    mine = sa.and_(Person.event_id == row.event_id, Person.uuid == row.person)
    person = session.scalar(sa.select(Person.id).where(mine))
    about = None if person is None else f"person:{person}"
    action, fields = f"release.{verb or state.value}", [f"release_{row.kind.value}"]
    audit(session, row.event_id, action, act, about=about, fields=fields)
