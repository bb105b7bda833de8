"""A new material: a file or a link, for an item of the published programme."""

from typing import Any

from flask import g, render_template, request

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, refusals, saved, take_a_file
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.post_event.materials.forms import NewMaterialForm, empty
from gocluster_events.post_event.materials.queries import materials as queries, uploads
from gocluster_events.post_event.materials.rules.codes import Refusal
from gocluster_events.post_event.materials.services import editing, uploading
from gocluster_events.post_event.materials.views.blueprint import MANAGE, blueprint, limits
from gocluster_events.post_event.materials.words import codes as words
from gocluster_events.post_event.materials.words.items import item_choices

FIELDS: dict[Any, str] = {
    **dict.fromkeys((Refusal.TOO_LARGE, Refusal.EMPTY, Refusal.EDITION_FULL, Refusal.NO_PDF, Refusal.GONE), "file"),
    Refusal.NO_ITEM: "item",
}
"""At which field a refusal is told."""


@blueprint.route(f"{MANAGE}/upload", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def new_material() -> Reply:
    """The item has a material that nobody sees yet; its people are asked for their release."""
    take_a_file(limits().file)
    form = empty(request.args.get("item", ""), request.args.get("kind", ""))
    timetable = queries.programme(db.session(), g.event.id)
    form.offer(item_choices(timetable))
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS, FIELDS):
            uuid = editing.add(g.event.id, form.facts(), _arrived(form), acting())
            return saved(_("The material is added. Nobody outside the team sees it yet."), ".material", uuid=uuid)
    return _page(form, timetable)


def _arrived(form: NewMaterialForm) -> str:
    """The UUID of the file, whether it came before or comes with the form; empty for a link."""
    if form.has_chosen:
        chosen = form.file.data
        name, size = chosen.filename, form.size()
        form.upload.data = uploading.take_stream(g.event.id, name, size, chosen.stream, limits(), acting())
    return form.upload.data or ""


def _page(form: NewMaterialForm, timetable: Timetable | None) -> str:
    row = uploads.blob(db.session(), g.event.id, form.upload.data or "", acting().by)
    most = limits()
    return render_template(
        "post_event/materials/new_material.html",
        form=form,
        has_programme=timetable is not None,
        arrived=row,
        most=most.file,
    )
