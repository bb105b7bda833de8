"""The sentence that describes a filter, and the panel in which it is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gocluster_events.attendance.attendees.rules import filter as filter_rules
from gocluster_events.attendance.attendees.words.columns import COLUMNS
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.core.i18n import LazyString, _, _l, _n, current_language, day
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.events.words import FEDERAL_STATES, MODES
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from gocluster_events.meeting.registration.people.rules.questions import Question, codes
from gocluster_events.meeting.registration.people.words.codes import ACTOR_TYPES, STATUSES
from gocluster_events.meeting.registration.people.words.fields import option as said_option

FIELDS: dict[filter_rules.Field, LazyString] = {
    filter_rules.Field.SEARCH: _l("Search terms"),
    filter_rules.Field.STATUS: COLUMNS["status"],
    filter_rules.Field.MODE: COLUMNS["mode"],
    filter_rules.Field.ACTOR_TYPE: COLUMNS["actor_type"],
    filter_rules.Field.STATE: COLUMNS["state"],
    filter_rules.Field.CLUSTER: COLUMNS["cluster"],
    filter_rules.Field.QUOTA: COLUMNS["quota"],
    filter_rules.Field.ADMISSION: _l("Admission"),
    filter_rules.Field.LISTED: COLUMNS["list_name"],
    filter_rules.Field.PHOTOS: _l("Photographs"),
    filter_rules.Field.DELIVERY: _l("Delivery"),
    filter_rules.Field.BOOKING: _l("Places in items"),
    filter_rules.Field.ANSWER: _l("Answers"),
    filter_rules.Field.SINCE: _l("Received from"),
    filter_rules.Field.UNTIL: _l("Received until"),
    filter_rules.Field.CHOSEN: _l("Selection"),
    filter_rules.Field.SORT: _l("Order"),
}

CAME: dict[filter_rules.Attendance, LazyString] = {
    filter_rules.Attendance.IN: _l("checked in"),
    filter_rules.Attendance.OUT: _l("not checked in"),
}
_IN_LIST = {
    filter_rules.Consent.YES: _l("on the attendee list"),
    filter_rules.Consent.NO: _l("not on the attendee list"),
}
_DELIVERED = {
    filter_rules.Delivery.UNHINDERED: _l("No failed delivery known"),
    filter_rules.Delivery.FAILS: _l("E-mails do not arrive"),
    filter_rules.Delivery.NO_ADDRESS: _l("No e-mail address"),
}
_ON_PHOTOS = {
    filter_rules.Consent.YES: _l("may be photographed"),
    filter_rules.Consent.NO: _l("no consent to photographs"),
}

_CODES: dict[filter_rules.Field, tuple[type[Enum], Mapping[Any, LazyString]]] = {
    filter_rules.Field.STATUS: (Status, STATUSES),
    filter_rules.Field.MODE: (Mode, MODES),
    filter_rules.Field.ACTOR_TYPE: (ActorType, ACTOR_TYPES),
    filter_rules.Field.STATE: (FederalState, FEDERAL_STATES),
    filter_rules.Field.ADMISSION: (filter_rules.Attendance, CAME),
    filter_rules.Field.LISTED: (filter_rules.Consent, _IN_LIST),
    filter_rules.Field.PHOTOS: (filter_rules.Consent, _ON_PHOTOS),
    filter_rules.Field.DELIVERY: (filter_rules.Delivery, _DELIVERED),
}
_LONGEST = 48  # letters of a question in a chip or above its answers
_IN_SIGHT, _MANY = 5, 10  # options shown before "5 more"; a facet of many options shows only what is chosen


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of the filter's sentence, the list without it, and what it is called within a sentence."""

    label: str
    without: filter_rules.Filter
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


def chips(wanted: filter_rules.Filter) -> tuple[Chip, ...]:
    """The sentence of a filter: within a field "or", a chip for each field, and for each question."""
    parts: list[Chip] = []
    for field in filter_rules.NARROWING:
        if field is filter_rules.Field.ANSWER:
            parts += [_chip_of_answers(wanted, question) for question in wanted.options]
        elif wanted.values(field):
            parts.append(_chip_of(wanted, field))
    return tuple(parts)


def facets(counts: Mapping[filter_rules.Field, Mapping[str, int]], wanted: filter_rules.Filter) -> tuple[Facet, ...]:
    """The filter panel: every value that gives rows or is chosen, without facets that leave nothing to choose."""
    panel = [_facet(field, counts[field], wanted) for field in filter_rules.FACETS]
    panel.append(_facet_of_bookings(counts[filter_rules.Field.BOOKING], wanted))
    panel += [
        _facet_of_answers(question, counts[filter_rules.Field.ANSWER], wanted) for question in wanted.known.questions
    ]
    return tuple(facet for facet in panel if _divides(facet))


def _divides(facet: Facet) -> bool:
    options = (*facet.in_sight, *facet.folded)
    always = {
        filter_rules.Field.STATUS.value,
        filter_rules.Field.MODE.value,
        filter_rules.Field.ACTOR_TYPE.value,
        filter_rules.Field.STATE.value,
        filter_rules.Field.CLUSTER.value,
    }
    return len(options) > 1 or any(option.is_chosen for option in options) or facet.name in always


def _chip_of(wanted: filter_rules.Filter, field: filter_rules.Field) -> Chip:
    label = _chip(wanted, field)
    quoted = label if field is filter_rules.Field.SEARCH else _("“%(words)s”", words=label)
    return Chip(label, wanted.without(field), quoted)


def _chip(wanted: filter_rules.Filter, field: filter_rules.Field) -> str:
    match field:
        case filter_rules.Field.SEARCH:
            return _("“%(words)s”", words=wanted.search)
        case filter_rules.Field.SINCE if wanted.since:
            return _("received since %(day)s", day=day(wanted.since, form="plain"))
        case filter_rules.Field.UNTIL if wanted.until:
            return _("received until %(day)s", day=day(wanted.until, form="plain"))
        case filter_rules.Field.CHOSEN:
            return _n("%(num)d selected", "%(num)d selected", len(set(wanted.chosen) - {filter_rules.NOBODY}))
        case _:
            return _any_of([_value(wanted, field, value) for value in wanted.values(field)])


def _any_of(names: list[str]) -> str:
    """One or two values by name, more as so many others."""
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return _("%(first)s or %(second)s", first=names[0], second=names[1])
    return _("%(first)s or %(count)d others", first=names[0], count=len(names) - 1)


def _chip_of_answers(wanted: filter_rules.Filter, question_id: int) -> Chip:
    question = next(each for each in wanted.known.questions if each.id == question_id)
    chosen = _any_of([said_option(question, code) for code in wanted.options[question_id]])
    label = _("%(question)s: %(answer)s", question=_title(question), answer=chosen)
    return Chip(label, wanted.without_question(question_id), _("“%(words)s”", words=label))


def _title(question: Question) -> str:
    label = question.label.pick(current_language())[0]
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"


def _value(wanted: filter_rules.Filter, field: filter_rules.Field, value: str) -> str:
    if field is filter_rules.Field.CLUSTER:
        return _("Not a member") if value == filter_rules.NO_MEMBER else value
    if field is filter_rules.Field.QUOTA:
        return _("Open to everyone") if value == filter_rules.NO_MEMBER else _quota(wanted, value)
    if field is filter_rules.Field.BOOKING:
        return booking_name(wanted.known, *value.split(":"))
    codes, words = _CODES[field]
    return str(words[codes(value)])


def booking_name(known: filter_rules.FilterChoices, item: str, state: str) -> str:
    """A place in an item or a number on its list, as it stands in a sentence and in the panel."""
    code, title = known.items[item]
    name = f"{code} {title.pick(current_language())[0]}".strip()
    return _("booked: %(item)s", item=name) if State(state) is State.HELD else _("waiting for: %(item)s", item=name)


def _quota(wanted: filter_rules.Filter, value: str) -> str:
    name = wanted.known.quotas.get(int(value))
    return name.pick(current_language())[0] if name else value


def _facet(field: filter_rules.Field, counts: Mapping[str, int], wanted: filter_rules.Filter) -> Facet:
    chosen = wanted.values(field)
    known = [code.value for code in _CODES[field][0]] if field in _CODES else sorted({*counts, *chosen})
    options = [
        Option(value, _value(wanted, field, value), counts.get(value, 0), value in chosen)
        for value in known
        if value in counts or value in chosen
    ]
    return _folded(field, str(FIELDS[field]), options)


def _facet_of_bookings(counts: Mapping[str, int], wanted: filter_rules.Filter) -> Facet:
    field, chosen = filter_rules.Field.BOOKING, wanted.values(filter_rules.Field.BOOKING)
    known = (f"{item}:{state.value}" for item, state in filter_rules.booking_choices(wanted.known))
    options = [
        Option(value, _value(wanted, field, value), counts.get(value, 0), value in chosen)
        for value in known
        if value in counts or value in chosen
    ]
    return _folded(field, str(FIELDS[field]), options)


def _facet_of_answers(question: Question, counts: Mapping[str, int], wanted: filter_rules.Filter) -> Facet:
    chosen = wanted.options.get(question.id, ())
    pairs = ((code, f"{question.id}:{code}") for code in codes(question))
    options = [
        Option(value, said_option(question, code), counts.get(value, 0), code in chosen)
        for code, value in pairs
        if value in counts or code in chosen
    ]
    return _folded(filter_rules.Field.ANSWER, _title(question), options)


def _folded(field: filter_rules.Field, label: str, options: list[Option]) -> Facet:
    most = 0 if len(options) > _MANY else _IN_SIGHT
    in_sight = [option for number, option in enumerate(options) if number < most or option.is_chosen]
    folded = [option for option in options if option not in in_sight]
    return Facet(field.value, label, tuple(in_sight), tuple(folded))
