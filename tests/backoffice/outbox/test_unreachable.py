"""Somebody to whom e-mails do not arrive is marked wherever the team meets them, until the address is mended."""

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.bounces import bounce
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.mail.services.bounces import take
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.services import people as agenda
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.rules.codes import Guest, InvitationFilter, Mailing, Stage, Terms
from gocluster_events.meeting.registration.invitations.services import codes as codes_services, inviting
from gocluster_events.meeting.registration.sign_up.services import links
from gocluster_events.site.queries import pages as site
from tests.support import bounces as samples
from tests.support.make import make_person, make_registration
from tests.support.outbox import in_hand, mail_to, sent_mail
from tests.support.settings import NOW

MANAGE = "/de/manage/jahrestagung-2027"
MARK = "E-Mails kommen nicht an"
LATER = NOW + timedelta(minutes=10)


def comes_back(mail_id, template=samples.POSTFIX, number=1):
    """The mail has left, and its report is read."""
    outbox.mark_sent([in_hand(mail_id)], NOW)
    mail = db.session().get_one(Mail, mail_id)
    raw = samples.report(template, mail.recipient, f"{mail.token}@example.org", str(number))
    assert take("mailbox", 1, number, bounce(raw), LATER)


@pytest.fixture
def marked(event, organiser):
    """In which of these pages the mark stands."""

    def read(*paths):
        return [MARK in organiser.get(f"{MANAGE}/{path}").text for path in paths]

    return read


def test_a_registered_person_is_marked_in_the_list_and_on_their_page(event, marked, organiser, session):
    person, mail_id = mail_to(event, last_name="Unerreichbar")
    other = make_registration(event)
    pages = ("attendees", f"registration/{person.id}", f"registration/{other.id}")
    assert marked(*pages) == [False, False, False]
    comes_back(mail_id)
    assert marked(*pages) == [True, True, False]
    listed = organiser.get(f"{MANAGE}/attendees").text.partition("<tbody")[2]
    assert (listed.count(MARK), MARK in listed.partition("Unerreichbar")[2]) == (1, True)
    table = organiser.get(f"{MANAGE}/attendees?delivery=fails").text.partition("<tbody")[2]
    assert ("Unerreichbar" in table, "Müller" in table) == (True, False)
    assert site.numbers(session, event, ["failures"])["failures"] == 1
    assert "Kam zurück" in organiser.get(f"{MANAGE}/outbox/{mail_id}").text


def test_a_delay_marks_nobody(event, marked):
    person, mail_id = mail_to(event)
    comes_back(mail_id, samples.POSTFIX_DELAYED)
    assert marked("attendees", f"registration/{person.id}") == [False, False]


def test_a_corrected_address_ends_the_mark(event, marked, organiser):
    person, mail_id = mail_to(event)
    comes_back(mail_id)
    form = organiser.own_form(f"{MANAGE}/outbox/{mail_id}/address")
    form.send(email="richtig@example.org")
    assert marked("attendees", f"registration/{person.id}") == [False, False]


def test_a_later_mail_that_arrives_or_a_note_ends_the_mark(event, marked, organiser):
    (first, one), (second, two) = mail_to(event), mail_to(event)
    comes_back(one, number=1)
    comes_back(two, number=2)
    links.send_link(event.id, first.id, LATER)
    latest = db.session().scalar(sa.select(sa.func.max(Mail.id)))
    outbox.mark_sent([in_hand(latest)], LATER + timedelta(minutes=1))
    organiser.own_form(f"{MANAGE}/outbox/{two}/dismissal").send(note="angerufen")
    assert marked(f"registration/{first.id}", f"registration/{second.id}") == [False, False]


def speaker(event):
    """Somebody on the programme whose letter did not arrive, and the mail's id."""
    person_id = make_person(event).id
    with db.transaction() as writing:
        writing.get_one(Person, person_id).email = "kim@mowin.example"
    uuid = db.session().get_one(Person, person_id).uuid
    agenda.send_link(event.id, uuid, "de", Act("organiser@example.org", NOW), is_new=False)
    mail_id = db.session().scalar(sa.select(sa.func.max(Mail.id)))
    comes_back(mail_id)
    return person_id, uuid, mail_id


def test_somebody_on_the_programme_is_marked_until_the_address_changes(event, marked):
    person_id, uuid, _mail = speaker(event)
    assert marked("agenda/people", f"agenda/people/{uuid}") == [True, True]
    with db.transaction() as writing:
        writing.get_one(Person, person_id).email = "kim@example.org"
    assert marked("agenda/people", f"agenda/people/{uuid}") == [False, False]


def test_the_mail_of_somebody_on_the_programme_leads_to_their_page(event, organiser):
    _id, uuid, mail_id = speaker(event)
    text = organiser.get(f"{MANAGE}/outbox/{mail_id}").text
    assert f'href="{MANAGE}/agenda/people/{uuid}"' in text


def test_a_mail_to_somebody_on_the_programme_is_found_by_their_name(event, organiser):
    _id, _uuid, mail_id = speaker(event)
    sent_mail(event)
    text = organiser.get(f"{MANAGE}/outbox?search=muster kim").text
    assert (f"{MANAGE}/outbox/{mail_id}?" in text, "1 bis 1 von 1" in text) == (True, True)


def stages(event):
    db.session().rollback()
    return [stage for _row, stage in codes.invitations(db.session(), event.id, InvitationFilter(), 1)]


def test_an_invitation_that_came_back_is_marked_and_goes_to_the_corrected_address(event, organiser, session):
    guest = Guest(first_name="Björn", last_name="Überschär", email="falsch@mowin.example")
    number = codes_services.invite(event.id, guest, Terms(), Act("organiser@example.org", NOW), Random(1))
    inviting.mail_invitations(event.id, Mailing.INVITATION, InvitationFilter(), 1, Act("organiser@example.org", NOW))
    mail_id = session.scalar(sa.select(sa.func.max(Mail.id)))
    comes_back(mail_id)
    assert stages(event) == [Stage.BOUNCED]
    form = organiser.own_form(f"{MANAGE}/outbox/{mail_id}/address")
    form.send(email="richtig@mowin.example")
    assert stages(event) == [Stage.SENT]
    moved, row = session.get_one(Mail, mail_id), session.get_one(Invitation, number)
    assert (moved.recipient, moved.state, moved.content["link"][2]) == ("richtig@mowin.example", State.QUEUED, 2)
    assert (row.email, row.email_key, row.generation) == ("richtig@mowin.example", "richtig@mowin.example", 2)


def test_an_invitation_never_gets_the_address_of_somebody_known(event, organiser, session):
    known, _mail = sent_mail(event)
    guest = Guest(last_name="Überschär", email="falsch@mowin.example")
    codes_services.invite(event.id, guest, Terms(), Act("organiser@example.org", NOW), Random(1))
    inviting.mail_invitations(event.id, Mailing.INVITATION, InvitationFilter(), 1, Act("organiser@example.org", NOW))
    mail_id = session.scalar(sa.select(sa.func.max(Mail.id)))
    comes_back(mail_id)
    form = organiser.own_form(f"{MANAGE}/outbox/{mail_id}/address")
    assert "Diese Adresse kann nicht verwendet werden" in form.send(email=known.email).text
    assert session.get_one(Mail, mail_id).recipient == "falsch@mowin.example"


def test_an_invitation_to_the_address_of_before_is_no_correction(event, organiser, session):
    guest = Guest(last_name="Überschär", email="falsch@mowin.example")
    number = codes_services.invite(event.id, guest, Terms(), Act("organiser@example.org", NOW), Random(1))
    inviting.mail_invitations(event.id, Mailing.INVITATION, InvitationFilter(), 1, Act("organiser@example.org", NOW))
    mail_id = session.scalar(sa.select(sa.func.max(Mail.id)))
    comes_back(mail_id)
    form = organiser.own_form(f"{MANAGE}/outbox/{mail_id}/address")
    assert "Das ist die bisherige Adresse" in form.send(email="falsch@mowin.example").text
    assert (stages(event), session.get_one(Invitation, number).generation) == ([Stage.BOUNCED], 1)
