"""The sentence that a filter is, and the panel in which it is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gocluster_events.attendees.rules.filter import (
    FACETS,
    NARROWING,
    NO_MEMBER,
    NOBODY,
    Attendance,
    Consent,
    Delivery,
    Field,
    Filter,
)
from gocluster_events.attendees.words.columns import COLUMNS
from gocluster_events.events.rules.edition import FederalState, Mode
from gocluster_events.events.words import FEDERAL_STATES, MODES
from gocluster_events.i18n import LazyString, _, _l, _n, current_language, day
from gocluster_events.registration.people.rules.codes import ActorType, Status
from gocluster_events.registration.people.rules.questions import Question, codes
from gocluster_events.registration.people.words.codes import ACTOR_TYPES, STATUSES
from gocluster_events.registration.people.words.fields import option as said_option

FIELDS: dict[Field, LazyString] = {
    Field.SEARCH: _l("Search words"),
    Field.STATUS: COLUMNS["status"],
    Field.MODE: COLUMNS["mode"],
    Field.ACTOR_TYPE: COLUMNS["actor_type"],
    Field.STATE: COLUMNS["state"],
    Field.CLUSTER: COLUMNS["cluster"],
    Field.QUOTA: COLUMNS["quota"],
    Field.ADMISSION: _l("Admission"),
    Field.LISTED: COLUMNS["list_name"],
    Field.PHOTOS: _l("Photographs"),
    Field.DELIVERY: _l("Delivery"),
    Field.ANSWER: _l("Answers"),
    Field.SINCE: _l("Received from"),
    Field.UNTIL: _l("Received until"),
    Field.CHOSEN: _l("Selection"),
    Field.SORT: _l("Order"),
}

CAME: dict[Attendance, LazyString] = {Attendance.IN: _l("checked in"), Attendance.OUT: _l("not checked in")}
CONSENTS: dict[Consent, LazyString] = {Consent.YES: _l("yes"), Consent.NO: _l("no")}
_IN_LIST = {Consent.YES: _l("in the attendee list"), Consent.NO: _l("not in the attendee list")}
_DELIVERED = {
    Delivery.UNHINDERED: _l("No failed delivery known"),
    Delivery.FAILS: _l("E-mails do not arrive"),
    Delivery.NO_ADDRESS: _l("No e-mail address"),
}
_ON_PHOTOS = {Consent.YES: _l("may be photographed"), Consent.NO: _l("no photographs")}

_CODES: dict[Field, tuple[type[Enum], Mapping[Any, LazyString]]] = {
    Field.STATUS: (Status, STATUSES),
    Field.MODE: (Mode, MODES),
    Field.ACTOR_TYPE: (ActorType, ACTOR_TYPES),
    Field.STATE: (FederalState, FEDERAL_STATES),
    Field.ADMISSION: (Attendance, CAME),
    Field.LISTED: (Consent, _IN_LIST),
    Field.PHOTOS: (Consent, _ON_PHOTOS),
    Field.DELIVERY: (Delivery, _DELIVERED),
}
_LONGEST = 48  # letters of a question in a chip or above its answers
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


def chips(wanted: Filter) -> tuple[Chip, ...]:
    """The sentence of a filter: within a field "or", a chip for each field, and for each question."""
    found: list[Chip] = []
    for field in NARROWING:
        if field is Field.ANSWER:
            found += [_chip_of_answers(wanted, question) for question in wanted.options]
        elif wanted.values(field):
            found.append(_chip_of(wanted, field))
    return tuple(found)


def facets(counts: Mapping[Field, Mapping[str, int]], wanted: Filter) -> tuple[Facet, ...]:
    """The filter panel: every value that gives rows or is chosen; nothing that divides nobody."""
    found = [_facet(field, counts[field], wanted) for field in FACETS]
    found += [_facet_of_answers(question, counts[Field.ANSWER], wanted) for question in wanted.known.questions]
    return tuple(facet for facet in found if _divides(facet))


def _divides(facet: Facet) -> bool:
    options = (*facet.in_sight, *facet.folded)
    always = {Field.STATUS.value, Field.MODE.value, Field.ACTOR_TYPE.value, Field.STATE.value, Field.CLUSTER.value}
    return len(options) > 1 or any(option.is_chosen for option in options) or facet.name in always


def _chip_of(wanted: Filter, field: Field) -> Chip:
    label = _chip(wanted, field)
    quoted = label if field is Field.SEARCH else _("“%(words)s”", words=label)
    return Chip(label, wanted.without(field), quoted)


def _chip(wanted: Filter, field: Field) -> str:
    match field:
        case Field.SEARCH:
            return _("“%(words)s”", words=wanted.search)
        case Field.SINCE if wanted.since:
            return _("received since %(day)s", day=day(wanted.since, form="plain"))
        case Field.UNTIL if wanted.until:
            return _("received until %(day)s", day=day(wanted.until, form="plain"))
        case Field.CHOSEN:
            return _n("%(num)d selected", "%(num)d selected", len(set(wanted.chosen) - {NOBODY}))
        case _:
            return _any_of([_value(wanted, field, value) for value in wanted.values(field)])


def _any_of(names: list[str]) -> str:
    """One or two values by name, more as so many others."""
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return _("%(first)s or %(second)s", first=names[0], second=names[1])
    return _("%(first)s or %(count)d others", first=names[0], count=len(names) - 1)


def _chip_of_answers(wanted: Filter, question_id: int) -> Chip:
    question = next(each for each in wanted.known.questions if each.id == question_id)
    chosen = _any_of([said_option(question, code) for code in wanted.options[question_id]])
    label = _("%(question)s: %(answer)s", question=_title(question), answer=chosen)
    return Chip(label, wanted.without_question(question_id), _("“%(words)s”", words=label))


def _title(question: Question) -> str:
    label = question.label.pick(current_language())[0]
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"


def _value(wanted: Filter, field: Field, value: str) -> str:
    if field is Field.CLUSTER:
        return _("Not a member") if value == NO_MEMBER else value
    if field is Field.QUOTA:
        return _("Open to all") if value == NO_MEMBER else _quota(wanted, value)
    codes, words = _CODES[field]
    return str(words[codes(value)])


def _quota(wanted: Filter, value: str) -> str:
    name = wanted.known.quotas.get(int(value))
    return name.pick(current_language())[0] if name else value


def _facet(field: Field, counts: Mapping[str, int], wanted: Filter) -> Facet:
    chosen = wanted.values(field)
    known = [code.value for code in _CODES[field][0]] if field in _CODES else sorted({*counts, *chosen})
    options = [
        Option(value, _value(wanted, field, value), counts.get(value, 0), value in chosen)
        for value in known
        if value in counts or value in chosen
    ]
    return _folded(field, str(FIELDS[field]), options)


def _facet_of_answers(question: Question, counts: Mapping[str, int], wanted: Filter) -> Facet:
    chosen = wanted.options.get(question.id, ())
    found = ((code, f"{question.id}:{code}") for code in codes(question))
    options = [
        Option(value, said_option(question, code), counts.get(value, 0), code in chosen)
        for code, value in found
        if value in counts or code in chosen
    ]
    return _folded(Field.ANSWER, _title(question), options)


def _folded(field: Field, label: str, options: list[Option]) -> Facet:
    most = 0 if len(options) > _MANY else _IN_SIGHT
    in_sight = [option for number, option in enumerate(options) if number < most or option.is_chosen]
    folded = [option for option in options if option not in in_sight]
    return Facet(field.value, label, tuple(in_sight), tuple(folded))
