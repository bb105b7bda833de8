"""A message does not leave an event that is over, nor with a text or for people that nobody has looked at."""

import random
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.messages import services as messages
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.backoffice.messages.queries import (
    candidates,
    messages as message_rows,
    numbers_of_people,
    outcomes,
    sent_to,
)
from gocluster_events.backoffice.messages.rules import LeftOut, MessageText, SendRefusal, Stage, choose
from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.by_team import services as by_team
from gocluster_events.meeting.registration.own.services import addresses as correcting
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.counting import counted_statements
from tests.support.make import make_registration
from tests.support.outbox import a_message, a_planned_message, failed_mail
from tests.support.refusal import refusal
from tests.support.registrants import sign_up
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/messages"
SOON = NOW + timedelta(minutes=5)
ABOUT = MessageText(subject=Localized("{event}: Raum, {name}", ""), body=Localized("Guten Tag {salutation}", ""))


def becomes(event, status):
    with db.transaction() as session:
        session.execute(sa.update(Event).where(Event.id == event.id).values(status=status))


def stands(session, message_id):
    session.rollback()
    row = session.get_one(Message, message_id)
    return row.stage, row.due_at, row.people


def waiting(session):
    session.rollback()
    return session.scalars(sa.select(Mail.recipient).where(Mail.letter == "message")).all()


@pytest.mark.parametrize("status", [EventStatus.ARCHIVED, EventStatus.DRAFT])
def test_a_message_that_is_due_when_the_event_is_not_shown_any_more_is_a_draft_again(session, event, status):
    message_id = a_planned_message(event, make_registration(event).id)
    becomes(event, status)
    assert messages.send_due_messages(SOON) == 0
    assert (stands(session, message_id), waiting(session)) == ((Stage.DRAFT, None, []), [])
    done = session.scalars(sa.select(AuditEntry.action).where(AuditEntry.actor == "worker")).all()
    assert done == ["message.withdrawn"]


def test_nothing_is_planned_for_an_event_that_is_not_shown(session, event):
    person, message_id = make_registration(event), a_message(event)
    becomes(event, EventStatus.DRAFT)
    assert refusal(plan, session, event, message_id, person.id) is SendRefusal.NOT_PUBLISHED


def test_a_planned_message_of_an_archive_can_be_withdrawn(session, event, organiser):
    message_id = a_planned_message(event, make_registration(event).id)
    becomes(event, EventStatus.ARCHIVED)
    assert f"{PAGE}/{message_id}/withdrawal" in organiser.get(f"{PAGE}/{message_id}").text
    organiser.own_form(f"{PAGE}/{message_id}/withdrawal").send()
    assert stands(session, message_id)[0] is Stage.DRAFT


def test_what_waits_in_the_outbox_of_an_archive_can_be_stopped(session, event):
    message_id = a_planned_message(event, make_registration(event).id)
    messages.send_due_messages(SOON)
    becomes(event, EventStatus.ARCHIVED)
    assert messages.stop_message(event.id, message_id, Act("organiser@example.org", SOON)) == 1
    assert waiting(session) == []


def plan(session, event, message_id, *ids, revision=1):
    seal = choose(candidates(session, event.id, ids)).seal
    session.rollback()
    messages.plan_message(
        event.id, message_id, ids, seal=seal, revision=revision, due_at=None, act=Act("o@example.org", NOW)
    )


@pytest.mark.promise("P16")
def test_a_text_that_a_colleague_changed_since_it_was_looked_at_is_not_sent(session, event, organiser):
    person, message_id = make_registration(event), a_message(event)
    form = organiser.own_form(f"{PAGE}/{message_id}/sending")
    messages.change_message(event.id, message_id, ABOUT, 1)
    with pytest.raises(Stale):
        plan(session, event, message_id, person.id)
    page = form.send(when="later", at="2027-04-01T10:00")
    assert (page.status_code, "seit Sie ihn angesehen haben" in page.text) == (409, True)
    assert ("2027-04-01T10:00" in page.text, stands(session, message_id)[0]) == (True, Stage.DRAFT)
    plan(session, event, message_id, person.id, revision=2)
    assert stands(session, message_id)[0] is Stage.PLANNED


def test_whom_the_team_registered_gets_messages_also_after_cancelling_and_at_a_corrected_address(session, event):
    wanted = {"act": Act("o@example.org", NOW), "chance": random.Random(1), "tells": False, "over_capacity": False}
    added, ended, mended = (by_team.add(event.id, sign_up(f"{n}@example.org"), **wanted) for n in ("a", "b", "c"))
    with db.transaction() as writing:
        writing.get_one(Registration, ended).status = Status.CANCELLED
    bounced, mail_id = failed_mail(event)
    correcting.correct_email(event.id, bounced.id, "right@example.org", mail_id, Act("o@example.org", NOW))
    unproven = make_registration(event, proven_at=None, confirmed_at=None, status=Status.LAPSED)
    session.rollback()
    chosen = choose(candidates(session, event.id, [added, ended, mended, bounced.id, unproven.id]))
    assert [each.id for each in chosen.people] == [added, ended, mended, bounced.id]
    assert [(each.id, why) for each, why in chosen.left] == [(unproven.id, LeftOut.NOT_PROVEN)]


def test_nobody_has_proven_an_address_that_the_team_corrected_in_the_outbox(session, event):
    person, mail_id = failed_mail(event)
    correcting.correct_email(event.id, person.id, "right@example.org", mail_id, Act("o@example.org", NOW))
    session.rollback()
    assert session.get_one(Registration, person.id).proven_at is None


def test_pages_name_a_message_with_the_title_of_the_event(event, organiser):
    draft, person = a_message(event, ABOUT), make_registration(event)
    planned = a_planned_message(event, person.id, text=ABOUT)
    pages = ["", f"/{draft}/preview", f"/{draft}/sending", f"/{draft}/removal", f"/{planned}", f"/{planned}/withdrawal"]
    for path in pages:
        assert f"{event.title.de}: Raum, {{name}}" in organiser.get(f"{PAGE}{path}").text, path


def test_a_list_of_many_drafts_costs_no_more_than_one_of_two(event, organiser):
    costs = []
    for more in (2, 6):
        for _ in range(more):
            a_message(event, status=["confirmed"])
        organiser.get(PAGE)
        with counted_statements() as seen:
            organiser.get(PAGE)
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_whoever_looks_at_the_mails_of_a_message_does_not_load_what_they_say(session, event):
    message_id = a_planned_message(event, make_registration(event).id)
    messages.send_due_messages(SOON)
    session.rollback()
    (mail,) = sent_to(session, event.id, message_id, 0, 50)
    assert "content" in sa.inspect(mail).unloaded


def test_a_list_of_messages_does_not_load_to_whom_they_go(session, event):
    a_planned_message(event, make_registration(event).id, make_registration(event).id)
    session.rollback()
    (row,) = message_rows(session, event.id)
    assert "people" in sa.inspect(row).unloaded
    assert numbers_of_people(session, [row.id]) == {row.id: 2}


def test_the_mails_of_messages_are_counted_from_an_index_alone(session, event):
    with counted_statements() as seen:
        outcomes(session, event.id, [1])
    steps = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {seen[-1]}", ("0123456789", "edition:1")).all()
    assert [row.detail for row in steps if "mail" in row.detail] == [
        "SEARCH mail USING COVERING INDEX ix_mail_message (scope=?)"
    ]
