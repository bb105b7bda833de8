"""Everything that is stored about a person: to read and to take along, whole, harmless and unchanged."""

import csv
import io
import json
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.db import Base, transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.rules.codes import Answer as Reply, Guest, Terms
from gocluster_events.meeting.registration.invitations.services import codes, inviting
from gocluster_events.meeting.registration.people.models import QuestionVersion, Registration
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Diet, Support
from gocluster_events.meeting.registration.people.rules.fields import Identity, Needs
from gocluster_events.meeting.registration.people.rules.questions import Answer, QuestionKind
from gocluster_events.meeting.registration.people.services.rows import add_answers, store_identity
from gocluster_events.meeting.registration.privacy.rules import By, Part, by, section
from gocluster_events.meeting.registration.questions import services as questions
from gocluster_events.meeting.registration.substitution import services as substitution
from tests.support.questions import ask
from tests.support.registrants import CHANCE, arrive
from tests.support.signing_up import open_my_page
from tests.support.visitor import Visitor

NEEDS = Needs(diet=Diet.VEGAN, intolerances="Haselnüsse", support=(Support.WHEELCHAIR, Support.OTHER))
HOSTILE = '=HYPERLINK("https://example.com")'


@pytest.fixture
def miriam(visitor: Visitor, event: Event) -> int:
    """Somebody with something in every part, who has opened their page."""
    now = clock.now()
    details = {"position": HOSTILE, "phone": "+49 30 1234", "remark": "Erste Zeile\nzweite; „Zeile“", "needs": NEEDS}
    registration_id = arrive(event, "miriam@example.org", now, **details)
    substitute = Substitute(first_name="Kim", last_name="Weber", email="kim@example.org", language="de")
    substitution.name_substitute(event.id, registration_id, substitute, now)
    open_my_page(visitor, registration_id)
    return registration_id


def taken_along(visitor: Visitor) -> list[list[str]]:
    answer = visitor.get("/de/my/data.csv")
    assert answer.headers["Content-Disposition"].endswith('-meine-daten.csv"')
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline=""), strict=True))


def test_json_holds_every_column_of_the_registration_that_is_not_made_from_others(
    visitor: Visitor, session: Session, miriam: int
):
    answer = visitor.get("/de/my/data.json")
    document = json.loads(answer.get_data())
    names = {name for part in ("standing", "details") for record in document[part] for name in record}
    row = session.get_one(Registration, miriam)
    columns = {
        column.name
        for column in sa.inspect(Registration).local_table.columns
        if getattr(row, column.name) not in (None, "", False)
    }
    made = {
        "id", "event_id", "generation", "pending_generation", "sequence", "email_key", "name_key", "organisation_key",
        "search_text", "name_words", "sort_key", "waiting_rank", "quota_id", "revision", "pending_email_key",
        "email_generation", "key_version",
    }  # fmt: skip
    assert columns - made == names
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/json", "no-store")


def test_json_keeps_every_character_and_codes_as_they_are_stored(visitor: Visitor, miriam: int):
    document = json.loads(visitor.get("/de/my/data.json").get_data())
    (details,), (needs,) = document["details"], document["needs"]
    assert (details["position"], details["remark"]) == (HOSTILE, "Erste Zeile\nzweite; „Zeile“")
    assert (needs["diet"], needs["support"]) == ("vegan", ["wheelchair", "other"])
    assert document["substitution"][0]["email"] == "kim@example.org"


def test_an_invitation_is_in_it_with_what_was_answered(visitor: Visitor, event: Event, miriam: int):
    guest, now = Guest(last_name="Tannert", email="tannert@example.org"), clock.now()
    invited = codes.invite(event.id, guest, Terms(), Act("organiser@example.org", now), CHANCE)
    inviting.answer_invitation(event.id, invited, 1, Reply.DECLINE, now)
    open_my_page(visitor, arrive(event, "tannert@example.org", now))
    standing, invitation = json.loads(visitor.get("/de/my/data.json").get_data())["standing"]
    assert (standing["status"], invitation["last_name"], invitation["declined_at"] is None) == (
        "confirmed", "Tannert", False
    )  # fmt: skip


def test_every_table_that_knows_a_registration_is_in_it():
    known = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "registration"
    }
    tables = {
        "consent",
        "special_needs",
        "pending_entry",
        "substitution",
        "waiting_move",
        "answer",
        "protected_identity",
        "note",
        "joint_entry",
    }
    # Pairs would name other people; a decision stands in the history, and here only for minutes, to be undone. Who came
    # and is on the programme, and what is remembered of lists and starred, is told by `oversight.queries.dossier`.
    aside = {"distinct_pair", "decision_person", "admission", "contributor_match", "list_row", "saved_item"}
    aside |= {"booking", "booking_move", "item_admission", "item_wish", "wish_lot", "allotment"}  # as well
    aside |= {"survey_respondent"}  # that too
    aside |= {"photo_objection"}  # as well
    aside |= {"succession"}  # would name somebody else
    aside |= {"registration"}  # by whom it was made, which names nobody
    assert sorted(known - tables - aside) == []


def test_csv_is_rfc_4180_loses_nothing_and_runs_nothing(visitor: Visitor, miriam: int):
    rows = taken_along(visitor)
    assert rows[0] == ["Abschnitt", "Eintrag", "Angabe", "Wert"]
    assert {len(row) for row in rows} == {4}
    values = {row[2]: row[3] for row in rows if row[0] == "Ihre Angaben"}
    assert (values["Funktion"], values["Telefon (dienstlich)"]) == (f"'{HOSTILE}", "+49 30 1234")
    assert values["Frage oder Hinweis"] == "Erste Zeile\nzweite; „Zeile“"
    assert [row[3] for row in rows if row[3].startswith(("=", "@"))] == []


def test_the_page_says_it_in_words_with_purpose_and_period(visitor: Visitor, miriam: int):
    page = visitor.get("/de/my/data").text
    for text in ("Rollstuhlplatz", "Haselnüsse", "E-Mail-Adresse bestätigt", "Ersatzperson benannt", "Kim"):
        assert text in page
    assert page.count("<strong>Zweck:</strong>") == page.count("<strong>Gespeichert:</strong>") == len(Part)
    assert "Bitte bestätigen Sie Ihre E-Mail-Adresse: Jahrestagung" in page


def test_a_day_of_birth_is_read_as_a_day(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    with transaction() as writing:
        store_identity(writing, registration_id, Identity(birth_date=date(1980, 5, 17)))
    open_my_page(visitor, registration_id)
    assert "<dd>17. Mai 1980</dd>" in visitor.get("/de/my/data").text


def test_a_mail_past_its_retention_still_has_its_subject(visitor: Visitor, session: Session, miriam: int):
    session.execute(sa.text("UPDATE mail SET content = NULL"))
    session.commit()
    assert "Bitte bestätigen Sie Ihre E-Mail-Adresse: …" in visitor.get("/de/my/data").text


@pytest.mark.parametrize("path", ["/de/my/data", "/de/my/data.json", "/de/my/data.csv"])
def test_nobody_else_sees_it(app: Flask, miriam: int, path: str):
    assert app.test_client().get(path).location == "/de/my/?why=closed"


def test_nobody_of_the_team_is_named():
    assert by("registration:7", "registration:7", "worker") is By.YOU
    assert by("worker", "registration:7", "worker") is By.MACHINE
    assert by("organiser@example.org", "registration:7", "worker") is By.TEAM
    assert by("registration:8", "registration:7", "worker") is By.SOMEBODY


def test_what_was_never_given_is_not_among_the_data():
    assert section(Part.DETAILS, (("phone", ""), ("list_name", False)), (("title", ""),)).records == (
        (("list_name", False),),
    )


def test_answers_stand_under_the_question_as_it_was_asked_with_its_purpose_the_team_s_own_included(
    visitor: Visitor, session: Session, event: Event
):
    event_id, now = event.id, clock.now()
    travel = ask(event, "Wie reisen Sie an?", QuestionKind.LINE)
    hotel = ask(event, "Hotel gebucht", QuestionKind.LINE, for_staff=True)
    versions = {each.question_id: each.id for each in session.scalars(sa.select(QuestionVersion))}
    session.rollback()
    given = [Answer(question_id=each, version_id=versions[each], text="Mit der Bahn") for each in (travel, hotel)]
    registration_id = arrive(event, "miriam@example.org", now)
    with transaction() as writing:
        add_answers(writing, registration_id, tuple(given))
    questions.retire_question(event_id, travel, Act("organiser@example.org", now))
    open_my_page(visitor, registration_id)
    answers = json.loads(visitor.get("/de/my/data.json").get_data())["answers"]
    assert [(each["question"]["de"], each["answer"]) for each in answers] == [
        ("Wie reisen Sie an?", "Mit der Bahn"),
        ("Hotel gebucht", "Mit der Bahn"),
    ]
    rows = [row[2:] for row in taken_along(visitor) if row[0] == "Ihre Antworten auf weitere Fragen"]
    assert rows[:2] == [["Frage", "Wie reisen Sie an?"], ["Antwort", "Mit der Bahn"]]
