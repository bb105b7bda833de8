"""A proposal for the programme: asked for, computed by the worker, looked at, accepted or discarded."""

import secrets
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for

from gocluster_events import db
from gocluster_events.access import Permission
from gocluster_events.agenda import models
from gocluster_events.agenda.forms.placement import StepForm
from gocluster_events.agenda.planning import services, words as planning_words
from gocluster_events.agenda.planning.forms import ProposalForm, WishForm, proposal_form, wish_form
from gocluster_events.agenda.planning.rules import applied, no_slot_reason, unmet_preferences
from gocluster_events.agenda.queries import draft, proposals, steps
from gocluster_events.agenda.rules.conflicts.checks import conflicts
from gocluster_events.agenda.rules.conflicts.finding import Severity
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.document import change_from_json
from gocluster_events.agenda.rules.planning_problem import PlanningProblem
from gocluster_events.agenda.rules.proposals import ProposalState
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.agenda.views.draft import MANAGE
from gocluster_events.agenda.words import programme as words
from gocluster_events.errors import Refused, Stale
from gocluster_events.i18n import _
from gocluster_events.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.web.audience import requires
from gocluster_events.web.fields import Confirm, Form

blueprint = Blueprint("planning", __name__)


SEEDS = 1_000_000


@blueprint.route(f"{MANAGE}/proposal", methods=["GET", "POST"])
@requires(Permission.EDIT_AGENDA)
def proposal() -> Reply:
    """The form for a new proposal, how far the proposal is, or what it changes; a sent form begins a new one."""
    form = proposal_form(draft.draft(db.session(), g.event))
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS):
            services.propose(g.event.id, form.scope, secrets.randbelow(SEEDS), acting())
            return redirect(url_for("planning.proposal"))
    return _page(form)


@blueprint.get(f"{MANAGE}/proposal/progress.json")
@requires(Permission.EDIT_AGENDA)
def proposal_progress() -> dict[str, Any]:
    """How far the proposal is, for the page that shows it."""
    row = proposals.proposal(db.session(), g.event.id)
    if row is None:
        return {"state": "", "progress": 0, "is_over": True}
    is_over = row.state is ProposalState.DONE
    return {"state": str(planning_words.PROPOSAL_STATES[row.state]), "progress": row.progress, "is_over": is_over}


@blueprint.post(f"{MANAGE}/proposal/acceptance")
@requires(Permission.EDIT_AGENDA)
def proposal_acceptance() -> Reply:
    """The draft is as the proposal has it, in one step."""
    form = StepForm()
    if not form.validate_on_submit():
        return _page(form)
    try:
        services.accept_proposal(g.event.id, form.wanted, acting())
    except Stale:
        flash(_("The programme has changed since this proposal was made. Request a new one."), "warning")
    except Refused as refusal:
        flash(words.REFUSALS[refusal.code], "warning")
    else:
        return saved(_("The proposal is now the draft. You can undo this in one step."), "agenda.draft")
    return redirect(url_for("planning.proposal"))


@blueprint.post(f"{MANAGE}/proposal/removal")
@requires(Permission.EDIT_AGENDA)
def proposal_removal() -> Reply:
    """The proposal is discarded; the draft is as it was."""
    form = Confirm()
    if not form.validate_on_submit():
        return _page(form)
    services.discard_proposal(g.event.id)
    return saved(_("The proposal has been discarded. The draft is unchanged."), "planning.proposal")


@blueprint.post(f"{MANAGE}/proposal/wishes")
@requires(Permission.EDIT_AGENDA)
def wishes() -> Reply:
    """One more wish of two items is kept for the next proposal."""
    form = wish_form(draft.draft(db.session(), g.event))
    if form.validate_on_submit():
        try:
            with refusals(form, words.REFUSALS):
                services.wish(g.event.id, form.wish)
                return saved(
                    _("The wish will be considered in the next proposal."), "planning.proposal", _anchor="wishes"
                )
        except Stale:
            form.form_errors.append(_("A colleague has removed one of these items. Choose again."))
    return _page(form)


@blueprint.post(f"{MANAGE}/proposal/wishes/<int:number>/removal")
@requires(Permission.EDIT_AGENDA)
def wish_removal(number: int) -> Reply:
    """The wish is gone."""
    form = Confirm()
    found_or_404(proposals.wishes(db.session(), g.event.id).get(number))
    if not form.validate_on_submit():
        return _page(form)
    try:
        services.drop_wish(g.event.id, number)
        flash(_("The wish is removed."), "success")
    except Refused as refusal:
        flash(words.REFUSALS[refusal.code], "warning")
    return redirect(url_for("planning.proposal", _anchor="wishes"))


def _page(form: Form) -> str:
    """The page of the proposal; ``form`` is the one of its forms that was sent, with its errors."""
    timetable = draft.draft(db.session(), g.event)
    row = proposals.proposal(db.session(), g.event.id)
    facts = _result(row, timetable) if row is not None and row.state is ProposalState.DONE else {}
    return render_template(
        "agenda/planning/proposal.html",
        form=form,
        question=form if isinstance(form, ProposalForm) else proposal_form(timetable),
        wish=form if isinstance(form, WishForm) else wish_form(timetable),
        action=Confirm(),
        row=row,
        timetable=timetable,
        wishes=proposals.wishes(db.session(), g.event.id),
        pinned=[item for item in timetable.items if item.is_pinned],
        unplaced=[item for item in timetable.items if item.starts_at is None],
        **facts,
    )


def _result(row: models.Proposal, timetable: Timetable) -> dict[str, Any]:
    """What the proposal changes in the draft, what it cannot meet, and whether the draft is still the same."""
    wanted = tuple(proposals.wishes(db.session(), g.event.id).values())
    problem = PlanningProblem(timetable, proposals.scope_of(row), wanted)
    after = applied(timetable, [change_from_json(each) for each in row.changes])
    uuids = {item.uuid for item in problem.free}
    return {
        "is_stale": row.revision != steps.head(db.session(), g.event.id).revision,
        "after": after,
        "differences": changes(timetable, after),
        "errors": _errors(after),
        "errors_before": _errors(timetable),
        "missed": unmet_preferences(after, uuids, wanted),
        "missed_before": unmet_preferences(timetable, uuids, wanted),
        "left": [
            (item, no_slot_reason(problem, item))
            for item in after.items
            if item.uuid in uuids and item.starts_at is None
        ],
    }


def _errors(timetable: Timetable) -> int:
    """How many errors the checks find."""
    return sum(conflict.severity is Severity.ERROR for conflict in conflicts(timetable))
