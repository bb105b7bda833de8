"""The certificate of attendance that somebody who came loads from their own page."""

from flask import Response, g

from gocluster_events import clock, db
from gocluster_events.attendees.exports.certificates import to_pdf
from gocluster_events.attendees.queries.papers import who_came
from gocluster_events.attendees.words.certificates import certificates
from gocluster_events.events import queries as events
from gocluster_events.i18n import current_language
from gocluster_events.pages.views.blueprint import blueprint
from gocluster_events.web.audience import participant
from gocluster_events.web.find import found_or_404


@blueprint.get("/<lang:lang>/my/certificate.pdf")
@participant
def my_certificate() -> Response:
    """One page, once the meeting is over and as long as the list says that they came."""
    session, event, now = db.session(), g.event, clock.now()
    came = who_came(session, event.id, g.participant) if event.ends_at <= now else ()
    people = found_or_404(came or None)
    mark = events.logo(session, event)
    picture = events.file(session, mark.sha256) if mark else None
    topics = [track.name.pick(current_language()) for track in events.tracks(session, event.id)]
    made = to_pdf(
        certificates(event, topics, people, mark.alt if mark else "", now), now, picture.content if picture else None
    )
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}-certificate.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)
