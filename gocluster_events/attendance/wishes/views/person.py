"""One person's wishes for the team: what they named, what they got, and why."""

from flask import g, render_template

from gocluster_events.attendance.bookings.views.people import person_name
from gocluster_events.attendance.wishes.queries.demand import demand
from gocluster_events.attendance.wishes.queries.results import given_to, wishes_of_each
from gocluster_events.attendance.wishes.queries.rounds import round_of, runs
from gocluster_events.attendance.wishes.rules.codes import RunState
from gocluster_events.attendance.wishes.rules.phases import phase_of
from gocluster_events.attendance.wishes.views.blueprint import blueprint
from gocluster_events.attendance.wishes.words.team import explained
from gocluster_events.core import clock, db
from gocluster_events.core.access import Permission
from gocluster_events.core.web.audience import requires
from gocluster_events.meeting.registration.people.views import MANAGE as REGISTRATION, registration_of


@blueprint.get(f"/<lang:lang>{REGISTRATION}/<int:registration_id>/wishes")
@requires(Permission.ALLOT)
def person(registration_id: int) -> str:
    """What the person wished for in each block, and what the binding run, else the last one, gives them and why."""
    session, someone = db.session(), registration_of(registration_id)
    done = [each for each in runs(session, g.event.id) if each.state in {RunState.DONE, RunState.COMMITTED}]
    run = next((each for each in done if each.state is RunState.COMMITTED), next(iter(done), None))
    wanted = demand(session, g.event)
    return render_template(
        "attendance/wishes/person.html",
        person=someone,
        name=person_name(someone),
        demand=wanted,
        why=explained(wanted.timetable),
        phase=phase_of(round_of(session, g.event), clock.now()),
        wishes=wishes_of_each(session, g.event.id, registration_id).get(registration_id, {}),
        run=run,
        given=given_to(session, run.id, registration_id).get(registration_id, ()) if run else (),
    )
