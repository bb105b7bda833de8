"""What stands beside the plan: one item with its facts, a short form of its essentials, and its pin."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.codes import Kind
from tests.support.make import make_room
from tests.support.programme import MAI, NINE, TAREK, plan, slot, with_people

MANAGE = "/de/manage/jahrestagung-2027/agenda"


@pytest.fixture
def seminar(event):
    return make_room(event, name="1.04")


def essentials(item):
    return f"{MANAGE}/items/{item.uuid}/essentials"


def stored(session, event, item):
    session.rollback()
    return draft.item(session, event.id, item.uuid)


def test_the_panel_says_what_is_known_of_an_item(talk, organiser):
    text = organiser.get(f"{MANAGE}/items/{talk.uuid}/panel").text
    assert all(
        word in text for word in ("A1", "Fachforum", "09:00–10:00", "Eichensaal", "Tarek Lindholm", "Festsetzen")
    )


def test_the_panel_says_what_the_checks_find_and_where_the_item_could_be_instead(event, talk, seminar, organiser):
    plan(event, with_people(slot(2, 0, code="B1", room=seminar.id), TAREK))
    text = organiser.get(f"{MANAGE}/items/{talk.uuid}/panel").text
    assert "Dr. Tarek Lindholm ist gleichzeitig an zwei Orten: A1 und B1 (09:00 bis 10:00 Uhr)." in text
    assert ("doppelt" in text, "B1 zeigen" in text, text.count('name="spot"') == 2) == (True, True, True)


def test_a_button_of_the_panel_puts_the_item_there(session, event, talk, seminar, organiser):
    form = organiser.form(f"{MANAGE}/items/{talk.uuid}/panel", f"{MANAGE}/items/{talk.uuid}/places")
    spot = f"{seminar.id}@{(NINE + timedelta(minutes=60)).isoformat()}"
    assert form.send(spot=spot).status_code == 302
    assert (stored(session, event, talk).starts_at, stored(session, event, talk).room) == (
        NINE + timedelta(minutes=60), seminar.id
    )  # fmt: skip


def test_the_short_form_changes_the_essentials_by_one_step_and_nothing_else(session, event, talk, seminar, organiser):
    before = stored(session, event, talk)
    answer = organiser.own_form(essentials(talk)).send(
        title_de="Neuer Titel", kind="workshop", length_minutes="45", start="10:15", room=str(seminar.id)
    )
    assert answer.location.endswith(f"{MANAGE}?day=2027-04-22#item-{talk.uuid}")
    assert stored(session, event, talk) == replace(
        before, title=Localized("Neuer Titel", ""), kind=Kind.WORKSHOP, length_minutes=45,
        starts_at=NINE + timedelta(minutes=75), room=seminar.id,
    )  # fmt: skip
    organiser.form(MANAGE, f"{MANAGE}/undo").send()
    assert stored(session, event, talk) == before


def test_what_was_typed_wrongly_stands_in_the_short_form_with_a_sentence(session, event, talk, organiser):
    before = stored(session, event, talk)
    text = organiser.own_form(essentials(talk)).send(title_de="", start="halb").text
    assert ("halb" in text, "Geben Sie den Beginn als Stunden und Minuten ein" in text) == (True, True)
    assert stored(session, event, talk) == before


def test_a_new_item_stands_where_the_address_says(session, event, hall, organiser):
    form = organiser.own_form(f"{MANAGE}/items/new/essentials?day=2027-04-22&start=09:30&room={hall.id}&title_de=x")
    assert form.form.fields["title_de"] == [""]
    form.send(title_de="Noch ein Vortrag", length_minutes="30")
    session.rollback()
    [item] = draft.draft(session, event).items
    assert (item.title.de, item.starts_at, item.length_minutes, item.room) == (
        "Noch ein Vortrag", NINE + timedelta(minutes=30), 30, hall.id
    )  # fmt: skip


@pytest.mark.parametrize("nonsense", ["day=2027-13-45", "start=morgens", "room=abc", "kind=nichts", "length_minutes=x"])
def test_an_address_with_nonsense_shows_the_form_all_the_same(event, hall, organiser, nonsense):
    assert organiser.get(f"{MANAGE}/items/new/essentials?{nonsense}").status_code == 200


def pin(organiser, *items, is_pinned=True):
    token = organiser.form(MANAGE, f"{MANAGE}/placements").form.fields["csrf_token"][0]
    fields = {"csrf_token": token, "item": [item.uuid for item in items], **({"is_pinned": "y"} if is_pinned else {})}
    return organiser.post(f"{MANAGE}/pins", data=fields)


def test_several_items_are_pinned_by_one_step(session, event, talk, organiser):
    other = with_people(slot(2, 120, code="B1", room=talk.room), MAI)
    plan(event, other)
    pin(organiser, talk, other)
    assert [item.is_pinned for item in draft.draft(session, event).items] == [True, True]
    assert "A1 festgesetzt" in organiser.get(MANAGE).text
    organiser.form(MANAGE, f"{MANAGE}/undo").send()
    session.rollback()
    assert [item.is_pinned for item in draft.draft(session, event).items] == [False, False]


def test_what_is_pinned_already_or_gone_makes_no_step(event, talk, organiser):
    pin(organiser, slot(77))
    assert "Es war nichts zu ändern." in organiser.get(MANAGE).text
