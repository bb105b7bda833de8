"""One search over everything of an edition that whoever looks may open. It is written down nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from flask import current_app, g, render_template, request

from gocluster_events.attendance.attendees.queries import finding as attendees
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.door.words import SEARCH_REFUSALS
from gocluster_events.backoffice.messages import queries as messages
from gocluster_events.backoffice.outbox import queries as outbox, words as outbox_words
from gocluster_events.backoffice.wordings.rules import LETTERS
from gocluster_events.core import db, text
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import LazyString
from gocluster_events.core.search import LONGEST, Hit, rank, search_refusal
from gocluster_events.core.web.audience import audience_of, may, requires
from gocluster_events.core.web.letter_frame import shipped
from gocluster_events.core.web.order import entries
from gocluster_events.meeting.agenda.queries import finding as agenda
from gocluster_events.meeting.letters import queries as letters
from gocluster_events.meeting.registration.people.words.codes import STATUSES
from gocluster_events.site.views.site import blueprint
from gocluster_events.site.words import BELOW

MOST = 8
"""So many of a kind are shown; where there are more, a link leads to all of them."""


class NamedPage(NamedTuple):
    """A page of the team that is found by its name. ``values`` are what its address has besides the edition."""

    endpoint: str
    label: LazyString
    home: LazyString | str
    values: Mapping[str, Any]


def named_pages() -> Iterator[NamedPage]:
    """Every page that is found: those of tabs as rail and tabs name them, then those below."""
    for entry in entries.EVENT:
        for tab, part in entry.parts:
            label = tab.label if len(tab.parts) == 1 else part.label
            yield NamedPage(part.endpoint, label, entry.label, {**part.values, **part.query})
    yield from (NamedPage(endpoint, label, "", {}) for endpoint, label in BELOW)


@blueprint.get("/<lang:lang>/manage/<edition>/search")
@requires(Permission.VIEW_DESK)
def search() -> str:
    """What the words in the address mean: of each kind the best, and only kinds that whoever looks may open."""
    typed = " ".join(request.args.get("q", "").split())
    flaw = search_refusal(typed)
    return render_template(
        "site/search.html",
        typed=typed,
        refusal=SEARCH_REFUSALS[flaw] if flaw else None,
        statuses=STATUSES,
        title=outbox_words.title,
        longest=LONGEST,
        **(_hits(typed) if typed and not flaw else {"is_empty": True}),
    )


def _hits(typed: str) -> dict[str, Any]:
    session, event_id = db.session(), g.event.id
    registrations, number = (
        attendees.registrations(session, event_id, typed, MOST) if _may_open("attendees.person") else ((), 0)
    )
    people = agenda.people(session, event_id, typed) if _may_open("agenda.edit_person") else ()
    named = agenda.items(session, event_id, typed)
    items = named if _may_open("agenda.edit_item") else ()
    lists = _with_list(named) if _may_open("attendees.item_list") else ()
    similar = [f"registration:{each.who.id}" for each in registrations if not each.is_sure]
    similar += [f"person:{each.who.id}" for each in people if not each.is_sure]
    pages = rank(typed, [each for each in named_pages() if _may_open(each.endpoint)], lambda each: str(each.label))
    mails = _mails(typed, similar) if _may_open("outbox.mail") else {"mails": ()}
    return {
        "registrations": registrations,
        "number": number,
        "people": people[:MOST],
        "items": items[:MOST],
        "lists": lists[:MOST],
        "more_people": len(people) - len(people[:MOST]),
        "pages": pages[:MOST],
        **mails,
        "is_empty": not any((registrations, people, items, lists, pages, mails["mails"])),
    }


def _with_list(items: Sequence[Hit[Any]]) -> Sequence[Hit[Any]]:
    """Those of the items that one signs up for, which have a list of who comes."""
    bookable = {item for item, each in offerings(db.session(), g.event).items() if each.is_listed} if items else set()
    return [each for each in items if each.who.uuid in bookable]


def _mails(typed: str, similar: Sequence[str]) -> dict[str, Any]:
    session, event_id = db.session(), g.event.id
    subjects = {f"message:{each.id}:": each.subject for each in messages.messages(session, event_id)}
    folded = {key: text.search_text(*text.words_of(each)) for key, each in subjects.items()}
    rows, number = outbox.meant(session, event_id, typed, _titles(), folded, similar, MOST)
    own = {each.id: subject for each in rows for key, subject in subjects.items() if each.key.startswith(key)}
    people = outbox.addressees(session, event_id, {each.subject for each in rows})
    return {"mails": rows, "number_of_mails": number, "addressees": people, "subjects": own}


def _titles() -> Mapping[str, str]:
    """What each letter is called, and its subject in the wording that the edition sends, folded."""
    own = letters.wordings(db.session(), g.event.id)
    titles = {name: [str(title)] for name, title in outbox_words.TITLES.items()}
    for name, letter in LETTERS.items():
        for language in text.LANGUAGES:
            wording = own.get((name, language))
            subject = wording.subject if wording else _shipped_subject(letter.template, language)
            titles.setdefault(name, [str(outbox_words.title(name))]).append(subject)
    return {name: text.search_text(*parts) for name, parts in titles.items()}


@cache
def _shipped_subject(template: str, language: str) -> str:
    return shipped(template, language).subject


def _may_open(endpoint: str) -> bool:
    audience = audience_of(current_app, endpoint)
    return audience is not None and (audience.permission is None or may(audience.permission))
