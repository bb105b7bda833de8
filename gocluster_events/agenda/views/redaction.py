"""Taking a person's name, or their portrait alone, out of everything at their wish."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.forms.person import RedactionForm
from gocluster_events.agenda.queries import publishing
from gocluster_events.agenda.queries import rows as queries
from gocluster_events.agenda.rules.redaction import mentions
from gocluster_events.agenda.services import redaction as services
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.i18n import LazyString, _l
from gocluster_events.web.audience import requires
from gocluster_events.web.find import found_or_404


@blueprint.route(f"{MANAGE}/people/<uuid>/name-removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def name_removal(uuid: str) -> Any:
    """Nothing that is stored names the person any more."""
    return _remove(uuid, services.remove_name, _l("The name is removed everywhere."))


@blueprint.route(f"{MANAGE}/people/<uuid>/portrait-removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def portrait_removal(uuid: str) -> Any:
    """Nothing that is stored shows the person any more."""
    return _remove(uuid, services.remove_portrait, _l("The portrait is removed everywhere."))


def _remove(uuid: str, verb: Callable[[int, str, str, datetime], None], done: LazyString) -> Any:
    person = found_or_404(queries.person(db.session(), g.event.id, uuid))
    form = RedactionForm()
    if form.validate_on_submit():
        verb(g.event.id, uuid, g.account.email, clock.now())
        flash(done, "success")
        return redirect(url_for("agenda.edit_person", uuid=uuid))
    timetable = queries.draft(db.session(), g.event)
    return render_template(
        "agenda/redaction.html",
        form=form,
        person=person,
        is_whole=verb is services.remove_name,
        mentioned=[] if person.is_redacted else list(mentions(timetable, person)),
        versions=len(publishing.versions(db.session(), g.event.id)),
    )
