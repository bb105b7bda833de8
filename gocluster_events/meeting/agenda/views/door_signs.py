"""Door signs: at once for a small programme, and by the worker for a large one, whose page says how far it is."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from flask import Response, g, redirect, render_template, request, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _, current_language, day, moment
from gocluster_events.core.web.answers import Reply, acting, as_file, found_or_404
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import number_in
from gocluster_events.core.web.fields import Confirm
from gocluster_events.meeting.agenda.exports import printed
from gocluster_events.meeting.agenda.queries import door_signs as queries, draft, publishing
from gocluster_events.meeting.agenda.rules.door_signs import MOST_AT_ONCE, OVER
from gocluster_events.meeting.agenda.rules.filter import is_band
from gocluster_events.meeting.agenda.rules.publicity import as_published, open_to_the_public
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.services import door_signs as services
from gocluster_events.meeting.agenda.views.draft import MANAGE, blueprint
from gocluster_events.meeting.agenda.views.paper import accent, paper_words, printed_item, printed_tracks, version_line
from gocluster_events.meeting.agenda.words import door_signs as signs_words, programme as words


@blueprint.get(f"{MANAGE}/door-signs.pdf")
@requires(Permission.EDIT_AGENDA)
def door_signs() -> Reply:
    """A sheet for each room and day, from what is published or, with ``?draft=1``, from the draft; nothing closed.

    With ``?made=`` those of that number that the worker has made.
    """
    if "made" in request.args:
        return _file(*found_or_404(queries.file(db.session(), g.event.id, number_in(request.args["made"]))))
    timetable, version, at = _wanted()
    sheets = found_or_404(tuple(_sheets(timetable)) or None)
    if _items_on(sheets) > MOST_AT_ONCE:
        return redirect(url_for(".door_signs_page", draft=request.args.get("draft")))
    signs = _signs(sheets, timetable, version)
    return _file(printed.door_signs_pdf(printed.plain_signs(signs), at), signs.lang)


@blueprint.route(f"{MANAGE}/door-signs", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def door_signs_page() -> Reply:
    """How far the door signs are that the worker makes; a sent form begins anew."""
    form, is_draft = Confirm(), _is_draft()
    timetable, version, at = _wanted()
    sheets = found_or_404(tuple(_sheets(timetable)) or None)
    if form.validate_on_submit():
        paper = printed.plain_signs(_signs(sheets, timetable, version))
        services.request_door_signs(g.event.id, paper, at, acting(), is_draft=is_draft)
        return redirect(url_for(".door_signs_page", draft=1 if is_draft else None))
    row = queries.standing(db.session(), g.event.id)
    return render_template(
        "meeting/agenda/door_signs.html",
        form=form,
        row=row,
        is_running=row is not None and row.state not in OVER,
        is_draft=is_draft,
        is_outdated=row is not None and not row.is_draft and not is_draft and row.as_of != at,
        sheets=len(sheets),
        items=_items_on(sheets),
    )


@blueprint.get(f"{MANAGE}/door-signs/progress.json")
@requires(Permission.EDIT_AGENDA)
def door_signs_progress() -> dict[str, Any]:
    """How far the door signs are, for the page that shows it."""
    row = queries.standing(db.session(), g.event.id)
    if row is None:
        return {"state": "", "progress": 0, "is_over": True}
    return {"state": str(signs_words.SIGNS_STATES[row.state]), "progress": row.fitted, "is_over": row.state in OVER}


def _file(content: bytes, language: str) -> Response:
    return as_file(content, "application/pdf", f"{g.event.slug}-door-signs-{language}.pdf", "inline")


def _signs(sheets: tuple[printed.Sign, ...], timetable: Timetable, version: str) -> printed.Signs:
    title = g.event.title.pick(current_language())
    return printed.Signs(
        title=_("Door signs: %(event)s", event=title[0]),
        lang=current_language(),
        edition=title,
        version=version,
        accent=accent(),
        words=paper_words(),
        tracks=printed_tracks(timetable),
        signs=sheets,
    )


def _items_on(sheets: Sequence[printed.Sign]) -> int:
    return sum(len(sheet.items) for sheet in sheets)


def _is_draft() -> bool:
    return request.args.get("draft") == "1"


def _wanted() -> tuple[Timetable, str, datetime]:
    """What the address asks for, with the line that says of when it is."""
    if _is_draft():
        now = clock.now()
        timetable = open_to_the_public(as_published(draft.draft(db.session(), g.event)))
        return timetable, _("Draft of %(time)s, not published", time=moment(now, g.event.zone)), now
    version = found_or_404(publishing.published(db.session(), g.event.id))
    return version.timetable, version_line(version), version.published_at


def _sheets(timetable: Timetable) -> Iterator[printed.Sign]:
    """Signs by day, and within a day in the order of the rooms; a room in which nothing takes place needs none."""
    language = current_language()
    for date, items in timetable.by_day().items():
        for room in timetable.rooms:
            own = {item.uuid for item in items if item.room == room.id}
            here = tuple(printed_item(item, timetable) for item in items if item.uuid in own or (own and is_band(item)))
            if here:
                yield printed.Sign(words.room_name(room), room.floor.pick(language), day(date), here)
