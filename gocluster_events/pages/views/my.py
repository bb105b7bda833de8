"""The personal page: where the registration stands, and everything told."""

from flask import Response, current_app, g, render_template, url_for
from markupsafe import Markup

from gocluster_events import clock, db
from gocluster_events.events.exports.ics import meeting_calendar
from gocluster_events.pages.views.blueprint import blueprint
from gocluster_events.registration import queries, words
from gocluster_events.registration.exports.qr import qr_svg
from gocluster_events.registration.rules.codes import ACTIVE, Status
from gocluster_events.web.audience import participant
from gocluster_events.web.find import found_or_404


@blueprint.get("/<lang:lang>/my/")
@participant
def my() -> str:
    """The person's own page."""
    session = db.session()
    registration = found_or_404(queries.registration(session, g.participant))
    is_confirmed = registration.status is Status.CONFIRMED
    code = qr_svg(g.event.slug, registration.reference) if is_confirmed else ""
    told = queries.told(session, registration)
    return render_template(
        "pages/my.html",
        registration=registration,
        position=queries.position(session, registration),
        code=Markup(code),  # noqa: S704 -- segno's drawing of two codes of our own
        groups=words.groups(told.entry, told.entry, told.needs),
        can_cancel=registration.status in ACTIVE | {Status.UNCONFIRMED},
        words=words,
    )


@blueprint.get("/<lang:lang>/my/meeting.ics")
@participant
def my_calendar() -> Response:
    """The meeting for the person's calendar, as long as they take part."""
    registration = queries.registration(db.session(), g.participant)
    confirmed = found_or_404(registration if registration and registration.status is Status.CONFIRMED else None)
    address = current_app.config["SETTINGS"].base_url + url_for("pages.edition")
    entry = queries.meeting(g.event, confirmed, address)
    headers = {"Content-Disposition": f'attachment; filename="{g.event.slug}.ics"'}
    return Response(meeting_calendar(entry, clock.now()), mimetype="text/calendar", headers=headers)
