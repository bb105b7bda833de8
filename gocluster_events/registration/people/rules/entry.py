"""What somebody tells when they register: frozen values, and the same as JSON documents."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any, TypeVar

from gocluster_events.events.rules.edition import FederalState, Mode
from gocluster_events.registration.people.rules.codes import ActorType, Diet, FormOfAddress, Support
from gocluster_events.registration.people.rules.questions import Answer, Answers, answer_document, read_answer
from gocluster_events.text import email_key

Document = dict[str, Any]
_CODES: dict[str, type[Enum]] = {
    "form_of_address": FormOfAddress,
    "actor_type": ActorType,
    "state": FederalState,
    "mode": Mode,
    "diet": Diet,
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who comes, and from where. ``cluster`` is the name of a member cluster; empty: no member.

    What an edition does not ask is empty or None.
    """

    form_of_address: FormOfAddress | None = None
    title: str = ""
    first_name: str
    last_name: str
    badge_name: str = ""
    email: str
    phone: str = ""
    postal_address: str = ""
    organisation: str = ""
    cluster: str = ""
    position: str = ""
    actor_type: ActorType | None = None
    state: FederalState | None = None
    invitation_code: str = ""

    @property
    def name(self) -> str:
        """Title, first and last name as one line."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)


@dataclass(frozen=True, kw_only=True)
class Participation:
    """How somebody takes part, and what the others may see of it.

    ``list_name`` and ``list_email`` are for the other participants, ``list_public`` (never the address) for everybody.
    """

    mode: Mode
    list_name: bool = False
    list_email: bool = False
    list_public: bool = False
    no_photos: bool = False
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry(Participation, Person):
    """A whole registration as it was typed, but for the special needs. Its mails are in ``language``."""

    language: str


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What somebody needs to eat and to take part (Art. 9 GDPR data), apart from everything else."""

    diet: Diet = Diet.UNSAID
    intolerances: str = ""
    support: tuple[Support, ...] = ()
    support_details: str = ""

    def __bool__(self) -> bool:
        return self != Needs()


@dataclass(frozen=True, kw_only=True)
class Identity:
    """When and where somebody was born, asked only where protective authorities request it; apart from the rest."""

    birth_date: dt.date | None = None
    birth_place: str = ""

    def __bool__(self) -> bool:
        return self != Identity()


@dataclass(frozen=True)
class SignUp:
    """One person of a sign-up: the entry, what the person needs, the answers, and the identity where it is asked."""

    entry: Entry
    needs: Needs
    answers: Answers = ()
    identity: Identity = field(default_factory=Identity)


def is_same(first: SignUp, second: SignUp) -> bool:
    """Whether both say the same; the spelling of the address does not count."""
    return _with_key(first) == _with_key(second)


def _with_key(sign_up: SignUp) -> SignUp:
    key = email_key(sign_up.entry.email)
    return replace(sign_up, entry=replace(sign_up.entry, email=key), answers=said(sign_up.answers))


def said(answers: Answers) -> Answers:
    """What was answered, in an order of its own: equal for all who answered the same."""
    return tuple(map(_said, sorted(answers, key=lambda answer: answer.question_id)))


def _said(answer: Answer) -> Answer:
    """What was answered, whatever the question was called by then; some of several have no order."""
    return replace(answer, version_id=0, options=tuple(sorted(answer.options)))


Part = TypeVar("Part", Person, Participation, Entry, Needs, Identity)


def document(part: Person | Participation | Needs | Identity) -> Document:
    """The value as JSON can keep it."""
    return {each.name: _plain(getattr(part, each.name)) for each in fields(part)}


def read(kind: type[Part], kept: Mapping[str, Any]) -> Part:
    """The value that `document` turned into ``kept``; what belongs to another kind is left out."""
    names = {each.name for each in fields(kind)}
    return kind(**{name: _value(name, value) for name, value in kept.items() if name in names})


def private(needs: Needs, answers: Answers = (), identity: Identity | None = None) -> Document:
    """What is kept apart from the entry, as one document: `read` gives needs and identity back, `answers_in` the rest.

    Nothing but the needs stands in it where nothing else was told.
    """
    found = document(needs)
    if answers:
        found["answers"] = [answer_document(each) for each in answers]
    return found | document(identity) if identity else found


def answers_in(kept: Mapping[str, Any]) -> Answers:
    """The answers in a document of `private`."""
    return tuple(read_answer(each) for each in kept.get("answers", ()))


def sign_up_in(entry: Entry, kept: Mapping[str, Any]) -> SignUp:
    """The entry with all that a document of `private` holds."""
    return SignUp(entry, read(Needs, kept), answers_in(kept), read(Identity, kept))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _value(name: str, value: Any) -> Any:
    if name == "support":
        return tuple(Support(each) for each in value)
    if name == "birth_date":
        return dt.date.fromisoformat(value) if value else None
    return _CODES[name](value) if name in _CODES and value is not None else value
