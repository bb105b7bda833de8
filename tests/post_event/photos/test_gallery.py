"""The gallery: by item of the programme, each photo opens large; report, photos and materials lead to each other."""

import re

import pytest

from gocluster_events.core import clock
from gocluster_events.post_event.photos.services import photos
from tests.support.materials import AFTER, OTHER, TALK, TEAM, a_meeting, published_file
from tests.support.photographs import make_photo, pictures
from tests.support.report import put_out

EDITION = "/de/jahrestagung-2027"
GALLERY = f"{EDITION}/photos"


@pytest.fixture
def event(session, monkeypatch):
    """A meeting that is over."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    return a_meeting(slug="jahrestagung-2027")


def heads_and_photos(page):
    return re.findall(
        rf'<h2 id="gallery-.*?>([^<>]*)</(?:a></)?h2>|class="photo__large" href="{GALLERY}/([^/]*)/', page
    )


def test_photos_stand_below_their_items_in_the_order_of_the_programme_and_those_of_none_come_last(event, visitor):
    loose, other, *talk = (make_photo(event, item=each) for each in ("", OTHER, TALK, TALK))
    page = visitor.get(GALLERY).text
    assert [head or uuid for head, uuid in heads_and_photos(page)] == [
        "Vortrag 1", *talk, "Vortrag 2", other, "Weitere Fotos", loose,
    ]  # fmt: skip
    assert f'<a href="{EDITION}/agenda/a1-vortrag-1">Vortrag 1</a>' in page


def test_photos_of_no_item_need_no_heading(event, visitor):
    uuid = make_photo(event)
    assert heads_and_photos(visitor.get(GALLERY).text) == [("", uuid)]


def test_a_photo_opens_large_from_wherever_it_stands_until_it_is_hidden(event, visitor):
    uuid = make_photo(event, item=TALK)
    large = f"{GALLERY}/{uuid}/1600.jpg"
    for page in (GALLERY, f"{EDITION}/agenda/a1-vortrag-1"):
        link = re.search(rf'<a class="photo__large" href="{large}">.*?</a>', visitor.get(page).text, re.DOTALL)[0]
        assert ('alt="Menschen im Saal"' in link, ", Foto groß öffnen</span>" in link) == (True, True)
    assert visitor.get(large).data == pictures()[0].content
    photos.take_back(event.id, uuid, TEAM)
    assert (visitor.get(large).status_code, large in visitor.get(GALLERY).text) == (404, False)


def test_report_photos_and_materials_lead_to_each_other_and_stand_below_the_same_entry_of_the_menu(event, visitor):
    published_file(event)
    uuid = make_photo(event)
    pages = [visitor.get(f"{EDITION}/{each}").text for each in ("photos", "materials")]
    assert [f'href="{EDITION}/report"' in each for each in pages] == [False, False]
    put_out(event)
    pages = [visitor.get(f"{EDITION}/{each}").text for each in ("photos", "materials")]
    assert [re.findall(r'href="([^"]*)"[^>]*aria-current', each) for each in pages] == [[f"{EDITION}/"]] * 2
    assert ["Zum Nachbericht" in each for each in pages] == [True, True]
    assert "Alle Fotos" in visitor.get(f"{EDITION}/report").text
    photos.take_back(event.id, uuid, TEAM)
    assert "Alle Fotos" not in visitor.get(f"{EDITION}/report").text
