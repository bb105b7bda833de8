"""The steps of the database make exactly the tables that the code describes, and their way back leaves nothing."""

import os
import subprocess
import sys
from contextvars import Context
from datetime import UTC, date, datetime, time, timedelta

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from gocluster_events.attendance.door.models import Admission
from gocluster_events.core import db, schema
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event, EventDay
from gocluster_events.meeting.registration.duplicates.services import renew_keys
from gocluster_events.meeting.registration.people.models import QuestionRow, Quota, Registration
from tests.support.arrivals import arrive, make_guest
from tests.support.make import make_day, make_event, make_item, make_member, make_quota, make_registration, make_room
from tests.support.questions import ask
from tests.support.settings import NOW, settings
from tests.support.tree import ROOT

pytestmark = pytest.mark.both_databases
TOLD = (
    "Error: This database is from before the first release or of a newer version (nothing here knows its step"
    " 'read_domains_of_addresses') and stays as it is: begin with a new one, or use the version that made it.\n"
)


@pytest.fixture(autouse=True)
def own_database(database, databases):
    databases.spoilt.add(database)


def described():
    return db.Base.metadata.sorted_tables


def test_the_tables_are_those_that_the_code_describes(app, session):
    flask_migrate.check()


def test_every_table_has_the_rules_that_the_code_describes(app, session):
    inspector = sa.inspect(session.connection())
    rules = {each.name: {rule["name"] for rule in inspector.get_check_constraints(each.name)} for each in described()}
    assert rules == {
        each.name: {rule.name for rule in each.constraints if isinstance(rule, sa.CheckConstraint)}
        for each in described()
    }


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_gives_no_number_twice_where_the_code_says_so(app, session):
    """A step that rebuilds such a table must say so again: Alembic finds neither the word nor that it is gone."""
    with_the_word = sa.text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
    assert set(session.scalars(with_the_word)) == {
        each.name for each in described() if each.dialect_options["sqlite"]["autoincrement"]
    }


def test_the_number_of_somebody_who_was_erased_is_given_to_nobody_else(app, session):
    event = make_event()
    erased = make_registration(event).id
    with transaction() as writing:
        writing.delete(writing.get_one(Registration, erased))
    assert make_registration(event).id > erased


def test_steps_back_and_up_again_give_no_number_twice_either(app, session):
    """The audit log still names whoever had it."""
    event = make_event()
    event_id, first, _stays = event.id, ask(event), make_registration(event)
    question, person = ask(event, "Wie kommen Sie hin?"), make_registration(event).id
    with transaction() as writing:
        writing.execute(sa.delete(QuestionRow).where(QuestionRow.id > first))
        writing.delete(writing.get_one(Registration, person))
    flask_migrate.downgrade(revision="give_consents_rows")  # below all steps that make one of the two tables anew
    flask_migrate.upgrade()
    event = session.get_one(Event, event_id)
    assert (ask(event, "Wann reisen Sie an?") > question, make_registration(event).id > person) == (True, True)


@pytest.mark.promise("P20")
def test_all_the_way_back_nothing_is_left_and_up_again_everything_is_there(app, session):
    event = make_event()
    make_registration(event)
    make_member(event)
    make_room(event)
    session.rollback()
    flask_migrate.downgrade(revision="base")
    assert sa.inspect(db.db.engine).get_table_names() == ["alembic_version"]
    flask_migrate.upgrade()
    flask_migrate.check()


@pytest.mark.promise("P20")
def test_of_an_edition_before_its_days_were_told_apart_the_day_of_the_beginning_is_main(app, session):
    event = make_event()
    make_day(event, date=date(2027, 4, 21), opens=time(17))
    make_item(event, starts_at=event.starts_at + timedelta(days=1, hours=3), length_minutes=90)
    event_id = event.id
    session.rollback()
    flask_migrate.downgrade(revision="make_the_tables")
    flask_migrate.upgrade()
    days = session.scalars(sa.select(EventDay).where(EventDay.event_id == event_id).order_by(EventDay.date))
    assert [(each.date.day, f"{each.opens:%H:%M}", f"{each.closes:%H:%M}", each.is_main) for each in days] == [
        (21, "17:00", "18:00", False),
        (22, "09:00", "18:00", True),
        (23, "12:00", "13:30", False),
    ]


@pytest.mark.promise("P20")
def test_a_quota_that_admitted_the_press_among_others_admits_it_as_a_kind_of_its_own(app, session):
    event = make_event()
    others, founders = make_quota(event, actor_types=["other"]).id, make_quota(event).id
    session.rollback()
    flask_migrate.downgrade(revision="name_days")
    flask_migrate.upgrade()
    admitted = {each: session.get_one(Quota, each).actor_types for each in (others, founders)}
    assert admitted == {others: ["other", "press"], founders: ["startup"]}


@pytest.mark.promise("P20")
def test_who_registered_before_the_keys_of_names_is_found_as_before_until_they_are_renewed(app, session):
    person = make_registration(make_event()).id
    session.rollback()
    flask_migrate.downgrade(revision="name_days")
    flask_migrate.upgrade()
    row = session.get_one(Registration, person)
    assert (row.name_key, row.key_version) == (row.sort_key, 1)
    session.rollback()
    assert (renew_keys(NOW), renew_keys(NOW)) == (1, 0)


def test_the_site_waits_for_the_same_last_step_as_the_command_that_takes_it():
    alembic = ScriptDirectory(str(schema.MIGRATIONS))
    assert set(alembic.get_heads()) == schema.last_steps()
    assert {each.revision for each in alembic.walk_revisions()} == schema.steps()


@pytest.mark.parametrize(("command", "code"), [("check", 0), ("nonsense", 2)])
def test_the_commands_of_the_database_are_those_of_flask_migrate(app, command, code):
    assert Context().run(app.test_cli_runner().invoke, args=["db", command]).exit_code == code


@pytest.fixture
def old_database(session):
    """The test's database is of before the first release, and holds an edition."""
    make_event(slug="jahrestagung-2026")
    with transaction() as writing:
        writing.execute(sa.text("UPDATE alembic_version SET version_num = 'read_domains_of_addresses'"))
    session.rollback()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # on both below
def test_a_database_of_before_the_first_release_is_told_so_in_one_sentence_and_left_alone(
    database, old_database, session
):
    environ = {**os.environ, **settings(database_url=database.url)}
    command_line = [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"]
    done = subprocess.run(command_line, check=False, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", TOLD)
    assert session.scalars(sa.text("SELECT slug FROM event")).all() == ["jahrestagung-2026"]


@pytest.mark.parametrize("command", ["downgrade", "check"])
def test_every_command_says_so_and_leaves_it_alone(app, old_database, session, caplog, command):
    done = Context().run(app.test_cli_runner().invoke, args=["db", command])
    assert (done.exit_code, done.output, f"{caplog.messages[-1]}\n") == (1, "", TOLD)
    assert session.scalars(sa.text("SELECT slug FROM event")).all() == ["jahrestagung-2026"]


@pytest.mark.promise("P20")
def test_who_was_let_in_before_days_were_told_apart_was_so_on_the_day_at_the_venue(app, session):
    event = make_event()
    late, guest = datetime(2027, 4, 22, 23, 30, tzinfo=UTC), make_guest(event)  # half past one in the night, in Berlin
    for at in (late, late + timedelta(hours=8)):
        arrive(event, guest.reference, at=at, now=at)
    session.rollback()
    flask_migrate.downgrade(revision="freeze_figures")
    flask_migrate.upgrade()
    rows = session.execute(sa.select(Admission.day, Admission.undone_at).order_by(Admission.id))
    assert [(day.day, undone_at is None) for day, undone_at in rows] == [(22, True), (23, False)]  # two could not stand


def test_every_edition_of_before_has_a_key_of_its_own_for_the_badges_of_its_programme(app, session):
    editions = [make_event().id for _ in range(2)]
    session.rollback()
    flask_migrate.downgrade(revision="note_runs")
    flask_migrate.upgrade()
    keys = session.scalars(sa.select(Event.badge_key).where(Event.id.in_(editions))).all()
    assert [len(each) for each in {*keys}] == [32, 32]


def test_what_was_taken_back_of_somebody_never_registered_goes_with_the_way_back(app, session):
    event = make_event()
    facts = {"event_id": event.id, "day": NOW.date(), "at": NOW, "received_at": NOW, "actor": ""}
    with transaction() as writing:
        writing.add(Admission(**facts, key="taken-back", undone_at=NOW))
    guest = make_guest(event)
    arrive(event, guest.reference)
    session.rollback()
    flask_migrate.downgrade(revision="note_runs")
    flask_migrate.upgrade()
    assert session.scalars(sa.select(Admission.registration_id)).all() == [guest.id]


@pytest.mark.both_databases
def test_whoever_was_registered_before_is_found_at_the_door_as_whoever_registers_now(app, session):
    names = ("O'Brien-Weiß", "Käßbohrer", "Iłowiecki", "偉", "\u00b4Akut", "(Nord) „Labor“", "ŉandi")
    event = make_event()
    made = [make_registration(event, title="Dr.", last_name=each, organisation=f"{each} Müller") for each in names]
    before = {each.id: each.name_words for each in made}
    session.rollback()
    flask_migrate.downgrade(revision="say_of_whom_is_counted")
    flask_migrate.upgrade()
    assert dict(session.execute(sa.select(Registration.id, Registration.name_words)).all()) == before
    assert [" dr " in f"{each} " for each in before.values()] == [True] * len(names)
