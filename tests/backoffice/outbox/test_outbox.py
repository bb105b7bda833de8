"""The outbox: what was sent to whom, what did not arrive, and what is done about it."""

import re
from datetime import timedelta
from email import message_from_bytes

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.sign_up.services import links
from gocluster_events.site.queries import pages as site
from tests.support.counting import counted_statements
from tests.support.make import make_event, make_member, make_registration
from tests.support.outbox import UNKNOWN, failed_mail, in_hand, lease_one, mail_to, sent_mail
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/outbox"


@pytest.fixture
def mail_of(session):
    """A mail as it is stored now."""

    def read(mail_id):
        session.rollback()
        session.expire_all()
        return session.get(Mail, mail_id)

    return read


def names(text):
    return re.findall(r'<a class="clamp" href="[^"]*"[^>]*>([^<]*)</a>', text)


def send(visitor, path, **typed):
    return visitor.own_form(f"{PAGE}/{path}").send(**typed)


def test_a_segment_shows_what_it_counts(event, organiser):
    failed_mail(event, first_name="Björn", last_name="Überschär")
    mail_to(event, last_name="Wartend")
    for name in ("Eins", "Zwei"):
        sent_mail(event, last_name=name)
    text = organiser.get(PAGE).text
    assert re.findall(r'segment=(\w+)">\w+ <span>(\d+)</span>', text) == [
        ("failed", "1"),
        ("waiting", "1"),
        ("sent", "2"),
    ]
    assert names(organiser.get(f"{PAGE}?segment=failed").text) == ["Björn Überschär"]
    assert "Postfach unbekannt" in text


@pytest.mark.parametrize("typed", ["ueberschaer", "Überschär", "bjorn", "mowin.example", "persönlich link überschär"])
def test_a_mail_is_found_by_name_address_and_letter_however_they_are_spelled(event, organiser, typed):
    failed_mail(event, first_name="Björn", last_name="Überschär", email="b@mowin.example")
    mail_to(event, last_name="Andere")
    assert names(organiser.get(f"{PAGE}?search={typed}").text) == ["Björn Überschär"]


def test_what_looks_like_markup_stays_text(event, organiser):
    _person, mail_id = failed_mail(event, reason="550 <script>alert(1)</script>", last_name="<b>Fett</b>")
    text = organiser.get(f"{PAGE}/{mail_id}?search=%3Cb%3E").text
    assert ("<script>alert" in text, "<b>Fett" in text, "&lt;b&gt;Fett" in text) == (False, False, True)


def test_the_list_asks_the_database_as_often_for_many_mails_as_for_few(event, organiser):
    for number in range(20):
        mail_to(event, last_name=f"Name {number}")
    with counted_statements() as few:
        organiser.get(f"{PAGE}?search=name")
    with db.transaction() as session:
        row = {
            column.name: getattr(session.scalars(sa.select(Mail)).first(), column.name)
            for column in Mail.__table__.columns
        }
        del row["id"]
        session.execute(sa.insert(Mail), [{**row, "key": f"many:{number}"} for number in range(2000)])
    with counted_statements() as many:
        organiser.get(f"{PAGE}?search=name")
    assert len(many) == len(few)
    assert names(organiser.get(PAGE).text) == names(organiser.get(f"{PAGE}?page=1").text)


def test_the_reason_stands_in_plain_words_beside_what_the_server_said(event, organiser):
    _person, mail_id = failed_mail(event, email="b.ueberschaer@mowin.example")
    text = organiser.get(f"{PAGE}/{mail_id}").text
    assert "Der Server von mowin.example kennt das Postfach b.ueberschaer nicht." in text
    assert "User unknown" in text


def test_a_preview_shows_no_link_that_works(event, organiser):
    _person, mail_id = sent_mail(event)
    raw = organiser.get(f"{PAGE}/{mail_id}.eml").data
    previews = [
        organiser.get(f"{PAGE}/{mail_id}").text,
        organiser.get(f"{PAGE}/{mail_id}/letter.html").text,
        "".join(
            str(part.get_payload(decode=True)) for part in message_from_bytes(raw).walk() if not part.is_multipart()
        ),
    ]
    assert [text for text in previews if re.search(r"/my/[\w.-]{20,}|/link/[\w.-]{20,}", text)] == []


def test_the_whole_letter_can_run_and_load_nothing(event, organiser):
    _person, mail_id = sent_mail(event)
    policy = organiser.get(f"{PAGE}/{mail_id}/letter.html").headers["Content-Security-Policy"]
    assert {"default-src 'none'", "sandbox"} <= {part.strip() for part in policy.split(";")}


def test_a_file_has_the_message_id_of_the_mail(event, organiser, mail_of):
    _person, mail_id = sent_mail(event)
    message = message_from_bytes(organiser.get(f"{PAGE}/{mail_id}.eml").data)
    assert message["Message-ID"].startswith(f"<{mail_of(mail_id).token}@")


def test_a_text_that_is_not_kept_any_more_is_said_to_be_gone(event, organiser):
    _person, mail_id = failed_mail(event)
    outbox.clean_up(NOW + timedelta(days=91), 90)
    text = organiser.get(f"{PAGE}/{mail_id}").text
    assert ("Der Text ist nicht mehr gespeichert" in text, "Erneut senden" in text) == (True, False)
    assert organiser.get(f"{PAGE}/{mail_id}.eml").status_code == 404


def test_a_failed_mail_is_sent_again(event, organiser, mail_of):
    _person, mail_id = failed_mail(event)
    assert send(organiser, f"{mail_id}/attempt").location == f"{PAGE}/{mail_id}"
    assert (mail_of(mail_id).state, mail_of(mail_id).not_before <= NOW + timedelta(days=9999)) == (State.QUEUED, True)


def test_a_mail_that_somebody_else_sent_again_is_not_sent_twice(event, organiser, mail_of):
    _person, mail_id = failed_mail(event)
    form = organiser.own_form(f"{PAGE}/{mail_id}/attempt")
    outbox.mark_sent([in_hand(mail_id)], NOW)
    assert "gilt nicht mehr als fehlgeschlagen" in form.send().text
    assert mail_of(mail_id).state is State.SENT


def test_all_failed_mails_are_sent_again_but_those_without_a_text(event, organiser, mail_of):
    _gone, first = failed_mail(event)
    outbox.clean_up(NOW + timedelta(days=91), 90)
    _person, second = failed_mail(event)
    assert "1 bleibt, wie sie ist" in organiser.get(f"{PAGE}/attempts").text
    send(organiser, "attempts")
    assert (mail_of(first).state, mail_of(second).state) == (State.FAILED, State.QUEUED)


def test_a_noted_failure_counts_no_more(event, organiser, session, mail_of):
    _person, mail_id = failed_mail(event)
    assert site.numbers(session, event, ["failures"])["failures"] == 1
    send(organiser, f"{mail_id}/dismissal", note="telefonisch erreicht")
    assert (mail_of(mail_id).dismissed_note, site.numbers(session, event, ["failures"])["failures"]) == (
        "telefonisch erreicht",
        0,
    )
    assert "telefonisch erreicht" in organiser.get(f"{PAGE}/{mail_id}").text


def test_a_corrected_address_gets_the_mail_and_a_link_that_works(event, organiser, session, mail_of):
    person, mail_id = failed_mail(event, email="falsch@example.org")
    other = mail_to_same(event, person)
    send(organiser, f"{mail_id}/address", email="richtig@example.org")
    moved, stored = mail_of(mail_id), session.get(Registration, person.id)
    assert (stored.email, stored.generation) == ("richtig@example.org", 2)
    assert (moved.recipient, moved.state, moved.content["link"][2]) == ("richtig@example.org", State.QUEUED, 2)
    assert (mail_of(other).recipient, mail_of(other).content["link"][2]) == ("richtig@example.org", 2)
    assert "registration.email_corrected" in session.scalars(sa.select(AuditEntry.action)).all()


def mail_to_same(event, person):
    """Another mail to the same person waits."""
    links.send_link(event.id, person.id, NOW + timedelta(minutes=1))
    return db.session().scalar(sa.select(sa.func.max(Mail.id)))


def test_somebody_unproven_still_has_to_prove_the_corrected_address(event, organiser, session, mail_of):
    person, mail_id = failed_mail(
        event, status=Status.UNCONFIRMED, hold_until=NOW + timedelta(days=9000), proven_at=None
    )
    send(organiser, f"{mail_id}/address", email="richtig@example.org")
    session.expire_all()
    assert session.get(Registration, person.id).status is Status.UNCONFIRMED
    assert mail_of(mail_id).content["link"] == ["own.prove", person.id, 2]


def test_an_address_of_somebody_else_is_refused(event, organiser, mail_of):
    make_registration(event, email="schon@example.org")
    _person, mail_id = failed_mail(event, email="falsch@example.org")
    assert send(organiser, f"{mail_id}/address", email="Schon@example.org").status_code == 200
    assert mail_of(mail_id).recipient == "falsch@example.org"


def test_the_address_of_before_is_no_correction(event, organiser, session, mail_of):
    person, mail_id = failed_mail(event, email="falsch@example.org")
    answer = send(organiser, f"{mail_id}/address", email="Falsch@Example.org")
    assert 'href="#email">Das ist die bisherige Adresse.' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert (mail_of(mail_id).state, session.get(Registration, person.id).generation) == (State.FAILED, 1)
    assert "registration.email_corrected" not in session.scalars(sa.select(AuditEntry.action)).all()


def test_while_sending_is_paused_nothing_leaves(event, organiser, session):
    mail_to(event)
    other = make_event()
    _person, elsewhere = mail_to(other)
    send(organiser, "pause")
    assert "Versand angehalten" in organiser.get(PAGE).text
    leased = lease_one(NOW + timedelta(days=9000))
    assert leased is not None
    assert (leased.id, lease_one(NOW + timedelta(days=9000))) == (elsewhere, None)
    send(organiser, "pause/removal")
    session.rollback()
    assert lease_one(NOW + timedelta(days=9000)) is not None


def test_staff_see_the_outbox_but_send_nothing(app, event):
    _person, mail_id = failed_mail(event)
    staff = app.test_client()
    staff.enter(make_member(event, Role.STAFF).email)
    assert "Erneut senden" not in staff.get(f"{PAGE}/{mail_id}").text
    assert staff.get(f"{PAGE}/{mail_id}/attempt").status_code == 403


def test_a_mail_of_another_edition_is_not_there(event, organiser):
    _person, mail_id = failed_mail(make_event())
    assert [organiser.get(f"{PAGE}/{mail_id}{path}").status_code for path in ("", ".eml", "/attempt")] == [404] * 3


def test_an_archived_edition_sends_nothing_again(event, organiser, session, mail_of):
    _person, mail_id = failed_mail(event)
    form = organiser.own_form(f"{PAGE}/{mail_id}/attempt")
    with db.transaction() as writing:
        writing.merge(event).status = EventStatus.ARCHIVED
    assert "archiviert" in form.send().text
    assert mail_of(mail_id).state is State.FAILED


def test_what_failed_is_kept_attempt_by_attempt(event, organiser):
    _person, mail_id = mail_to(event)
    outbox.mark_failed(in_hand(mail_id), "451 4.7.1 Greylisted, try again", permanent=False, now=NOW)
    outbox.mark_failed(in_hand(mail_id), UNKNOWN, permanent=True, now=NOW + timedelta(minutes=2))
    reasons = re.findall(r"<q>([^<]*)</q>", organiser.get(f"{PAGE}/{mail_id}").text)
    assert [line[:3] for line in reasons] == ["550", "451"]
