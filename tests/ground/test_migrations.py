"""The steps of the database make exactly the tables that the code describes, and their way back leaves nothing."""

from contextvars import Context

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from gocluster_events import db
from gocluster_events.db import transaction
from gocluster_events.pages.queries import expected_heads
from gocluster_events.registration.models import Registration
from tests.support.make import make_event, make_member, make_registration, make_room

pytestmark = pytest.mark.both_databases


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


def test_the_site_waits_for_the_same_last_step_as_the_command_that_takes_it():
    assert set(ScriptDirectory(str(db.MIGRATIONS)).get_heads()) == expected_heads()


@pytest.mark.parametrize(("command", "code"), [("check", 0), ("nonsense", 2)])
def test_the_commands_of_the_database_are_those_of_flask_migrate(app, command, code):
    assert Context().run(app.test_cli_runner().invoke, args=["db", command]).exit_code == code
