"""The published programme for other programs: a calendar, and the edition's style sheet."""

from flask import Response, current_app, g, url_for

from gocluster_events import db
from gocluster_events.agenda import queries, words
from gocluster_events.agenda.exports.ics import Entry, Programme, to_ical
from gocluster_events.agenda.rules import paths
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.views.blueprint import blueprint
from gocluster_events.i18n import current_language
from gocluster_events.web.audience import public
from gocluster_events.web.find import found_or_404

YEAR = 365 * 24 * 3600


@blueprint.get("/<edition>/agenda.ics")
@public
def calendar() -> Response:
    """The whole programme as a calendar, in the language of ``?lang=``."""
    shown = found_or_404(queries.published(db.session(), g.event.id))
    title = g.event.title.pick(current_language())[0]
    programme = Programme(title, g.event.zone, current_language(), shown.number, shown.published_at)
    entries = [_entry(item, shown.timetable) for item in shown.timetable.items]
    response = Response(to_ical(programme, entries), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{g.event.slug}.ics"'
    return response


@blueprint.get("/<edition>/theme-<digest>.css")
@public
def theme(digest: str) -> Response:
    """The edition's style sheet; kept for a year under its own digest, otherwise not at all."""
    sheet = queries.edition_theme(db.session(), g.event.id)
    response = Response(sheet.css, mimetype="text/css")
    if digest == sheet.digest:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _entry(item: Item, timetable: Timetable) -> Entry:
    language, room = current_language(), timetable.room(item)
    return Entry(
        uuid=item.uuid,
        title=words.calendar_title(item),
        kind=str(words.KINDS[item.kind]),
        description="\n\n".join(filter(None, (words.cast(item, timetable), item.abstract.pick(language)[0]))),
        location=", ".join(
            filter(None, (words.room_name(room) if room else "", g.event.venue, g.event.address, g.event.city))
        ),
        url=current_app.config["SETTINGS"].base_url.rstrip("/")
        + url_for("agenda.item", lang=language, address=paths.path(timetable, item)),
        starts_at=item.span[0],
        ends_at=item.span[1],
    )
