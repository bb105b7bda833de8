"""A proposal for the programme: asked for, computed by the worker, looked at, accepted or discarded."""

import secrets
from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for

from gocluster_events.core import db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.fields import Confirm, Form
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.forms.placement import StepForm
from gocluster_events.meeting.agenda.planning import services, words as planning_words
from gocluster_events.meeting.agenda.planning.forms import AnswerForm, ProposalForm, WishForm, proposal_form, wish_form
from gocluster_events.meeting.agenda.planning.rules import (
    Answer,
    answered,
    applied,
    ghosts,
    no_slot_reason,
    unmet_preferences,
)
from gocluster_events.meeting.agenda.queries import draft, proposals, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import Severity
from gocluster_events.meeting.agenda.rules.day_board import day_board, days_to_plan, main_day
from gocluster_events.meeting.agenda.rules.document import change_from_json
from gocluster_events.meeting.agenda.rules.planning_problem import PlanningProblem
from gocluster_events.meeting.agenda.rules.proposals import ProposalState
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.views.draft import MANAGE
from gocluster_events.meeting.agenda.views.pieces import Pieces
from gocluster_events.meeting.agenda.words import programme as words

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


@blueprint.post(f"{MANAGE}/proposal/answers")
@requires(Permission.EDIT_AGENDA)
def proposal_answers() -> Reply:
    """One change of the proposal is taken or left, or all that are open are taken; the draft stays as it is."""
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(form)
    try:
        services.answer(g.event.id, form.wanted, form.item, is_taken=not form.leave.data)
    except Stale:
        flash(_("The programme has changed since this proposal was made. Request a new one."), "warning")
    except Refused as refusal:
        flash(words.REFUSALS[refusal.code], "warning")
    anchor = f"ghost-{form.item}" if form.item else None
    return redirect(url_for("planning.proposal", day=request.form.get("day"), _anchor=anchor))


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
                done = _("The wish will be considered in the next proposal.")
                return saved(done, "planning.proposal", ask="y", _anchor="wishes")
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
    return redirect(url_for("planning.proposal", ask="y", _anchor="wishes"))


def _page(form: Form) -> str:
    """The page of the proposal; ``form`` is the one of its forms that was sent, with its errors."""
    timetable = draft.draft(db.session(), g.event)
    row = proposals.proposal(db.session(), g.event.id)
    is_ready = row is not None and row.state is ProposalState.DONE
    facts = {
        "form": form,
        "action": Confirm(),
        "row": row,
        "timetable": timetable,
        "unplaced": [item for item in timetable.items if item.starts_at is None],
    }
    if row is not None and is_ready and "ask" not in request.args and not isinstance(form, WishForm):
        return render_template("meeting/agenda/planning/proposal_board.html", **facts, **_result(row, timetable))
    return render_template(
        "meeting/agenda/planning/proposal.html",
        question=form if isinstance(form, ProposalForm) else proposal_form(timetable),
        wish=form if isinstance(form, WishForm) else wish_form(timetable),
        wishes=proposals.wishes(db.session(), g.event.id),
        pinned=[item for item in timetable.items if item.is_pinned],
        **facts,
    )


def _board(row: models.Proposal, timetable: Timetable, after: Timetable, made: Sequence[Change]) -> dict[str, Any]:
    """The day that the address names, else the first that changes, as it is now, with what the proposal draws on it."""
    dates = sorted({day for change in made if isinstance(change.after, Item) and (day := after.day_of(change.after))})
    named = request.values.get("day", "")
    days = days_to_plan(timetable)
    day = next((each for each in days if each.isoformat() == named), next(iter(dates), main_day(timetable)))
    board = day_board(timetable, day)
    answers = answered(made, row.answers)
    leaving = {uuid for uuid, answer in answers.items() if answer is not Answer.LEFT}
    return {
        "days": days,
        "board": board,
        "ghosts": ghosts(board, after, made, row.answers),
        "answer_of": answers,
        "numbers": Counter(answer.value for answer in answers.values()),
        "pieces": Pieces(timetable, draft.revisions(db.session(), g.event.id), leaving=leaving),
    }


def _result(row: models.Proposal, timetable: Timetable) -> dict[str, Any]:
    """What the proposal changes in the draft, what it cannot meet, and whether the draft is still the same."""
    wanted = tuple(proposals.wishes(db.session(), g.event.id).values())
    problem = PlanningProblem(timetable, proposals.scope_of(row), wanted)
    made = [change_from_json(each) for each in row.changes]
    wished = [change for change in made if row.answers.get(change.touched) is not False]
    after = applied(timetable, wished)
    uuids = {item.uuid for item in problem.free}
    return {
        "is_stale": row.revision != steps.head(db.session(), g.event.id).revision,
        "after": after,
        "made": made,
        **_board(row, timetable, applied(timetable, made), made),
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
