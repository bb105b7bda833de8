"""Looking back at a version, and taking it back as the draft without losing what was planned since."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft as draft_queries, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.services import drafting as services
from gocluster_events.meeting.events.models import Event, Room
from tests.support.programme import MAI, TAREK, plan, publish, slot
from tests.support.settings import NOW

MARIT = "organiser@example.org"
PAGE = "/de/manage/jahrestagung-2027/agenda/versions/1"


def change(session, event, before, after):
    session.rollback()
    seen = {before.uuid: draft_queries.revision(session, event.id, before.uuid)}
    services.apply(event.id, [Change(before, after)], seen, Act(MARIT, NOW))


def later(item, minutes=30):
    return replace(item, starts_at=item.starts_at + timedelta(minutes=minutes))


def draft(session, event):
    session.rollback()
    return draft_queries.draft(session, session.get_one(Event, event.id))


def restore(session, event, number=1):
    session.rollback()
    services.restore(event.id, number, steps.head(session, event.id).revision, Act(MARIT, NOW))


def refusal(session, event, number=1):
    with pytest.raises(Refused) as refused:
        restore(session, event, number)
    return refused.value.code


@pytest.mark.both_databases
def test_the_draft_is_what_the_version_was_and_what_has_no_time_yet_stays(session, event, talk):
    publish(event)
    idea = slot(9, None, room=None)
    plan(event, idea, slot(8, 60, room=None))
    change(session, event, talk, later(talk))
    restore(session, event)
    assert set(draft(session, event).items) == {talk, idea}


@pytest.mark.both_databases
def test_an_item_and_a_person_that_are_gone_come_back(session, event, talk):
    publish(event)
    change(session, event, talk, None)
    change(session, event, TAREK, None)
    restore(session, event)
    assert draft(session, event).items == (talk,)
    assert set(draft(session, event).people) == {MAI, TAREK}


def test_taking_back_is_one_step_that_can_be_undone(session, event, talk):
    publish(event)
    change(session, event, talk, later(talk))
    plan(event, slot(8, 60, room=None))
    before = draft(session, event)
    restore(session, event)
    services.undo(event.id, steps.step_to_undo(session, event.id).number, Act(MARIT, NOW))
    assert draft(session, event) == before


def test_people_keep_what_is_known_of_them_now(session, event, talk):
    publish(event)
    married = replace(TAREK, last_name="Anders")
    change(session, event, TAREK, married)
    change(session, event, talk, later(talk))
    restore(session, event)
    assert married in draft(session, event).people


def test_a_room_that_is_gone_since_leaves_the_item_without_one(session, event, talk):
    publish(event)
    change(session, event, talk, None)
    with transaction() as writing:
        writing.execute(sa.delete(Room).where(Room.id == talk.room))
    restore(session, event)
    assert draft(session, event).items == (replace(talk, room=None),)


def test_nobody_takes_back_over_what_a_colleague_did_meanwhile(session, event, talk):
    publish(event)
    change(session, event, talk, later(talk))
    seen = steps.head(session, event.id).revision
    change(session, event, later(talk), later(talk, 60))
    with pytest.raises(Stale):
        services.restore(event.id, 1, seen, Act(MARIT, NOW))
    assert draft(session, event).items == (later(talk, 60),)


def test_what_changes_nothing_is_no_step(session, event, talk):
    publish(event)
    assert (refusal(session, event), refusal(session, event, 7)) == (Refusal.SAME, Refusal.SAME)


def test_the_page_shows_what_differs_and_takes_back(session, event, talk, organiser):
    publish(event)
    change(session, event, talk, replace(talk, title=Localized("Kommunen gestalten")))
    publish(event)
    change(session, event, replace(talk, title=Localized("Kommunen gestalten")), None)
    page = organiser.get(PAGE).text
    assert "Unterschiede zum Entwurf" in page
    compared = organiser.get(f"{PAGE}?to=2").text
    assert ("Unterschiede zu Version 2" in compared, "<ins>Kommunen gestalten</ins>" in compared) == (True, True)
    assert organiser.get(f"{PAGE.removesuffix('1')}2?to=1").text.count("<ins>Kommunen gestalten</ins>") == 1
    assert organiser.own_form(PAGE).send().status_code == 302
    assert "Der Entwurf ist jetzt wie Version 1." in organiser.get("/de/manage/jahrestagung-2027/agenda").text
    assert draft(session, event).items == (talk,)


@pytest.mark.promise("P16")
def test_a_form_that_is_out_of_date_shows_the_differences_again(session, event, talk, organiser):
    publish(event)
    change(session, event, talk, later(talk))
    form = organiser.own_form(PAGE)
    change(session, event, later(talk), later(talk, 60))
    answer = form.send()
    assert (answer.status_code, "Inzwischen hat jemand aus Ihrem Team" in answer.text) == (409, True)
    assert organiser.form_in(answer, PAGE).send().status_code == 302
    assert draft(session, event).items == (talk,)


def test_a_version_that_does_not_exist_is_not_found(event, talk, organiser):
    assert organiser.get(PAGE).status_code == 404
    publish(event)
    for other in ("77", "9223372036854775808", "x", "-1"):
        assert organiser.get(f"{PAGE}?to={other}").status_code == 404
