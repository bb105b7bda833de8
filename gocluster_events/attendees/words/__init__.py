"""What the list's columns, fields and values are called, and the sentence that a filter is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from gocluster_events.attendees.rules.filter import FACETS, NARROWING, NO_MEMBER, TABS, Field, Filter, Key
from gocluster_events.attendees.rules.table import Cell, Column
from gocluster_events.attendees.words.downloads import FORMATS as FORMATS
from gocluster_events.attendees.words.downloads import TOO_LONG as TOO_LONG
from gocluster_events.attendees.words.downloads import frame as frame
from gocluster_events.attendees.words.downloads import telling as telling
from gocluster_events.attendees.words.profiles import CHANGES as CHANGES
from gocluster_events.attendees.words.profiles import FACTS as FACTS
from gocluster_events.attendees.words.profiles import FOODS as FOODS
from gocluster_events.attendees.words.profiles import HOLDS as HOLDS
from gocluster_events.attendees.words.profiles import NAMES as NAMES
from gocluster_events.attendees.words.profiles import PARTS as PARTS
from gocluster_events.attendees.words.profiles import TOTALS as TOTALS
from gocluster_events.events.rules import FederalState, Mode
from gocluster_events.events.words import FEDERAL_STATES, MODES
from gocluster_events.i18n import LazyString, _, _l, current_language
from gocluster_events.registration.rules.codes import WORKER, ActorType, Status
from gocluster_events.registration.words import ACTOR_TYPES, STATUSES
from gocluster_events.text import Localized

COLUMNS: dict[Column, LazyString] = {
    Column.TITLE: _l("Title"),
    Column.FIRST_NAME: _l("First name"),
    Column.LAST_NAME: _l("Last name"),
    Column.BADGE_NAME: _l("Name on the badge"),
    Column.ORGANISATION: _l("Institution"),
    Column.POSITION: _l("Position"),
    Column.CLUSTER: _l("Cluster"),
    Column.ACTOR_TYPE: _l("Type of actor"),
    Column.STATE: _l("Federal state"),
    Column.MODE: _l("Mode of attendance"),
    Column.STATUS: _l("Status"),
    Column.PLACE: _l("Waiting-list position"),
    Column.QUOTA: _l("Quota"),
    Column.EMAIL: _l("E-mail"),
    Column.PHONE: _l("Phone"),
    Column.POSTAL_ADDRESS: _l("Postal address"),
    Column.REFERENCE: _l("Reference number"),
    Column.RECEIVED: _l("Received"),
    Column.LIST_NAME: _l("In the attendee list"),
    Column.LIST_EMAIL: _l("E-mail in the attendee list"),
    Column.NO_PHOTOS: _l("No photographs"),
    Column.REMARK: _l("Remark"),
}

FIELDS: dict[Field, LazyString] = {
    Field.SEARCH: _l("Search words"),
    Field.STATUS: COLUMNS[Column.STATUS],
    Field.MODE: COLUMNS[Column.MODE],
    Field.ACTOR_TYPE: COLUMNS[Column.ACTOR_TYPE],
    Field.STATE: COLUMNS[Column.STATE],
    Field.CLUSTER: COLUMNS[Column.CLUSTER],
    Field.SORT: _l("Order"),
}

KEYS: dict[Key, LazyString] = {
    Key.NAME: _l("Name"),
    Key.STATUS: COLUMNS[Column.STATUS],
    Key.ACTOR_TYPE: COLUMNS[Column.ACTOR_TYPE],
    Key.STATE: _l("State"),
    Key.RECEIVED: COLUMNS[Column.RECEIVED],
}

REFUSALS: dict[Any, LazyString] = {**TOO_LONG}

FILE_NAME = _l("attendees")
SHEET = _l("Registrations")

_CODES: dict[Field, tuple[type[Enum], Mapping[Any, LazyString]]] = {
    Field.STATUS: (Status, STATUSES),
    Field.MODE: (Mode, MODES),
    Field.ACTOR_TYPE: (ActorType, ACTOR_TYPES),
    Field.STATE: (FederalState, FEDERAL_STATES),
}
_SAID: dict[Any, LazyString] = {**STATUSES, **MODES, **ACTOR_TYPES, **FEDERAL_STATES}
_IN_SIGHT, _MANY = 5, 10  # options shown before "5 more"; a facet of many options shows only what is chosen


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of the filter's sentence, the list without it, and what it is called within a sentence."""

    label: str
    without: Filter
    quoted: str


@dataclass(frozen=True, slots=True)
class Option:
    """A value that the list can be narrowed to, and how many rows that gives."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A field of the filter panel: the options in sight, and the rest behind "more"."""

    name: str
    label: str
    in_sight: tuple[Option, ...]
    folded: tuple[Option, ...]


def said(value: Cell | Enum | Localized) -> Cell:
    """A code as the reader's word, yes or no for a tick, a name in the reader's language; everything else as it is."""
    if isinstance(value, Localized):
        return value.pick(current_language())[0]
    if isinstance(value, Enum):
        return str(_SAID[value])
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return value if isinstance(value, int | datetime) or value is None else str(value)


def tabs(counts: Mapping[Status, int]) -> tuple[tuple[tuple[Status, ...], str, int], ...]:
    """The tabs above the list with their words and numbers; what does not occur has none."""
    found = ((states, sum(counts.get(each, 0) for each in states)) for states in TABS)
    return tuple((states, str(STATUSES[states[-1]]), number) for states, number in found if number)


def actor(email: str, subject: str, names: Mapping[str, str]) -> str:
    """Who did something: somebody of the team by name, the person, or the system."""
    if email in {WORKER, ""}:
        return str(_("The system"))
    return str(_("The person")) if email == subject else names.get(email, email)


def chips(wanted: Filter) -> tuple[Chip, ...]:
    """The sentence of a filter: within a field "or", a chip for each field."""
    return tuple(_chip_of(wanted, field) for field in NARROWING if wanted.values(field))


def sentence(wanted: Filter) -> str:
    """The whole filter in one line."""
    parts = [chip.label for chip in chips(wanted)]
    return ", ".join(parts) or str(_("All registrations"))


def facets(counts: Mapping[Field, Mapping[str, int]], wanted: Filter) -> tuple[Facet, ...]:
    """The filter panel: every value that gives rows or is chosen."""
    return tuple(_facet(field, counts[field], wanted) for field in FACETS)


def _chip_of(wanted: Filter, field: Field) -> Chip:
    label = _chip(wanted, field)
    quoted = label if field is Field.SEARCH else str(_("“%(words)s”", words=label))
    return Chip(label, wanted.without(field), quoted)


def _chip(wanted: Filter, field: Field) -> str:
    values = wanted.values(field)
    if field is Field.SEARCH:
        return str(_("“%(words)s”", words=wanted.search))
    first = _value(field, values[0])
    if len(values) == 1:
        return first
    if len(values) == 2:
        return str(_("%(first)s or %(second)s", first=first, second=_value(field, values[1])))
    return str(_("%(first)s or %(count)d others", first=first, count=len(values) - 1))


def _value(field: Field, value: str) -> str:
    if field is Field.CLUSTER:
        return str(_("Not a member")) if value == NO_MEMBER else value
    codes, words = _CODES[field]
    return str(words[codes(value)])


def _facet(field: Field, counts: Mapping[str, int], wanted: Filter) -> Facet:
    chosen = wanted.values(field)
    known = [code.value for code in _CODES[field][0]] if field in _CODES else sorted({*counts, *chosen})
    options = [
        Option(value, _value(field, value), counts.get(value, 0), value in chosen)
        for value in known
        if value in counts or value in chosen
    ]
    most = 0 if len(options) > _MANY else _IN_SIGHT
    in_sight = [option for number, option in enumerate(options) if number < most or option.is_chosen]
    folded = [option for option in options if option not in in_sight]
    return Facet(field.value, str(FIELDS[field]), tuple(in_sight), tuple(folded))
