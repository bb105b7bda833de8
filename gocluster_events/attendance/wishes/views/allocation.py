"""The allocation for those who make it: what is wished, what each run gives, who lacks what, and the button."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from flask import g, redirect, render_template, request, url_for

from gocluster_events.attendance.wishes.forms.runs import RunForm
from gocluster_events.attendance.wishes.forms.seats import seats_form
from gocluster_events.attendance.wishes.models import Allocation
from gocluster_events.attendance.wishes.queries.demand import demand
from gocluster_events.attendance.wishes.queries.input import is_current
from gocluster_events.attendance.wishes.queries.reminder import reminder
from gocluster_events.attendance.wishes.queries.results import lacking, unreached, why_unlisted
from gocluster_events.attendance.wishes.queries.rounds import round_of, run, runs, underway
from gocluster_events.attendance.wishes.rules.binding import awaited, last_moment, too_soon
from gocluster_events.attendance.wishes.rules.codes import AT_WORK, Phase, Refusal, RunState
from gocluster_events.attendance.wishes.rules.demand import Demand
from gocluster_events.attendance.wishes.rules.lacking import Lack
from gocluster_events.attendance.wishes.rules.outcome import Outcome, read_figures
from gocluster_events.attendance.wishes.rules.phases import Round, phase_of
from gocluster_events.attendance.wishes.services import binding, opening, rounds, runs as services
from gocluster_events.attendance.wishes.views.blueprint import blueprint
from gocluster_events.attendance.wishes.views.round import MANAGE
from gocluster_events.attendance.wishes.words.codes import REFUSALS, STATES
from gocluster_events.attendance.wishes.words.team import AWAITED, explained
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.errors import Stale
from gocluster_events.core.i18n import _, clock_time
from gocluster_events.core.web.answers import Reply, acting, found_or_404, refusals, saved
from gocluster_events.core.web.audience import requires
from gocluster_events.core.web.collision import number_in
from gocluster_events.core.web.fields import Confirm, Form
from gocluster_events.core.web.portions import portion
from gocluster_events.meeting.agenda.queries.publishing import timed
from gocluster_events.meeting.events.rules.edition import EventStatus

PAGE = f"{MANAGE}/allocation"
FEW = 5
SOON = timedelta(days=1)
"""How long before the last moment the page says until when a run can be made binding."""


@blueprint.get(PAGE)
@requires(Permission.ALLOT)
def allocation() -> str:
    """What is wished while people may wish; afterwards the runs, and what the chosen one gives."""
    return _page(Confirm())


@blueprint.get(f"{PAGE}/progress.json")
@requires(Permission.ALLOT)
def progress() -> dict[str, Any]:
    """How far the run is that is being computed, for the page that shows it."""
    at_work = underway(db.session(), g.event.id)
    if at_work is None:
        return {"state": "", "progress": 0, "is_over": True}
    state, percent = at_work
    return {"state": str(STATES[state]), "progress": percent, "is_over": False}


@blueprint.post(f"{PAGE}/reopening")
@requires(Permission.ALLOT)
def reopen() -> Reply:
    """People can wish again until the deadline, where it was closed before and nothing has been computed."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            rounds.reopen(g.event.id, acting())
            return saved(_("Choices are open again."), ".allocation")
    return _page(form)


@blueprint.post(f"{PAGE}/opening")
@requires(Permission.ALLOT)
def open_places() -> Reply:
    """Where nobody's wishes count, everything can be booked at once."""
    form = Confirm()
    if form.validate_on_submit():
        with refusals(form, REFUSALS):
            opening.open_places(g.event.id, acting())
            return saved(_("The places are open for booking."), ".allocation")
    return _page(form)


@blueprint.post(f"{PAGE}/runs")
@requires(Permission.ALLOT)
def compute() -> Reply:
    """The worker computes a run next: with the places of the run that is computed again, else of the plan."""
    form = RunForm()
    if form.validate_on_submit():
        again = run(db.session(), g.event.id, form.run)
        with refusals(form, REFUSALS):
            services.compute(g.event.id, again.seats if again else {}, acting(), SystemRandom())
            return redirect(url_for(".allocation"))
    return _page(form)


@blueprint.route(f"{PAGE}/seats", methods=["GET", "POST"])
@requires(Permission.ALLOT)
def other_seats() -> Reply:
    """A run with other places than the plan has, as typed; those of the run that the address names stand there."""
    wanted, before = demand(db.session(), g.event), run(db.session(), g.event.id, _number())
    named = [
        (row.item.uuid, f"{row.item.code} {row.item.title.pick(g.lang)[0]}".strip(), row.seats) for row in wanted.rows
    ]
    form = seats_form(named, before.seats if before else {})
    if form.validate_on_submit():
        plan = {uuid: seats for uuid, _title, seats in named}
        others = {uuid: seats for uuid, seats in form.seats().items() if seats != plan[uuid]}
        with refusals(form, REFUSALS):
            services.compute(g.event.id, others, acting(), SystemRandom())
            return redirect(url_for(".allocation"))
    return render_template("attendance/wishes/other_seats.html", form=form, demand=wanted)


@blueprint.post(f"{PAGE}/discard")
@requires(Permission.ALLOT)
def discard() -> Reply:
    """The run is not offered any more; it stays in the list and in the log."""
    return _done(lambda form: services.discard(g.event.id, form.run, acting()), _("The run has been discarded."))


@blueprint.post(f"{PAGE}/binding")
@requires(Permission.ALLOT)
def commit() -> Reply:
    """The run is binding; in five minutes it is carried out and letters leave."""
    done = _("The allocation is binding. Until it is carried out you can take it back.")
    return _done(lambda form: binding.commit(g.event.id, form.run, acting(), seen=form.seen.data or ""), done)


@blueprint.post(f"{PAGE}/withdrawal")
@requires(Permission.ALLOT)
def take_back() -> Reply:
    """Nothing is allotted any more, and nobody is told."""
    done = _("The allocation has been taken back. No e-mail has been sent.")
    return _done(lambda form: binding.take_back(g.event.id, form.run, acting(), seen=form.seen.data or ""), done)


@blueprint.get(f"{PAGE}/people")
@requires(Permission.ALLOT)
def unhappy() -> str:
    """Everybody who lacks something after the run that the address names, and why."""
    row = found_or_404(_chosen(runs(db.session(), g.event.id)))
    people = lacking(db.session(), g.event.id, row.id)
    lack = next((each for each in Lack if each.value == request.args.get("lack")), None)
    mine = [each for each in people if lack is None or lack in each.lacks]
    wanted = demand(db.session(), g.event)
    return render_template(
        "attendance/wishes/unhappy.html",
        demand=wanted,
        run=row,
        why=explained(wanted.timetable),
        people=portion(mine, "people"),
        lack=lack,
        numbers={each: sum(each in one.lacks for one in people) for each in Lack},
        everybody=len(people),
        unlisted=None if people else why_unlisted(db.session(), row),
    )


def figures_of(row: Allocation) -> Outcome | None:
    """The run in numbers; None before it is done."""
    return read_figures(row.figures) if row.figures else None


def _done(verb: Callable[[RunForm], None], sentence: str) -> Reply:
    form = RunForm()
    if form.validate_on_submit():
        try:
            with refusals(form, REFUSALS):
                verb(form)
                return saved(sentence, ".allocation")
        except Stale:
            form.form_errors.append(str(REFUSALS[Refusal.CHANGED]))
            return _page(form), 409
    return _page(form)


def _chosen(everything: Sequence[Allocation]) -> Allocation | None:
    """The run that the address names; else the binding one, else the last that is done."""
    number = _number()
    done = [each for each in everything if each.state in {RunState.DONE, RunState.COMMITTED}]
    named = next((each for each in everything if each.number == number and each.figures), None)
    return named or next((each for each in done if each.state is RunState.COMMITTED), next(iter(done), None))


def _number() -> int:
    """The number of the run that the address names; -1 where it names none."""
    return number_in(request.args.get("run", ""))


def _begins(wanted: Demand, row: Allocation | None) -> Mapping[str, datetime]:
    """When each item of the run begins that still goes by wish; of what could be computed now where there is no run."""
    outcome = figures_of(row) if row else None
    rows = (each for each in wanted.rows if outcome is None or outcome.item(each.item.uuid))
    return {each.item.uuid: each.begins for each in rows}


def _in_time(wanted: Demand, row: Allocation | None, now: datetime) -> dict[str, Any]:
    """What of the run begins too soon to be allotted, until when it can be if that is soon, and what is still ahead.

    That is whether all is late, and whether anybody whose wishes count has one for what is not.
    """
    begins, late = _begins(wanted, row), too_soon(_begins(wanted, None), now)
    until = last_moment(begins)
    return {
        "too_soon": too_soon(begins, now),
        "allot_until": until if until and until - now < SOON else None,
        "is_late": len(late) == len(wanted.rows) > 0,
        "has_wishes": any(any(each.wishes) for each in wanted.rows if each.item.uuid not in late),
    }


def _awaited(round_: Round | None, now: datetime) -> str:
    """What the binding run waits for, as a sentence; empty where none does."""
    if round_ is None or round_.committed_at is None or round_.bound_at is not None:
        return ""
    planned = timed(db.session(), g.event.id)
    version_at = planned.due_at if planned and planned.failure is None else None
    what, until = awaited(g.event.status, round_.committed_at, version_at, now)
    return str(AWAITED[what]) % {"time": clock_time(until, g.event.zone)}


def _page(form: Form) -> str:
    session, now = db.session(), clock.now()
    everything, round_ = runs(session, g.event.id), round_of(session, g.event)
    row, wanted = _chosen(everything), demand(session, g.event)
    people = lacking(session, g.event.id, row.id) if row else ()
    phase = phase_of(round_, now)
    final = next((each for each in everything if each.state is RunState.COMMITTED), None)
    is_preview = row is not None and row.state is RunState.DONE and phase is Phase.CLOSED
    return render_template(
        "attendance/wishes/allocation.html",
        form=form,
        action=RunForm(formdata=None),
        demand=wanted,
        round=round_,
        phase=phase,
        has_passed=round_ is not None and now >= round_.closes_at,
        can_reopen=phase is Phase.CLOSED and round_ is not None and now < round_.closes_at and not everything,
        runs=everything,
        run=row,
        final=final,
        is_current=is_preview and row is not None and is_current(session, g.event, row, now),
        **_in_time(wanted, row, now),
        underway=next((each for each in everything if each.state in AT_WORK), None),
        people=people[:FEW],
        unlisted=why_unlisted(session, row) if row and not people else None,
        unreached=unreached(session, (final or row).id) if row else (),
        numbers={each: sum(each in one.lacks for one in people) for each in Lack},
        everybody=len(people),
        figures_of=figures_of,
        why=explained(wanted.timetable),
        awaited=_awaited(round_, now),
        reminder=reminder(session, g.event, round_, now),
        is_public=g.event.status is EventStatus.PUBLISHED,
    )
