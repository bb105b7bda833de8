"""The photos for the team: uploaded, described, ordered, published and removed."""

from typing import Any

from flask import Response, abort, flash, g, jsonify, redirect, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.picture import PHOTO_BYTES, SMALL
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved, take_a_file
from gocluster_events.core.web.audience import may, requires
from gocluster_events.core.web.collision import collided, read_revision
from gocluster_events.core.web.fields import Confirm, Form
from gocluster_events.post_event.photos.forms import LICENCES, PhotoForm, UploadForm, photo_form
from gocluster_events.post_event.photos.models import Photo
from gocluster_events.post_event.photos.queries import objections, photos as queries
from gocluster_events.post_event.photos.rules.codes import State
from gocluster_events.post_event.photos.rules.photos import lacking
from gocluster_events.post_event.photos.services import photos as services
from gocluster_events.post_event.photos.views.blueprint import blueprint
from gocluster_events.post_event.photos.words.codes import REFUSALS

PHOTOS = "/<lang:lang>/manage/<edition>/photos"
_STEPS = {"up": -1, "down": 1}


@blueprint.get(PHOTOS)
@requires(Permission.EDIT_RESULTS)
def photos_of_team() -> str:
    """Every photo of the edition with what it lacks, and which of them somebody does not want to be seen on."""
    return _list(UploadForm())


def _list(form: UploadForm) -> str:
    session = db.session()
    rows, wanted = queries.photos(session, g.event.id), objections.objectors(session, g.event.id)
    return render_template(
        "post_event/photos/photos_of_team.html",
        form=form,
        photos=[(row, lacking(queries.facts_of(row)), wanted.get(row.id, ())) for row in rows],
        states=State,
        most_bytes=PHOTO_BYTES,
        names=accounts.names(session, {row.checked_by for row in rows}),
    )


@blueprint.route(f"{PHOTOS}/upload", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def photo_upload() -> Reply:
    """The photo is there, and can be described. A script that sends one after the other is told in JSON."""
    take_a_file(PHOTO_BYTES)
    form, is_script = UploadForm(), request.accept_mimetypes.best == "application/json"
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            uuid = services.add(g.event.id, form.photo.data, acting())
            address = url_for(".photo", uuid=uuid)
            if is_script:
                return jsonify(url=address)
            flash(_("The photo is added. Describe it now."), "success")
            return redirect(address)
    if is_script and form.is_submitted():
        return jsonify(error=" ".join(error for errors in form.errors.values() for error in errors)), 400
    return _list(form)


@blueprint.route(f"{PHOTOS}/<uuid>", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def photo(uuid: str) -> Reply:
    """What is said of the photo is as typed."""
    row = _photo(uuid)
    form = photo_form(queries.facts_of(row), row.revision, queries.item_titles(db.session(), g.event.id))
    if form.is_submitted() and not _may_change(row):
        abort(403)
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                services.change(g.event.id, uuid, form.facts(), read_revision(form), acting())
                return saved(_("The photo is saved."), ".photos_of_team", _anchor=f"photo-{uuid[:8]}")
        except Stale:
            return _collision(form, uuid), 409
    return _page(form, row)


def _collision(form: PhotoForm, uuid: str) -> str:
    row = _photo(uuid)
    items = queries.item_titles(db.session(), g.event.id)
    theirs = photo_form(queries.facts_of(row), row.revision, items, is_typed=False)
    return _page(form, row, collision=collided(form, theirs))


def _may_change(row: Photo) -> bool:
    """Whether whoever looks may change it: what is public only who may publish."""
    return row.state is not State.PUBLISHED or may(Permission.PUBLISH_RESULTS)


def _page(form: PhotoForm, row: Photo, **facts: Any) -> str:
    can_see = may(Permission.VIEW_ATTENDEES)
    guests = queries.guests_without_consent(db.session(), g.event.id) if can_see else None
    names = accounts.names(db.session(), {row.checked_by})
    return render_template(
        "post_event/photos/photo.html",
        form=form,
        photo=row,
        guests=guests,
        licences=LICENCES,
        names=names,
        can_edit=_may_change(row),
        **facts,
    )


@blueprint.get(f"{PHOTOS}/<uuid>/<int:width>.jpg")
@requires(Permission.EDIT_RESULTS)
def photo_preview(uuid: str, width: int) -> Response:
    """The photo as the team sees it, whether it is public or not; nobody stores it."""
    row = _photo(uuid)
    content = row.small if width == SMALL else row.large
    return Response(content, mimetype="image/jpeg", headers={"Cache-Control": "no-store"})


@blueprint.route(f"{PHOTOS}/<uuid>/position", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def photo_position(uuid: str) -> Reply:
    """The photo stands one place earlier or later; only an organiser moves a public one."""
    row, form = _photo(uuid), Confirm()
    step = found_or_404(_STEPS.get(request.form.get("step", "up")))
    if not _may_change(row):
        abort(403)
    if form.validate_on_submit():
        services.move(g.event.id, uuid, step, acting())
        return redirect(url_for(".photos_of_team", _anchor=f"photo-{uuid[:8]}"))
    return render_template("post_event/photos/photo_position.html", form=form, photo=row)


@blueprint.route(f"{PHOTOS}/<uuid>/publication", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def photo_publication(uuid: str) -> Reply:
    """The public sees the photo."""
    row, form = _photo(uuid), Confirm()
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            services.publish(g.event.id, uuid, acting())
            return saved(_("The photo is public."), ".photos_of_team", _anchor=f"photo-{uuid[:8]}")
    return _confirm("photo_publication", form, row)


@blueprint.route(f"{PHOTOS}/<uuid>/withdrawal", methods=["GET", "POST"])
@requires(Permission.PUBLISH_RESULTS)
def photo_withdrawal(uuid: str) -> Reply:
    """The public does not see the photo any more."""
    row, form = _photo(uuid), Confirm()
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            services.take_back(g.event.id, uuid, acting())
            return saved(_("The photo is no longer public."), ".photos_of_team", _anchor=f"photo-{uuid[:8]}")
    return _confirm("photo_withdrawal", form, row)


@blueprint.route(f"{PHOTOS}/<uuid>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_RESULTS)
def photo_removal(uuid: str) -> Reply:
    """The photo is gone; only an organiser removes one that is no draft."""
    row, form, is_publisher = _photo(uuid), Confirm(), may(Permission.PUBLISH_RESULTS)
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            services.remove(g.event.id, uuid, acting(), only_draft=not is_publisher)
            return saved(_("The photo is removed."), ".photos_of_team")
    if row.state is not State.DRAFT and not is_publisher:
        abort(403)
    return _confirm("photo_removal", form, row)


def _confirm(name: str, form: Form, row: Photo) -> str:
    """The page that says what will happen to the photo, and whom that concerns."""
    wanted = objections.objectors(db.session(), g.event.id).get(row.id, ())
    lacks = lacking(queries.facts_of(row))
    return render_template(f"post_event/photos/{name}.html", form=form, photo=row, objectors=wanted, lacks=lacks)


def _photo(uuid: str) -> Photo:
    return found_or_404(queries.photo(db.session(), g.event.id, uuid))
