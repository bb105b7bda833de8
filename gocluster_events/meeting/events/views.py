"""What an edition offers by itself: the meeting as an entry for a calendar, its own colours and its logo."""

from flask import Blueprint, Response, current_app, g, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.web.answers import as_file, found_or_404
from gocluster_events.core.web.audience import public, requires
from gocluster_events.meeting.events import queries
from gocluster_events.meeting.events.exports.accent import accent_sheet
from gocluster_events.meeting.events.exports.ics import meeting_calendar
from gocluster_events.meeting.events.rules.edition import Meeting
from gocluster_events.meeting.events.rules.location import location

blueprint = Blueprint("events", __name__)

HOUR, YEAR = 3600, 365 * 24 * 3600


@blueprint.get("/<edition>/meeting.ics")
@public
def meeting() -> Response:
    """The meeting as a calendar file; loaded again, it replaces the older entry."""
    event = g.event
    entry = Meeting(
        uid=queries.uid(event),
        sequence=event.revision,
        cancelled=False,
        title=event.title.pick(g.lang)[0],
        location=location(event),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        url=current_app.config["SETTINGS"].base_url + url_for("site.edition", lang=g.lang),
    )
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)  # the same file all day
    return as_file(meeting_calendar(entry, today), "text/calendar", f"{event.slug}.ics")


@blueprint.get("/<edition>/accent-<digest>.css")
@public
def accent(digest: str) -> Response:
    """The colours of an edition that has its own; kept for a year under their own digest, otherwise not at all."""
    sheet = found_or_404(accent_sheet(g.event.accent))
    response = Response(sheet.css, mimetype="text/css")
    if digest == sheet.digest:
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@blueprint.get("/<lang:lang>/manage/<edition>/accent-<digest>.css")
@requires(Permission.VIEW_DESK)
def draft_accent(digest: str) -> Response:  # noqa: ARG001 -- a new one makes browsers ask again
    """The style sheet of the accent for whoever prepares an edition that is not public yet; never cached."""
    return Response(found_or_404(accent_sheet(g.event.accent)).css, mimetype="text/css")


@blueprint.get("/files/<sha256>.png")
@public
def file(sha256: str) -> Response:
    """A picture that an edition shows; the name is the digest of what is in it, so that it never changes.

    A logo may be kept for a year. A portrait goes with the consent of the person, so it is kept for an hour.
    """
    picture = found_or_404(queries.file(db.session(), sha256))
    kept_for = f"{YEAR}, immutable" if queries.is_logo(db.session(), sha256) else str(HOUR)
    headers = {"Cache-Control": f"public, max-age={kept_for}"}
    return Response(picture.content, mimetype=picture.media_type, headers=headers)
