"""Somebody stands in for somebody else: one step, told everywhere, and to be undone."""

from dataclasses import replace

import pytest

from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.queries import draft as draft_queries
from gocluster_events.meeting.agenda.rules.codes import Part, Refusal
from gocluster_events.meeting.agenda.rules.people import PersonAppearance, appearing, entries, stood_in
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Person
from gocluster_events.meeting.agenda.services import drafting, people as services
from gocluster_events.meeting.agenda.words import programme as words
from tests.support.programme import MAI, TAREK, plan, publish, slot, timetable, with_people
from tests.support.refusal import refusal
from tests.support.settings import NOW

KIM = Person(slot(103).uuid, "Kim", "Weber")
FIRST, SECOND = with_people(slot(1), TAREK, part=Part.KEYNOTE), with_people(slot(2, 60), TAREK, MAI)
DRAFT = timetable(FIRST, SECOND, people=(TAREK, MAI, KIM))
MANAGE = "/de/manage/jahrestagung-2027/agenda"


def cast(changes):
    return [change.after.people for change in changes]


def test_the_substitute_has_the_same_part_at_the_same_place():
    assert cast(stood_in(DRAFT, TAREK.uuid, KIM.uuid, [FIRST.uuid, SECOND.uuid])) == [
        (Appearance(KIM.uuid, Part.KEYNOTE, TAREK.uuid),),
        (Appearance(KIM.uuid, Part.SPEAKER, TAREK.uuid), Appearance(MAI.uuid, Part.SPEAKER)),
    ]


def test_whoever_stands_in_for_a_substitute_stands_in_for_the_first():
    (change,) = stood_in(DRAFT, TAREK.uuid, MAI.uuid, [FIRST.uuid])
    again = stood_in(replace(DRAFT, items=(change.after,)), MAI.uuid, KIM.uuid, [FIRST.uuid])
    assert cast(again) == [(Appearance(KIM.uuid, Part.KEYNOTE, TAREK.uuid),)]


def test_whoever_comes_back_stands_in_for_nobody():
    (change,) = stood_in(DRAFT, TAREK.uuid, MAI.uuid, [FIRST.uuid])
    assert cast(stood_in(replace(DRAFT, items=(change.after,)), MAI.uuid, TAREK.uuid, [FIRST.uuid])) == [FIRST.people]


@pytest.mark.parametrize(
    ("absent", "substitute", "item", "code"),
    [
        (TAREK, MAI, SECOND, Refusal.THERE_ALREADY),
        (MAI, KIM, FIRST, Refusal.NOT_THERE),
        (TAREK, TAREK, FIRST, Refusal.NOT_THERE),
        (TAREK, KIM, slot(9), Refusal.NOT_THERE),
        (TAREK, Person("nobody", "", ""), FIRST, Refusal.NOT_THERE),
    ],
)
def test_nobody_stands_in_where_that_makes_no_sense(absent, substitute, item, code):
    assert refusal(stood_in, DRAFT, absent.uuid, substitute.uuid, [item.uuid]) is code


def test_the_programme_seen_from_its_people():
    (change,) = stood_in(DRAFT, TAREK.uuid, MAI.uuid, [FIRST.uuid])
    seen = replace(DRAFT, items=(change.after, SECOND))
    assert entries(seen)[MAI.uuid][0] == PersonAppearance(change.after, Part.KEYNOTE, TAREK)
    assert [person for person, _theirs in appearing(seen)] == [TAREK, MAI]


def test_it_is_told_in_german(german):
    (change,) = stood_in(DRAFT, TAREK.uuid, KIM.uuid, [FIRST.uuid])
    seen = replace(DRAFT, items=(change.after,))
    assert words.cast(change.after, seen) == "Kim Weber (in Vertretung für Dr. Tarek Lindholm)"


@pytest.mark.both_databases
def test_it_is_one_step_that_can_be_undone(session, event):
    plan(event, TAREK, MAI, KIM, replace(FIRST, room=None), replace(SECOND, room=None))
    before = draft_queries.draft(session, event)
    session.rollback()
    services.stand_in(event.id, TAREK.uuid, KIM.uuid, [FIRST.uuid, SECOND.uuid], Act("marit@example.org", NOW))
    session.rollback()
    draft = draft_queries.draft(session, event)
    assert [draft.credits(item)[0].absent for item in draft.items] == [TAREK, TAREK]
    session.rollback()
    drafting.undo(event.id, 2, Act("marit@example.org", NOW))
    session.rollback()
    assert draft_queries.draft(session, event) == before


def test_readers_learn_who_stands_in_for_whom(event, talk, organiser):
    publish(event)
    form = organiser.own_form(f"{MANAGE}/people/{TAREK.uuid}/stand-in")
    assert form.send(substitute=MAI.uuid).status_code == 302
    assert "in Vertretung für Dr. Tarek Lindholm" in organiser.get(f"{MANAGE}/items/{talk.uuid}").text
    publish(event)
    item = organiser.get("/de/jahrestagung-2027/agenda/a1", follow_redirects=True).text
    assert "in Vertretung für Dr. Tarek Lindholm" in item
    people = organiser.get("/de/jahrestagung-2027/people").text
    assert people.count('class="speaker"') == 1
    assert "in Vertretung für Dr. Tarek Lindholm" in people
    sentence = "Mai Lan Petersen (in Vertretung für Dr. Tarek Lindholm) statt Dr. Tarek Lindholm"
    assert sentence in organiser.get("/de/jahrestagung-2027/changes").text
    assert sentence in organiser.get("/jahrestagung-2027/changes.atom?lang=de").text
    calendar = organiser.get("/jahrestagung-2027/agenda.ics?lang=de").text.replace("\r\n ", "")
    assert "Mai Lan Petersen (in Vertretung für Dr. Tarek Lindholm)" in calendar
    assert "Vertretung" not in organiser.get("/jahrestagung-2027/schedule.json").text


def test_without_an_item_nobody_stands_in(event, talk, organiser):
    there = f"{MANAGE}/people/{TAREK.uuid}/stand-in"
    answer = organiser.own_form(there).send(substitute=MAI.uuid, items=[])
    assert "Wählen Sie mindestens einen Programmpunkt." in answer.text
    assert "ist in keinem Programmpunkt" in organiser.get(f"{MANAGE}/people/{MAI.uuid}/stand-in").text
