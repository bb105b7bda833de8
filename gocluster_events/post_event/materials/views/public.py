"""Materials for those who read them: all of an edition by item, and a file."""

from collections.abc import Sequence
from typing import Any

from flask import Response, g, render_template, request
from werkzeug.http import quote_etag

from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.text import Localized, slugify
from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.audience import participant, public, requires
from gocluster_events.meeting.agenda.rules.paths import path
from gocluster_events.post_event.materials.queries import materials as queries, uploads
from gocluster_events.post_event.materials.rules.codes import FileState, SeenBy
from gocluster_events.post_event.materials.rules.material import Entry, PublicMaterial
from gocluster_events.post_event.materials.views.blueprint import MANAGE, MINE, PUBLIC, blueprint
from gocluster_events.post_event.materials.words.items import material_title

FILE_POLICY = "sandbox; default-src 'none'"


@blueprint.get(PUBLIC)
@public
def of_edition() -> str:
    """What anybody may open, by item in the programme's order, and how many more there are for participants."""
    everything = queries.for_participants(db.session(), g.event, clock.now())
    visible = [each for each in everything if each.seen_by is SeenBy.PUBLIC]
    return _page("post_event/materials/of_edition.html", visible, hidden=len(everything) - len(visible))


@blueprint.get(f"{PUBLIC}/<uuid>")
@public
def file(uuid: str) -> Response:
    """The file of a material that anybody may open at this moment; a link is nobody's file here."""
    return file_response(queries.opened(db.session(), g.event, uuid, clock.now(), is_participant=False))


@blueprint.get(MINE)
@participant
def my_materials() -> str:
    """What whoever takes part in the edition may open, by item."""
    visible = queries.for_participants(db.session(), g.event, clock.now()) if _takes_part() else ()
    return _page("post_event/materials/my_materials.html", visible)


@blueprint.get(f"{MINE}/<uuid>")
@participant
def my_file(uuid: str) -> Response:
    """The file of a material that whoever takes part may open at this moment."""
    return file_response(queries.opened(db.session(), g.event, uuid, clock.now(), is_participant=_takes_part()))


def _takes_part() -> bool:
    return queries.takes_part(db.session(), g.participant, g.event.id)


def _page(template: str, visible: Sequence[PublicMaterial], **facts: Any) -> str:
    timetable = queries.programme(db.session(), g.event.id) if visible else None
    by_item = [
        (item, rows)
        for item in (timetable.items if timetable else ())
        if (rows := [each for each in visible if each.item == item.uuid])
    ]
    return render_template(
        template, items=by_item, address=lambda item: path(timetable, item) if timetable else "", **facts
    )


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
    answer.headers["Cache-Control"] = "no-cache"  # asked for anew each time: it may be withdrawn
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers.set("Content-Disposition", "attachment", filename=_file_name(entry) if entry else "")
    return answer


def _file_name(entry: Entry) -> str:
    title = material_title(entry.record.facts)
    words = title.pick(g.lang)[0] if isinstance(title, Localized) else title
    return f"{g.event.slug}-{slugify(words) or 'material'}.pdf"
