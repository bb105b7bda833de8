"""Once a meeting is archived its places stay as they are, and the pages say so instead of showing a button."""

from gocluster_events.attendance.bookings.queries.places import item_places
from gocluster_events.core import db
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.booking import book, wait
from tests.support.boxes import MINE, PAGE, buttons, words_of
from tests.support.settings import NOW

SENTENCE = "Diese Veranstaltung ist vorbei und archiviert. Es lässt sich nichts mehr buchen."


def archive(event):
    with db.transaction() as session:
        session.get_one(Event, event.id).status = EventStatus.ARCHIVED


def test_whoever_has_nothing_of_an_item_reads_that_the_event_is_archived(visitor, event, miriam):
    assert buttons(visitor.get(PAGE).text) == ["place"]
    archive(event)
    page = visitor.get(PAGE).text
    assert ("Die Veranstaltung ist archiviert " + SENTENCE in words_of(page), buttons(page)) == (True, [])
    assert [each.is_open for each in item_places(db.session(), event, NOW).values()] == [False] * 3


def test_whoever_has_a_place_or_a_number_reads_that_it_stays(visitor, event, miriam, people):
    book(event.id, people[1], 2)
    wait(event.id, miriam, 2)
    book(event.id, miriam, 3)
    pages = (PAGE, PAGE.replace("b2-vom-pitch", "c1-danach"))
    assert ["Platz freigeben" in words_of(visitor.get(each).text) for each in pages] == [False, True]
    archive(event)
    texts = [visitor.get(each).text for each in pages]
    assert [(SENTENCE in words_of(each), buttons(each), "/release" in each) for each in texts] == [
        (True, [], False)
    ] * 2
    assert SENTENCE in words_of(visitor.get(MINE).text)


def test_somebody_unknown_is_not_asked_to_sign_in_for_nothing(visitor, event):
    assert "Öffnen Sie zuerst Ihre Seite" in words_of(visitor.get(PAGE).text)
    archive(event)
    text = words_of(visitor.get(PAGE).text)
    assert (SENTENCE in text, "Öffnen Sie zuerst Ihre Seite" in text) == (True, False)
