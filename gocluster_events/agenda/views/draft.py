"""The draft as a list, with what is wrong with it."""

from typing import Any

from flask import g, render_template

from gocluster_events import db
from gocluster_events.access import Permission
from gocluster_events.accounts import queries as accounts
from gocluster_events.agenda import queries, words
from gocluster_events.agenda.forms.step import StepForm
from gocluster_events.agenda.rules.conflicts import conflicts, worst
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.timetable import as_published
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.web.audience import requires

SHOWN_STEPS = 8


@blueprint.get(MANAGE)
@requires(Permission.EDIT_AGENDA)
def draft() -> Any:
    """Every item by day and room, what is not scheduled, what was taken out, the checks, and the last steps."""
    return show(StepForm())


def show(form: StepForm) -> str:
    """The page; ``form`` is that of its buttons for undoing and redoing."""
    timetable = queries.draft(db.session(), g.event)
    latest = queries.latest(db.session(), g.event.id)
    found = changes(latest.timetable if latest else None, as_published(timetable))
    return render_template(
        "agenda/draft.html",
        timetable=timetable,
        unplaced=[item for item in timetable.items if item.starts_at is None],
        dropped=queries.dropped(db.session(), g.event.id),
        conflicts=conflicts(timetable),
        worst=worst(conflicts(timetable)),
        latest=latest,
        changes=found,
        marks={change.item.uuid: change.turn for change in found} if latest else {},
        **_steps(form),
        theme=queries.edition_theme(db.session(), g.event.id),
        words=words,
    )


def _steps(form: StepForm) -> dict[str, Any]:
    """The last steps with who took them, and which of them is the next to undo and to redo."""
    session, event_id = db.session(), g.event.id
    found = queries.last_steps(session, event_id, SHOWN_STEPS)
    return {
        "form": form,
        "steps": [(step, words.told(queries.changes_of(step))) for step in found],
        "to_undo": queries.step_to_undo(session, event_id),
        "to_redo": queries.step_to_redo(session, event_id),
        "names": accounts.names(session, {step.actor for step in found} | {step.undone_by for step in found}),
    }
