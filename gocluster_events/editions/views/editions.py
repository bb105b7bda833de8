"""Making an edition: an empty one, or one with the preparation of an earlier one."""

from datetime import date
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.editions import queries, services
from gocluster_events.editions.forms import CopyForm, NewEditionForm
from gocluster_events.editions.rules.preparing import Date, moved
from gocluster_events.editions.views.blueprint import blueprint
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.events.rules.edition import FederalState
from gocluster_events.i18n import _
from gocluster_events.web.audience import requires, requires_anywhere


@blueprint.route("/<lang:lang>/manage/new", methods=["GET", "POST"])
@requires_anywhere(Permission.MAKE_EDITIONS)
def new_edition() -> Any:
    """There is an empty edition, and whoever makes it is its organiser."""
    form = NewEditionForm()
    form.now, form.taken = clock.now(), events.slugs(db.session())
    if form.validate_on_submit():
        edition = form.edition()
        try:
            services.create_edition(edition, g.account.id, form.now)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The event is there, as a draft. The checklist says what is missing."), "success")
            return redirect(url_for(".checklist", edition=edition.slug))
    return render_template("editions/new_edition.html", form=form)


@blueprint.route("/<lang:lang>/manage/<edition>/copy", methods=["GET", "POST"])
@requires(Permission.EDIT_SETTINGS)
def edition_copy() -> Any:
    """There is an edition with what was prepared for this one, on other days."""
    form = _copy_form()
    if form.validate_on_submit() and not form.look.data:
        copied = form.copy()
        try:
            services.copy_edition(g.event.id, copied, g.account.id, lambda: str(uuid4()), clock.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            flash(_("The copy is there, as a draft. The checklist says what to look at."), "success")
            return redirect(url_for(".checklist", edition=copied.slug))
    return _copy_page(form)


def _copy_form() -> CopyForm:
    form = CopyForm()
    form.taken, form.before = events.slugs(db.session()), _first_day()
    if not form.is_submitted():
        form.show(g.event.title)
    return form


def _first_day() -> date:
    first: date = g.event.starts_at.astimezone(ZoneInfo(g.event.zone)).date()
    return first


def _copy_page(form: CopyForm) -> str:
    event, session = g.event, db.session()
    state = "" if event.state is FederalState.ABROAD else event.state.value
    times = moved({each: getattr(event, each.value) for each in Date}, form.days, event.zone, state)
    when = {each.date: each.after for each in times}
    return render_template(
        "editions/edition_copy.html",
        form=form,
        times=times,
        found=queries.preparation(session, event.id),
        meanwhile=queries.meanwhile(session, g.account, when[Date.STARTS], when[Date.ENDS]),
    )
