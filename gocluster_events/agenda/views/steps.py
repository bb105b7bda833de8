"""Undoing and redoing what somebody changed in the draft."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import flash, g, redirect, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.forms.placement import StepForm
from gocluster_events.agenda.queries import rows
from gocluster_events.agenda.queries import undoing as queries
from gocluster_events.agenda.rules.timetable import Item
from gocluster_events.agenda.services import drafting as services
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.views.draft import show
from gocluster_events.agenda.words import programme as words
from gocluster_events.agenda.words import steps
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import LazyString, _, _l
from gocluster_events.web.audience import requires


@blueprint.post(f"{MANAGE}/undo")
@requires(Permission.EDIT_AGENDA)
def undo() -> Any:
    """The last step is undone, if it is the one that the page has named."""
    return _go(services.undo, _l("Undone: %(step)s"))


@blueprint.post(f"{MANAGE}/redo")
@requires(Permission.EDIT_AGENDA)
def redo() -> Any:
    """The step that was undone first is done again, if it is the one that the page has named."""
    return _go(services.redo, _l("Redone: %(step)s"))


def _go(verb: Callable[[int, int, str, datetime], None], done: LazyString) -> Any:
    form = StepForm()
    if not form.validate_on_submit():
        return show(form)
    step = queries.step(db.session(), g.event.id, form.wanted)
    changes = queries.changes_of(step) if step else ()
    try:
        verb(g.event.id, form.wanted, g.account.email, clock.now())
    except Stale:
        flash(_("Somebody has changed the programme meanwhile. Look at it before you undo or redo."), "warning")
    except Refused as refusal:
        flash(words.REFUSALS[refusal.code], "warning")
    else:
        flash(str(done) % {"step": steps.told(changes)}, "success")
    items = [change.touched for change in changes if isinstance(change.subject, Item)]
    timetable = rows.draft(db.session(), g.event)
    there = next(filter(None, (timetable.item(uuid) for uuid in items)), None)
    day = timetable.day_of(there) if there else None
    return redirect(url_for("agenda.draft", day=day, _anchor=f"item-{items[0]}" if len(items) == 1 else "steps"))
