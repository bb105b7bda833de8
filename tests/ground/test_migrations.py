"""A database that is in use goes back one step and up again, and keeps everything that both steps know."""

from contextvars import Context

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from gocluster_events import db
from gocluster_events.pages.models import Message
from gocluster_events.pages.queries import expected_heads
from gocluster_events.pages.rules.messages import Stage
from gocluster_events.registration.rules.codes import Status
from gocluster_events.text import Localized
from tests.support.make import (
    NOW,
    add,
    make_day,
    make_event,
    make_file,
    make_mail,
    make_member,
    make_registration,
    make_room,
)

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def own_database(database, databases):
    databases.spoilt.add(database)


def rows():
    """Every row there is, by table; read anew."""
    db.session().rollback()
    tables = sa.MetaData()
    tables.reflect(db.db.engine)
    kept = {}
    for table in tables.sorted_tables:
        found = db.session().execute(sa.select(table)).mappings()
        kept[table.name] = sorted((dict(row) for row in found), key=str)
    db.session().rollback()
    return {name: found for name, found in kept.items() if name != "alembic_version"}


def known_to(older, newer):
    """The newer rows, as far as the older tables have room for them."""
    return {
        name: sorted(({key: row[key] for key in found[0]} for row in newer[name]), key=str) if found else []
        for name, found in older.items()
    }


def a_meeting():
    event = make_event(accent="#5F316E", logo_id=make_file().id, logo_alt="Ministerium")
    make_registration(event)
    make_registration(event, status=Status.WAITLISTED, waiting_rank=1, waitlisted_at=NOW, organisation="Hof & Söhne")
    make_member(event)
    make_room(event)
    make_day(event)


@pytest.mark.promise("P20")
def test_all_the_way_back_and_up_again_nobody_is_lost(app, session):
    a_meeting()
    before = rows()
    assert {name for name, found in before.items() if found} >= {"registration", "membership", "room", "event_day"}
    flask_migrate.downgrade(revision="begin")
    older = rows()
    assert older == known_to(older, before)
    flask_migrate.upgrade()
    assert known_to(older, rows()) == older
    assert rows()["registration"] == before["registration"]
    assert [(row["accent"], row["logo_alt"], row["logo_id"]) for row in rows()["event"]] == [("", "", None)]


@pytest.mark.promise("P20")
def test_a_mail_that_waited_names_the_office(app, session):
    event = make_event(contact_name="Geschäftsstelle Muster")
    values = {"event": "Jahrestagung 2027"}
    make_mail(scope=f"edition:{event.id}", content={"template": "registration/mail/known.txt", "values": values})
    flask_migrate.downgrade(revision="accent_and_logo")
    flask_migrate.upgrade()
    (mail,) = rows()["mail"]
    assert mail["content"]["values"] == {"office": "Geschäftsstelle Muster", "event": "Jahrestagung 2027"}


@pytest.mark.promise("P20")
@pytest.mark.promise("P20")
def test_an_address_with_an_international_domain_is_found_in_every_spelling(app, session):
    event = make_event()
    make_member(event, email="ada@straße.example", email_key="ada@strasse.example")
    for first_name, email in (("Kim", "kim@xn--bro-hoa.example"), ("Mai", "mai@example.org")):
        make_registration(event, first_name=first_name, email=email, email_key=email)
    make_registration(event, email="kim@büro.example", email_key="kim@büro.example")
    flask_migrate.downgrade(revision="list_many_attendees")
    flask_migrate.upgrade()
    found = rows()
    assert {row["email_key"] for row in found["account"]} == {"ada@straße.example"}
    keys = {(row["email"], row["email_key"]) for row in found["registration"]}
    twice = ("kim@xn--bro-hoa.example", "kim@xn--bro-hoa.example")  # whom the team can make one
    assert keys == {twice, ("kim@büro.example", "kim@büro.example"), ("mai@example.org", "mai@example.org")}


@pytest.mark.promise("P18")
@pytest.mark.promise("P20")
def test_messages_forget_whose_name_was_searched_for_and_keep_who_it_was(app, session):
    event, words = make_event(), {"search": ["Kanarienvogel"], "status": ["confirmed"]}
    for parameters, people in (
        (words, [[7, "confirmed"]]), (words, []), ({**words, "id": ["3", "4"]}, []), ({"mode": ["onsite"]}, []),
    ):  # fmt: skip
        made = {"stage": Stage.DRAFT, "subject": Localized(), "body": Localized(), "author": "", "created_at": NOW}
        add(Message(event_id=event.id, parameters=parameters, people=people, **made))
    flask_migrate.downgrade(revision="find_failed_mails")
    flask_migrate.upgrade()
    assert [row["parameters"] for row in rows()["message"]] == [
        {"status": ["confirmed"], "id": ["7"]}, {"status": ["confirmed"], "id": ["0"]},
        {"status": ["confirmed"], "id": ["3", "4"]}, {"mode": ["onsite"]},
    ]  # fmt: skip


def test_the_tables_are_those_that_the_code_describes(app, session):
    flask_migrate.check()


def test_the_site_waits_for_the_same_last_step_as_the_command_that_takes_it():
    assert set(ScriptDirectory(str(db.MIGRATIONS)).get_heads()) == expected_heads()


@pytest.mark.parametrize(("command", "code"), [("check", 0), ("nonsense", 2)])
def test_the_commands_of_the_database_are_those_of_flask_migrate(app, command, code):
    assert Context().run(app.test_cli_runner().invoke, args=["db", command]).exit_code == code
