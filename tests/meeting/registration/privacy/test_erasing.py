"""Whoever asks is forgotten: by their own button or by the team's; only numbers stay."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.models import Export
from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry, SignIn
from gocluster_events.core.accounts.services.sessions import start_participant_session
from gocluster_events.core.act import Act
from gocluster_events.core.mail.services import outbox as outbox_services
from gocluster_events.core.tokens import Signer
from gocluster_events.core.web.letter_frame import letter_frame
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.letters.rules import fill
from gocluster_events.meeting.registration.people.models import Registration, SpecialNeeds, Substitution, WaitingMove
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.privacy.queries import retention
from gocluster_events.meeting.registration.sign_up.models import Draft
from gocluster_events.meeting.registration.sign_up.rules import Addressee, Answer, Begun, answer_document, read_answer
from gocluster_events.meeting.registration.sign_up.services import drafts as drafts_services
from gocluster_events.meeting.registration.substitution import services as substitution
from gocluster_events.site.queries.pages import figures
from tests.support.make import archive, make_event, make_member
from tests.support.outbox import lease_one
from tests.support.registrants import (
    HOUR,
    arrive,
    cancel,
    keep_draft,
    letters,
    outbox,
    register,
    row_of,
    sign_up,
    status,
)
from tests.support.settings import NOW, SECRET_KEY
from tests.support.signing_up import is_in
from tests.support.visitor import Visitor

ORGANISER, MIRIAM = "organiser@example.org", "miriam@example.org"


@pytest.fixture
def meeting(session: Session) -> Event:
    return make_event(slug="tagung", capacity_onsite=1)


def erase(event: Event, registration_id: int, actor: str = ORGANISER, now=NOW + HOUR) -> None:
    privacy.erase(event.id, registration_id, Act(actor, now))
    db.session().rollback()


def number(table: type) -> int:
    db.session().rollback()
    return db.session().scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.mark.both_databases
def test_the_place_of_somebody_erased_goes_to_whoever_waits(meeting: Event):
    first, second = arrive(meeting, "first@example.org"), arrive(meeting, "second@example.org")
    erase(meeting, first)
    assert status(second) is Status.CONFIRMED
    assert people.registration(db.session(), first) is None
    assert retention.departed(db.session(), meeting.id) == {(Mode.ONSITE, Status.CANCELLED): 1}
    assert number(WaitingMove) == 2


@pytest.mark.both_databases
def test_only_one_letter_is_left_which_takes_the_meeting_out_of_the_calendar(meeting: Event):
    erase(meeting, arrive(meeting, MIRIAM))
    assert letters(MIRIAM) == ["erased"]
    content = outbox("erased").content
    assert content is not None
    assert (content["calendar"]["cancelled"], content["link"]) == (True, None)


@pytest.mark.both_databases
def test_that_letter_leaves_nothing_in_the_outbox_once_it_is_sent_or_given_up(meeting: Event):
    erase(meeting, arrive(meeting, MIRIAM))
    leased = lease_one(NOW + HOUR)
    assert leased is not None
    outbox_services.mark_failed(leased, "450 later", permanent=False, now=NOW + HOUR)
    assert letters() == ["erased"]
    outbox_services.mark_sent([leased], NOW + 2 * HOUR)
    assert letters() == []
    erase(meeting, arrive(meeting, "mai@example.org"))
    leased = lease_one(NOW + HOUR)
    assert leased is not None
    outbox_services.mark_failed(leased, "550 nobody here", permanent=True, now=NOW + HOUR)
    assert letters() == []


def test_the_letter_can_be_written_in_both_languages(app: Flask, meeting: Event):
    erase(meeting, arrive(meeting, MIRIAM))
    content = outbox("erased").content
    assert content is not None
    with app.test_request_context("/de/"):
        texts = [letter_frame(content["template"], lang, content["values"], None, fill) for lang in ("de", "en")]
    subjects = [each.subject for each in texts]
    assert subjects == ["Ihre Daten sind gelöscht: Jahrestagung", "Your data have been erased: Jahrestagung"]


@pytest.mark.both_databases
def test_an_address_that_was_never_proven_gets_no_letter(meeting: Event):
    erase(meeting, register(meeting))
    assert (letters(), number(Registration)) == ([], 0)
    assert retention.departed(db.session(), meeting.id) == {(Mode.ONSITE, Status.LAPSED): 1}


@pytest.mark.both_databases
def test_the_audit_log_knows_what_was_done_but_not_to_whom(meeting: Event):
    person = arrive(meeting, MIRIAM)
    own = f"registration:{person}"
    start_participant_session(f"edition:{meeting.id}", own, 1, NOW)
    erase(meeting, person, own)
    entries = db.session().scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(each.action, each.actor, each.subject) for each in entries] == [
        ("registration.received", "", ""), ("registration.proven", "", ""), ("registration.erased", "", ""),
    ]  # fmt: skip
    assert number(SignIn) == 0


@pytest.mark.both_databases
def test_drafts_forget_the_address_and_keep_the_colleagues(meeting: Event):
    person = arrive(meeting, MIRIAM)
    typed, event_id = sign_up("MIRIAM@example.org"), meeting.id
    for draft in ("alone", "sent"):
        keep_draft(event_id, draft, typed)
    unfinished = Begun("unfinished", event_id, "0" * 64, NOW)
    drafts_services.keep_input(unfinished, {"email": ["MIRIAM@example.org"], "first_name": ["Miriam"]})
    keep_draft(event_id, "together", sign_up("kim@example.org"))
    keep_draft(event_id, "together", typed, key="second")
    with db.transaction() as session:
        sent = session.get_one(Draft, "sent")
        both = (Addressee("miriam@example.org", person), Addressee("mai@example.org"))
        sent.entries, sent.submitted_at, sent.answer = [], NOW, answer_document(Answer(both, (NOW,)))
    erase(meeting, person)
    drafts = {row.id: row for row in db.session().scalars(sa.select(Draft))}
    assert drafts.keys() == {"sent", "together"}
    assert read_answer(drafts["sent"].answer or {}, NOW).people == (Addressee(""), Addressee("mai@example.org"))
    assert [each["person"]["email"] for each in drafts["together"].entries] == ["kim@example.org"]


@pytest.mark.both_databases
def test_whoever_was_named_as_a_substitute_is_forgotten_there_too(session: Session):
    event = make_event()
    giver, other = arrive(event, "giver@example.org"), arrive(event, "mai@example.org")
    cancel(event, other)
    mai = Substitute(first_name="Mai", last_name="Petersen", email="mai@example.org", language="de")
    substitution.name_substitute(event.id, giver, mai, NOW)
    erase(event, other)
    assert (number(Substitution), letters("mai@example.org")) == (0, ["erased"])


@pytest.mark.both_databases
def test_an_archived_edition_forgets_too_and_its_figures_stay(meeting: Event):
    person = arrive(meeting, MIRIAM, needs=Needs(intolerances="Haselnüsse"))
    archive(meeting)
    before = figures(db.session(), meeting.id)
    erase(meeting, person, now=meeting.ends_at + timedelta(days=1))
    assert figures(db.session(), meeting.id) == before
    assert (number(Registration), number(SpecialNeeds)) == (0, 0)
    content = outbox("erased").content
    assert content is not None
    assert content["calendar"] is None


@pytest.mark.both_databases
def test_erasing_twice_changes_nothing_and_another_edition_is_not_touched(meeting: Event):
    other = make_event()
    elsewhere, here = arrive(other, MIRIAM), arrive(meeting, MIRIAM)
    erase(other, here)
    assert status(here) is Status.CONFIRMED
    erase(meeting, here)
    erase(meeting, here)
    assert retention.departed(db.session(), meeting.id) == {(Mode.ONSITE, Status.CANCELLED): 1}
    assert (status(elsewhere), letters(MIRIAM)) == (
        Status.CONFIRMED, ["prove_address", "confirmed_onsite", "erased"],
    )  # fmt: skip


def entered(visitor: Visitor, registration_id: int) -> None:
    token = Signer((SECRET_KEY,)).sign("own.personal", registration_id, row_of(registration_id).generation)
    visitor.form(f"/de/my/{token}").send()


def test_a_person_erases_themselves_and_is_a_stranger_afterwards(visitor: Visitor, meeting: Event):
    entered(visitor, arrive(meeting, MIRIAM))
    assert "Meine Daten löschen" in visitor.get("/de/my/").text
    answer = visitor.form("/de/my/erasure").send()
    assert answer.location == "/de/my/erased"
    assert "Ihre Daten sind gelöscht" in visitor.get("/de/my/erased").text
    assert not is_in(visitor)
    assert number(Registration) == 0


def test_the_team_erases_a_person_of_its_own_edition_only(visitor: Visitor, meeting: Event):
    make_member(meeting, email=ORGANISER)
    visitor.enter(ORGANISER)
    person, stranger = arrive(meeting, MIRIAM), arrive(make_event(), "mai@example.org")
    assert visitor.get(f"/de/manage/tagung/registration/{stranger}/erasure").status_code == 404
    page = f"/de/manage/tagung/registration/{person}/erasure"
    answer = visitor.own_form(page).send()
    assert answer.location == "/de/manage/tagung/attendees"
    again = visitor.get(f"/de/manage/tagung/registration/{person}/erasure")
    assert (again.status_code, "Vielleicht wurde sie gelöscht." in again.text) == (404, True)
    assert number(Registration) == 1


def test_the_export_log_says_that_something_was_searched_for_but_not_what(visitor: Visitor, meeting: Event):
    make_member(meeting, email=ORGANISER)
    visitor.enter(ORGANISER)
    arrive(meeting, MIRIAM)
    visitor.get("/de/manage/tagung/attendees.csv?purpose=Anruf&search=tannert&status=confirmed").close()
    db.session().rollback()
    logged = db.session().scalars(sa.select(Export.filter)).all()
    assert logged == [{"search": [], "status": ["confirmed"]}]
