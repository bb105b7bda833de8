"""The list that a message goes to: registrations or people of the programme, narrowed by a filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for

from gocluster_events import db
from gocluster_events.attendees.queries import finding, listing
from gocluster_events.attendees.rules.filter import Field, Filter, read
from gocluster_events.attendees.words import filter as filter_words
from gocluster_events.i18n import _
from gocluster_events.messages import queries, rules, words
from gocluster_events.messages.models import Message
from gocluster_events.web.portions import portion

_LONGEST_ADDRESS = 2_000  # characters that every browser and proxy takes; hundreds of people by their numbers are more


@dataclass(frozen=True, slots=True)
class Recipients:
    """A list: its numbers in order, what a message keeps of it, its name in words, and the page where it stands."""

    readers: rules.Readers
    ids: Sequence[int]
    parameters: Mapping[str, list[str]]
    name: str
    url: str

    def chosen(self, text: rules.MessageText | None) -> rules.Chosen:
        """Who of them gets a message with this text."""
        candidates = queries.readers(db.session(), g.event, self.readers, self.ids)
        return rules.choose(candidates, only_missing=bool(text and text.names_what_is_missing))

    def facts(self, text: rules.MessageText | None, chosen: rules.Chosen) -> dict[str, Any]:
        """What the pages say of the list."""
        by_language = chosen.by_language()
        return {
            "recipients": portion(chosen.people, "recipients"),
            "left": portion(chosen.left, "left"),
            "by_language": by_language,
            "unspoken": rules.missing_languages(text, by_language) if text else (),
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
    ids, query = listing.ids(session, g.event.id, wanted), wanted.parameters()
    return Recipients(
        rules.Readers.REGISTRATIONS,
        ids,
        wanted.numbered(ids).parameters(),
        _in_words(wanted),
        url_for("attendees.attendees", **_query(query)),
    )


def _contributors(parameters: dict[str, list[str]]) -> Recipients:
    listed = rules.read_list(parameters)
    ids = queries.contributor_ids(db.session(), g.event, listed)
    return Recipients(
        rules.Readers.PROGRAMME,
        ids,
        listed.numbered(ids).parameters(),
        words.programme_list(listed),
        url_for("agenda.people", **_query(listed.people.parameters())),
    )


def _query(parameters: Mapping[str, list[str]]) -> dict[str, Any]:
    return dict(parameters)


def _in_words(wanted: Filter) -> str:
    """The list in words, as it stands above itself."""
    return " · ".join(chip.label for chip in filter_words.chips(wanted)) or _("All registrations")
