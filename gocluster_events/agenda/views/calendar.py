"""The published programme in people's calendars: the whole, a track, what somebody appears in, or one item."""

from flask import Response, abort, g, request, url_for

from gocluster_events import db
from gocluster_events.agenda.exports.ics import Entry, Programme, to_ical
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.rules import filter as choosing
from gocluster_events.agenda.rules import paths
from gocluster_events.agenda.rules.choice import Choice, Unknown, chosen, read_choice
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.views.blueprint import blueprint
from gocluster_events.agenda.views.feeds import base_url
from gocluster_events.agenda.words import programme as words
from gocluster_events.i18n import _, current_language
from gocluster_events.text import slugify
from gocluster_events.web.audience import public
from gocluster_events.web.find import found_or_404


@blueprint.get("/<edition>/agenda.ics")
@public
def calendar() -> Response:
    """What ``?track=``, ``?person=``, ``?item=`` and ``?items=`` choose, or everything, in the language of ``?lang=``.

    An address that never meant anything is a 404. What has left the programme is an empty calendar, for a client that
    follows it takes an error as a reason to keep what it has.
    """
    shown = found_or_404(queries.published(db.session(), g.event.id))
    timetable, language = shown.timetable, current_language()
    try:
        choice = read_choice(request.args.to_dict(flat=False), timetable)
    except Unknown:
        abort(404)
    title, part = g.event.title.pick(language)[0], words.choice_name(choice, timetable)
    name, marked = (
        f"{title}: {part}" if part else title,
        choosing.chosen_items(request.args.to_dict(flat=False), timetable),
    )
    if marked is not None:
        name = _("Selection from the programme: %(event)s", event=title)
    items = [item for item in chosen(timetable, choice) if marked is None or paths.short(item) in marked]
    programme = Programme(name, g.event.zone, language, shown.number, shown.published_at)
    response = Response(to_ical(programme, [_entry(item, timetable) for item in items]), mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(choice, part)}.ics"'
    return response


def _file_name(choice: Choice, part: str) -> str:
    return "-".join(filter(None, (g.event.slug, slugify(part)[:60] or ("selection" if choice else ""))))


def _entry(item: Item, timetable: Timetable) -> Entry:
    language, room = current_language(), timetable.room(item)
    return Entry(
        uuid=item.uuid,
        title=words.calendar_title(item),
        kind=str(words.KINDS[item.kind]),
        description="\n\n".join(
            filter(None, (words.cast(item, timetable), item.summary.pick(language)[0], item.abstract.pick(language)[0]))
        ),
        location=", ".join(
            filter(None, (words.room_name(room) if room else "", g.event.venue, g.event.address, g.event.city))
        ),
        url=base_url() + url_for("agenda.item", lang=language, address=paths.path(timetable, item)),
        starts_at=item.span[0],
        ends_at=item.span[1],
    )
