"""Undoing and redoing what somebody changed in the draft: on the server, for everybody, and exactly."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Stale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft as draft_queries, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Part, Refusal
from gocluster_events.meeting.agenda.rules.document import change_from_json, change_to_json
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Person
from gocluster_events.meeting.agenda.services import drafting as services
from gocluster_events.meeting.events.models import Event, Room
from tests.support.make import archive, make_room
from tests.support.programme import MAI, TAREK, plan, slot
from tests.support.refusal import refusal
from tests.support.settings import NOW

MARIT, TIMO = "organiser@example.org", "timo@example.org"
LATER = NOW + timedelta(hours=3)
MANAGE = "/de/manage/jahrestagung-2027/agenda"


def change(session, event, before, after):
    subject = after or before
    session.rollback()
    seen = {subject.uuid: draft_queries.revision(session, event.id, subject.uuid)}
    services.apply(event.id, [Change(before, after)], seen, Act(MARIT, NOW))


def undo(session, event, actor=MARIT):
    session.rollback()
    services.undo(event.id, steps.step_to_undo(session, event.id).number, Act(actor, NOW))


def redo(session, event):
    session.rollback()
    services.redo(event.id, steps.step_to_redo(session, event.id).number, Act(TIMO, LATER))


def draft(session, event):
    session.rollback()
    return draft_queries.draft(session, session.get_one(Event, event.id))


def later(item, minutes=30):
    return replace(item, starts_at=item.starts_at + timedelta(minutes=minutes))


@pytest.mark.both_databases
def test_a_move_is_undone_and_redone(session, event, talk):
    change(session, event, talk, later(talk))
    undo(session, event, TIMO)
    assert draft(session, event).items == (talk,)
    assert steps.last_steps(session, event.id, 1)[0].undone_by == TIMO
    redo(session, event)
    assert draft(session, event).items == (later(talk),)
    assert steps.step_to_redo(session, event.id) is None


@pytest.mark.both_databases
def test_what_was_taken_out_is_back_with_its_people(session, event, talk):
    change(session, event, talk, None)
    undo(session, event)
    assert draft(session, event).items == (talk,)


def test_whoever_changes_something_after_undoing_can_redo_no_more(session, event, talk):
    change(session, event, talk, later(talk))
    undo(session, event)
    change(session, event, talk, replace(talk, title=Localized("Anders")))
    assert steps.step_to_redo(session, event.id) is None
    undo(session, event)
    assert draft(session, event).items == (talk,)
    redo(session, event)
    assert draft(session, event).items == (replace(talk, title=Localized("Anders")),)
    assert steps.step_to_redo(session, event.id) is None


def test_only_the_step_that_the_page_has_named_is_undone(session, event, talk):
    change(session, event, talk, later(talk))
    named = steps.step_to_undo(session, event.id).number
    change(session, event, later(talk), later(talk, 60))
    with pytest.raises(Stale):
        services.undo(event.id, named, Act(MARIT, NOW))
    with pytest.raises(Stale):
        services.redo(event.id, named, Act(MARIT, NOW))
    assert draft(session, event).items == (later(talk, 60),)


def test_undoing_is_a_change_for_whoever_has_the_item_open(session, event, talk):
    change(session, event, talk, later(talk))
    seen = draft_queries.revision(session, event.id, talk.uuid)
    undo(session, event)
    with pytest.raises(Stale):
        services.apply(event.id, [Change(talk, later(talk, 5))], {talk.uuid: seen}, Act(TIMO, NOW))


def test_pressing_twice_undoes_and_redoes_one_step(session, event, talk):
    change(session, event, talk, later(talk))
    number = steps.step_to_undo(session, event.id).number
    for _ in range(2):
        services.undo(event.id, number, Act(MARIT, NOW))
    assert draft(session, event).items == (talk,)
    for _ in range(2):
        services.redo(event.id, number, Act(MARIT, NOW))
    assert draft(session, event).items == (later(talk),)
    with pytest.raises(Stale):
        services.redo(event.id, number, Act(TIMO, NOW))


@pytest.mark.both_databases
def test_the_desk_learns_of_undoing_and_redoing(session, event, talk):
    change(session, event, talk, later(talk))
    number = steps.step_to_undo(session, event.id).number
    services.undo(event.id, number, Act(TIMO, LATER))
    session.rollback()
    assert (steps.changed_at(session, event.id), steps.steps(session, event.id, 1)) == (LATER, [(LATER, TIMO)])
    services.redo(event.id, number, Act(MARIT, LATER + timedelta(hours=1)))
    session.rollback()
    assert steps.steps(session, event.id, 1) == [(LATER + timedelta(hours=1), MARIT)]


def test_a_room_that_is_gone_since_leaves_the_item_without_one(session, event, talk):
    change(session, event, talk, replace(talk, room=make_room(event, name="1.04").id))
    with transaction() as writing:
        writing.execute(sa.delete(Room).where(Room.id == talk.room))
    undo(session, event)
    assert [(item.starts_at, item.room) for item in draft(session, event).items] == [(talk.starts_at, None)]


def test_an_archive_undoes_nothing(session, event, talk):
    change(session, event, talk, later(talk))
    archive(event)
    assert refusal(undo, session, event) is Refusal.ARCHIVED


def test_the_conflicts_are_counted_again(session, event, talk):
    plan(event, slot(2, 30, room=talk.room))
    assert steps.head(session, event.id).conflicts == 1
    undo(session, event)
    session.rollback()
    assert steps.head(session, event.id).conflicts == 0


def random_change(chance: Random, timetable) -> Change:
    """Somebody makes, changes or takes out an item or a person."""
    items, people = timetable.items, timetable.people
    kind = chance.choice(["item", "person", "move", "title", "cast", "out", "leave"])
    if kind == "item" or not items:
        return Change(None, slot(chance.randrange(10**6), chance.choice([None, 0, 45, 90]), room=None))
    if kind == "person" or not people:
        return Change(None, Person(slot(chance.randrange(10**6)).uuid, "Kim", "Weber"))
    item, person = chance.choice(items), chance.choice(people)
    return {
        "move": Change(item, replace(item, starts_at=slot(1, chance.randrange(500)).starts_at)),
        "title": Change(item, replace(item, title=Localized(f"Titel {chance.random()}"))),
        "cast": Change(item, replace(item, people=(Appearance(person.uuid, chance.choice(list(Part))),))),
        "out": Change(item, None),
        "leave": Change(person, None) if not any(person.uuid in cast(each) for each in items) else Change(item, None),
    }[kind]


def cast(item: Item) -> set[str]:
    return {each.person for each in item.people}


@pytest.mark.parametrize("seed", [2027, 415])
def test_undoing_is_the_inverse_of_every_change_and_redoing_of_undoing(session, event, talk, seed):
    chance, seen = Random(seed), [draft(session, event)]
    for _ in range(25):
        made = random_change(chance, seen[-1])
        if made.before != made.after:
            change(session, event, made.before, made.after)
            seen.append(draft(session, event))
    for expected in reversed(seen[:-1]):
        undo(session, event)
        assert draft(session, event) == expected, f"seed {seed}"
    for expected in seen[1:]:
        redo(session, event)
        assert draft(session, event) == expected, f"seed {seed}"


def test_a_change_read_back_is_the_change_that_was_stored(talk):
    for stored in (Change(talk, None), Change(None, MAI), Change(TAREK, replace(TAREK, title=""))):
        assert change_from_json(change_to_json(stored)) == stored


def test_the_page_names_the_last_steps_and_whose_they_are(session, event, talk, organiser):
    change(session, event, talk, later(talk))
    page = organiser.own_form(f"{MANAGE}/undo").send()
    assert page.status_code == 302
    text = organiser.get(MANAGE).text
    assert "Rückgängig gemacht: A1 verschoben" in text
    assert "<s>A1 verschoben</s>" in text
    assert organiser.form(MANAGE, f"{MANAGE}/redo").send().status_code == 302
    assert draft(session, event).items == (later(talk),)
    assert f"{MANAGE}/redo" not in organiser.get(MANAGE).text


def test_a_step_that_somebody_took_meanwhile_is_not_undone_by_mistake(session, event, talk, organiser):
    form = organiser.own_form(f"{MANAGE}/undo")
    change(session, event, talk, later(talk))
    form.send()
    assert "Inzwischen hat jemand das Programm geändert." in organiser.get(MANAGE).text
    assert draft(session, event).items == (later(talk),)


def test_the_button_names_step_and_author_and_asks_before_a_colleagues_step(session, event, talk, organiser):
    change(session, event, talk, later(talk))
    page = organiser.get(MANAGE).text
    assert "A1 verschoben" in page
    assert 'data-asks="Schritt von organiser@example.org zurücknehmen?"' in page
    assert "Schritt von organiser@example.org zurücknehmen?" in organiser.get(f"{MANAGE}/undo").text
    organiser.own_form(f"{MANAGE}/items/{talk.uuid}").send(title_de="Anders")
    page = organiser.get(MANAGE).text
    assert ("A1: Titel geändert" in page, ">Sie, " in page, "data-asks" in page) == (True, True, False)
    assert "Ihren letzten Schritt zurücknehmen?" in organiser.get(f"{MANAGE}/undo").text


def test_where_nobody_did_anything_there_is_nothing_to_undo(session, event, organiser):
    assert "Es gibt nichts rückgängig zu machen" in organiser.get(f"{MANAGE}/undo").text
