"""Making, changing and taking out programme items."""

from typing import Any
from uuid import uuid4

from flask import flash, g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.forms.item import ItemForm, RemovalForm, item_form, row_count
from gocluster_events.agenda.queries import checking, publishing
from gocluster_events.agenda.queries import rows as queries
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.identity import uuid_from
from gocluster_events.agenda.rules.timetable import Item
from gocluster_events.agenda.services import drafting as services
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import differences, read_revision
from gocluster_events.web.fields import show_refusal
from gocluster_events.web.find import found_or_404


@blueprint.route(f"{MANAGE}/items/new", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def new_item() -> Any:
    """A new item stands in the draft."""
    form = item_form(queries.draft(db.session(), g.event), _rows(), token=str(uuid4()), revision=0)
    uuid = uuid_from(form.token.data or "", g.event.id)
    return _answer(form, queries.item(db.session(), g.event.id, uuid), uuid)


@blueprint.route(f"{MANAGE}/items/<uuid>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def edit_item(uuid: str) -> Any:
    """The item stands in the draft as typed; one that was taken out is back."""
    revision = queries.revision(db.session(), g.event.id, uuid)  # first: text read after it is never older
    item = found_or_404(queries.item(db.session(), g.event.id, uuid))
    form = item_form(queries.draft(db.session(), g.event), _rows(item), item, revision=revision)
    return _answer(form, item, uuid)


@blueprint.route(f"{MANAGE}/items/<uuid>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def item_removal(uuid: str) -> Any:
    """The item is no longer in the draft; it can be put back."""
    form = RemovalForm(data={"revision": queries.revision(db.session(), g.event.id, uuid)})
    timetable = queries.draft(db.session(), g.event)
    item = found_or_404(timetable.item(uuid))
    if form.validate_on_submit():
        try:
            _apply(Change(item, None), read_revision(form))
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        else:
            flash(_("%(item)s is no longer in the programme.", item=words.name(item)), "success")
            return redirect(url_for("agenda.draft"))
    latest = publishing.latest(db.session(), g.event.id)
    is_public = latest is not None and latest.timetable.item(uuid) is not None
    return render_template("agenda/item_removal.html", form=form, item=item, timetable=timetable, is_public=is_public)


def _answer(form: ItemForm, before: Item | None, uuid: str) -> Any:
    """Store what was typed, or show the form with why not, or with one more row for a person."""
    if "add_row" not in request.form and form.validate_on_submit():
        item = form.item(uuid, before)
        try:
            _apply(Change(before, item), read_revision(form))
        except Stale:
            return _collision(form, uuid), 409
        except Refused as refusal:
            show_refusal(form, refusal, words.REFUSALS)
        else:
            flash(_("%(item)s is saved.", item=words.name(item)), "success")
            day = queries.draft(db.session(), g.event).day_of(item)
            return redirect(url_for("agenda.draft", day=day, _anchor=f"item-{uuid}"))
    return _page(form, before, uuid)


def _collision(form: ItemForm, uuid: str) -> Any:
    """The form with what was typed beside what is stored; saving it again is saving over it knowingly."""
    revision = queries.revision(db.session(), g.event.id, uuid)
    stored = found_or_404(queries.item(db.session(), g.event.id, uuid))
    timetable = queries.draft(db.session(), g.event)
    theirs = item_form(timetable, row_count(form.rows.data), stored, is_typed=False)
    form.revision.data = str(revision)
    return _page(form, stored, uuid, collision=differences(form, theirs))


def _page(form: ItemForm, before: Item | None, uuid: str, **facts: Any) -> str:
    timetable = queries.draft(db.session(), g.event)
    return render_template(
        "agenda/edit_item.html",
        form=form,
        item=before,
        uuid=uuid,
        is_dropped=before is not None and timetable.item(uuid) is None,
        found=checking.findings(db.session(), g.event.id, timetable).about(uuid),
        timetable=timetable,
        **facts,
    )


def _apply(change: Change, revision: int) -> None:
    services.apply(g.event.id, (change,), {change.touched: revision}, g.account.email, clock.now())


def _rows(item: Item | None = None) -> int:
    more = 1 if "add_row" in request.form else 0
    return row_count(request.form.get("rows"), len(item.people) if item else 0) + more
