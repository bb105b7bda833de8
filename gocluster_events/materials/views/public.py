"""Materials for those who read them: all of an edition by item, and a file."""

from flask import Response, g, render_template, request
from werkzeug.http import quote_etag

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.materials.queries import materials as queries, uploads
from gocluster_events.materials.rules.codes import FileState
from gocluster_events.materials.rules.material import Entry
from gocluster_events.materials.rules.standing import opens_to
from gocluster_events.materials.views.blueprint import MANAGE, PUBLIC, blueprint
from gocluster_events.materials.words.items import material_title
from gocluster_events.text import Localized, slugify
from gocluster_events.web.answers import found_or_404
from gocluster_events.web.audience import participant_of_edition, requires

FILE_POLICY = "sandbox; default-src 'none'"


@blueprint.get(PUBLIC)
@participant_of_edition
def of_edition() -> str:
    """What the reader may open, by item in the programme's order."""
    session = db.session()
    takes_part = queries.takes_part(session, g.participant, g.event.id)
    everything = queries.for_participants(session, g.event, clock.now())
    visible = [each for each in everything if opens_to(each.seen_by, is_participant=takes_part)]
    timetable = queries.programme(session, g.event.id) if visible else None
    by_item = [
        (item, rows)
        for item in (timetable.items if timetable else ())
        if (rows := [each for each in visible if each.item == item.uuid])
    ]
    hidden = len(everything) - len(visible)
    return render_template("materials/of_edition.html", items=by_item, timetable=timetable, hidden=hidden)


@blueprint.get(f"{PUBLIC}/<uuid>")
@participant_of_edition
def file(uuid: str) -> Response:
    """The file of a material, if the reader may open it at this moment; a link is nobody's file here."""
    session = db.session()
    takes_part = queries.takes_part(session, g.participant, g.event.id)
    return file_response(queries.opened(session, g.event, uuid, clock.now(), is_participant=takes_part))


@blueprint.get(f"{MANAGE}/<uuid>/file")
@requires(Permission.EDIT_RESULTS)
def team_file(uuid: str) -> Response:
    """The same for the team, once it is checked, whether it is public or not."""
    return file_response(queries.material(db.session(), g.event.id, uuid))


def file_response(entry: Entry | None) -> Response:
    """The checked file of a material part by part, to be stored and not run; 404 where there is none."""
    stored = found_or_404(entry.record.file if entry else None)
    found_or_404(stored if stored.state is FileState.CHECKED else None)
    etag = quote_etag(stored.sha256)
    if stored.sha256 in request.if_none_match:
        answer = Response(status=304)
    else:
        answer = Response(uploads.pieces(db.session(), stored.id, stored.parts), mimetype="application/pdf")
        answer.content_length = stored.size
    answer.headers["ETag"] = etag
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers.set("Content-Disposition", "attachment", filename=_file_name(entry) if entry else "")
    return answer


def _file_name(entry: Entry) -> str:
    title = material_title(entry.record.facts)
    words = title.pick(g.lang)[0] if isinstance(title, Localized) else title
    return f"{g.event.slug}-{slugify(words) or 'material'}.pdf"
