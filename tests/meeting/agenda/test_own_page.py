"""The own page of somebody on the programme: a mailed link, an answer, their own words, and when they can come."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core import clock
from gocluster_events.core.accounts.models import SignIn
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.core.tokens import Signer
from gocluster_events.core.web.letter_frame import letter_frame
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import draft, people as queries, publishing, steps
from gocluster_events.meeting.agenda.rules.codes import PersonStatus, Refusal
from gocluster_events.meeting.agenda.rules.differences import LETTERS
from gocluster_events.meeting.agenda.rules.placement import WHOLE_DAY, read_times, spans, times_on, times_text
from gocluster_events.meeting.agenda.services import drafting, people as services, redaction
from gocluster_events.meeting.letters.rules import fill
from tests.support.make import archive
from tests.support.programme import MAI, NINE, TAREK, own_link, plan, slot, with_people
from tests.support.refusal import refusal
from tests.support.registrants import arrive
from tests.support.settings import NOW, SECRET_KEY
from tests.support.signing_up import is_in

MARIT = "organiser@example.org"
MANAGE = "/de/manage/jahrestagung-2027/agenda"
OWN = "/de/my/contribution"
ASKED = replace(MAI, email="mai@example.org", status=PersonStatus.ASKED)
DAY, BERLIN = date(2027, 4, 22), "Europe/Berlin"


@pytest.fixture
def item(event):
    made = with_people(slot(1, room=None, title=Localized("Was Kommunen brauchen")), MAI)
    plan(event, ASKED, TAREK, made)
    return made


def row(session):
    session.rollback()
    return session.scalars(sa.select(models.Person).where(models.Person.uuid == MAI.uuid)).one()


def link(session, generation=1):
    return f"{OWN}/{own_link(row(session).id, generation)}"


@pytest.fixture
def mai(session, event, item, app):
    """Her browser, in which she has opened her page."""
    made = app.test_client()
    made.form(link(session)).send()
    return made


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("9–12", ((540, 720),)),
        ("14:00-18:30, 9.15–12", ((555, 720), (840, 1110))),
        ("0–24", WHOLE_DAY),
    ],
)
def test_times_are_read_as_people_write_them(typed, times):
    assert read_times(typed) == times
    assert read_times(times_text(times)) == times


@pytest.mark.parametrize("typed", ["", "9", "12–9", "9–25", "9:75–10", "9–10;11–12", "morgens"])
def test_what_is_no_span_of_a_day_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011 -- the words are the form's
        read_times(typed)


def test_days_become_instants_and_back_on_both_sides_of_summer_time():
    days = {date(2027, 10, 30): WHOLE_DAY, date(2027, 10, 31): ((540, 720),)}
    available = spans(days, BERLIN)
    assert [f"{start:%d %H:%M}–{end:%d %H:%M}" for start, end in available] == [
        "29 22:00–30 22:00",
        "31 08:00–31 11:00",
    ]
    assert {on: times_on(on, available, BERLIN) for on in days} == days


def test_whoever_can_always_come_has_no_spans():
    assert spans({DAY: WHOLE_DAY}, BERLIN) == ()
    assert times_on(DAY, (), BERLIN) == WHOLE_DAY
    assert times_on(DAY, [(NINE - timedelta(days=1), NINE - timedelta(hours=20))], BERLIN) == ()


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)
@pytest.mark.parametrize("language", ["de", "en"])
def test_its_letters_have_short_lines_and_one_button(app, letter, language):
    with app.test_request_context("/de/"):
        framed = letter_frame(letter.template, language, letter.samples, "https://example.org/" + "x" * 80, fill)
    assert [line for line in framed.text.splitlines() if len(line) > 78] == ["https://example.org/" + "x" * 80]
    assert framed.html.count("<h1") == 1


@pytest.mark.both_databases
def test_the_link_leaves_by_mail_and_is_on_record(session, event, item):
    services.send_link(event.id, MAI.uuid, "de", Act(MARIT, NOW), is_new=False)
    (mail,) = session.scalars(sa.select(Mail)).all()
    assert (mail.recipient, mail.letter, mail.content["link"]) == (
        "mai@example.org",
        "own_page",
        ["agenda.own_link", row(session).id, 1],
    )
    assert [action for _at, _who, action in queries.person_history(session, event.id, MAI.uuid)] == ["person.link_sent"]


def test_without_an_address_no_link_leaves(session, event, item):
    assert refusal(services.send_link, event.id, TAREK.uuid, "de", Act(MARIT, NOW), is_new=False) is Refusal.NO_EMAIL


def test_a_look_at_the_link_begins_no_session(session, event, item, app):
    app.test_client().get(link(session))
    assert session.scalars(sa.select(SignIn)).all() == []


def test_a_new_link_ends_the_old_one_and_its_sessions(session, event, mai):
    assert mai.get(OWN).status_code == 200
    services.send_link(event.id, MAI.uuid, "de", Act(MARIT, NOW), is_new=True)
    assert mai.get(OWN).status_code == 401
    assert mai.get(link(session, 1)).status_code == 410
    assert mai.get(link(session, 2)).status_code == 200


def test_another_address_ends_the_old_link_and_its_sessions(session, event, mai, organiser):
    page = f"{MANAGE}/people/{MAI.uuid}"
    organiser.own_form(page).send(email="mai.lan@example.org")
    assert mai.get(link(session, 1)).status_code == 410
    assert mai.get(OWN).status_code == 401


def test_the_session_of_a_person_opens_no_registration_and_the_other_way_round(session, event, mai, app):
    registration = arrive(event, "mai@example.org")
    with mai.session_transaction() as held:
        held["participant"] = held["contributor"]
    assert not is_in(mai)
    other = app.test_client()
    other.form(f"/de/my/{Signer((SECRET_KEY,)).sign('own.personal', registration, 1)}").send()
    with other.session_transaction() as held:
        held["contributor"] = held["participant"]
    assert other.get(OWN).status_code == 401


def test_the_page_shows_the_own_items_with_time_and_place(mai):
    text = mai.get(OWN).text
    assert "Was Kommunen brauchen" in text
    assert "09:00–10:00" in text


def test_once_the_meeting_is_over_nobody_is_asked_whether_they_take_part(session, event, mai, monkeypatch):
    before = mai.get(OWN).text
    monkeypatch.setattr(clock, "now", lambda: event.ends_at)
    mai.form(link(session)).send()
    after = mai.get(OWN).text
    assert ["Was Kommunen brauchen" in each for each in (before, after)] == [True, True]
    assert ["ob Sie mitwirken" in each for each in (before, after)] == [True, False]


def test_an_answer_is_a_step_of_the_person_and_can_be_undone(session, event, mai, organiser):
    assert mai.form(f"{OWN}/answer").send(answer="declined").status_code == 302
    assert row(session).status is PersonStatus.DECLINED
    step = steps.step_to_undo(session, event.id)
    assert step.actor == f"person:{row(session).id}"
    assert "Mai Lan Petersen" in organiser.get(MANAGE).text
    assert "Hat abgesagt" in organiser.get(f"{MANAGE}/people/{MAI.uuid}").text
    session.rollback()
    drafting.undo(event.id, step.number, Act(MARIT, NOW))
    assert row(session).status is PersonStatus.ASKED


def test_details_are_changed_by_the_person_and_public_only_when_published(session, event, mai):
    answer = mai.form(OWN).send(
        organisation="Neues Netzwerk", biography_de="Leitet *viel*.", presence_1="some", times_1="9–12, 14–18"
    )
    assert answer.status_code == 302
    person = draft.person_of(row(session))
    assert (person.organisation, person.biography, person.email) == (
        "Neues Netzwerk",
        Localized("Leitet *viel*."),
        "mai@example.org",
    )
    assert times_on(DAY, person.available, BERLIN) == ((540, 720), (840, 1080))
    assert publishing.published(session, event.id) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"presence_1": "some", "times_1": "morgens"}, "Geben Sie Zeiträume an"),
        ({"presence_1": "all", "times_1": "9–12"}, "Wählen Sie für diesen Tag"),
        ({"presence_1": "none"}, "Wenn Sie an keinem Tag kommen können, sagen Sie oben ab"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(mai, typed, sentence):
    assert sentence in mai.form(OWN).send(**typed).text


def test_whoever_is_late_sees_both_texts(event, mai, organiser):
    mine, page = mai.form(OWN), f"{MANAGE}/people/{MAI.uuid}"
    organiser.own_form(page).send(organisation="Von der Kollegin")
    answer = mine.send(organisation="Von mir")
    assert (answer.status_code, "Von der Kollegin" in answer.text, "Von mir" in answer.text) == (409, True, True)


def test_an_archive_is_read_and_no_more(session, event, mai):
    form, answer = mai.form(OWN), mai.form(f"{OWN}/answer")
    archive(event)
    assert "Diese Veranstaltung ist archiviert" in form.send(organisation="Zu spät").text
    assert "Diese Veranstaltung ist archiviert" in answer.send(answer="agreed").text
    assert row(session).status is PersonStatus.ASKED


def test_somebody_without_a_name_has_no_page(session, event, mai):
    before = link(session)
    redaction.remove_name(event.id, MAI.uuid, Act(MARIT, NOW))
    assert mai.get(OWN).status_code == 401
    assert mai.get(before).status_code == 404


def test_the_organiser_sends_the_link_from_the_persons_page(session, event, item, organiser):
    there = f"{MANAGE}/people/{MAI.uuid}/link"
    assert organiser.own_form(there).send(language="en").status_code == 302
    session.rollback()
    assert session.scalars(sa.select(Mail.language)).all() == ["en"]
    assert "Es fehlt eine Adresse" in organiser.get(f"{MANAGE}/people/{TAREK.uuid}/link").text
