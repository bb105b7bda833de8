"""What somebody tells when they register: frozen values, and the same as JSON documents."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any, TypeVar

from gocluster_events.events.rules import FederalState, Mode
from gocluster_events.registration.rules.codes import ActorType, Diet, FormOfAddress, Support
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
    """Who comes, and from where. ``cluster`` is the name of a member cluster; empty: no member."""

    form_of_address: FormOfAddress | None = None
    title: str = ""
    first_name: str
    last_name: str
    badge_name: str = ""
    email: str
    phone: str = ""
    organisation: str
    cluster: str = ""
    position: str = ""
    actor_type: ActorType
    state: FederalState

    @property
    def name(self) -> str:
        """Title, first and last name as one line."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)


@dataclass(frozen=True, kw_only=True)
class Participation:
    """How somebody takes part, and what the others may see of it."""

    mode: Mode
    list_name: bool = False
    list_email: bool = False
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


@dataclass(frozen=True)
class SignUp:
    """One person of a sign-up: the entry, and what the person needs."""

    entry: Entry
    needs: Needs


def is_same(first: SignUp, second: SignUp) -> bool:
    """Whether both say the same; the spelling of the address does not count."""
    return _with_key(first) == _with_key(second)


def _with_key(sign_up: SignUp) -> SignUp:
    return replace(sign_up, entry=replace(sign_up.entry, email=email_key(sign_up.entry.email)))


Part = TypeVar("Part", Person, Participation, Entry, Needs)


def document(part: Person | Participation | Needs) -> Document:
    """The value as JSON can keep it."""
    return {each.name: _plain(getattr(part, each.name)) for each in fields(part)}


def read(kind: type[Part], kept: Mapping[str, Any]) -> Part:
    """The value that `document` turned into ``kept``."""
    return kind(**{name: _value(name, value) for name, value in kept.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value


def _value(name: str, value: Any) -> Any:
    if name == "support":
        return tuple(Support(each) for each in value)
    return _CODES[name](value) if name in _CODES and value is not None else value
