"""Which registrations somebody wants to see, and in which order: the address of the list, as one value."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import groupby
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.door.rules import read_ids
from gocluster_events.core import text
from gocluster_events.core.search import search_refusal
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules.codes import STATES, ActorType, Status
from gocluster_events.meeting.registration.people.rules.questions import DECIDING, Question, codes, is_protected

NO_MEMBER = "-"
"""In place of a cluster's name, people who belong to none; in place of a quota, places that are open to all."""
NOBODY = 0
"""A number that no registration has."""

Code = TypeVar("Code", bound=Enum)


class Field(Enum):
    """What the list is narrowed and sorted by, in the order of its sentence; the value is the parameter's name."""

    SEARCH = "search"
    STATUS = "status"
    MODE = "mode"
    ACTOR_TYPE = "type"
    STATE = "state"
    CLUSTER = "cluster"
    QUOTA = "quota"
    ADMISSION = "admission"
    LISTED = "listed"
    PHOTOS = "photos"
    DELIVERY = "delivery"
    BOOKING = "booking"
    ANSWER = "answer"
    SINCE = "since"
    UNTIL = "until"
    CHOSEN = "id"  # whoever is ticked
    SORT = "sort"


NARROWING = tuple(each for each in Field if each is not Field.SORT)
FACETS = (
    Field.STATUS, Field.MODE, Field.QUOTA, Field.ADMISSION, Field.ACTOR_TYPE, Field.STATE, Field.CLUSTER, Field.LISTED,
    Field.PHOTOS, Field.DELIVERY,
)  # fmt: skip
"""The fields whose values have a tick each, as they stand in the panel; the answers follow them."""


class Attendance(Enum):
    """Whether somebody is checked in."""

    IN = "in"
    OUT = "out"


class Delivery(Enum):
    """What is known of the e-mails to somebody."""

    UNHINDERED = "unhindered"
    FAILS = "fails"
    NO_ADDRESS = "no_address"


class Consent(Enum):
    """Whether somebody has consented."""

    YES = "yes"
    NO = "no"


TABS = tuple(tuple(tab) for _number, tab in groupby(STATES, key=lambda status: STATES[status].tab))
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
class FilterChoices:
    """What an edition has that a filter can name; ``items`` are code and title by UUID, its days are of ``zone``."""

    clusters: tuple[str, ...] = ()
    quotas: Mapping[int, text.Localized] = field(default_factory=dict)
    every: tuple[Question, ...] = ()
    items: Mapping[str, tuple[str, text.Localized]] = field(default_factory=dict)
    zone: str = "UTC"

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of which one can choose an answer; not those whose answers are protected."""
        return tuple(each for each in self.every if each.kind in DECIDING and not is_protected(each))


@dataclass(frozen=True, slots=True)
class Filter:
    """Filter and order of the list: any value of a field will do, all fields must match, an empty one does not narrow.

    The values stand in their codes' order, so that one choice has one address. Of ``answers``, each a question and an
    option, any of the same question will do. Days are whole, on the clocks of the venue. ``similar`` are those whom the
    search words mean where nobody is written like that, or nobody; they take the place of the words. None: they do not.
    """

    search: str = ""
    statuses: tuple[Status, ...] = ()
    modes: tuple[Mode, ...] = ()
    actor_types: tuple[ActorType, ...] = ()
    states: tuple[FederalState, ...] = ()
    clusters: tuple[str, ...] = ()
    quotas: tuple[str, ...] = ()
    admission: tuple[Attendance, ...] = ()
    listed: tuple[Consent, ...] = ()
    photos: tuple[Consent, ...] = ()
    delivery: tuple[Delivery, ...] = ()
    bookings: tuple[tuple[str, State], ...] = ()
    answers: tuple[tuple[int, str], ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    chosen: tuple[int, ...] = ()
    sort: Sort = NEWEST
    similar: tuple[int, ...] | None = field(default=None, compare=False)
    known: FilterChoices = field(default_factory=FilterChoices, compare=False, repr=False)

    def __bool__(self) -> bool:
        return any(self.values(field) for field in NARROWING)

    def values(self, field: Field) -> tuple[str, ...]:
        """What the field is set to, as it stands in the address."""
        setting: Any = getattr(self, _ATTRIBUTES[field])
        match field:
            case Field.ANSWER:
                return tuple(f"{question}:{option}" for question, option in setting)
            case Field.BOOKING:
                return tuple(f"{item}:{state.value}" for item, state in setting)
            case Field.SEARCH | Field.SORT | Field.SINCE | Field.UNTIL:
                return (str(setting),) if setting else ()
            case _:
                return tuple(str(each.value if isinstance(each, Enum) else each) for each in setting)

    @property
    def options(self) -> Mapping[int, tuple[str, ...]]:
        """The wanted answers by question."""
        options_by_question: dict[int, tuple[str, ...]] = {}
        for question, option in self.answers:
            options_by_question[question] = (*options_by_question.get(question, ()), option)
        return options_by_question

    @property
    def span(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """From when, and before when, the wanted registrations were received."""
        zone, start, last = ZoneInfo(self.known.zone), self.since, self.until
        after = last + dt.timedelta(days=1) if last else None
        begins, ends = (dt.datetime.combine(each, dt.time(), zone) if each else None for each in (start, after))
        return begins, ends

    def without(self, field: Field) -> "Filter":
        """The filter without what narrows this field."""
        nothing: dict[str, Any] = {_ATTRIBUTES[field]: getattr(Filter(), _ATTRIBUTES[field])}
        return replace(self, **nothing, similar=None if field is Field.SEARCH else self.similar)

    def without_question(self, question_id: int) -> "Filter":
        """The filter without what narrows answers to that question."""
        return replace(self, answers=tuple(each for each in self.answers if each[0] != question_id))

    def sorted_by(self, sort: Sort) -> "Filter":
        """The filter with its rows in another order."""
        return replace(self, sort=sort)

    def tab(self, *statuses: Status) -> "Filter":
        """Everybody in these states (none: in any), in the same order."""
        return Filter(statuses=statuses, sort=self.sort, known=self.known)

    def numbered(self, ids: Iterable[int]) -> "Filter":
        """The filter with these ``ids`` in place of its search words, which may be a name.

        Without search words it stays as it is. Without ``ids`` it still finds nobody.
        """
        if not self.search:
            return self
        return replace(self.without(Field.SEARCH), chosen=tuple(sorted(ids)) or (NOBODY,))

    def parameters(self) -> dict[str, list[str]]:
        """The address's query: what narrows, and the order unless it is the usual one. `read` gives the filter back."""
        query = {field.value: list(self.values(field)) for field in Field if self.values(field)}
        if self.sort == NEWEST:
            del query[Field.SORT.value]
        return query


_ATTRIBUTES = {
    Field.SEARCH: "search",
    Field.STATUS: "statuses",
    Field.MODE: "modes",
    Field.ACTOR_TYPE: "actor_types",
    Field.STATE: "states",
    Field.CLUSTER: "clusters",
    Field.QUOTA: "quotas",
    Field.ADMISSION: "admission",
    Field.LISTED: "listed",
    Field.PHOTOS: "photos",
    Field.DELIVERY: "delivery",
    Field.BOOKING: "bookings",
    Field.ANSWER: "answers",
    Field.SINCE: "since",
    Field.UNTIL: "until",
    Field.CHOSEN: "chosen",
    Field.SORT: "sort",
}


def read(parameters: Mapping[str, Sequence[str]], known: FilterChoices) -> tuple[Filter, tuple[Field, ...]]:
    """The filter that an address means, and the fields in which it names something unknown.

    Unknown values are left out, other parameters ignored. Where ``all`` is sent, ticked registrations are ignored too.
    """
    typed = {field: [value for value in parameters.get(field.value, ()) if value.strip()] for field in Field}
    typed[Field.SEARCH] = [words for words in (" ".join(" ".join(typed[Field.SEARCH]).split()),) if words]
    ids = read_ids(typed[Field.CHOSEN])
    typed[Field.CHOSEN] = [] if "all" in parameters else [str(each) for each in ids]
    wanted = Filter(
        search=next((words for words in typed[Field.SEARCH] if search_refusal(words) is None), ""),
        statuses=_known(Status, typed[Field.STATUS]),
        modes=_known(Mode, typed[Field.MODE]),
        actor_types=_known(ActorType, typed[Field.ACTOR_TYPE]),
        states=_known(FederalState, typed[Field.STATE]),
        clusters=tuple(name for name in (NO_MEMBER, *known.clusters) if name in typed[Field.CLUSTER]),
        quotas=tuple(name for name in (NO_MEMBER, *map(str, known.quotas)) if name in typed[Field.QUOTA]),
        admission=_known(Attendance, typed[Field.ADMISSION]),
        listed=_known(Consent, typed[Field.LISTED]),
        photos=_known(Consent, typed[Field.PHOTOS]),
        delivery=_known(Delivery, typed[Field.DELIVERY]),
        bookings=tuple(each for each in booking_choices(known) if f"{each[0]}:{each[1].value}" in typed[Field.BOOKING]),
        answers=_answers(known, typed[Field.ANSWER]),
        since=_day(typed[Field.SINCE]),
        until=_day(typed[Field.UNTIL]),
        chosen=ids if typed[Field.CHOSEN] else (),
        sort=next((SORTS[value] for value in typed[Field.SORT] if value in SORTS), NEWEST),
        known=known,
    )
    ignored = tuple(field for field in Field if set(typed[field]) - set(wanted.values(field)))
    return wanted, ignored


def _known(codes: type[Code], typed: Collection[str]) -> tuple[Code, ...]:
    return tuple(code for code in codes if code.value in typed)


def booking_choices(known: FilterChoices) -> tuple[tuple[str, State], ...]:
    """What a booking can be wanted as: a place in an item, or a number on its list."""
    return tuple((item, state) for item in known.items for state in (State.HELD, State.WAITING))


def _answers(known: FilterChoices, typed: Collection[str]) -> tuple[tuple[int, str], ...]:
    choices = ((each.id, code) for each in known.questions for code in codes(each))
    return tuple((question, code) for question, code in choices if f"{question}:{code}" in typed)


def _day(typed: Sequence[str]) -> dt.date | None:
    """The day from an address such as 2027-03-01; None when it is no date or outside the years 2000 to 2199."""
    try:
        day = dt.date.fromisoformat(typed[-1]) if typed and len(typed[-1]) == len("2027-03-01") else None
    except ValueError:
        return None
    return day if day and 2000 <= day.year <= 2199 else None
