"""Writing to a list of people: kept as a draft, planned for an hour, withdrawn while it waits, sent once to each."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.backoffice.messages import queries, rules
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, as_seen
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.text import LANGUAGES
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import UnknownPlaceholder, fill
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people as people_queries
from gocluster_events.meeting.registration.people.rules.codes import WORKER
from gocluster_events.meeting.registration.people.rules.letters import salutation
from gocluster_events.meeting.registration.people.services.mails import about, branding

UNDO = timedelta(minutes=5)
"""How long a message that is sent at once can be withdrawn."""


def keep_message(
    event_id: int,
    text: rules.MessageText,
    parameters: Mapping[str, list[str]],
    act: Act,
    readers: rules.Readers = rules.Readers.REGISTRATIONS,
) -> int:
    """There is a draft for those of the ``readers`` that the parameters of a filter find; returns its id."""
    with db.transaction() as session:
        opened(session, event_id, rules.SendRefusal.ARCHIVED)
        row = Message(
            event_id=event_id, stage=rules.Stage.DRAFT, readers=readers, subject=text.subject, body=text.body,
            with_link=text.with_link, parameters=dict(parameters), people=[], author=act.by, created_at=act.at,
        )  # fmt: skip
        session.add(row)
        session.flush()
        _record(session, row, "message.added", act)
        return row.id


def change_message(event_id: int, message_id: int, text: rules.MessageText, revision: int) -> None:
    """The draft says that. Raises Stale when somebody saved since, Refused when it is no draft any more."""
    with db.transaction() as session:
        row = as_seen(_message_row(session, event_id, message_id, {rules.Stage.DRAFT}), revision)
        row.subject, row.body, row.with_link = text.subject, text.body, text.with_link
        row.revision += 1


def remove_message(event_id: int, message_id: int, act: Act) -> None:
    """The draft is gone; of one that was sent nothing can be removed."""
    with db.transaction() as session:
        row = _message_row(session, event_id, message_id, {rules.Stage.DRAFT})
        _record(session, row, "message.removed", act)
        session.delete(row)


def plan_message(
    event_id: int, message_id: int, ids: Sequence[int], *, seal: str, revision: int, due_at: datetime | None, act: Act
) -> datetime:
    """The message leaves at ``due_at`` (None: in five minutes) to the people the sender has seen; returns when.

    Raises Stale when its text has changed since ``revision``, Refused when the recipients differ from those of ``seal``
    or are none, the message has no text, the hour has passed, or the edition is not published.
    """
    with db.transaction() as session:
        row = as_seen(_message_row(session, event_id, message_id, {rules.Stage.DRAFT}), revision)
        event, text = session.get_one(Event, event_id), queries.text_of(row)
        chosen = _chosen(session, event, row, ids)
        hurdle = _send_refusal(text, chosen.people, due_at, act.at)
        if not rules.may_leave(row.readers, event.status):
            hurdle = rules.SendRefusal.NOT_PUBLISHED
        if hurdle or chosen.seal != seal:
            raise Refused(hurdle or rules.SendRefusal.OTHER_PEOPLE)
        row.people = [[each.id, each.status.value] for each in chosen.people]
        row.stage, row.due_at, row.author = rules.Stage.PLANNED, due_at or act.at + UNDO, act.by
        row.revision += 1
        _record(session, row, "message.planned", act)
        return row.due_at


def withdraw_message(event_id: int, message_id: int, act: Act) -> None:
    """The message is a draft again and nobody got it, also in an archived edition. Raises Refused when it has left."""
    with db.transaction() as session:
        row = _waiting(session, event_id, message_id, rules.Stage.PLANNED)
        _make_draft(session, row, act)


def stop_message(event_id: int, message_id: int, act: Act) -> int:
    """Mails of the message that have not left yet do not leave, also in an archived edition; returns their number."""
    with db.transaction() as session:
        row = _waiting(session, event_id, message_id, rules.Stage.SENT)
        keys = [f"{rules.MESSAGE.name}:{row.id}:{number}" for number, _status in row.people]
        gone = outbox.withdraw(session, keys)
        if gone:
            row.stage = rules.Stage.STOPPED
            _record(session, row, "message.stopped", act)
        return len(gone)


def hold_back(session: Session, event_id: int, act: Act) -> tuple[int, int]:
    """No message of the edition leaves: what is planned is a draft again, mails that wait are stopped.

    Returns how many messages and how many mails. The caller holds the edition's lock.
    """
    planned = queries.planned(session, event_id)
    for row in planned:
        _make_draft(session, row, act)
    gone = outbox.withdraw_untried(session, f"edition:{event_id}", [rules.MESSAGE.name])
    for number in {int(key.split(":")[1]) for key, _letter, _of in gone}:
        stopped = session.get_one(Message, number)
        stopped.stage = rules.Stage.STOPPED
        _record(session, stopped, "message.stopped", act)
    return len(planned), len(gone)


def send_due_messages(now: datetime) -> int:
    """Messages whose hour has come are in the outbox, once for each person; returns how many. Any number of workers.

    One of an event that is not shown any more is a draft again.
    """
    return sum(_send(event_id, message_id, now) for event_id, message_id in queries.due(db.session(), now))


def _send(event_id: int, message_id: int, now: datetime) -> bool:
    with db.transaction() as session:
        event = events.lock(session, event_id)  # before any other read: another worker may have done it
        row = session.get(Message, message_id)
        if row is None or row.stage is not rules.Stage.PLANNED or row.due_at is None or row.due_at > now:
            return False
        if not rules.may_leave(row.readers, event.status):
            _make_draft(session, row, Act(WORKER, now))
            return False
        then = {number: rules.standing(row.readers, status) for number, status in row.people}
        chosen = _chosen(session, event, row, list(then))
        people = [each for each in chosen.people if rules.still_goes(then[each.id], each.status)]
        sending.send_all(session, written(session, event, row, people), now)
        row.stage, row.queued_at = rules.Stage.SENT, now
        return True


def _chosen(session: Session, event: Event, row: Message, ids: Sequence[int]) -> rules.Chosen:
    """Who of these gets the message, as they stand now."""
    only_missing = queries.text_of(row).names_what_is_missing
    return rules.choose(queries.readers(session, event, row.readers, ids), only_missing=only_missing)


def written(session: Session, event: Event, row: Message, people: Sequence[rules.Candidate]) -> list[Outgoing]:
    """The letter to each of these people, in their language if the message is written in it, else in the other one."""
    text, known = queries.text_of(row), {each.id: each for each in people}
    facts = {language: {**about(event, language), **branding(event)} for language in LANGUAGES}
    made = []
    for one in _rows(session, row.readers, known):
        candidate = known[one.id]
        language = text.spoken(candidate.language)
        values = {**facts[language], **_values(one, candidate, language)}
        made.append(_to(event, row, text, one, language, values))
    return made


def heading(event: Event, text: rules.MessageText, language: str) -> str:
    """The subject for pages of the team: placeholders of the event are filled, those of the reader stay as they are."""
    subject, spoken = text.subject.pick(language)
    holes = {name: f"{{{name}}}" for letter in rules.LETTERS.values() for name in letter.samples}
    try:
        return fill(subject, {**holes, **about(event, spoken)})
    except UnknownPlaceholder:
        return subject


def _rows(session: Session, readers: rules.Readers, ids: Collection[int]) -> Sequence[Registration | Person]:
    if readers is rules.Readers.PROGRAMME:
        return session.scalars(sa.select(Person).where(Person.id.in_(ids)).order_by(Person.id)).all()
    return session.scalars(sa.select(Registration).where(Registration.id.in_(ids)).order_by(Registration.id)).all()


def _values(one: Registration | Person, candidate: rules.Candidate, language: str) -> dict[str, str]:
    """What the placeholders about the reader say."""
    if isinstance(one, Registration):
        entry = people_queries.entry_of(one)
        return {"salutation": salutation(entry, language), "name": entry.name, "reference": one.reference}
    gaps = rules.missing_lines(language, candidate.missing)
    return {"salutation": candidate.name, "name": candidate.name, "missing": gaps}


def _to(
    event: Event,
    row: Message,
    text: rules.MessageText,
    one: Registration | Person,
    language: str,
    values: Mapping[str, str],
) -> Outgoing:
    return sending.compose(
        rules.LETTERS[row.readers],
        scope=f"edition:{event.id}",
        subject=f"{rules.SUBJECTS[row.readers]}:{one.id}",
        to=one.email,
        language=language,
        key=f"{rules.MESSAGE.name}:{row.id}:{one.id}",
        values=values,
        link=(one.id, one.generation) if text.with_link else None,
        trial=sending.Trial(text.wording(language, row.readers), ""),
    )


def _send_refusal(
    text: rules.MessageText, people: Sequence[rules.Candidate], due_at: datetime | None, now: datetime
) -> rules.SendRefusal | None:  # fmt: skip
    if not text.languages:
        return rules.SendRefusal.NO_TEXT
    if not people:
        return rules.SendRefusal.NOBODY
    return rules.SendRefusal.PAST if due_at is not None and due_at <= now else None


def _make_draft(session: Session, row: Message, act: Act) -> None:
    row.stage, row.due_at, row.people = rules.Stage.DRAFT, None, []
    row.revision += 1
    _record(session, row, "message.withdrawn", act)


def _message_row(session: Session, event_id: int, message_id: int, stages: set[rules.Stage]) -> Message:
    opened(session, event_id, rules.SendRefusal.ARCHIVED)
    return _standing(session, event_id, message_id, stages)


def _waiting(session: Session, event_id: int, message_id: int, stage: rules.Stage) -> Message:
    """The locked message at that stage, whatever the status of its edition: what waits can always be held back."""
    events.lock(session, event_id)
    return _standing(session, event_id, message_id, {stage})


def _standing(session: Session, event_id: int, message_id: int, stages: set[rules.Stage]) -> Message:
    row = queries.message(session, event_id, message_id)
    if row is None or row.stage not in stages:
        raise Refused(rules.SendRefusal.NOT_WAITING)
    return row


def _record(session: Session, row: Message, action: str, act: Act) -> None:
    audit(session, row.event_id, action, act, about=f"message:{row.id}")
