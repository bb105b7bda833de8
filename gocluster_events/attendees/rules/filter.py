"""Which registrations somebody wants to see, and in which order: the address of the list, as one value."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from gocluster_events import text
from gocluster_events.events.rules import FederalState, Mode
from gocluster_events.registration.rules.codes import ActorType, Status

SEARCH_LIMIT = 100
NO_MEMBER = "-"
"""In place of a cluster's name: people who belong to none."""

Code = TypeVar("Code", bound=Enum)


class Field(Enum):
    """What the list is narrowed and sorted by, in the order of its sentence; the value is the parameter's name."""

    SEARCH = "search"
    STATUS = "status"
    MODE = "mode"
    ACTOR_TYPE = "type"
    STATE = "state"
    CLUSTER = "cluster"
    SORT = "sort"


NARROWING = tuple(field for field in Field if field is not Field.SORT)
FACETS = (Field.STATUS, Field.MODE, Field.ACTOR_TYPE, Field.STATE, Field.CLUSTER)


TABS: tuple[tuple[Status, ...], ...] = (
    (Status.RECEIVED, Status.IN_REVIEW),
    (Status.CONFIRMED,),
    (Status.OFFERED,),
    (Status.WAITLISTED,),
    (Status.UNCONFIRMED,),
    (Status.CANCELLED,),
    (Status.SUBSTITUTED,),
    (Status.LAPSED,),
    (Status.DECLINED,),
)
"""The states that have a tab above the list; what the team has yet to decide is one."""


class Key(Enum):
    """What a column of the list can be sorted by."""

    NAME = "name"
    STATUS = "status"
    ACTOR_TYPE = "type"
    STATE = "state"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Sort:
    """A key and its direction; as a parameter ``-received`` is the latest first."""

    key: Key
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.key.value}" if self.descending else self.key.value

    @property
    def reverse(self) -> "Sort":
        """The other direction."""
        return replace(self, descending=not self.descending)


NEWEST = Sort(Key.RECEIVED, descending=True)
SORTS = {str(sort): sort for key in Key for sort in (Sort(key), Sort(key, descending=True))}


@dataclass(frozen=True, slots=True)
class Filter:
    """Within one field any of its values, between fields all of them; a field without values does not narrow.

    The values stand in their codes' order, so that one choice has one address.
    """

    search: str = ""
    statuses: tuple[Status, ...] = ()
    modes: tuple[Mode, ...] = ()
    actor_types: tuple[ActorType, ...] = ()
    states: tuple[FederalState, ...] = ()
    clusters: tuple[str, ...] = ()
    sort: Sort = NEWEST

    def __bool__(self) -> bool:
        return any(self.values(field) for field in NARROWING)

    def values(self, field: Field) -> tuple[str, ...]:
        """What the field is set to, as it stands in the address."""
        match field:
            case Field.SEARCH:
                return (self.search,) if self.search else ()
            case Field.SORT:
                return (str(self.sort),)
            case Field.CLUSTER:
                return self.clusters
            case _:
                codes: tuple[Enum, ...] = getattr(self, _ATTRIBUTES[field])
                return tuple(str(code.value) for code in codes)

    def without(self, field: Field) -> "Filter":
        """The same list, not narrowed by this field."""
        nothing: dict[str, Any] = {_ATTRIBUTES[field]: "" if field is Field.SEARCH else ()}
        return replace(self, **nothing)

    def sorted_by(self, sort: Sort) -> "Filter":
        """The same rows in another order."""
        return replace(self, sort=sort)

    def tab(self, *statuses: Status) -> "Filter":
        """Everybody in these states (none: in any), in the same order."""
        return Filter(statuses=statuses, sort=self.sort)

    def parameters(self) -> dict[str, list[str]]:
        """The address's query: what narrows, and the order unless it is the usual one. `read` gives the filter back."""
        told = {field.value: list(self.values(field)) for field in Field if self.values(field)}
        if self.sort == NEWEST:
            del told[Field.SORT.value]
        return told


_ATTRIBUTES = {
    Field.SEARCH: "search",
    Field.STATUS: "statuses",
    Field.MODE: "modes",
    Field.ACTOR_TYPE: "actor_types",
    Field.STATE: "states",
    Field.CLUSTER: "clusters",
}


def read(parameters: Mapping[str, Sequence[str]], clusters: Collection[str]) -> tuple[Filter, tuple[Field, ...]]:
    """The filter that an address means, and the fields in which it names something unknown.

    ``clusters`` are the names that occur in the edition. Unknown values are left out, parameters of others ignored.
    """
    typed = {field: [value for value in parameters.get(field.value, ()) if value.strip()] for field in Field}
    typed[Field.SEARCH] = [words for words in (" ".join(" ".join(typed[Field.SEARCH]).split()),) if words]
    wanted = Filter(
        search=next((words for words in typed[Field.SEARCH] if text.flaw(words, SEARCH_LIMIT) is None), ""),
        statuses=_known(Status, typed[Field.STATUS]),
        modes=_known(Mode, typed[Field.MODE]),
        actor_types=_known(ActorType, typed[Field.ACTOR_TYPE]),
        states=_known(FederalState, typed[Field.STATE]),
        clusters=tuple(name for name in (NO_MEMBER, *clusters) if name in typed[Field.CLUSTER]),
        sort=next((SORTS[value] for value in typed[Field.SORT] if value in SORTS), NEWEST),
    )
    ignored = tuple(field for field in Field if set(typed[field]) - set(wanted.values(field)))
    return wanted, ignored


def _known(codes: type[Code], typed: Collection[str]) -> tuple[Code, ...]:
    return tuple(code for code in codes if code.value in typed)
