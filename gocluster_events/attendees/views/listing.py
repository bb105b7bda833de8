"""The attendee list, and the same list as a file."""

import os
from collections.abc import Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, g, render_template, request, send_file

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.attendees import queries, services, words
from gocluster_events.attendees.exports import semicolons, workbook
from gocluster_events.attendees.forms import DownloadForm
from gocluster_events.attendees.forms.choices import columns_form
from gocluster_events.attendees.rules.columns import USUAL, Shown, in_order
from gocluster_events.attendees.rules.filter import NEWEST, Field, Filter, Key, Sort
from gocluster_events.attendees.rules.paging import PER_PAGE, page_number
from gocluster_events.attendees.rules.table import Order, Write
from gocluster_events.attendees.rules.views import is_changed
from gocluster_events.attendees.views.blueprint import blueprint
from gocluster_events.attendees.views.bulk import bar
from gocluster_events.attendees.views.choosing import choice
from gocluster_events.attendees.views.showing import (
    address,
    address_of_view,
    asked_for,
    exported_columns,
    kept,
    opened_view,
    shown_columns,
)
from gocluster_events.i18n import LazyString
from gocluster_events.web.audience import requires


@blueprint.get("/attendees")
@requires(Permission.VIEW_ATTENDEES)
def attendees() -> str:
    """The registrations that the address asks for, fifty a page."""
    session, event = db.session(), g.event
    wanted, ignored = asked_for()
    shown = _around(wanted, ignored)
    number = page_number(request.args.get("page", ""), shown["total"])
    rows, columns = queries.page(session, event.id, wanted, number), shown_columns()
    every = queries.columns(session, event)
    return render_template(
        "attendees/attendees.html",
        **shown,
        heads=_heads(wanted),
        easier=None if shown["total"] else _easier(shown["chips"]),
        facets=words.facets(queries.facet_counts(session, event.id, wanted), wanted),
        rows=rows,
        answers=queries.own(session, [row.id for row in rows], columns),
        shown=columns,
        is_usual=columns == USUAL,
        **choice(columns_form(every), columns, in_order(columns, every)),
        **_views(wanted, columns),
        purpose_form=DownloadForm(None),
        page=number,
        per_page=PER_PAGE,
        bar=bar(wanted),
    )


@blueprint.get("/attendees.xlsx")
@requires(Permission.EXPORT_ATTENDEES)
def excel() -> Response | str:
    """Exactly this list as an Excel workbook."""
    return _download("xlsx", workbook.write, workbook.MEDIA_TYPE)


@blueprint.get("/attendees.csv")
@requires(Permission.EXPORT_ATTENDEES)
def csv() -> Response | str:
    """Exactly this list as CSV."""
    return _download("csv", semicolons.write, semicolons.MEDIA_TYPE)


def _download(extension: str, write: Write, media_type: str) -> Response | str:
    """The file; the question what it is for as long as that is not said."""
    wanted, ignored = asked_for()
    form = DownloadForm(request.args)
    is_a_look = request.method == "HEAD"  # it builds no file, and so leaves no entry in the log
    if is_a_look or "purpose" not in request.args or not form.validate():
        return render_template("attendees/download.html", form=form, purpose_form=form, **_around(wanted, ignored))
    now, zone = clock.now(), g.event.zone
    name = f"{g.event.slug}-{words.FILE_NAME}-{now.astimezone(ZoneInfo(zone)):%Y-%m-%d}.{extension}"
    columns = exported_columns()
    order = Order(wanted, form.purpose.data, g.account.email, name, zone, str(words.SHEET), columns)
    heads = [words.head(column) for column in columns]
    limit = current_app.config["SETTINGS"].exports_per_hour
    file = services.download(g.event.id, order, heads, words.said, write, limit, now)
    answer = send_file(file, mimetype=media_type, as_attachment=True, download_name=name)
    answer.content_length = os.fstat(file.fileno()).st_size  # so that a download cut short is seen to be so
    return answer


def _around(wanted: Filter, ignored: tuple[Field, ...]) -> dict[str, Any]:
    """What the list and the question before a download both show."""
    by_status = queries.status_counts(db.session(), g.event.id)
    return {
        "wanted": wanted,
        "ignored": [words.FIELDS[field] for field in ignored],
        "total": queries.counts(db.session(), g.event.id, [wanted])[0],
        "all": sum(by_status.values()),
        "chips": words.chips(wanted),
        "columns": [words.head(column) for column in exported_columns()],
        "kept": kept(),
        "url_of": address,
        "url_of_page": partial(address, wanted),
        "tabs": words.tabs(by_status),
        "said": words.said,
    }


def _views(wanted: Filter, columns: Sequence[Shown]) -> dict[str, Any]:
    """The views that the person can open, the one that is open, and whether the list shows something else by now."""
    opened = opened_view()
    return {
        "views": queries.views(db.session(), g.event.id, g.account.id),
        "opened": opened,
        "is_changed": opened is not None and is_changed(opened.parameters, opened.columns, wanted, columns),
        "url_of_view": address_of_view,
    }


def _heads(wanted: Filter) -> dict[str, tuple[LazyString, str, str]]:
    """For each sortable column its words, the address that sorts by it, and the direction in which it sorts now."""
    heads = {}
    for key in Key:
        first = Sort(key, descending=key is NEWEST.key)
        active = wanted.sort.key is key
        direction = ("descending" if wanted.sort.descending else "ascending") if active else ""
        sorts = address(wanted.sorted_by(wanted.sort.reverse if active else first))
        heads[key.value] = (words.KEYS[key], sorts, direction)
    return heads


def _easier(chips: tuple[words.Chip, ...]) -> tuple[words.Chip, int] | None:
    """The part of the filter without which most rows would be found, and how many."""
    found = queries.counts(db.session(), g.event.id, [chip.without for chip in chips])
    best = max(zip(chips, found, strict=True), key=lambda each: each[1], default=None)
    return best if best and best[1] else None
