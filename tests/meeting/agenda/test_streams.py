"""An item is streamed if its room is, unless it says so itself; whoever is online learns of what they can see."""

from dataclasses import replace

import pytest

from gocluster_events.backoffice.publishing.rules import briefing
from gocluster_events.core.db import session as reading
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.codes import Kind, Visibility
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import ConflictKind, Severity
from gocluster_events.meeting.agenda.rules.differences import Fact, changes
from gocluster_events.meeting.agenda.rules.document import FORMAT, from_document, to_document
from gocluster_events.meeting.agenda.words.checks import sentence
from gocluster_events.meeting.events.rules.edition import Mode
from tests.support.make import make_day, make_event, make_member, make_room
from tests.support.programme import HALL, SEMINAR, plan, slot, timetable

STUDIO = replace(HALL, has_stream=True)
ROOMS = (STUDIO, SEMINAR)


def of(*items, rooms=ROOMS):
    return timetable(*items, rooms=rooms)


@pytest.mark.parametrize(
    ("says", "room", "is_streamed"),
    [(None, STUDIO, True), (None, SEMINAR, False), (True, SEMINAR, True), (False, STUDIO, False)],
)
def test_an_item_follows_its_room_unless_it_says_so_itself(says, room, is_streamed):
    item = slot(1, has_stream=says, room=room.id)
    assert of(item).is_streamed(item) is is_streamed


def test_without_a_room_nothing_is_streamed_by_itself():
    assert of(item := slot(1, room=None)).is_streamed(item) is False


def test_what_an_item_says_is_kept_in_a_version():
    programme = of(*(slot(number, 60 * number, has_stream=says) for number, says in enumerate((None, True, False))))
    assert from_document(to_document(programme), FORMAT).items == programme.items


def test_saying_what_the_room_says_anyway_is_no_change():
    item = slot(1)
    assert changes(of(item), of(replace(item, has_stream=True))) == ()
    (moved,) = changes(of(item), of(replace(item, room=SEMINAR.id)))
    assert Fact.STREAM in moved.facts


def test_a_check_finds_what_is_not_streamed_from_a_room_with_a_stream():
    items = (
        slot(1, 0, has_stream=False), slot(2, 60), slot(3, 120, has_stream=False, kind=Kind.COFFEE),
        slot(4, 180, has_stream=False, visibility=Visibility.CLOSED), slot(5, 240, has_stream=False, room=SEMINAR.id),
    )  # fmt: skip
    unstreamed = [each for each in conflicts(of(*items)) if each.trouble is ConflictKind.UNSTREAMED]
    assert [(each.severity, each.items) for each in unstreamed] == [(Severity.HINT, items[:1])]


def test_the_check_says_which_item_and_which_room(app):
    item = slot(1, code="A1", has_stream=False)
    (hint,) = [each for each in conflicts(of(item)) if each.trouble is ConflictKind.UNSTREAMED]
    with app.test_request_context("/de/"):
        app.preprocess_request()
        assert sentence(hint, of(item)) == "A1 wird nicht übertragen, obwohl Eichensaal einen Stream hat."


def test_whoever_is_online_learns_of_a_move_out_of_and_into_a_room_with_a_stream():
    item = slot(1, code="A1")
    away, back = replace(item, room=SEMINAR.id), item
    assert [len(briefing(of(old), of(new)).readers[Mode.ONLINE]) for old, new in ((item, away), (away, back))] == [1, 1]


def test_whoever_is_online_learns_that_a_room_has_a_stream_now():
    item = slot(1, code="A1")
    (news,) = briefing(of(item, rooms=(HALL, SEMINAR)), of(item)).readers[Mode.ONLINE]
    assert news.facts == (Fact.STREAM,)


def test_a_new_item_follows_its_room_and_the_form_offers_all_three(visitor, session):
    event = make_event(slug="tagung")
    make_member(event, email="organiser@example.org")
    make_day(event)
    room = make_room(event, name="Studio", has_stream=True)
    plan(event, slot(1, room=room.id, title=Localized("Wasser")))
    visitor.enter("organiser@example.org")
    page = f"/de/manage/tagung/agenda/items/{slot(1).uuid}"
    form = visitor.own_form(page)
    assert form.form.fields["has_stream"] in ("room", ["room"])
    form.send(has_stream="no")
    reading().rollback()
    stored = draft.item(reading(), event.id, slot(1).uuid)
    assert stored is not None
    assert stored.has_stream is False


def test_a_stream_from_a_room_that_has_one_is_no_trouble():
    troubles = {each.trouble for each in conflicts(of(slot(1, has_stream=True)))}
    assert not troubles & {ConflictKind.NO_STREAM, ConflictKind.UNSTREAMED}
