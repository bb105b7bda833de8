"""How an edition lets people in."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.editions import services
from gocluster_events.editions.views.blueprint import blueprint
from gocluster_events.errors import Refused, Stale
from gocluster_events.events import queries as events_queries
from gocluster_events.events import words as events_words
from gocluster_events.events.forms.settings import ProcedureForm
from gocluster_events.i18n import _
from gocluster_events.registration.waiting import queries as waiting
from gocluster_events.web.audience import requires
from gocluster_events.web.collision import differences, read_number, read_revision
from gocluster_events.web.fields import show_refusal


@blueprint.route("/<lang:lang>/manage/<edition>/registration/procedure", methods=["GET", "POST"])
@requires(Permission.EDIT_REGISTRATION)
def procedure() -> Any:
    """The edition lets people in as the form says."""
    form = _form()
    if form.validate_on_submit():
        seen, revision, now = read_number(form.seen), read_revision(form), clock.now()
        try:
            services.change_procedure(g.event.id, form.procedure(), revision, g.account.email, now, seen=seen)
        except Refused as refusal:
            show_refusal(form, refusal, events_words.REFUSALS)
        except Stale:
            return _collision(form), 409
        else:
            flash(_("The procedure is saved."), "success")
            return redirect(url_for("editions.procedure"))
    return _page(form)


def _form() -> ProcedureForm:
    form = ProcedureForm()
    if not form.is_submitted():
        form.show(*events_queries.procedure(db.session(), g.event.id))
    return form


def _collision(form: ProcedureForm) -> str:
    """Both texts, and the typed one still in the form; sending it again means that it was compared."""
    stored, revision = events_queries.procedure(db.session(), g.event.id)
    theirs = ProcedureForm(formdata=None)
    theirs.show(stored, revision)
    found = differences(form, theirs)
    form.revision.data = str(revision)
    return _page(form, collision=found)


def _page(form: ProcedureForm, **facts: Any) -> str:
    """The form, and what follows from changing it: who would move up, and who stays to be decided."""
    session, event = db.session(), g.event
    movers = len(waiting.moving_up(session, event, clock.now()))
    form.seen.data = str(movers)
    return render_template(
        "editions/procedure.html",
        form=form,
        movers=movers,
        under_review=waiting.under_review(session, event.id),
        **facts,
    )
