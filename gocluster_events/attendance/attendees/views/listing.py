"""The attendee list."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import g, render_template, request

from gocluster_events.attendance.attendees.forms import DownloadForm, columns_form
from gocluster_events.attendance.attendees.queries import (
    columns as columns_queries,
    facets,
    listing,
    profiles as queries,
)
from gocluster_events.attendance.attendees.rules.columns import (
    PER_PAGE,
    USUAL,
    ListColumn,
    in_order,
    is_changed,
    page_number,
)
from gocluster_events.attendance.attendees.rules.filter import NEWEST, Field, Filter, Key, Sort
from gocluster_events.attendance.attendees.rules.table import COLUMNS_ON_PAPER
from gocluster_events.attendance.attendees.views import list_state
from gocluster_events.attendance.attendees.views.deciding import bar
from gocluster_events.attendance.attendees.words import (
    columns as columns_words,
    downloads,
    filter as filter_words,
    people,
)
from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import LazyString
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.people.queries import questions


@list_state.blueprint.get("/attendees")
@requires(Permission.VIEW_ATTENDEES)
def attendees() -> str:
    """The registrations that the address asks for, fifty a page."""
    session, event = db.session(), g.event
    wanted, ignored = list_state.requested_filter()
    facts = around(wanted, ignored)
    number = page_number(request.args.get("page", ""), facts["total"])
    rows, columns = listing.page(session, event.id, wanted, number), list_state.visible_columns()
    every = columns_queries.columns(session, event)
    return render_template(
        "attendance/attendees/attendees.html",
        **facts,
        heads=_heads(wanted),
        easier=None if facts["total"] else _easier(facts["chips"]),
        facets=filter_words.facets(facets.facet_counts(session, event.id, wanted), wanted),
        rows=rows,
        unreachable=mail.unreachable(session, f"edition:{event.id}", {row.email for row in rows}),
        answers=listing.own(session, [row.id for row in rows], columns),
        shown=columns,
        is_usual=columns == USUAL,
        **list_state.choice(columns_form(every), columns, in_order(columns, every)),
        **_views(wanted, columns),
        purpose_form=DownloadForm(None),
        **({} if facts["all"] else _prepared()),
        page=number,
        per_page=PER_PAGE,
        bar=bar(wanted),
    )


def around(wanted: Filter, ignored: tuple[Field, ...]) -> dict[str, Any]:
    """What the list and the question before a download both show."""
    by_status = listing.status_counts(db.session(), g.event.id)
    return {
        "wanted": wanted,
        "ignored": [filter_words.FIELDS[field] for field in ignored if field is not Field.SEARCH],
        "search_problem": list_state.search_problem(),
        "typed_search": list_state.typed_search(),
        "total": listing.counts(db.session(), g.event.id, [wanted])[0],
        "all": sum(by_status.values()),
        "chips": filter_words.chips(wanted),
        "columns": [columns_words.head(column) for column in list_state.exported_columns()],
        "kept": list_state.view_parameters(),
        "url_of": list_state.address,
        "url_of_page": partial(list_state.address, wanted),
        "tabs": people.tabs(by_status),
        "said": people.as_text,
        "formats": downloads.FORMATS,
        "paper_columns": COLUMNS_ON_PAPER,
        "purposes": queries.purposes(db.session(), g.event.id),
    }


def _prepared() -> dict[str, int]:
    """How far the registration is prepared, where nobody has registered yet."""
    session, event = db.session(), g.event
    return {
        "own_questions": len(questions.own_questions(session, event)),
        "invited": len(codes.codes(session, event.id)),
    }


def _views(wanted: Filter, columns: Sequence[ListColumn]) -> dict[str, Any]:
    """The views that the person can open, the one that is open, and whether the list shows something else by now."""
    opened = list_state.opened_view()
    return {
        "views": columns_queries.views(db.session(), g.event.id, g.account.id),
        "opened": opened,
        "is_changed": opened is not None and is_changed(opened.parameters, opened.columns, wanted, columns),
        "url_of_view": list_state.address_of_view,
    }


def _heads(wanted: Filter) -> dict[str, tuple[LazyString, str, str]]:
    """For each sortable column its words, the address that sorts by it, and the direction in which it sorts now."""
    heads = {}
    for key in Key:
        first = Sort(key, descending=key is NEWEST.key)
        active = wanted.sort.key is key
        direction = ("descending" if wanted.sort.descending else "ascending") if active else ""
        sorts = list_state.address(wanted.sorted_by(wanted.sort.reverse if active else first))
        heads[key.value] = (people.KEYS[key], sorts, direction)
    return heads


def _easier(chips: tuple[filter_words.Chip, ...]) -> tuple[filter_words.Chip, int] | None:
    """The part of the filter without which most rows would be found, and how many."""
    counts = listing.counts(db.session(), g.event.id, [chip.without for chip in chips])
    best = max(zip(chips, counts, strict=True), key=lambda each: each[1], default=None)
    return best if best and best[1] else None
