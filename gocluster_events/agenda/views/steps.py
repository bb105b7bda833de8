"""Undoing and redoing what somebody changed in the draft."""

from typing import Any

from flask import flash, g, redirect, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda import models, queries, services, words
from gocluster_events.agenda.forms.step import StepForm
from gocluster_events.agenda.rules.timetable import Item
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.views.draft import show
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _
from gocluster_events.web.audience import requires


@blueprint.post(f"{MANAGE}/undo")
@requires(Permission.EDIT_AGENDA)
def undo() -> Any:
    """The last step is undone, if it is the one that the page has named."""
    return _go(queries.step_to_undo(db.session(), g.event.id), is_undoing=True)


@blueprint.post(f"{MANAGE}/redo")
@requires(Permission.EDIT_AGENDA)
def redo() -> Any:
    """The step that was undone first is done again, if it is the one that the page has named."""
    return _go(queries.step_to_redo(db.session(), g.event.id), is_undoing=False)


def _go(step: models.Step | None, *, is_undoing: bool) -> Any:
    form = StepForm()
    if not form.validate_on_submit():
        return show(form)
    changes = queries.changes_of(step) if step else ()
    try:
        if is_undoing:
            services.undo(g.event.id, form.wanted, g.account.email, clock.now())
        else:
            services.redo(g.event.id, form.wanted, clock.now())
    except Stale:
        flash(_("Somebody has changed the programme meanwhile. Look at it before you undo or redo."), "warning")
    except Refused as refusal:
        flash(words.REFUSALS[refusal.code], "warning")
    else:
        done = _("Undone: %(step)s") if is_undoing else _("Redone: %(step)s")
        flash(done % {"step": words.told(changes)}, "success")
    items = [change.touched for change in changes if isinstance(change.subject, Item)]
    return redirect(url_for("agenda.draft", _anchor=f"item-{items[0]}" if len(items) == 1 else "steps"))
