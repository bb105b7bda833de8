"""The outbox with the people its mails are about, who belong to features that mail does not know."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events import text
from gocluster_events.agenda.models import Person
from gocluster_events.mail.models import Mail
from gocluster_events.registration.invitations.models import Invitation
from gocluster_events.registration.people.models import Registration

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
    session: Session, event_id: int, search: str, titles: Mapping[str, str]
) -> Sequence[sa.ColumnElement[bool]]:  # fmt: skip
    """The mails in which every word of the search occurs: in the address, the name or the letter's folded title."""
    columns = (Person.id, Person.title, Person.first_name, Person.last_name)
    rows = session.execute(sa.select(*columns).where(Person.event_id == event_id, ~Person.is_redacted))
    people = {f"person:{row_id}": text.search_text(*names) for row_id, *names in rows}
    return [_has(event_id, spellings, titles, people) for spellings in text.search_words(search)]


def _has(
    event_id: int, spellings: Sequence[str], titles: Mapping[str, str], programme: Mapping[str, str]
) -> sa.ColumnElement[bool]:  # fmt: skip
    letters = [name for name, title in titles.items() if any(word in title for word in spellings)]
    people = (_of(Registration, event_id), _of(Invitation, event_id))
    matching = [
        Mail.subject.in_(subject.where(sa.or_(*(searched.like(text.like(word), escape="\\") for word in spellings))))
        for subject, searched in people
    ]
    matching.append(Mail.subject.in_([each for each, name in programme.items() if any(w in name for w in spellings)]))
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
