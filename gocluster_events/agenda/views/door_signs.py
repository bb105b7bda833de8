"""What is printed for the doors of the rooms."""

from collections.abc import Iterator
from datetime import datetime

from flask import Response, g, request

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.exports.door_signs import Sign, Signs, to_pdf
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.queries import rows
from gocluster_events.agenda.rules.timetable import Timetable, as_published, open_to_the_public
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.views.paper import accent, paper_words, printed_item, printed_tracks, version_line
from gocluster_events.agenda.words import programme as words
from gocluster_events.i18n import _, current_language, day, moment
from gocluster_events.web.audience import requires
from gocluster_events.web.find import found_or_404


@blueprint.get(f"{MANAGE}/door-signs.pdf")
@requires(Permission.EDIT_AGENDA)
def door_signs() -> Response:
    """A sheet for each room and day, from what is published or, with ``?draft=1``, from the draft; nothing closed."""
    timetable, version, at = _draft() if request.args.get("draft") == "1" else _published()
    sheets = found_or_404(tuple(_sheets(timetable)) or None)
    language = current_language()
    signs = Signs(
        title=_("Door signs: %(event)s", event=g.event.title.pick(language)[0]),
        lang=language,
        edition=g.event.title.pick(language),
        version=version,
        accent=accent(),
        words=paper_words(),
        tracks=printed_tracks(timetable),
        signs=sheets,
    )
    response = Response(to_pdf(signs, at), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{g.event.slug}-door-signs-{language}.pdf"'
    return response


def _published() -> tuple[Timetable, str, datetime]:
    shown = found_or_404(queries.published(db.session(), g.event.id))
    return shown.timetable, version_line(shown), shown.published_at


def _draft() -> tuple[Timetable, str, datetime]:
    now = clock.now()
    timetable = open_to_the_public(as_published(rows.draft(db.session(), g.event)))
    return timetable, _("Draft of %(time)s, not published", time=moment(now, g.event.zone)), now


def _sheets(timetable: Timetable) -> Iterator[Sign]:
    """By day, and within a day in the order of the rooms; a room in which nothing takes place needs none."""
    language = current_language()
    for date, items in timetable.by_day().items():
        for room in timetable.rooms:
            here = tuple(printed_item(item, timetable) for item in items if item.room == room.id)
            if here:
                yield Sign(words.room_name(room), room.floor.pick(language), day(date), here)
