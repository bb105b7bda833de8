"""What was withdrawn through another process of the server is gone from the pages of this one, too, in the same second.

The clock stands still, and this process does not notice what is written: so it is for one that did not write it.
"""

from dataclasses import replace

import pytest

from gocluster_events.core import clock, db
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.post_event.materials.services import editing, publishing
from gocluster_events.post_event.photos.services import photos
from gocluster_events.post_event.report.rules.document import Photo
from gocluster_events.post_event.report.services import writing
from tests.support.counting import counted_statements
from tests.support.make import make_registration
from tests.support.materials import AFTER, OTHER, TALK, TEAM, a_meeting, add_link, answer, published_file
from tests.support.photographs import make_photo
from tests.support.programme import MAI, TAREK, publish, slot, with_people
from tests.support.releasing import say
from tests.support.report import ID, REPORT, put_out
from tests.support.signing_up import open_my_page

EDITION = "/de/jahrestagung-2027/"
ITEM = f"{EDITION}agenda/a1-vortrag-1"
LINK = "https://video.example.org/1"


@pytest.fixture
def event(session, monkeypatch):
    """A meeting that is over."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    return a_meeting(slug="jahrestagung-2027")


@pytest.fixture
def written_elsewhere(monkeypatch):
    """From now on this process notices nothing of what is written."""
    return lambda: monkeypatch.setattr(db, "commits", lambda: -1)


def put(event, **changes):
    """A link that everybody can open."""
    uuid = add_link(event, **changes)
    answer(event, uuid, MAI, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    return uuid


def test_the_start_page_is_at_once_without_a_photo_and_a_report_that_were_taken_back(event, visitor, written_elsewhere):
    photo = make_photo(event)
    put_out(event, replace(REPORT, blocks=(Photo(ID(7), photo), *REPORT.blocks)))
    written_elsewhere()
    page = visitor.get("/de/").text
    assert (f'href="{EDITION}photos/{photo}/1600.jpg"' in page, "teaser__headline" in page) == (True, True)
    photos.take_back(event.id, photo, TEAM)
    page = visitor.get("/de/").text
    assert (photo in page, "teaser__headline" in page) == (False, True)
    writing.take_back(event.id, TEAM)
    assert "teaser__headline" not in visitor.get("/de/").text


@pytest.mark.both_databases
def test_a_withdrawn_link_is_gone_from_its_items_page_and_from_that_of_the_edition(event, visitor, written_elsewhere):
    uuid = put(event)
    written_elsewhere()
    before = visitor.get(ITEM)
    assert (LINK in before.text, "1 Unterlage</strong>" in visitor.get(EDITION).text) == (True, True)
    say(event, uuid, MAI, is_granted=False)
    after = visitor.get(ITEM, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, LINK in after.text, "Unterlage" in visitor.get(EDITION).text) == (200, False, False)


def test_a_photo_that_was_taken_back_takes_its_words_with_it(event, visitor, written_elsewhere):
    photo = make_photo(event, item=TALK, alt=Localized("Kanarienbild", "Kanarienbild"))
    written_elsewhere()
    assert "Kanarienbild" in visitor.get(ITEM).text
    photos.take_back(event.id, photo, TEAM)
    assert "Kanarienbild" not in visitor.get(ITEM).text


@pytest.mark.both_databases
def test_a_link_that_was_removed_is_gone_though_another_one_gets_its_number(event, visitor, written_elsewhere):
    uuid = put(event)
    written_elsewhere()
    assert LINK in visitor.get(ITEM).text
    editing.remove(event.id, uuid, TEAM)
    put(event, url="https://video.example.org/2")
    assert LINK not in visitor.get(ITEM).text


def test_a_report_that_was_taken_back_is_no_longer_read(event, visitor, written_elsewhere):
    put_out(event)
    written_elsewhere()
    assert visitor.get(f"{EDITION}report").status_code == 200
    assert ["teaser__headline" in visitor.get(page).text for page in (EDITION, "/de/")] == [True, True]
    writing.take_back(event.id, TEAM)
    assert visitor.get(f"{EDITION}report").status_code == 404
    assert ["teaser__headline" in visitor.get(page).text for page in (EDITION, "/de/")] == [False, False]


@pytest.mark.both_databases
def test_whoever_joins_an_item_in_another_process_is_asked_before_its_materials_are_read_again(
    event, visitor, written_elsewhere
):
    uuid = add_link(event, item=OTHER)
    answer(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    written_elsewhere()
    pages = (ITEM.replace("a1-vortrag-1", "a2-vortrag-2"), EDITION)
    words = (LINK, "1 Unterlage</strong>")
    assert [word in visitor.get(page).text for page, word in zip(pages, words, strict=True)] == [True, True]
    talk = with_people(slot(2, 90, room=None, code="A2"), TAREK)
    drafting.apply(event.id, [Change(talk, with_people(talk, TAREK, MAI))], {talk.uuid: 1}, TEAM)
    publish(event, at=AFTER)
    assert [word in visitor.get(page).text for page, word in zip(pages, words, strict=True)] == [False, False]


def test_ones_own_page_is_without_it_too(event, visitor, written_elsewhere):
    open_my_page(visitor, make_registration(event).id)
    uuid = put(event)
    written_elsewhere()
    assert 'href="/de/my/materials"' in visitor.get("/de/my/").text
    publishing.take_back(event.id, uuid, TEAM)
    assert 'href="/de/my/materials"' not in visitor.get("/de/my/").text


def test_as_long_as_nothing_is_withdrawn_a_page_costs_one_statement_and_the_start_page_two(
    event, visitor, written_elsewhere
):
    published_file(event)
    written_elsewhere()
    put_out(event)
    for page, statements in ((ITEM, 1), (EDITION, 1), ("/de/", 2)):  # of all reports, and of the photos of the latest
        visitor.get(page)
        with counted_statements() as seen:
            visitor.get(page)
        assert [each.partition(" ")[0] for each in seen] == ["BEGIN", *["SELECT"] * statements]
