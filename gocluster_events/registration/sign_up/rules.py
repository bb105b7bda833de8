"""Several people in one sign-up. Each has a key of its own, so that no tab overwrites somebody else as numbers move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gocluster_events.errors import Refused
from gocluster_events.registration.people.rules.codes import Refusal
from gocluster_events.registration.people.rules.entry import Document
from gocluster_events.text import email_key

MOST = 10
FIRST = "1"  # the key of whoever began the sign-up; the others' are random
SHARED = ("organisation", "cluster", "actor_type", "state")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed about one person of a sign-up, page by page; a page that was not sent yet is empty."""

    key: str
    person: Document = field(default_factory=dict)
    participation: Document = field(default_factory=dict)
    needs: Document = field(default_factory=dict)


def everybody(entries: Sequence[Mapping[str, Any]], needs: Sequence[Mapping[str, Any]]) -> tuple[Typed, ...]:
    """The people of a draft in their order; ``needs`` may end before the entries do."""
    padded = [*needs, *({} for _ in entries)]
    return tuple(
        Typed(_key(entry), dict(entry.get("person", {})), dict(entry.get("participation", {})), dict(needed))
        for entry, needed in zip(entries, padded, strict=False)
    )


def companion(people: Sequence[Typed], key: str) -> Typed:
    """One more person, who starts with what colleagues have in common with the first one (`SHARED`)."""
    first = people[0].person if people else {}
    return Typed(key, {name: first[name] for name in SHARED if name in first})


def with_person(entries: Sequence[Mapping[str, Any]], key: str, person: Document) -> list[Document]:
    """The entries once the person of that key is this one, or has joined at the end.

    Raises Refused when somebody else has the same address already, or when there would be too many.
    """
    index = index_of(entries, key)
    others = [dict(each) for number, each in enumerate(entries) if number != index]
    if email_key(person["email"]) in {email_key(each["person"]["email"]) for each in others}:
        raise Refused(Refusal.ADDRESS_TWICE)
    if index is None and len(entries) >= MOST:
        raise Refused(Refusal.TOO_MANY_PEOPLE)
    if index is None:
        return [*others, {"key": key, "person": person}]
    return replaced(entries, index, {**entries[index], "person": person})


def index_of(entries: Sequence[Mapping[str, Any]], key: str) -> int | None:
    """Where in the list the person of that key stands, from 0; None when nobody has it."""
    return next((index for index, entry in enumerate(entries) if _key(entry) == key), None)


def replaced(items: Sequence[Mapping[str, Any]], index: int, item: Document) -> list[Document]:
    """The items with another one at ``index``, and empty ones before it where there were none."""
    padded = [*map(dict, items), *({} for _ in range(index + 1 - len(items)))]
    return [*padded[:index], item, *padded[index + 1 :]]


def without(items: Sequence[Mapping[str, Any]], index: int) -> list[Document]:
    """The items but for the one at ``index``."""
    return [dict(each) for number, each in enumerate(items) if number != index]


def _key(entry: Mapping[str, Any]) -> str:
    return str(entry.get("key", FIRST))
