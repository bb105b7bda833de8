"""How long what is told is kept: the periods, what goes when, and what went."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.errors import Stale
from gocluster_events.i18n import _
from gocluster_events.registration import queries, services
from gocluster_events.registration.forms.retention import RetentionForm
from gocluster_events.registration.rules.retention import Kept, goes_at, periods
from gocluster_events.registration.views.blueprint import MANAGE, blueprint
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import differences, read_revision


@blueprint.route(f"{MANAGE}/retention", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def retention() -> Any:
    """The edition keeps each class for as long as the form says."""
    form = RetentionForm()
    if form.validate_on_submit():
        try:
            services.change_periods(g.event.id, form.days(), read_revision(form), g.account.email, clock.now())
        except Stale:
            return _collision(form), 409
        flash(_("The periods are saved."), "success")
        return redirect(url_for(".retention"))
    if not form.is_submitted():
        form.show(periods(g.event.retention_days), g.event.revision)
    return _page(form)


def _collision(form: RetentionForm) -> str:
    """Both texts, and the typed one still in the form; sending it again means that it was compared."""
    theirs = RetentionForm(formdata=None)
    theirs.show(periods(g.event.retention_days), g.event.revision)
    found = differences(form, theirs)
    form.revision.data = str(g.event.revision)
    return _page(form, collision=found)


def _page(form: RetentionForm, **facts: Any) -> str:
    session, days = db.session(), periods(g.event.retention_days)
    return render_template(
        "registration/retention.html",
        form=form,
        kinds=Kept,
        goes_at={kind: goes_at(g.event.ends_at, number) for kind, number in days.items()},
        now=clock.now(),
        counts=queries.kept_counts(session, g.event.id),
        runs=queries.runs(session, g.event.id),
        **facts,
    )
