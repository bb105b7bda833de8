"""What a page of the team reads of people does not grow with them: they are counted where they are stored."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.queries import facets
from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.attendance.contributors.queries import on_the_programme
from gocluster_events.attendance.contributors.rules import Known
from gocluster_events.backoffice.outbox.queries import search_conditions
from gocluster_events.core import db
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import Segment
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.duplicates.queries import counted_duplicates
from gocluster_events.meeting.registration.invitations.queries import codes, reminding
from gocluster_events.meeting.registration.invitations.rules.codes import InvitationFilter
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.counting import counted_calls, counted_statements
from tests.support.make import make_registration
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW
from tests.support.visitor import Visitor
from tools.stage import person

FEW, MANY = 10, 400
PAGES = ("", "figures", "papers", "badges", "letters/reminders", "agenda/publication", "lists/gate", "attendees")


@pytest.fixture
def programme(event: Event) -> Event:
    """The edition, with two people on its published programme."""
    plan(event, MAI, TAREK, with_people(slot(1, room=None), MAI, TAREK))
    publish(event)
    return event


def grow(event: Event, start: int, end: int) -> None:
    with db.transaction() as session:
        session.execute(
            sa.insert(Registration), [person(event.id, number, reference=f"C{number}") for number in range(start, end)]
        )


@contextmanager
def loaded() -> Iterator[list[int]]:
    """The ids of the registrations that the block reads with all that they hold."""
    ids: list[int] = []

    def note(row: Registration, _context: object) -> None:
        ids.append(sa.inspect(row).identity[0])

    sa.event.listen(Registration, "load", note)
    try:
        yield ids
    finally:
        sa.event.remove(Registration, "load", note)


def test_no_page_that_counts_people_reads_who_they_are(programme: Event, organiser: Visitor):
    grow(programme, 0, MANY)
    for page in PAGES:
        with loaded() as ids:
            assert organiser.get(f"/de/manage/tagung/{page}").status_code == 200
        assert (page, ids) == (page, [])


def test_the_letter_about_a_version_is_written_to_the_one_who_is_looked_at(programme: Event, organiser: Visitor):
    grow(programme, 0, MANY)
    plan(programme, slot(2, 60, room=None))
    with loaded() as ids:
        page = organiser.get("/de/manage/tagung/agenda/publication/letters/participants").text
    assert (f"E-Mail 1 von {MANY}" in page, len(ids)) == (True, 1)


def test_who_of_the_programme_is_registered_is_looked_for_among_those_alone_who_could_be(programme: Event):
    namesake = make_registration(programme, first_name=MAI.first_name, last_name=MAI.last_name)
    grow(programme, 0, MANY)
    with counted_calls(Known.__init__) as calls:
        theirs = on_the_programme(db.session(), programme.id)
    assert (calls, [mine for _person, mine in theirs.open_pairs]) == ({"__init__": 1}, [namesake.id])


def test_a_registration_whose_key_is_still_to_be_renewed_is_not_overlooked(programme: Event):
    namesake = make_registration(programme, first_name=MAI.first_name, last_name=MAI.last_name)
    with db.transaction() as session:
        old = {"name_key": "as it was made before", "key_version": 1}
        session.execute(sa.update(Registration).where(Registration.id == namesake.id).values(**old))
    assert [mine for _person, mine in on_the_programme(db.session(), programme.id).open_pairs] == [namesake.id]


def test_rail_and_tabs_count_in_one_statement(event: Event, organiser: Visitor):
    with counted_statements() as seen:
        organiser.get("/de/manage/tagung/attendees")
    assert sum("distinct_pair" in each for each in seen) == 1


def test_doubles_are_counted_from_an_index_alone(event: Event, session):
    statement = counted_duplicates(event.id).compile(session.connection(), compile_kwargs={"literal_binds": True})
    steps = [row.detail for row in session.execute(sa.text(f"EXPLAIN QUERY PLAN {statement}"))]
    assert [step for step in steps if "COVERING INDEX ix_registration_likeness" in step] != []


def test_a_search_of_the_outbox_is_counted_from_an_index_alone_and_leads_to_somebody_by_one(event: Event, session):
    scope = f"edition:{event.id}"
    with counted_statements() as seen:
        mail.counts(session, scope, search_conditions(session, event.id, "miller", {}))
        mail.page(session, scope, Segment.ALL, [Mail.subject.in_(["registration:1"])], start=0, limit=8)
    counts, page = (_first_step(session, statement) for statement in seen if "FROM mail" in statement)
    assert counts == "SEARCH mail USING COVERING INDEX ix_mail_state (scope=?)"
    assert page == "SEARCH mail USING INDEX ix_mail_subject (subject=? AND scope=?)"


def _first_step(session, statement: str) -> str:
    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("",) * statement.count("?"))
    return str(plan.first().detail)


@pytest.mark.parametrize(
    ("fields", "index"),
    [(facets._TOGETHER[0], "ix_registration_places"), (facets._TOGETHER[1], "ix_registration_kinds")],
)
def test_facets_are_counted_from_an_index_alone_where_one_has_their_values(event: Event, session, fields, index):
    parts = facets._counts(event.id, Filter(), fields)
    statement = sa.union_all(*parts).compile(session.connection(), compile_kwargs={"literal_binds": True})
    steps = [row.detail for row in session.execute(sa.text(f"EXPLAIN QUERY PLAN {statement}"))]
    reads = [step for step in steps if " registration " in f"{step} "]
    assert [step for step in reads if f"COVERING INDEX {index}" in step] == reads != []


def test_as_many_are_counted_for_a_reminder_as_are_written_to(event: Event, session):
    grow(event, 0, FEW)
    make_registration(event, email="", email_key="nobody")
    everybody = InvitationFilter()
    assert reminding.number_confirmed(session, event.id) == len(reminding.confirmed(session, event.id)) == FEW
    assert reminding.number_unproven(session, event.id, NOW) == len(reminding.unproven(session, event.id, NOW))
    counted, written = codes.number_to_remind, codes.to_remind
    assert counted(session, event.id, everybody, NOW) == len(written(session, event.id, everybody, NOW))
