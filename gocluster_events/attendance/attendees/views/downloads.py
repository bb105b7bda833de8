"""The list as a file, once somebody has said what it is for."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, g, render_template, request, send_file

from gocluster_events.attendance.attendees.exports.kinds import KINDS
from gocluster_events.attendance.attendees.forms import DownloadForm
from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.attendance.attendees.rules.table import MOST_ON_PAPER, Format, Order, on_paper
from gocluster_events.attendance.attendees.services import downloads
from gocluster_events.attendance.attendees.views.list_state import blueprint, exported_columns, requested_filter
from gocluster_events.attendance.attendees.views.listing import around
from gocluster_events.attendance.attendees.words import (
    columns as columns_words,
    downloads as words,
    people as people_words,
)
from gocluster_events.core import clock
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.i18n import current_language
from gocluster_events.core.web.answers import refusals
from gocluster_events.core.web.audience import requires

ALL = Filter()
"""A filter that narrows nothing."""


def hand_out(
    name: str, purpose: str, columns: Sequence[str], people: int, make: Callable[[Any], bytes], wanted: Filter = ALL
) -> Response:  # fmt: skip
    """The paper as a PDF, once it is in the log of downloads. A HEAD request makes and logs none.

    One for a single person, such as a badge at the door, counts towards a limit of its own.
    """
    now, file_name = clock.now(), f"{g.event.slug}-{name}-{current_language()}.pdf"
    response = Response(mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}"'
    if request.method != "HEAD":
        act, settings = Act(g.account.email, now), current_app.config["SETTINGS"]
        if people == 1:
            downloads.count_single_paper(act, settings.single_papers_per_hour)
        else:
            downloads.count_download(act, settings.exports_per_hour)
        response.data = make(now)
        paper = downloads.Paper(purpose, file_name, columns, people, wanted)
        downloads.log_paper(g.event.id, paper, response.data, act)
    return response


ENDINGS = ", ".join(f'"{each.value}"' for each in Format)


@blueprint.get(f"/attendees.<any({ENDINGS}):ending>")
@requires(Permission.EXPORT_ATTENDEES)
def download(ending: str) -> Response | str:
    """The list as shown, as a file; the page that asks for its purpose as long as none is given."""
    wanted, ignored = requested_filter()
    form = DownloadForm(request.args)
    is_a_look = request.method == "HEAD"  # it builds no file, and so leaves no entry in the log
    if not is_a_look and "purpose" in request.args and form.validate():
        with refusals(form, people_words.REFUSALS):
            return _file(Format(ending), wanted, form.purpose.data)
    return render_template(
        "attendance/attendees/download.html", form=form, purpose_form=form, **around(wanted, ignored)
    )


def _file(kind: Format, wanted: Filter, purpose: str) -> Response:
    event, now = g.event, clock.now()
    is_paper, columns = kind is Format.PDF, exported_columns()
    order = Order(
        wanted,
        purpose,
        g.account.email,
        file_name(str(people_words.FILE_NAME), kind, now),
        event.zone,
        str(people_words.SHEET),
        on_paper(columns) if is_paper else columns,
        words.frame(event.title.pick(current_language())[0], words.sentence(wanted), purpose, now, event.zone),
        MOST_ON_PAPER if is_paper else None,
    )
    heads = [columns_words.head(column) for column in order.columns]
    limit = current_app.config["SETTINGS"].exports_per_hour
    file = downloads.download(
        event.id, order, heads, words.cell_text(people_words.as_text), KINDS[kind].write, limit, now
    )
    return sent(file, kind, order.file_name)


def sent(file: IO[bytes], kind: Format, name: str) -> Response:
    """The answer that hands the file out under that name."""
    answer = send_file(file, mimetype=KINDS[kind].media_type, as_attachment=True, download_name=name)
    answer.content_length = os.fstat(file.fileno()).st_size  # so that a download cut short is seen to be so
    return answer


def file_name(what: str, kind: Format, now: datetime) -> str:
    """The name of a file: edition, kind of list, day and format."""
    return f"{g.event.slug}-{what}-{now.astimezone(ZoneInfo(g.event.zone)):%Y-%m-%d}.{kind.value}"
