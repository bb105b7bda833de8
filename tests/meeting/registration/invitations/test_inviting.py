"""Mails about invitations reach who has not answered, and people answer."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.queries.figures import invitation_figures
from gocluster_events.meeting.registration.invitations.rules.codes import Answer, Mailing, Stage, Terms
from gocluster_events.meeting.registration.invitations.rules.guest_list import KnownAddress
from gocluster_events.meeting.registration.invitations.services import codes as codes_services, inviting
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from tests.support.invited import ACTOR, EVERYBODY, KIM, MIRIAM, delivered, importing, invited, send, stages
from tests.support.make import make_event, make_quota
from tests.support.registrants import HOUR, arrive, letters, register
from tests.support.settings import NOW

pytestmark = pytest.mark.both_databases


@pytest.fixture
def event(app, session):
    return make_event(capacity_onsite=3)


def test_everybody_without_a_mail_gets_one_which_waits_five_minutes_and_can_be_taken_back(event):
    importing(event, MIRIAM, KIM)
    assert (send(event), letters(), stages(event)) == (
        2, ["invitation"] * 2, {"Tannert": Stage.SENT, "Voss": Stage.SENT}
    )  # fmt: skip
    assert set(session().scalars(sa.select(Mail.not_before))) == {NOW + timedelta(minutes=5)}
    event_id = event.id
    assert inviting.withdraw_mailing(event_id, Act(ACTOR, NOW + timedelta(minutes=4))) == 2
    assert (letters(), stages(event)) == ([], {"Tannert": Stage.NEW, "Voss": Stage.NEW})
    assert (send(event), send(event)) == (2, 0)
    assert inviting.withdraw_mailing(event_id, Act(ACTOR, NOW + timedelta(minutes=5))) == 0


def test_a_mailing_goes_only_to_as_many_as_the_page_has_said(event):
    importing(event, MIRIAM, KIM)
    event_id = event.id
    with pytest.raises(Refused) as refusal:
        inviting.mail_invitations(event_id, Mailing.INVITATION, EVERYBODY, 1, Act(ACTOR, NOW))
    assert (refusal.value.code, letters()) == (Refusal.NUMBER_CHANGED, [])


def test_only_the_silent_are_reminded_and_at_most_once_a_day(event):
    names = ("silent", "bounced", "declined", "coming", "opened")
    importing(event, *(("", "", "", name, f"{name}@example.org", "") for name in names))
    send(event)
    delivered(NOW)
    with transaction() as writing:
        writing.execute(sa.update(Mail).where(Mail.recipient == "bounced@example.org").values(state=State.FAILED))
    event_id = event.id
    for name, answer in (("declined", Answer.DECLINE), ("opened", Answer.COME)):
        inviting.answer_invitation(event_id, invited(event, f"{name}@example.org").id, 1, answer, NOW)
    register(event, "coming@example.org")  # without the code, but it is the same person
    tomorrow = NOW + timedelta(days=1)
    assert stages(event) == {
        "silent": Stage.SENT, "bounced": Stage.BOUNCED, "declined": Stage.DECLINED, "coming": Stage.REGISTERED,
        "opened": Stage.OPENED,
    }  # fmt: skip
    counted = [
        send(event, Mailing.REMINDER, now)
        for now in (tomorrow - HOUR, tomorrow, tomorrow + HOUR, tomorrow + timedelta(days=1))
    ]
    assert counted == [0, 2, 0, 2]
    assert letters("silent@example.org") == ["invitation", "invitation_reminder", "invitation_reminder"]


def test_somebody_who_cannot_come_can_take_that_back(event):
    importing(event, MIRIAM)
    event_id, number = event.id, invited(event).id
    send(event)
    inviting.answer_invitation(event_id, number, 1, Answer.DECLINE, NOW)
    assert stages(event) == {"Tannert": Stage.DECLINED}
    inviting.answer_invitation(event_id, number, 1, Answer.DECIDE_AGAIN, NOW)
    assert stages(event) == {"Tannert": Stage.OPENED}


def test_the_figures_say_what_became_of_each_quota_and_list(event):
    quota = make_quota(event)
    quota_id = quota.id
    number = importing(event, MIRIAM, KIM, terms=Terms(quota_id=quota_id))
    send(event)
    arrive(event, "miriam@example.org", invitation_code=invited(event).code)
    session().rollback()
    figures = invitation_figures(session(), event.id)
    assert {
        key: (f.invited, f.sent, f.opened, f.declined, f.registered, f.confirmed) for key, f in figures.items()
    } == {(quota_id, number): (2, 2, 1, 0, 1, 1)}


def test_whoever_only_declines_or_opens_the_letter_is_counted_as_having_opened_it(event):
    importing(event, MIRIAM, KIM)
    for declined, numbers in ((None, (2, 0, 1, 0, 0, 0)), (NOW, (2, 0, 1, 1, 0, 0))):
        with transaction() as writing:
            kim = sa.update(Invitation).where(Invitation.event_id == event.id, Invitation.email == "kim@example.org")
            writing.execute(kim.values(opened_at=None if declined else NOW, declined_at=declined))
        (f,) = invitation_figures(session(), event.id).values()
        assert (f.invited, f.sent, f.opened, f.declined, f.registered, f.confirmed) == numbers
        session().rollback()


def test_of_the_addresses_that_are_asked_for_alone_it_is_told_who_is_known(event):
    importing(event, MIRIAM, KIM)
    arrive(event, "miriam@example.org")
    session().rollback()
    addresses = ["miriam@example.org", *(f"nobody-{number}@example.org" for number in range(501))]
    known = codes.known_addresses(session(), event.id, addresses)
    assert known == {"miriam@example.org": (KnownAddress.INVITED, "miriam@example.org")}
    assert codes.known_addresses(session(), make_event(slug="other").id, addresses) == {}


def test_a_forgotten_invitation_leaves_no_name_and_no_mail(event):
    importing(event, MIRIAM, KIM)
    send(event)
    with transaction() as writing:
        assert codes_services.forget_invitations(writing, event.id, "miriam@example.org") == 1
    assert (letters("miriam@example.org"), stages(event)) == ([], {"Voss": Stage.SENT})
    with transaction() as writing:
        assert codes_services.forget_invitations(writing, event.id) == 1
    assert (letters(), stages(event)) == ([], {})
