"""Accepting what the checks have found, and taking that back."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, g, redirect, render_template, url_for

from gocluster_events import clock, db
from gocluster_events.access import Permission
from gocluster_events.agenda.forms.placement import StepForm
from gocluster_events.agenda.forms.snapshot import AcceptanceForm
from gocluster_events.agenda.queries import draft as draft_queries, undoing as queries
from gocluster_events.agenda.rules.conflicts.accepting import Findings
from gocluster_events.agenda.rules.conflicts.finding import Conflict
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.services import accepting as services, drafting
from gocluster_events.agenda.views.blueprint import MANAGE, blueprint
from gocluster_events.agenda.views.draft import show
from gocluster_events.agenda.words import programme as words, steps
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import LazyString, _, _l
from gocluster_events.web.answers import Reply, found_or_404, refusals
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import Action


@blueprint.route(f"{MANAGE}/acceptances/<fingerprint>", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def acceptance(fingerprint: str) -> Reply:
    """The warning or hint may stay, for the reason that was typed."""
    form, (draft, findings) = AcceptanceForm(), _found()
    known = findings.accepted_as(fingerprint)
    conflict = known.conflict if known else found_or_404(findings.acceptable(fingerprint))
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            services.accept(g.event.id, fingerprint, form.reason.data, g.account.email, clock.now())
            flash(_("Accepted. The checks no longer count it."), "success")
            return _back(draft, conflict)
    return render_template("agenda/acceptance.html", form=form, conflict=conflict, draft=draft)


@blueprint.route(f"{MANAGE}/acceptances/<fingerprint>/removal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def acceptance_removal(fingerprint: str) -> Reply:
    """The warning or hint stands among what is open again."""
    form, (draft, findings) = Action(), _found()
    accepted = found_or_404(findings.accepted_as(fingerprint))
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            services.take_back(g.event.id, fingerprint, g.account.email, clock.now())
            flash(_("No longer accepted. The checks show it again."), "success")
            return _back(draft, accepted.conflict)
    return render_template("agenda/acceptance_removal.html", form=form, accepted=accepted, draft=draft)


def _back(draft: Timetable, conflict: Conflict) -> Reply:
    """To the checks beside the day that the finding is about."""
    return redirect(url_for("agenda.draft", day=draft.day_of(conflict.items[0]), _anchor="checks"))


def _found() -> tuple[Timetable, Findings]:
    draft = draft_queries.draft(db.session(), g.event)
    return draft, draft_queries.findings(db.session(), g.event.id, draft)


@blueprint.post(f"{MANAGE}/undo")
@requires(Permission.EDIT_AGENDA)
def undo() -> Reply:
    """The last step is undone, if it is the one that the page has named."""
    return _go(drafting.undo, _l("Undone: %(step)s"))


@blueprint.post(f"{MANAGE}/redo")
@requires(Permission.EDIT_AGENDA)
def redo() -> Reply:
    """The step that was undone first is done again, if it is the one that the page has named."""
    return _go(drafting.redo, _l("Redone: %(step)s"))


def _go(verb: Callable[[int, int, str, datetime], None], done: LazyString) -> Reply:
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
    timetable = draft_queries.draft(db.session(), g.event)
    there = next(filter(None, (timetable.item(uuid) for uuid in items)), None)
    day = timetable.day_of(there) if there else None
    return redirect(url_for("agenda.draft", day=day, _anchor=f"item-{items[0]}" if len(items) == 1 else "steps"))
