"""Feedback on barriers: anybody sends it, it reaches whoever must answer, is tracked until then, and goes in time."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.feedback import services as feedback
from gocluster_events.backoffice.feedback.models import Feedback
from gocluster_events.backoffice.feedback.rules import PER_ADDRESS, ReportState, due_at, report_state
from gocluster_events.backoffice.wordings.rules import SITE_LETTERS
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.web.letter_frame import letter_frame
from gocluster_events.meeting.letters.rules import fill
from tests.support.accountability import a_report
from tests.support.make import make_account, make_event
from tests.support.settings import NOW

FORM = "/de/accessibility/feedback"
MANAGE = "/de/manage/jahrestagung-2027/feedback"
ZONE = "Europe/Berlin"
HOSTILE = "<script>alert(1)</script> {due} [x](javascript:alert(1))"


def mails(session):
    session.rollback()
    return [(each.letter, each.recipient) for each in session.scalars(sa.select(Mail).order_by(Mail.id))]


def send(visitor, **typed):
    return visitor.form(FORM).send(**{"text": "Die Auswahl lässt sich nicht verlassen.", **typed})


def test_a_message_reaches_the_contact_and_whoever_gave_an_address_is_told(session, event, visitor):
    answer = send(visitor, about=str(event.id), email="kim@example.org")
    assert re.fullmatch(r"/de/accessibility/feedback/sent\?reference=[\w-]{11}", answer.location)
    reference = answer.location.partition("=")[2]
    assert mails(session) == [("feedback_told", "kontakt@example.org"), ("feedback_received", "kim@example.org")]
    assert reference in visitor.get(answer.location).text


def test_nothing_but_the_text_has_to_be_told(session, event, visitor):
    assert send(visitor, about=str(event.id)).status_code == 302
    assert mails(session) == [("feedback_told", "kontakt@example.org")]
    assert "Beschreiben Sie die Barriere" in visitor.form(FORM).send(text="").text


def test_what_is_about_the_site_reaches_every_admin(session, event, visitor):
    for name in ("root", "second"):
        make_account(email=f"{name}@example.org", is_admin=True)
    send(visitor)
    assert mails(session) == [("feedback_told", "root@example.org"), ("feedback_told", "second@example.org")]


def test_the_acknowledgement_says_nothing_that_a_stranger_typed(session, event, visitor):
    send(visitor, about=str(event.id), email="victim@example.org", name="Buy now", text="Buy now", place="Buy now")
    session.rollback()
    received = session.scalars(sa.select(Mail).where(Mail.letter == "feedback_received")).one()
    assert "Buy now" not in str(received.content)


def test_nobody_is_flooded(event, visitor):
    for _each in range(PER_ADDRESS):
        assert send(visitor, email="kim@example.org").status_code == 302
    answer = send(visitor, email="Kim@Example.org")
    assert (answer.status_code, "Retry-After" in answer.headers, "Die Auswahl" in answer.text) == (429, True, True)


def test_the_form_knows_the_page_that_somebody_came_from(event, visitor):
    fields = visitor.form(f"{FORM}?edition=jahrestagung-2027&page=Anmeldung").form.fields
    assert (fields["about"], fields["place"]) == ([str(event.id)], ["Anmeldung"])
    assert visitor.form(f"{FORM}?edition=nonsense&page=x").form.fields["about"] == ["0"]


@pytest.mark.both_databases
def test_an_answer_is_sent_once_and_kept(session):
    event = make_event()
    number = a_report(event).id
    feedback.answer_barrier(number, "Der Fehler ist behoben.", "Ministerium", Act("o@example.org", NOW))
    with pytest.raises(Refused):
        feedback.answer_barrier(number, "Noch einmal.", "Ministerium", Act("o@example.org", NOW))
    assert mails(session)[-1] == ("feedback_answered", "kim@example.org")
    assert session.get_one(Feedback, number).answer == "Der Fehler ist behoben."


def test_the_team_sees_what_is_open_first_and_answers_it(session, event, organiser):
    old, new = a_report(event, now=NOW - timedelta(days=40)), a_report(event, text=HOSTILE, place=HOSTILE)
    text = organiser.get(MANAGE).text
    assert text.index(old.reference) < text.index(new.reference)
    assert "Überfällig" in text
    assert "2 brauchen Aufmerksamkeit" in text or ">2<" in text
    path = f"{MANAGE}/{new.id}"
    assert "<script>alert" not in organiser.get(path).text
    organiser.own_form(path).send(answer="Danke.")
    assert mails(session)[-1] == ("feedback_answered", "kim@example.org")
    assert 'name="answer"' not in organiser.get(path).text
    entries = session.scalars(sa.select(AuditEntry).where(AuditEntry.action.startswith("feedback."))).all()
    assert [each.fields for each in entries] == [[], [], []]


def test_what_is_about_the_site_or_another_edition_is_not_for_organisers(app, event, organiser):
    site, other = a_report(None), a_report(make_event())
    admin = app.test_client()
    admin.enter(make_account(is_admin=True).email)
    assert [organiser.get(f"{MANAGE}/{each.id}").status_code for each in (site, other)] == [404, 404]
    assert [admin.get(f"{MANAGE}/{each.id}").status_code for each in (site, other)] == [200, 404]
    assert site.reference in admin.get(MANAGE).text


def test_without_an_address_the_answer_is_a_note(session, event, organiser):
    path = f"{MANAGE}/{a_report(event, email='').id}"
    assert "Es gibt keine Adresse" in organiser.get(path).text
    organiser.own_form(path).send(answer="Behoben.")
    assert mails(session) == [("feedback_told", "kontakt@example.org")]


def test_answered_feedback_goes_in_time_with_its_mails_and_open_feedback_stays(session, event):
    answered, waiting = a_report(event).id, a_report(event).id
    feedback.answer_barrier(answered, "Behoben.", "Ministerium", Act("o@example.org", NOW))
    assert feedback.expire_feedback(NOW + timedelta(days=183), 183) == 0
    assert feedback.expire_feedback(NOW + timedelta(days=184), 183) == 1
    session.rollback()
    assert session.scalars(sa.select(Feedback.id)).all() == [waiting]
    assert session.scalars(sa.select(Mail.subject).distinct()).all() == [f"feedback:{waiting}"]
    assert f"feedback:{answered}" not in session.scalars(sa.select(AuditEntry.subject)).all()


@pytest.mark.parametrize(
    ("reported_at", "due"),
    [
        (datetime(2027, 3, 20, 9, tzinfo=UTC), datetime(2027, 4, 20, 8, tzinfo=UTC)),  # the clocks change between
        (datetime(2027, 1, 31, 9, tzinfo=UTC), datetime(2027, 2, 28, 9, tzinfo=UTC)),
        (datetime(2027, 12, 5, 9, tzinfo=UTC), datetime(2028, 1, 5, 9, tzinfo=UTC)),
    ],
)
def test_an_answer_is_due_within_a_month(reported_at, due):
    assert due_at(reported_at, ZONE) == due
    assert report_state(reported_at, None, ZONE, due - timedelta(days=8)) is ReportState.OPEN
    assert report_state(reported_at, None, ZONE, due - timedelta(days=7)) is ReportState.SOON
    assert report_state(reported_at, None, ZONE, due) is ReportState.OVERDUE
    assert report_state(reported_at, reported_at, ZONE, due) is ReportState.ANSWERED


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "letter", [each for each in SITE_LETTERS if "feedback" in each.name], ids=lambda each: each.name
)
def test_every_letter_can_be_written_and_what_was_typed_stays_text(app, letter, language):
    values = {**letter.samples, **{name: HOSTILE for name in ("text", "answer", "name") if name in letter.samples}}
    with app.test_request_context("/de/"):
        mail = letter_frame(letter.template, language, values, None, fill)
    assert max(map(len, mail.text.splitlines())) <= 78
    assert "<script>" not in mail.html
    assert set(re.findall(r'href="([^"]+)"', mail.html)) == {
        f"http://localhost/{language}/{page}" for page in ("imprint", "privacy")
    }
