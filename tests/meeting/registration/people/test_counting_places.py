"""Places are counted without reading the rows of those who have one, and a seat plan is right all the same."""

import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.make import make_event, make_quota, make_registration
from tests.support.settings import NOW


def test_those_with_a_place_are_counted_from_an_index_alone(app, session):
    event, seen = make_event(), []

    def note(_connection, _cursor, statement, parameters, *_rest):
        seen.append((statement, parameters))

    session.rollback()
    sa.event.listen(db.db.engine, "before_cursor_execute", note)
    seats.seat_plan(session, event, NOW)
    sa.event.remove(db.db.engine, "before_cursor_execute", note)
    statement, parameters = next(pair for pair in seen if "FROM registration" in pair[0])
    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    steps = [row[3] for row in plan if "registration" in row[3]]
    assert "COVERING INDEX ix_registration_places" in steps[0]
    assert all("INDEX ix_registration" in step for step in steps)  # nowhere is the whole table read


def test_who_counts_for_what_is_told_by_mode_quota_institution_and_whether_they_are_counted_at_all(app, session):
    event = make_event(capacity_onsite=10, capacity_online=10)
    other = make_event()
    few, many = make_quota(event, most_per_organisation=2), make_quota(event)
    for number, facts in enumerate(
        (
            {"quota_id": few.id, "organisation": "Netzwerk A"},
            {"quota_id": few.id, "organisation": "Netzwerk A"},
            {"quota_id": few.id, "organisation": "Netzwerk B"},
            {"quota_id": many.id, "organisation": "Netzwerk A"},
            {"outside_seats": True},
            {"mode": Mode.ONLINE},
            {},
            {"status": Status.CANCELLED},
        )
    ):
        make_registration(event, email=f"guest-{number}@example.org", reference=f"R{number}", **facts)
    make_registration(other)
    plan = seats.seat_plan(session, event, NOW)
    assert plan.taken == {
        (Mode.ONSITE, few.id): 3,
        (Mode.ONSITE, many.id): 1,
        (Mode.ONSITE, None): 1,
        (Mode.ONLINE, None): 1,
    }
    assert sorted(number for (quota_id, _name), number in plan.by_organisation.items() if quota_id == few.id) == [1, 2]
    assert {quota_id for quota_id, _name in plan.by_organisation} == {few.id}
