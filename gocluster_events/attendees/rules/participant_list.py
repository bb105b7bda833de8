"""The list of those who agreed to stand in it, as others read it: searched, in an order, under headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from gocluster_events import text


class Order(Enum):
    """What the list is ordered by, as it stands in addresses."""

    ORGANISATION = "organisation"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody as the reader may see them: what they did not agree to is empty. ``sort_key`` orders by their names."""

    title: str
    first_name: str
    last_name: str
    organisation: str
    position: str
    email: str
    sort_key: str

    @property
    def name(self) -> str:
        """Title, first and last name as one line."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)

    @property
    def search_text(self) -> str:
        """What a search looks through: nothing that the reader does not see."""
        return text.search_text(self.name, self.organisation, self.position, self.email)


@dataclass(frozen=True, slots=True)
class Section:
    """People under one heading: their organisation, or the letter with which their last names begin."""

    heading: str
    people: tuple[ListedPerson, ...]


def order_of(typed: str) -> Order:
    """The order that an address asks for; by organisation where it asks for none that there is."""
    return next((each for each in Order if each.value == typed), Order.ORGANISATION)


def matching(people: Sequence[ListedPerson], query: str, order: Order) -> Sequence[ListedPerson]:
    """Those in whom every word of the query occurs, in that order; who has no organisation comes last."""
    words = text.search_words(query)
    hits = [each for each in people if all(any(word in each.search_text for word in either) for either in words)]
    return sorted(hits, key=lambda each: (*_group(each, order), each.sort_key))


def sections(people: Sequence[ListedPerson], order: Order) -> tuple[Section, ...]:
    """These people, in that order, under their headings."""
    grouped = groupby(people, key=lambda each: _group(each, order))
    return tuple(_section(tuple(each), order) for _key, each in grouped)


def _group(person: ListedPerson, order: Order) -> tuple[bool, str]:
    if order is Order.NAME:
        return (False, person.sort_key[:1])
    return (not person.organisation, text.fold(person.organisation))


def _section(people: tuple[ListedPerson, ...], order: Order) -> Section:
    first = people[0]
    return Section(first.sort_key[:1].upper() if order is Order.NAME else first.organisation, people)
