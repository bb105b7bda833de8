"""What the screens in the foyer and at the doors show, from what is published."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import SignUp, Visibility
from gocluster_events.meeting.agenda.rules.differences import news
from gocluster_events.meeting.agenda.rules.paths import find_room, room_path
from gocluster_events.meeting.agenda.rules.screen import Stage, changes_at, screen_view
from gocluster_events.meeting.agenda.services.drafting import apply
from tests.support.make import make_room
from tests.support.programme import HALL, NINE, SEMINAR, plan, publish, slot, timetable
from tests.support.settings import NOW

PUBLIC = "/de/jahrestagung-2027/screen"
OPENING = slot(1)
FORUM = slot(2, 90, code="A1")
WORKSHOP = slot(3, 90, code="B1", room=SEMINAR.id)
END = slot(4, 180)
TOMORROW = slot(5, 24 * 60)
DAYS = timetable(OPENING, FORUM, WORKSHOP, END, TOMORROW)


def at(minutes, room=None, programme=DAYS):
    return screen_view(programme, NINE + timedelta(minutes=minutes), room)


def test_what_runs_what_comes_next_and_what_later():
    display = at(30)
    assert (display.stage, display.now, display.next) == (Stage.RUNNING, (OPENING,), (FORUM, WORKSHOP))
    assert (display.later, display.rest) == ((END,), (TOMORROW,))
    assert display.goes_on == FORUM.starts_at


def test_an_item_is_over_at_its_end_and_runs_from_its_start():
    assert (at(60).now, at(90).now, at(0).now) == ((), (FORUM, WORKSHOP), (OPENING,))


@pytest.mark.parametrize(
    ("minutes", "stage"),
    [
        (-3 * 24 * 60, Stage.BEFORE),
        (-30, Stage.SOON),
        (0, Stage.RUNNING),
        (70, Stage.PAUSE),
        (300, Stage.EVENING),
        (24 * 60 - 30, Stage.SOON),
        (24 * 60 + 60, Stage.OVER),
    ],
)
def test_the_screen_knows_where_the_meeting_stands(minutes, stage):
    assert at(minutes).stage is stage


def test_a_day_that_is_over_leads_to_the_next_one():
    display = at(300)
    assert (display.now, display.next, display.later) == ((), (TOMORROW,), ())


def test_a_door_shows_its_room_only():
    display = at(30, SEMINAR)
    assert (display.stage, display.now, display.next, display.rest) == (Stage.SOON, (), (WORKSHOP,), ())
    assert at(30, SEMINAR, timetable(OPENING)).stage is Stage.EMPTY
    assert at(200, SEMINAR).stage is Stage.OVER


def test_a_door_tells_what_comes_to_it_and_what_leaves_it_until_it_is_over():
    new = replace(DAYS, items=(OPENING, FORUM, replace(WORKSHOP, room=HALL.id), TOMORROW))
    differences = news(DAYS, new)
    marked, dropped = changes_at(differences, NINE, SEMINAR)
    assert ([each.item.code for each in marked], dropped) == (["B1"], ())
    marked, dropped = changes_at(differences, NINE, HALL)
    assert ([each.item.code for each in marked], dropped) == (["B1"], (END,))
    assert changes_at(differences, NINE + timedelta(hours=5)) == ((), ())


def test_the_address_of_a_room_outlives_its_name():
    assert (room_path(SEMINAR), find_room(DAYS, "2-frueher-anders")) == ("2-1-04", SEMINAR)
    assert find_room(DAYS, "9-nirgends") is find_room(DAYS, "eichensaal") is None


@pytest.fixture
def published(event, hall):
    plan(event, slot(1, code="A1", title=Localized("Kommunen"), room=hall.id))
    plan(event, slot(2, title=Localized("Hinter Türen"), room=hall.id, visibility=Visibility.CLOSED))
    publish(event)
    return hall


def test_before_the_first_version_the_screen_says_that_the_programme_follows(event, visitor):
    answer = visitor.get(PUBLIC)
    assert (answer.status_code, "Das Programm folgt." in answer.text) == (200, True)
    assert visitor.get(f"{PUBLIC}/1").status_code == 404


def test_the_screen_shows_what_is_published_and_nothing_closed(event, published, visitor):
    plan(event, slot(3, 60, title=Localized("Noch geheim"), room=published.id))
    for path in (PUBLIC, f"{PUBLIC}/{published.id}-eichensaal"):
        text = visitor.get(path).text
        assert ["Kommunen" in text, "Hinter" in text, "geheim" in text] == [True, False, False]
        assert "Es beginnt am Donnerstag, 22. April 2027 um 09:00 Uhr." in text
        assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in text


def test_a_room_without_its_name_leads_to_its_address(published, visitor):
    answer = visitor.get(f"{PUBLIC}/{published.id}")
    assert answer.headers["Location"] == f"{PUBLIC}/{published.id}-eichensaal"
    assert visitor.get(f"{PUBLIC}/999").status_code == 404


def test_the_screen_tells_what_changed(session, event, published, visitor):
    other = make_room(event, name="1.06").id
    old = slot(1, code="A1", title=Localized("Kommunen"), room=published.id)
    apply(event.id, [Change(old, replace(old, room=other))], {old.uuid: 1}, Act("organiser@example.org", NOW))
    publish(event)
    for room in (f"{published.id}-eichensaal", f"{other}-1-06"):
        text = visitor.get(f"{PUBLIC}/{room}").text
        assert "<strong>Kommunen</strong> (09:00): Raum 1.06 statt Eichensaal" in text


def test_a_screen_is_the_same_bytes_for_everyone_and_asked_for_cheaply(published, visitor, app):
    first, second = visitor.get(PUBLIC), app.test_client().get(PUBLIC)
    assert (first.data == second.data, "Set-Cookie" in first.headers) == (True, False)
    assert visitor.get(PUBLIC, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_the_worker_is_a_script_below_the_edition(published, visitor):
    answer = visitor.get("/de/jahrestagung-2027/screen-worker.js")
    assert (answer.mimetype, "caches.open" in answer.text) == ("text/javascript", True)


def test_organisers_find_every_screen(published, organiser):
    text = organiser.get("/de/manage/jahrestagung-2027/agenda/screens").text
    for address in (PUBLIC, f"{PUBLIC}/{published.id}-eichensaal", "/en/jahrestagung-2027/screen"):
        assert f'href="{address}"' in text
    assert (
        'href="/de/manage/jahrestagung-2027/agenda/screens"'
        in organiser.get("/de/manage/jahrestagung-2027/admission").text
    )


def test_a_screen_says_which_items_need_a_sign_up(visitor, event, hall):
    plan(event, slot(1, room=hall.id, sign_up=SignUp.BOOK), slot(2, 60, room=hall.id))
    publish(event)
    entries = visitor.get(PUBLIC).text.split('<li class="entry ')[1:]
    assert ["Mit Platzbuchung" in each for each in entries] == [True, False]
