"""What still waits to leave when an event is archived or hidden: the page counts what the verb holds back."""

import re
from datetime import time, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.editions import queries, services as editions
from gocluster_events.backoffice.editions.rules.holding import Waiting
from gocluster_events.backoffice.messages import services as messages
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.backoffice.messages.rules import Stage
from gocluster_events.backoffice.publishing.rules import Announcement
from gocluster_events.backoffice.publishing.services import publishing
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.agenda.queries import publishing as programme, steps
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.rules.status import Turn
from gocluster_events.meeting.letters.models import Reminder
from gocluster_events.meeting.letters.rules import Kind
from gocluster_events.meeting.registration.invitations.rules.codes import Stage as InvitationStage
from tests.support import invited as guests
from tests.support.make import archive, make_mail, make_registration, make_room, move_event
from tests.support.outbox import a_planned_message
from tests.support.programme import plan, slot
from tests.support.settings import NOW, SECRET_KEY

ORGANISER = "organiser@example.org"
STATUS = "/en/manage/jahrestagung-2027/status"
LATER = NOW + timedelta(days=400)  # when the meeting is over
EVERYTHING = Waiting(invitations=2, reminders=1, messages=1, programme=1, planned=1, publications=1, others=2)


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def outbox(session):
    session.rollback()
    return session.scalars(sa.select(Mail.letter).where(Mail.state == State.QUEUED).order_by(Mail.id)).all()


@pytest.fixture
def busy(session, event):
    """Everything waits that can: invitations, a reminder, messages, a version, letters about one and to single ones."""
    person, ours = make_registration(event), f"edition:{event.id}"
    plan(event, slot(1, room=make_room(event).id))
    seen = steps.head(session, event.id).revision
    publishing.plan_publication(event.id, Announcement(), LATER, Act(ORGANISER, NOW), seen=seen)
    guests.importing(event, guests.MIRIAM, guests.KIM)
    guests.send(event)
    a_planned_message(event, person.id)
    messages.send_due_messages(NOW + messages.UNDO)
    a_planned_message(event, person.id)
    make_mail("reminder", scope=ours, letter="week_onsite")
    make_mail("programme", scope=ours, letter="own_first")
    make_mail("one", scope=ours, letter="confirmed_onsite")
    make_mail("tried", scope=ours, letter="invitation")
    with db.transaction() as writing:
        writing.execute(sa.update(Mail).where(Mail.key == "tried").values(attempts=1))
    session.rollback()
    return event


@pytest.mark.both_databases
def test_what_was_counted_before_is_what_is_held_back(session, busy):
    assert queries.waiting(session, busy.id) == EVERYTHING
    session.rollback()
    assert editions.turn_edition(busy.id, Turn.ARCHIVE, Act(ORGANISER, NOW)) == EVERYTHING
    assert sorted(outbox(session)) == ["confirmed_onsite", "invitation"]
    assert queries.waiting(session, busy.id) == Waiting(others=2)
    assert programme.planned_publication(session, busy.id) is None
    assert session.scalars(sa.select(Message.stage).order_by(Message.id)).all() == [Stage.STOPPED, Stage.DRAFT]
    assert set(guests.stages(busy).values()) == {InvitationStage.NEW}


def test_the_page_names_each_kind_and_the_answer_says_what_became_of_it(session, busy, organiser):
    page = organiser.get(f"{STATUS}/archiving")
    for sentence in (
        "2 invitations wait in the outbox. They are withdrawn and count as not sent.",
        "1 reminder waits in the outbox and is withdrawn.",
        "1 e-mail of a message waits in the outbox and is withdrawn.",
        "1 e-mail about the programme waits in the outbox and is withdrawn.",
        "1 message is planned for later. It becomes a draft again.",
        "A version of the programme is planned for later. It is not published.",
        "2 e-mails to single people, such as confirmations, are already on their way and will still go out.",
    ):
        assert sentence in words(page)
    answer = organiser.form_in(page, f"{STATUS}/archiving").send()
    assert (
        "The event is archived. 5 e-mails were withdrawn. 1 message is a draft again. "
        "The planned version of the programme is not published."
    ) in words(organiser.get(answer.location))
    assert len(outbox(session)) == 2


def test_where_nothing_waits_the_page_says_that_nobody_is_written_to(session, event, organiser):
    page = words(organiser.get(f"{STATUS}/archiving"))
    assert ("Nobody receives an e-mail." in page, "withdrawn" in page) == (True, False)


def test_an_event_that_is_hidden_sends_no_invitations_to_a_page_that_is_not_there(session, event):
    guests.importing(event, guests.MIRIAM, guests.KIM)
    guests.send(event)
    assert editions.turn_edition(event.id, Turn.HIDE, Act(ORGANISER, NOW)) == Waiting(invitations=2)
    assert outbox(session) == []


def test_before_the_end_of_the_meeting_the_page_warns_and_says_for_whom_it_would_be_over(session, event, organiser):
    make_registration(event)
    page = words(organiser.get(f"{STATUS}/archiving"))
    assert "The event is not over yet. It ends on 22 April 2027, 18:00." in page
    assert "1 person is confirmed and would read on their own page that it is over. Nobody could be checked in." in page
    move_event(event.id, NOW - timedelta(days=2), NOW - timedelta(days=1))
    assert "The event is not over yet." not in words(organiser.get(f"{STATUS}/archiving"))


@pytest.mark.parametrize("status", [EventStatus.ARCHIVED, EventStatus.PUBLISHED])
def test_whoever_is_invited_reads_at_once_that_the_event_is_over(session, event, visitor, status):
    guests.importing(event, guests.MIRIAM)
    token = Signer((SECRET_KEY,)).sign("sign_up.invitation", guests.invited(event).id, 1)
    link = f"/de/my/invitation/{token}"
    assert visitor.get(link).text.count("<button") == 2
    if status is EventStatus.ARCHIVED:
        archive(event)
    else:
        move_event(event.id, NOW - timedelta(days=2), NOW - timedelta(days=1))
    page = visitor.get(link)
    assert ("ist vorbei" in page.text.partition("<h1>")[2][:80], page.text.count("<button")) == (True, 0)


def test_the_page_says_until_when_reminders_would_have_come_and_after_archiving_none_is_ahead(
    session, event, organiser
):
    with db.transaction() as writing:
        writing.add(Reminder(event_id=event.id, kind=Kind.WEEK, days_before=7, at=time(10), is_on=True, since=NOW))
        writing.add(Reminder(event_id=event.id, kind=Kind.DAY, days_before=1, at=time(10), is_on=True, since=NOW))
    sentence = "2 reminders are still to come, the last on 21 April 2027, 10:00. None of them will be sent."
    assert sentence in words(organiser.get(f"{STATUS}/archiving"))
    editions.turn_edition(event.id, Turn.ARCHIVE, Act(ORGANISER, NOW))
    session.rollback()
    assert queries.reminders_ahead(session, session.get_one(Event, event.id), NOW) == ()
