"""The photos for everybody: the gallery, and each picture as long as it is public."""

from flask import Response, abort, g, render_template, request
from werkzeug.http import quote_etag

from gocluster_events.core import db
from gocluster_events.core.picture import LARGE, SMALL
from gocluster_events.core.web.audience import public
from gocluster_events.meeting.agenda.views.latest import public_version
from gocluster_events.post_event.photos.queries import photos as queries
from gocluster_events.post_event.photos.rules.codes import State
from gocluster_events.post_event.photos.rules.photos import by_item
from gocluster_events.post_event.photos.views.blueprint import blueprint

GALLERY = "/<lang:lang>/<edition>/photos"


@blueprint.get(GALLERY)
@public
def photos() -> str:
    """The photos that are public by item of the programme, each with whose it is and the way to object."""
    visible = queries.published(db.session(), g.event.id)
    version = public_version(g.event.id) if visible else None
    return render_template(
        "post_event/photos/photos.html", groups=by_item(visible, version.timetable if version else None)
    )


@blueprint.get(f"{GALLERY}/<uuid>/<int:width>.jpg")
@public
def image(uuid: str, width: int) -> Response:
    """A public photo in one of its two widths. Browsers ask anew each time, so a hidden one is gone at once."""
    row = queries.photo(db.session(), g.event.id, uuid)
    if row is None or width not in {LARGE, SMALL} or row.state is not State.PUBLISHED:
        abort(404)
    etag = f"{row.digest[:24]}-{width}"
    headers = {"Cache-Control": "no-cache", "ETag": quote_etag(etag)}
    if request.if_none_match.contains(etag):
        return Response(status=304, headers=headers)
    return Response(row.small if width == SMALL else row.large, mimetype="image/jpeg", headers=headers)
