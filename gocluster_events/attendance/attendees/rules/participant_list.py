"""The list of those who agreed to stand in it, as others read it: searched, and in an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from gocluster_events.core import text


class Order(Enum):
    """What the list is ordered by, as it stands in addresses."""

    NAME = "name"
    ORGANISATION = "organisation"


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
        """The name as a list has it, last name first: Lindholm, Dr. Tarek."""
        given = " ".join(part for part in (self.title, self.first_name) if part)
        return ", ".join(part for part in (self.last_name, given) if part)

    @property
    def search_text(self) -> str:
        """What a search looks through: nothing that the reader does not see."""
        return text.search_text(self.name, self.organisation, self.position, self.email)


def order_of(typed: str) -> Order:
    """The order that an address asks for; by name where it asks for none that there is."""
    return next((each for each in Order if each.value == typed), Order.NAME)


def matching(people: Sequence[ListedPerson], query: str, order: Order) -> Sequence[ListedPerson]:
    """Those in whom every word of the query occurs, in that order; who has no organisation comes last."""
    words = text.search_words(query)
    hits = [each for each in people if all(any(word in each.search_text for word in either) for either in words)]
    return sorted(hits, key=_by_organisation if order is Order.ORGANISATION else _by_name)


def _by_name(person: ListedPerson) -> tuple[bool, str, str]:
    return False, "", person.sort_key


def _by_organisation(person: ListedPerson) -> tuple[bool, str, str]:
    return not person.organisation, text.fold(person.organisation), person.sort_key
