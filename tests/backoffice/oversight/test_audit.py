"""The audit log: what it tells, to whom, how it is narrowed, and that nobody can change it."""

import ast
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import gocluster_events
from gocluster_events.attendance.attendees.models import Export
from gocluster_events.backoffice.oversight.queries import auditing
from gocluster_events.backoffice.oversight.rules.auditing import PER_PAGE, AuditFilter, read, without
from gocluster_events.backoffice.oversight.words.auditing import FIELDS
from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.rules.edition import Settings
from gocluster_events.meeting.events.rules.procedure import Procedure
from gocluster_events.meeting.registration.people.rules.fields import PersonalData
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.support.counting import counted_statements
from tests.support.make import add, make_account, make_event, make_member, make_registration
from tests.support.registrants import arrive
from tests.support.settings import NOW

PATH = "/de/manage/jahrestagung-2027/audit"


def note(event, action="quota.added", *, actor="kim@example.org", subject="", at=NOW, fields=()):
    scope = f"edition:{event.id}"
    with transaction() as session:
        sessions.audit(session, act=Act(actor, at), action=action, scope=scope, subject=subject, fields=fields)


def download(event, purpose="Namensschilder", columns=("last_name", "email")):
    values = {"purpose": purpose, "file_name": "a.csv", "filter": {}, "columns": list(columns), "sha256": "0" * 64}
    add(Export(event_id=event.id, at=NOW, actor="kim@example.org", rows=2, **values))


def actions(session, event, **wanted):
    scope = f"edition:{event.id}"
    return [each.action for each in auditing.logged(session, scope, AuditFilter(**wanted), "Europe/Berlin", 1, 50)]


def test_an_entry_says_who_did_what_to_which_object_and_which_fields(event, organiser):
    mine = make_registration(event, reference="7K2M4Q9XC")
    details = {"actor": f"registration:{mine.id}", "subject": f"registration:{mine.id}"}
    note(event, "registration.details_changed", fields=["phone", "needs"], **details)
    text = organiser.get(PATH).text
    for words in ("Angaben geändert", "Person selbst", "Anmeldung 7K2M4Q9XC", "Telefon (dienstlich)", "Verpflegung"):
        assert words in text
    assert f'/registration/{mine.id}"' in text


def test_an_erased_registration_stays_in_the_log_without_the_person(session, event, organiser):
    mine = arrive(event, "miriam@example.org")
    before = session.scalar(sa.select(sa.func.count(AuditEntry.id)))
    privacy.erase(event.id, mine, Act("kim@example.org", NOW))
    session.rollback()
    assert session.scalar(sa.select(sa.func.count(AuditEntry.id))) == before + 1
    text = organiser.get(PATH).text
    assert "Gelöschte Anmeldung" in text
    assert "Eine Person, deren Daten gelöscht sind" in text
    assert f"registration:{mine}" not in text


def test_a_download_says_what_it_was_for_and_how_much_it_took(event, organiser):
    download(event)
    text = organiser.get(PATH).text
    for words in ("Liste heruntergeladen (2 Zeilen)", "Zweck: Namensschilder", "Nachname, E-Mail"):
        assert words in text


def test_the_log_is_narrowed_by_who_what_object_field_and_day(session, event):
    make_account(email="kim@example.org")
    note(event, "quota.added", subject="quota:1")
    note(event, "registration.lapsed", actor="worker", subject="registration:2", at=NOW + timedelta(hours=15))
    note(event, "registration.cancelled", actor="registration:3", subject="registration:3", fields=["e_mail"])
    note(event, "edition.changed", actor="lea@example.org", fields=["title", "email"], subject=f"edition:{event.id}")
    note(event, "invitations.imported", subject="import:1", at=NOW - timedelta(days=1))
    download(event, columns=("email",))
    day = NOW.date()
    assert actions(session, event, who="system") == ["registration.lapsed"]
    assert actions(session, event, who="person") == ["registration.cancelled"]
    assert actions(session, event, who="lea@example.org") == ["edition.changed"]
    assert actions(session, event, what="registration") == ["registration.lapsed", "registration.cancelled"]
    assert actions(session, event, what="registration.lapsed") == ["registration.lapsed"]
    assert actions(session, event, what="invitation") == ["invitations.imported"]
    assert actions(session, event, about="quota") == ["quota.added"]
    assert actions(session, event, about="registration:3") == ["registration.cancelled"]
    assert actions(session, event, field="email") == ["edition.changed", "list.downloaded"]
    assert actions(session, event, until=day - timedelta(days=1)) == ["invitations.imported"]
    assert actions(session, event, since=day + timedelta(days=1)) == ["registration.lapsed"], "midnight at the venue"


def test_the_log_of_one_edition_says_nothing_of_another(session, event):
    note(event, "quota.added")
    assert actions(session, make_event()) == []


@pytest.mark.parametrize(
    "query",
    [
        *("who=%01", "what=';--", "about=registration:999999999999", "field=password", "since=2027-13-40"),
        *("until=0001-01-01", "page=-1", "page=99999999999", "what=%25&about=%25"),
    ],
)
def test_what_cannot_be_read_narrows_nothing(event, organiser, query):
    note(event)
    answer = organiser.get(f"{PATH}?{query}")
    assert (answer.status_code, '<th scope="row">Kontingent angelegt' in answer.text) == (200, True)


def test_a_page_holds_fifty_and_costs_the_same_however_long_the_log_is(session, event, organiser):
    def statements():
        with counted_statements() as seen:
            assert organiser.get(PATH).status_code == 200
        return len(seen)

    for number in range(3):
        note(event, subject=f"quota:{number}")
    few = statements()
    for number in range(PER_PAGE * 2):
        person = make_registration(event)
        note(event, "registration.cancelled", subject=f"registration:{person.id}", actor=f"registration:{person.id}")
        note(event, actor=f"colleague-{number}@example.org", subject=f"person:{number}")
    assert statements() == few
    assert organiser.get(f"{PATH}?page=2").text.count("<time ") == PER_PAGE


def test_the_file_holds_what_is_filtered_and_is_itself_on_record(session, event, organiser):
    note(event, "quota.added", actor="=cmd|calc@example.org")
    note(event, "registration.cancelled")
    answer = organiser.get(f"{PATH}.csv?what=quota")
    rows = answer.data.decode("utf-8-sig").splitlines()
    assert rows[0] == "Wann;Wer;Was;Objekt;Felder;Zweck"
    assert rows[1].split(";")[1:4] == ["'=cmd|calc@example.org", "Kontingent angelegt", "–"]
    assert len(rows) == 2
    session.rollback()
    assert actions(session, event, what="audit") == ["audit.downloaded"]


def test_only_admins_read_the_log_of_the_site(app, event, visitor):
    visitor.enter(make_member(event).email)
    admin = app.test_client()
    admin.enter(make_account(is_admin=True, email="root@example.org").email)
    with transaction() as session:
        sessions.audit(
            session, act=Act("x@example.org", NOW), action="account.created", scope="site", subject="account:1"
        )
    assert visitor.get("/de/audit").status_code == 403
    assert visitor.get("/de/audit.csv").status_code == 403
    text = admin.get("/de/audit").text
    assert "Konto angelegt" in text
    assert admin.get("/de/audit.csv").status_code == 200


def test_staff_may_not_look(app, event, visitor):
    visitor.enter(make_member(event, Role.STAFF).email)
    assert visitor.get(PATH).status_code == 403


def test_every_field_that_is_ever_named_has_words():
    named = {each.name for kind in (PersonalData, Settings, Procedure) for each in fields(kind)}
    assert sorted(named - set(FIELDS)) == ["invitation_code"]


def test_a_filter_survives_its_own_address():
    wanted = read(
        {"who": "a@b.de", "what": "quota", "about": "quota:1", "field": "email", "since": "2027-03-01"}, FIELDS
    )
    assert read(wanted.parameters(), FIELDS) == wanted
    assert without(wanted, "since") == read({**wanted.parameters(), "since": ""}, FIELDS)


def test_nothing_but_forgetting_ever_changes_the_log():
    changing = []
    root = Path(gocluster_events.__file__).parent
    for file in root.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
            verb = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            touched = {each.id for arg in call.args for each in ast.walk(arg) if isinstance(each, ast.Name)}
            if verb == "AuditEntry" or (verb in {"update", "delete", "insert", "table"} and "AuditEntry" in touched):
                changing.append((file.relative_to(root).as_posix(), verb))
    assert sorted(changing) == [
        ("core/accounts/services/sessions.py", "insert"),  # of `audit`
        ("core/accounts/services/sessions.py", "table"),  # named by that statement alone
        ("core/accounts/services/sessions.py", "update"),  # both of `forget`
        ("core/accounts/services/sessions.py", "update"),
    ]
