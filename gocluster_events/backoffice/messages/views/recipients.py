"""The list that a message goes to: registrations or people of the programme, narrowed by a filter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import g, request, url_for

from gocluster_events.attendance.attendees.queries import finding, listing
from gocluster_events.attendance.attendees.rules.filter import Field, Filter, booking_choices, read
from gocluster_events.attendance.attendees.words import filter as filter_words
from gocluster_events.backoffice.messages import queries, rules, words
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.core import db
from gocluster_events.core.i18n import _
from gocluster_events.core.web.portions import read_portion

_LONGEST_ADDRESS = 2_000  # characters that every browser and proxy takes; hundreds of people by their numbers are more


@dataclass(frozen=True)
class Recipients:
    """A list of the ``readers``, its name in words, and the page where it stands."""

    readers: rules.Readers
    wanted: Filter | rules.ProgrammeList
    name: str
    url: str

    @cached_property
    def ids(self) -> Sequence[int]:
        """The numbers of everybody on it, in order."""
        if isinstance(self.wanted, Filter):
            return listing.ids(db.session(), g.event.id, self.wanted)
        return queries.contributor_ids(db.session(), g.event, self.wanted)

    @property
    def parameters(self) -> Mapping[str, list[str]]:
        """What a message keeps of it: numbers in place of words that were looked for."""
        return self.wanted.numbered(self._each()).parameters()

    def _each(self) -> Iterator[int]:
        yield from self.ids  # which are read where words were looked for, and only then

    def listed(self, text: rules.MessageText | None) -> queries.Listed:
        """Who of them gets a message with this text."""
        session, only_missing = db.session(), bool(text and text.names_what_is_missing)
        if isinstance(self.wanted, Filter):
            everybody = listing.ids_statement(g.event.id, self.wanted)
            return queries.listed_registrations(session, g.event.id, everybody, only_missing=only_missing)
        people = queries.contributors(session, g.event, self.ids)
        return queries.ListedContributors(rules.choose(people, only_missing=only_missing))

    def facts(self, text: rules.MessageText | None, listed: queries.Listed) -> dict[str, Any]:
        """What the pages say of the list."""
        overview = listed.overview()
        return {
            "overview": overview,
            "recipients": read_portion(overview.number, "recipients", listed.people),
            "left": read_portion(overview.left, "left", listed.left),
            "unspoken": rules.missing_languages(text, overview.by_language) if text else (),
            "readers": self.readers,
            "list_name": self.name,
            "list_url": self.url if len(self.url) <= _LONGEST_ADDRESS else None,
        }


def requested() -> Recipients:
    """The list in the address: only ticked people, unless it says that all whom the filter finds are meant."""
    parameters = request.args.to_dict(flat=False)
    if "all" in parameters:
        parameters.pop(Field.CHOSEN.value, None)
    is_programme = request.args.get("readers") == rules.Readers.PROGRAMME.value
    return _of(rules.Readers.PROGRAMME if is_programme else rules.Readers.REGISTRATIONS, parameters)


def of(row: Message) -> Recipients:
    """The list of a message, as it is now."""
    return _of(row.readers, row.parameters)


def bookings() -> Sequence[tuple[str, str]]:
    """The lists of who has a place in an item, or waits for one: what the address says, and what it is called."""
    known = listing.filter_choices(db.session(), g.event)
    return [
        (f"{item}:{state.value}", filter_words.booking_name(known, item, state.value))
        for item, state in booking_choices(known)
    ]


def names(rows: Sequence[Message]) -> Mapping[int, str]:
    """The lists of these messages in words, by the messages' numbers."""
    named = {
        row.id: words.programme_list(rules.read_list(row.parameters))
        for row in rows
        if row.readers is rules.Readers.PROGRAMME
    }
    others = [row for row in rows if row.id not in named]
    if others:
        choices = listing.filter_choices(db.session(), g.event)
        named |= {row.id: _in_words(read(row.parameters, choices)[0]) for row in others}
    return named


def person_url(readers: rules.Readers, candidate: rules.Candidate) -> str:
    """The page of somebody on the list."""
    if readers is rules.Readers.PROGRAMME:
        return url_for("agenda.edit_person", uuid=candidate.uuid)
    return url_for("attendees.person", registration_id=candidate.id)


def _of(readers: rules.Readers, parameters: dict[str, list[str]]) -> Recipients:
    return (_contributors if readers is rules.Readers.PROGRAMME else _registrations)(parameters)


def _registrations(parameters: dict[str, list[str]]) -> Recipients:
    session = db.session()
    wanted = finding.with_similar(session, g.event.id, read(parameters, listing.filter_choices(session, g.event))[0])
    url = url_for("attendees.attendees", **_query(wanted.parameters()))
    return Recipients(rules.Readers.REGISTRATIONS, wanted, _in_words(wanted), url)


def _contributors(parameters: dict[str, list[str]]) -> Recipients:
    listed = rules.read_list(parameters)
    url = url_for("agenda.people", **_query(listed.people.parameters()))
    return Recipients(rules.Readers.PROGRAMME, listed, words.programme_list(listed), url)


def _query(parameters: Mapping[str, list[str]]) -> dict[str, Any]:
    return dict(parameters)


def _in_words(wanted: Filter) -> str:
    """The list in words, as it stands above itself."""
    return " · ".join(chip.label for chip in filter_words.chips(wanted)) or _("All registrations")
