"""Links of an item, and that it is not recorded: typed, published, and in files for other programs."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.rules.links import MOST_LINKS, Link, is_web_address, links_text, read_links
from gocluster_events.meeting.agenda.rules.source import Column, Source, SourceItem
from tests.support.make import make_room
from tests.support.programme import plan, publish, slot
from tests.support.reading import only, taken

SLIDES, CODE = Link("https://example.org/folien.pdf", "Folien"), Link("http://example.org/code")
TALK = slot(1, code="A1", links=(SLIDES, CODE), do_not_record=True)
FORM = f"/de/manage/jahrestagung-2027/agenda/items/{TALK.uuid}"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "ftp://example.org/a", "https://", "https:///a", "example.org", "data:text/html,x",
        "https://kim@example.org/", 'https://example.org/"onclick', "https://example.org/a b", "https://[::1",
        "HTTPS:\\\\example.org", "https://example.org/" + 500 * "a", "//example.org/",
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(address):
    assert not is_web_address(address)


def test_a_link_is_typed_as_what_it_leads_to_and_its_address():
    assert read_links("Folien: https://example.org/folien.pdf\n\n  http://example.org/code ") == (SLIDES, CODE)
    assert read_links("Erst: https://example.org/a\nDann: https://example.org/a") == (
        Link("https://example.org/a", "Erst"),
    )
    assert links_text((SLIDES, CODE)) == "Folien: https://example.org/folien.pdf\nhttp://example.org/code"


def test_a_file_that_has_an_address_twice_keeps_its_first_words_and_its_place():
    typed = (
        "Folien: https://example.org/folien.pdf\nhttp://example.org/code\nNoch einmal: https://example.org/folien.pdf"
    )
    source = Source((SourceItem(1, {Column.TITLE_DE: "Vortrag", Column.LINKS: typed}),))
    assert only(taken(source)).links == (SLIDES, CODE)


def test_a_link_that_is_none_is_named_and_nothing_that_was_typed_is_lost(session, event, organiser):
    plan(event, replace(TALK, room=make_room(event).id))
    typed = "Folien: https://example.org/folien.pdf\nQuelltext: example.org/code"
    page = organiser.own_form(FORM).send(links=typed)
    assert "„Quelltext: example.org/code“ ist kein Link." in page.text
    assert typed.replace("\n", "\r\n") in page.text or typed in page.text
    many = "\n".join(f"https://example.org/{number}" for number in range(MOST_LINKS + 1))
    assert "Höchstens 20 Links." in organiser.own_form(FORM).send(links=many).text
    assert draft(session, event).items[0].links == TALK.links


def test_the_form_keeps_links_and_that_nothing_is_recorded(session, event, organiser):
    plan(event, replace(TALK, room=make_room(event).id))
    organiser.own_form(FORM).send(links="Aufgaben: https://example.org/aufgaben")
    item = draft(session, event).items[0]
    assert (item.links, item.do_not_record) == ((Link("https://example.org/aufgaben", "Aufgaben"),), True)


def test_the_item_page_marks_links_as_external_and_says_that_nothing_is_recorded(event, visitor):
    plan(event, replace(TALK, room=make_room(event).id))
    publish(event)
    page = visitor.get("/de/jahrestagung-2027/agenda/a1-vortrag-1").text
    for link in TALK.links:
        assert f'<a href="{link.address}" rel="external noopener noreferrer nofollow">{link.words}</a>' in page
    assert "Keine Aufzeichnung" in page


def test_schedules_hold_links_and_that_nothing_is_recorded(event, visitor):
    plan(event, replace(TALK, room=make_room(event).id))
    publish(event)
    (day,) = visitor.get("/jahrestagung-2027/schedule.json").json["schedule"]["conference"]["days"]
    (talk,) = (talk for talks in day["rooms"].values() for talk in talks)
    assert talk["do_not_record"] is True
    assert talk["links"] == [
        {"url": SLIDES.address, "title": "Folien"}, {"url": CODE.address, "title": CODE.address},
    ]  # fmt: skip
    root = ET.fromstring(visitor.get("/jahrestagung-2027/schedule.xml").text.encode())  # noqa: S314 -- our own
    links = [(each.get("href"), each.text) for each in root.findall("day/room/event/links/link")]
    assert links == [(SLIDES.address, "Folien"), (CODE.address, CODE.address)]
    assert [each.text for each in root.findall("day/room/event/recording/optout")] == ["true"]
