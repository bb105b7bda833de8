"""A congress of many rooms: its programme scrolls inside itself, and the hours and the rooms stay in sight."""

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Event
from tests.support.live import Live
from tests.support.make import make_room
from tests.support.programme import MAI, plan, publish, slot, with_people
from tools import page_checks

PROGRAMME = "/de/jahrestagung-2027/agenda"
WHOLE_LINES = """line => {
  const {height, bottom} = line.getBoundingClientRect(), block = line.parentElement.getBoundingClientRect();
  const lines = height / parseFloat(getComputedStyle(line).lineHeight);
  return Math.abs(lines - Math.round(lines)) < 0.1 && bottom <= block.bottom;
}"""
REGION = "Programm nach Räumen, Donnerstag, 22. April 2027"


@pytest.fixture
def congress(event: Event) -> None:
    """Twelve rooms, a talk in each, and lunch for everybody."""
    rooms = [make_room(event, name=f"Raum {number:02}", position=number).id for number in range(1, 13)]
    talks = [slot(number, 60, room=room) for number, room in enumerate(rooms, 1)]
    plan(event, slot(20, 0, kind=Kind.LUNCH, room=None), *talks)
    publish(event)


@pytest.fixture
def short_talk(event: Event, request: pytest.FixtureRequest) -> str:
    """The title of talks of so many minutes, one after the other in eight rooms."""
    rooms = [make_room(event).id for _number in range(8)]
    title = "Wie Verbünde aus drei Regionen gemeinsam Wärme, Wissen und Werkstoffe teilen"
    length = request.param
    talks = [
        with_people(slot(number, start * length, room=room, title=Localized(title), length_minutes=length), MAI)
        for number, (start, room) in enumerate(product(range(4), rooms), 1)
    ]
    plan(event, MAI, *talks)
    publish(event)
    return title


def left(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]


@pytest.mark.usefixtures("congress")
def test_rooms_are_reached_by_key_and_button_while_hours_and_breaks_stay(page: Page, servers: Live):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(servers.address + PROGRAMME)
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    expect(page.get_by_text("12 Räume, zu sehen sind 1 bis 5.")).to_be_visible()
    before = [left(page, each) for each in (".timetable__time span", ".slot--break", ".timetable__room")]
    page.get_by_role("region", name=REGION).focus()
    for _press in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("12 Räume, zu sehen sind 2 bis 6.")).to_be_visible()
    after = [left(page, each) for each in (".timetable__time span", ".slot--break", ".timetable__room")]
    assert (after[:2], after[2] < before[2]) == (before[:2], True)
    page.get_by_role("button", name="Räume danach").click()
    page.get_by_role("button", name="Räume danach").click()
    expect(page.get_by_role("button", name="Räume danach")).to_be_disabled()
    expect(page.get_by_text("zu sehen sind 8 bis 12.")).to_be_visible()
    assert [left(page, each) for each in (".timetable__time span", ".slot--break")] == before[:2]
    assert page_checks.axe(page) == []


@pytest.mark.parametrize("short_talk", [20, 25, 30, 35], indirect=True)
def test_what_a_short_talk_has_no_whole_line_for_is_left_out_and_never_cut(short_talk: str, page: Page, servers: Live):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(servers.address + PROGRAMME)
    block = page.get_by_role("listitem").filter(has_text=short_talk).first
    lines = block.locator(":scope > :is(.slot__meta, .slot__title, .slot__people)").all()
    assert lines
    for line in lines:
        assert line.evaluate(WHOLE_LINES), line.text_content()


@pytest.mark.usefixtures("congress")
def test_on_a_phone_it_is_a_list(page: Page, servers: Live):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(servers.address + PROGRAMME)
    expect(page.get_by_text("12 Räume")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert left(page, ".slot:not(.slot--break)") == left(page, "li.slot:last-child")
