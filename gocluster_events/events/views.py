"""What an edition offers by itself: the meeting as an entry for a calendar."""

from flask import Blueprint, Response, current_app, g, url_for

from gocluster_events import clock
from gocluster_events.events.exports.ics import meeting_calendar
from gocluster_events.events.rules import Meeting
from gocluster_events.web.audience import public

blueprint = Blueprint("events", __name__)


@blueprint.get("/<edition>/meeting.ics")
@public
def meeting() -> Response:
    """The meeting for anybody's calendar; loaded again, it replaces the older entry."""
    event = g.event
    entry = Meeting(
        uid=f"{event.slug}@go-cluster-events",
        sequence=event.revision,
        cancelled=False,
        title=event.title.pick(g.lang)[0],
        location=f"{event.venue}, {event.address}",
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        url=current_app.config["SETTINGS"].base_url + url_for("pages.edition", lang=g.lang),
    )
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}.ics"'}
    return Response(meeting_calendar(entry, clock.now()), mimetype="text/calendar", headers=headers)
