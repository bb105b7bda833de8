"""The outbox with the people its mails are about, who belong to features that mail does not know."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.mail import queries as mail_queries
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import Segment
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.models import Registration

KINDS = ("registration", "person", "invitation")
_MODELS: tuple[type[Registration | Person | Invitation], ...] = (Registration, Person, Invitation)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a mail is about: what kind of row, its id, its name and its present address; of the programme, its UUID."""

    kind: str
    id: int
    name: str
    email: str
    uuid: str = ""


def addressees(session: Session, event_id: int, subjects: Collection[str]) -> Mapping[str, Addressee]:
    """Whom the mails are about, by subject; one statement for each kind of subject, however many there are."""
    by_subject: dict[str, Addressee] = {}
    for kind, model in zip(KINDS, _MODELS, strict=True):
        name = model.uuid if model is Person else sa.literal("")
        columns = (model.id, name, model.email, model.title, model.first_name, model.last_name)
        statement = sa.select(*columns).where(model.event_id == event_id, model.id.in_(_ids(kind, subjects)))
        for row_id, uuid, email, *names in session.execute(statement):
            by_subject[f"{kind}:{row_id}"] = Addressee(kind, row_id, " ".join(filter(None, names)), email, str(uuid))
    return by_subject


def search_conditions(
    session: Session, event_id: int, search: str, titles: Mapping[str, str],
    subjects: Mapping[str, str] = MappingProxyType({}),
) -> Sequence[sa.ColumnElement[bool]]:  # fmt: skip
    """The mails in which every word of the search occurs: in the address, the name or the letter's folded title.

    ``subjects`` are those of mails that have one of their own, folded, by how the keys of these mails begin.
    """
    columns = (Person.id, Person.title, Person.first_name, Person.last_name)
    rows = session.execute(sa.select(*columns).where(Person.event_id == event_id, ~Person.is_redacted))
    people = {f"person:{row_id}": text.search_text(*names) for row_id, *names in rows}
    return [_has(event_id, spellings, titles, people, subjects) for spellings in text.search_words(search)]


def meant(
    session: Session, event_id: int, search: str, titles: Mapping[str, str], subjects: Mapping[str, str],
    similar: Collection[str], limit: int,
) -> tuple[Sequence[Mail], int]:  # fmt: skip
    """The latest mails that the search finds, and how many it does; where it finds none, those about ``similar``."""
    scope = f"edition:{event_id}"
    conditions = search_conditions(session, event_id, search, titles, subjects)
    number = mail_queries.counts(session, scope, conditions)[Segment.ALL] if conditions else 0
    if not number:
        conditions = [Mail.subject.in_(similar)]
    rows = mail_queries.page(session, scope, Segment.ALL, conditions, start=0, limit=limit) if number or similar else ()
    return rows, number


def _has(
    event_id: int, spellings: Sequence[str], titles: Mapping[str, str], programme: Mapping[str, str],
    subjects: Mapping[str, str],
) -> sa.ColumnElement[bool]:  # fmt: skip
    letters = [name for name, title in titles.items() if any(word in title for word in spellings)]
    people = (_of(Registration, event_id), _of(Invitation, event_id))
    matching: list[sa.ColumnElement[bool]] = [
        Mail.subject.in_(subject.where(sa.or_(*(searched.like(text.like(word), escape="\\") for word in spellings))))
        for subject, searched in people
    ]
    matching.append(Mail.subject.in_([each for each, name in programme.items() if any(w in name for w in spellings)]))
    matching += [Mail.key.startswith(key) for key, each in subjects.items() if any(word in each for word in spellings)]
    address = [sa.func.lower(Mail.recipient).like(text.like(word), escape="\\") for word in spellings]
    return sa.or_(*address, Mail.letter.in_(letters), *matching)


def _of(
    model: type[Registration] | type[Invitation], event_id: int
) -> tuple[sa.Select[str], sa.SQLColumnExpression[str]]:
    subject = sa.literal(f"{model.__tablename__}:").concat(sa.cast(model.id, sa.String))
    return sa.select(subject).where(model.event_id == event_id), model.search_text


def _ids(kind: str, subjects: Collection[str]) -> Sequence[int]:
    parts = (each.partition(":") for each in subjects)
    return [int(number) for name, _colon, number in parts if name == kind and number.isdigit()]
