"""Files that arrive in parts, for the page's script: one is begun, each part is sent, and asked which is next.

Whoever uploads is handed in: somebody of the team here, somebody on the programme on a page of their own.
"""

from typing import Any

from flask import g

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404
from gocluster_events.core.web.audience import requires
from gocluster_events.post_event.materials.forms import BeginForm, PartForm
from gocluster_events.post_event.materials.queries import uploads as queries
from gocluster_events.post_event.materials.rules.codes import PART_BYTES
from gocluster_events.post_event.materials.rules.uploads import parts_of
from gocluster_events.post_event.materials.services import uploading
from gocluster_events.post_event.materials.views.blueprint import MANAGE, blueprint, limits
from gocluster_events.post_event.materials.words.codes import REFUSALS


@blueprint.post(f"{MANAGE}/files")
@requires(Permission.EDIT_RESULTS)
def new_file() -> Reply:
    """A file of the team's may arrive."""
    return begun(g.event.id, acting())


@blueprint.post(f"{MANAGE}/files/<upload>/<int:number>")
@requires(Permission.EDIT_RESULTS)
def file_part(upload: str, number: int) -> Reply:
    """A part of a file of the team's."""
    return part_stored(g.event.id, upload, number, acting())


@blueprint.get(f"{MANAGE}/files/<upload>")
@requires(Permission.EDIT_RESULTS)
def file_progress(upload: str) -> Reply:
    """How far a file of the team's is."""
    return progress(g.event.id, upload, acting())


def begun(event_id: int, act: Act) -> Reply:
    """The UUID of a file that may arrive now, and in how many parts of which size; or why not."""
    form = BeginForm()
    if not form.validate_on_submit():
        return _expired()
    size: int = form.size.data or 0
    try:
        uuid = uploading.begin(event_id, form.name.data, size, limits(), act)
    except Refused as refusal:
        return _refused(refusal)
    return {"upload": uuid, "next": 0, "parts": parts_of(size), "part_bytes": PART_BYTES}


def part_stored(event_id: int, upload: str, number: int, act: Act) -> Reply:
    """Which part is next, once this one is stored; or why it is not."""
    form = PartForm()
    if not form.validate_on_submit() or not hasattr(form.file.data, "read"):
        return _expired()
    try:
        following = uploading.add_part(event_id, upload, number, form.file.data.read(PART_BYTES + 1), act)
    except Refused as refusal:
        return _refused(refusal)
    return {"next": following}


def progress(event_id: int, upload: str, act: Act) -> Reply:
    """Which part of this person's file is next, after a cut."""
    row = found_or_404(queries.blob(db.session(), event_id, upload, act.by))
    answer: dict[str, Any] = {"next": row.parts, "parts": parts_of(row.size)}
    return answer


def _refused(refusal: Refused) -> Reply:
    return {"error": str(REFUSALS[refusal.code])}, 422


def _expired() -> Reply:
    return {"error": _("This page has expired. Please load it anew.")}, 400
