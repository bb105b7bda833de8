"""Rooms and tracks: what can be changed, what is refused, and that the programme follows."""

import pytest

from gocluster_events.meeting.agenda.queries import steps
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import make_day, make_room, make_track
from tests.support.programme import plan, publish, slot

MANAGE = "/en/manage/jahrestagung-2027"


def names(session, event):
    session.rollback()
    return [row.name for row in events.rooms(session, event.id)]


def opened(organiser, path):
    """The form of that page, which is sent to it."""
    return organiser.own_form(path)


def test_a_room_is_added_behind_the_others_with_everything_that_is_known_of_it(session, event, organiser):
    make_room(event, name="Foyer", position=4)
    typed = {"name": "Eichensaal", "floor_de": "EG", "floor_en": "Ground floor", "seats": "200", "has_stream": "y"}
    answer = opened(organiser, f"{MANAGE}/rooms/new").send(**typed, stream_url="https://stream.example.org/a?b=1")
    assert (answer.status_code, names(session, event)) == (302, ["Foyer", "Eichensaal"])
    hall = events.rooms(session, event.id)[1]
    assert (hall.seats, hall.is_step_free, hall.has_stream, hall.stream_url, hall.floor.en) == (
        200, True, True, "https://stream.example.org/a?b=1", "Ground floor",
    )  # fmt: skip


@pytest.mark.parametrize(
    "link", ["http://stream.example.org", "javascript:alert(1)", "https://", "//x", "https://a@b.example", "https://[x"]
)
def test_a_stream_can_only_be_reached_by_a_whole_and_secure_address(session, event, organiser, link):
    answer = opened(organiser, f"{MANAGE}/rooms/new").send(name="Saal", seats="0", stream_url=link)
    assert (answer.status_code, answer.text.count("it must begin with https://"), names(session, event)) == (200, 2, [])


def test_no_two_rooms_have_one_name_however_it_is_written(session, event, organiser):
    make_room(event, name="Großer Saal")
    answer = opened(organiser, f"{MANAGE}/rooms/new").send(name="GROSSER SAAL", seats="0")
    assert ("There is already a room with this name." in answer.text, names(session, event)) == (True, ["Großer Saal"])


def test_the_link_to_a_stream_stands_on_no_public_page(session, event, organiser):
    make_day(event)
    room = make_room(event, name="Saal", has_stream=True, stream_url="https://stream.example.org/geheim")
    plan(event, slot(1, room=room.id, has_stream=True))
    publish(event)
    for path in ("", "agenda", "schedule.json", "schedule.xml", "agenda.ics", "screen"):
        for address in (f"/en/jahrestagung-2027/{path}", f"/jahrestagung-2027/{path}"):
            assert "geheim" not in organiser.get(address).text


def test_rooms_change_places_by_their_buttons(session, event, organiser):
    rooms = [make_room(event, name=name, position=number) for number, name in enumerate("ABC")]
    form = organiser.form(f"{MANAGE}/rooms", f"{MANAGE}/rooms/{rooms[2].id}/position")
    assert form.send(step="up").location == f"{MANAGE}/rooms"
    assert names(session, event) == ["A", "C", "B"]
    organiser.form(f"{MANAGE}/rooms", f"{MANAGE}/rooms/{rooms[0].id}/position").send(step="down")
    assert names(session, event) == ["C", "A", "B"]
    form.send(step="sideways")
    assert names(session, event) == ["C", "A", "B"]


def test_a_room_in_which_items_stand_cannot_go_and_says_which(session, event, organiser):
    make_day(event)
    room = make_room(event, name="Saal")
    plan(event, slot(1, code="P7", room=room.id))
    page = organiser.get(f"{MANAGE}/rooms/{room.id}/removal")
    assert ("1 item of the programme uses it." in page.text, "P7" in page.text) == (True, True)
    forced = opened(organiser, f"{MANAGE}/rooms/new").form.fields["csrf_token"]
    answer = organiser.post(f"{MANAGE}/rooms/{room.id}/removal", data={"csrf_token": forced})
    assert ("It contains programme items." in answer.text, names(session, event)) == (True, ["Saal"])


def test_what_was_removed_can_be_put_back_once_with_all_that_was_known_of_it(session, event, organiser):
    room = make_room(event, name="Saal", seats=40, is_step_free=False, has_stream=True, stream_url="https://s.example")
    opened(organiser, f"{MANAGE}/rooms/{room.id}/removal").send()
    assert names(session, event) == []
    undo = organiser.form(f"{MANAGE}/rooms", f"{MANAGE}/rooms/new")
    assert "Removed by mistake?" not in organiser.get(f"{MANAGE}/rooms").text
    undo.send()
    assert names(session, event) == ["Saal"]
    back = events.rooms(session, event.id)[0]
    assert (back.seats, back.is_step_free, back.has_stream, back.stream_url) == (40, False, True, "https://s.example")


def test_who_saves_a_room_second_sees_both_texts(session, event, organiser):
    room = make_room(event, name="Saal", seats=40)
    mine, colleague = (opened(organiser, f"{MANAGE}/rooms/{room.id}") for _person in range(2))
    colleague.send(seats="60")
    answer = mine.send(seats="80")
    assert (answer.status_code, "Currently saved" in answer.text) == (409, True)
    organiser.form_in(answer, f"{MANAGE}/rooms/{room.id}").send()
    session.rollback()
    assert events.rooms(session, event.id)[0].seats == 80


def test_the_drafts_conflicts_are_counted_anew_when_a_room_gets_smaller(session, event, organiser):
    make_day(event)
    room = make_room(event, seats=100)
    plan(event, slot(1, room=room.id, seats=80))
    before = steps.head(session, event.id)
    opened(organiser, f"{MANAGE}/rooms/{room.id}").send(seats="30")
    session.rollback()
    after = steps.head(session, event.id)
    assert (after.conflicts - before.conflicts, after.revision > before.revision) == (1, True)


def test_a_track_gets_the_next_letter_and_a_colour_that_no_other_has(event, organiser):
    make_track(event)
    fields = opened(organiser, f"{MANAGE}/tracks/new").form.fields
    assert (fields["letter"], fields["colour"]) == (["B"], ["#5F316E"])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"colour": "#F7BB3D"}, "1.7 : 1 on light pages"),
        ({"colour": "#000000"}, "4.2 : 1 on dark pages"),
        ({"colour": "rot"}, "Enter the colour as # and six characters"),
        ({"letter": "Ä"}, "Use one or two letters or digits"),
        ({"letter": "a"}, "There is already a track with this letter."),
        ({"name_de": ""}, "Fill in this field."),
    ],
)
def test_a_track_that_cannot_be_read_or_told_apart_is_refused(session, event, organiser, typed, sentence):
    make_track(event)
    answer = opened(organiser, f"{MANAGE}/tracks/new").send(**{"name_de": "Transfer", **typed})
    assert (answer.status_code, answer.text.count(sentence), len(events.tracks(session, event.id))) == (200, 2, 1)


def test_a_new_colour_of_a_track_reaches_the_public_programme(session, event, organiser):
    make_day(event)
    track = make_track(event)
    plan(event, slot(1, room=make_room(event).id, track=track.id))
    publish(event)
    before = organiser.get("/en/jahrestagung-2027/agenda").text
    opened(organiser, f"{MANAGE}/tracks/{track.id}").send(colour="#c0003c")
    after = organiser.get("/en/jahrestagung-2027/agenda").text
    theme = next(part.split('"')[0] for part in after.split('href="') if "theme-" in part.split('"')[0])
    assert (before != after, "#C0003C" in organiser.get(theme).text) == (True, True)


def test_an_archived_edition_shows_its_rooms_without_buttons_and_refuses_what_is_sent(session, event, organiser):
    room = make_room(event, name="Saal")
    form = opened(organiser, f"{MANAGE}/rooms/{room.id}")
    session.get(Event, event.id).status = EventStatus.ARCHIVED
    session.commit()
    page = organiser.get(f"{MANAGE}/rooms").text
    assert ("Saal" in page, "rooms/new" in page, "/position" in page) == (True, False, False)
    assert "Take it out of the archive to change it." in form.send(name="Halle").text
    assert names(session, event) == ["Saal"]
