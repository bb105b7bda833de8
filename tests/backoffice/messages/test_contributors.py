"""A message to people of the programme: by what they have not given yet, with a link to their own page."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.messages import queries, services as messages
from gocluster_events.backoffice.messages.models import Message
from gocluster_events.backoffice.messages.rules import (
    LeftOut,
    MessageText,
    Readers,
    SendRefusal,
    Stage,
    choose,
    read_list,
)
from gocluster_events.backoffice.messages.words import ASKING
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.agenda.services import drafting, redaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import make_registration
from tests.support.programme import MAI, TAREK, plan, slot, with_people
from tests.support.refusal import refusal
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/messages"
SOON = NOW + timedelta(minutes=5)
MARIT = Act("organiser@example.org", NOW)
INVITED = replace(MAI, email="mai@example.org", status=PersonStatus.ASKED)
AGREED = replace(TAREK, email="tarek@example.org", biography=Localized("Leitet den Hub."))


@pytest.fixture
def people(session, event):
    """Mai has not answered and said nothing of herself, Tarek has no portrait yet; their rows by name."""
    plan(event, INVITED, AGREED, with_people(slot(1, room=None), INVITED, AGREED))
    rows = session.scalars(sa.select(models.Person).order_by(models.Person.last_name)).all()
    session.rollback()
    return {"tarek": rows[0].id, "mai": rows[1].id}


def planned(event, *ids, text=ASKING, due_at=None):
    """A message that leaves in five minutes, to these people of the programme."""
    parameters = {"person": [str(each) for each in ids]}
    message_id = messages.keep_message(event.id, text, parameters, MARIT, Readers.PROGRAMME)
    seal = choose(queries.contributors(db.session(), event, ids), only_missing=text.names_what_is_missing).seal
    messages.plan_message(event.id, message_id, ids, seal=seal, revision=1, due_at=due_at, act=MARIT)
    return message_id


def mails(session):
    session.rollback()
    return session.scalars(sa.select(Mail).where(Mail.letter == "message").order_by(Mail.id)).all()


def becomes(event, person, **changes):
    drafting.apply(event.id, [Change(person, replace(person, **changes))], {person.uuid: 1}, MARIT)


def test_each_reads_what_is_missing_of_them_and_has_a_link_to_their_own_page(session, event, people):
    planned(event, people["mai"], people["tarek"])
    messages.send_due_messages(SOON)
    assert [(each.recipient, each.content["values"]["missing"], each.content["link"]) for each in mails(session)] == [
        (
            "mai@example.org",
            "- Ihre Antwort, ob Sie mitwirken\n- einige Sätze über Sie\n- ein Porträt, das wir zeigen dürfen",
            ["agenda.own_link", people["mai"], 1],
        ),
        ("tarek@example.org", "- ein Porträt, das wir zeigen dürfen", ["agenda.own_link", people["tarek"], 1]),
    ]


def test_whoever_registered_reads_it_in_their_language(session, event, people):
    make_registration(event, email="Mai@example.org", language="en")
    planned(event, people["mai"])
    messages.send_due_messages(SOON)
    (mail,) = mails(session)
    assert (mail.language, mail.subject) == ("en", f"person:{people['mai']}")
    assert mail.content["values"]["missing"].startswith("- your answer")


def test_the_filter_finds_whoever_misses_something(session, event, people):
    def ids(**chosen):
        return queries.contributor_ids(session, event, read_list(chosen))

    assert ids(missing=["biography"]) == [people["mai"]]
    assert ids(missing=["portrait"]) == [people["tarek"], people["mai"]]
    assert ids(group=["agreed"]) == [people["tarek"]]
    assert ids(person=["0"]) == []


def test_a_name_that_was_looked_for_is_not_kept_with_the_message(session, event, people, organiser):
    page = f"{PAGE}/new?readers=programme&search=Petersen"
    organiser.own_form(page).send(subject_de="Hallo", body_de="Guten Tag {salutation}")
    session.rollback()
    row = session.scalars(sa.select(Message)).one()
    assert (row.readers, row.parameters) == (Readers.PROGRAMME, {"person": [str(people["mai"])]})


def test_whoever_declines_or_completes_everything_meanwhile_gets_nothing(session, event, people):
    message_id = planned(event, people["mai"], people["tarek"])
    becomes(event, INVITED, status=PersonStatus.DECLINED)
    becomes(event, AGREED, portrait="a" * 64, portrait_consent=True)
    messages.send_due_messages(SOON)
    assert mails(session) == []
    assert session.get_one(Message, message_id).stage is Stage.SENT


def test_a_message_that_says_what_is_missing_is_for_nobody_of_whom_nothing_is(session, event, people):
    becomes(event, AGREED, portrait="a" * 64, portrait_consent=True)
    session.rollback()
    chosen = choose(queries.contributors(session, event, list(people.values())), only_missing=True)
    assert [each.id for each in chosen.people] == [people["mai"]]
    assert [(each.id, why) for each, why in chosen.left] == [(people["tarek"], LeftOut.COMPLETE)]


def test_a_name_that_is_removed_takes_the_person_out_of_what_waits_and_their_mails_along(session, event, people):
    planned(event, people["mai"], people["tarek"])
    messages.send_due_messages(SOON)
    planned(event, people["mai"], people["tarek"], due_at=SOON + timedelta(hours=1))
    assert len(mails(session)) == 2
    redaction.remove_name(event.id, MAI.uuid, MARIT)
    assert [each.recipient for each in mails(session)] == ["tarek@example.org"]
    messages.send_due_messages(SOON + timedelta(hours=1))
    assert [each.recipient for each in mails(session)] == ["tarek@example.org"] * 2


def test_a_name_that_is_removed_goes_from_messages_to_others_too(session, event, people):
    text = MessageText(subject=Localized("Mit Mai Lan Petersen", ""), body=Localized("Mai Lan Petersen kommt.", ""))
    planned(event, people["tarek"], text=text)
    messages.send_due_messages(SOON)
    redaction.remove_name(event.id, MAI.uuid, MARIT)
    assert "Petersen" not in str([each.content for each in mails(session)])


def test_people_are_asked_before_anything_is_public_and_never_after_the_archive(session, event, people):
    def is_now(status):
        with db.transaction() as other:
            other.execute(sa.update(Event).where(Event.id == event.id).values(status=status))
        session.rollback()

    is_now(EventStatus.DRAFT)
    planned(event, people["mai"])
    assert messages.send_due_messages(SOON) == 1
    message_id = planned(event, people["tarek"], due_at=SOON + timedelta(hours=1))
    is_now(EventStatus.ARCHIVED)
    assert messages.send_due_messages(SOON + timedelta(hours=1)) == 0
    session.rollback()
    assert session.get_one(Message, message_id).stage is Stage.DRAFT


def test_a_withdrawn_message_to_contributors_is_a_draft_that_nobody_got(session, event, people):
    message_id = planned(event, people["mai"])
    messages.withdraw_message(event.id, message_id, MARIT)
    assert (messages.send_due_messages(SOON), mails(session)) == (0, [])


def test_nobody_is_written_to_who_was_not_looked_at(session, event, people):
    message_id = messages.keep_message(event.id, ASKING, {}, MARIT, Readers.PROGRAMME)
    seal = choose(queries.contributors(session, event, [people["mai"]])).seal
    session.rollback()
    code = refusal(
        messages.plan_message,
        event.id,
        message_id,
        list(people.values()),
        seal=seal,
        revision=1,
        due_at=None,
        act=MARIT,
    )
    assert code is SendRefusal.OTHER_PEOPLE


def test_from_the_list_to_those_who_miss_something(event, people, organiser):
    listed = organiser.get("/de/manage/jahrestagung-2027/agenda/people?missing=biography").text
    assert "readers=programme&amp;missing=biography" in listed
    new = organiser.get(f"{PAGE}/new?readers=programme&missing=biography").text
    assert "Es fehlt: Kurzbiografie" in new
    assert "1 Person erhält sie" in new
    assert "für die Veranstaltung „{event}“ am {day} fehlt uns von Ihnen noch:\n\n{missing}" in new


def test_the_pages_of_a_message_to_contributors(session, event, people, organiser):
    message_id = messages.keep_message(event.id, ASKING, {"missing": ["answer"]}, MARIT, Readers.PROGRAMME)
    for noun in ("", "/preview", "/sending"):
        assert "Petersen" in organiser.get(f"{PAGE}/{message_id}{noun}").text
    assert "Ihre Antwort, ob Sie mitwirken" in organiser.get(f"{PAGE}/{message_id}/preview").text
    assert "Mitwirkende · Es fehlt: Antwort" in organiser.get(PAGE).text
    organiser.own_form(f"{PAGE}/{message_id}/sending").send()
    session.rollback()
    assert session.get_one(Message, message_id).people == [[people["mai"], "asked"]]
    assert "Petersen" in organiser.get(f"{PAGE}/{message_id}").text
