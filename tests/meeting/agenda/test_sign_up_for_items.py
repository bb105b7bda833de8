"""That one signs up for an item: typed where it can be, published, printed, and told when it changes."""

from dataclasses import replace

import pytest

from gocluster_events.meeting.agenda.importing.rules.problems import EntryErrorKind
from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.rules.codes import Kind, SignUp, Visibility
from gocluster_events.meeting.agenda.rules.differences import news
from gocluster_events.meeting.agenda.rules.sign_up import SignUpFault, sign_up_fault
from gocluster_events.meeting.agenda.rules.source import Column, Source, SourceItem
from gocluster_events.meeting.agenda.rules.timetable import Room
from tests.support.make import make_room
from tests.support.paper import flat
from tests.support.programme import HALL, SEMINAR, plan, publish, slot, timetable
from tests.support.reading import only, taken

UNCOUNTED = Room(8, "Garten")
WORKSHOP = slot(1, code="B2", kind=Kind.WORKSHOP, room=SEMINAR.id, sign_up=SignUp.BOOK)
KEYNOTE = replace(WORKSHOP, kind=Kind.KEYNOTE, room=HALL.id)
FORM = f"/de/manage/jahrestagung-2027/agenda/items/{WORKSHOP.uuid}"
PUBLIC = "/de/jahrestagung-2027/agenda"


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        (WORKSHOP, None),
        (replace(WORKSHOP, sign_up=SignUp.WISH), None),
        (replace(KEYNOTE, sign_up=SignUp.WISH), SignUpFault.FOR_EVERYBODY),
        (replace(WORKSHOP, kind=Kind.LUNCH), SignUpFault.BREAK),
        (replace(WORKSHOP, visibility=Visibility.CLOSED), SignUpFault.CLOSED),
        (replace(WORKSHOP, visibility=Visibility.MEMBERS), None),
        (replace(WORKSHOP, room=UNCOUNTED.id), SignUpFault.NO_SEATS),
        (replace(WORKSHOP, room=UNCOUNTED.id, seats=12), None),
        (replace(WORKSHOP, room=None, starts_at=None), None),
        (KEYNOTE, SignUpFault.FOR_EVERYBODY),
        (replace(KEYNOTE, sign_up=SignUp.NONE), None),
    ],
)
def test_places_are_booked_where_there_are_some_and_not_everybody_is_invited(item, fault):
    assert sign_up_fault(item, timetable(item, rooms=(HALL, SEMINAR, UNCOUNTED))) is fault


def test_a_keynote_with_something_beside_it_can_be_booked():
    assert sign_up_fault(KEYNOTE, timetable(KEYNOTE, slot(2, kind=Kind.WORKSHOP, room=SEMINAR.id))) is None


def test_the_form_stores_that_places_are_booked_and_an_edit_of_something_else_keeps_it(session, event, organiser):
    plan(event, replace(WORKSHOP, sign_up=SignUp.NONE, room=make_room(event, seats=40).id))
    organiser.own_form(FORM).send(sign_up="book")
    assert draft(session, event).items[0].sign_up is SignUp.BOOK
    organiser.own_form(FORM).send(title_de="Vom Pitch zum Pilotprojekt")
    assert draft(session, event).items[0].sign_up is SignUp.BOOK


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": "coffee"}, "In einer Pause bucht niemand einen Platz. Wählen Sie „Keine“."),
        ({"kind": "workshop"}, "Geben Sie an, wie viele Plätze es gibt: Auch der Raum hat keine Platzzahl."),
        ({"kind": "keynote", "seats": "80"}, "Zu diesem Programmpunkt sind alle eingeladen"),
    ],
)
def test_the_form_refuses_to_have_places_booked_where_nobody_can(session, event, organiser, typed, sentence):
    plan(event, replace(WORKSHOP, sign_up=SignUp.NONE, room=make_room(event, seats=0).id))
    page = organiser.own_form(FORM).send(sign_up="book", **typed)
    assert sentence in page.text
    assert draft(session, event).items[0].sign_up is SignUp.NONE


def test_the_programme_the_item_and_the_printed_programme_say_that_one_signs_up(event, visitor, organiser):
    room = make_room(event, seats=40).id
    plan(event, replace(WORKSHOP, room=room), slot(2, 90, room=room))
    publish(event)
    assert visitor.get(PUBLIC).text.count("Mit Platzbuchung") == 1
    assert visitor.get(f"{PUBLIC}/b2-vortrag-1").text.count("Mit Platzbuchung") == 1
    assert "Mit Platzbuchung" not in visitor.get(f"{PUBLIC}/vortrag-2-{slot(2).uuid[:8]}").text
    assert "Booking needed" in visitor.get(f"/en{PUBLIC.removeprefix('/de')}").text
    assert "B2 · Workshop · Mit Platzbuchung" in flat(visitor.get("/de/jahrestagung-2027/programme.pdf").data)
    assert "Mit Platzbuchung" in organiser.get(f"{FORM}/panel").text
    assert organiser.get("/de/manage/jahrestagung-2027/agenda/list").text.count("Mit Platzbuchung") == 1


def test_the_programme_of_an_item_with_wishes_says_that_its_places_go_by_choice(event, visitor, organiser):
    plan(event, replace(WORKSHOP, room=make_room(event, seats=40).id))
    organiser.own_form(FORM).send(sign_up="wish")
    publish(event)
    page = visitor.get(f"{PUBLIC}/b2-vortrag-1").text
    assert page.count("Plätze nach Wunsch") == 2
    assert "Was frei bleibt, lässt sich danach buchen." in page
    assert visitor.get(PUBLIC).text.count("Plätze nach Wunsch") == 1
    assert "Plätze nach Wunsch" in organiser.get(f"{FORM}/panel").text


def test_that_one_has_to_sign_up_from_now_on_is_news():
    assert list(news(timetable(replace(WORKSHOP, sign_up=SignUp.NONE)), timetable(WORKSHOP)).marked) == [WORKSHOP.uuid]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("book", SignUp.BOOK), ("wish", SignUp.WISH), ("", SignUp.NONE)],
)
def test_a_file_says_how_one_signs_up(word, expected):
    rows = {Column.ID: WORKSHOP.uuid, Column.TITLE_DE: "Workshop", Column.SIGN_UP: word, Column.LENGTH: "60"}
    plan = taken(Source((SourceItem(1, rows),), is_table=True))
    assert (only(plan).sign_up, plan.faults) == (expected, ())


def test_another_word_for_how_one_signs_up_is_an_error():
    rows = {Column.TITLE_DE: "Workshop", Column.SIGN_UP: "vielleicht", Column.LENGTH: "60"}
    (fault,) = taken(Source((SourceItem(1, rows),), is_table=True)).faults
    assert (fault.problem, fault.value) == (EntryErrorKind.BAD_SIGN_UP, "vielleicht")
