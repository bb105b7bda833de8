"""A congress of many rooms: its programme scrolls inside itself, and the hours and the rooms stay in sight."""

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.agenda.rules.codes import Kind
from gocluster_events.events.models import Event
from tests.support.live import Live
from tests.support.make import make_room
from tests.support.programme import plan, publish, slot
from tools import page_checks

PROGRAMME = "/de/jahrestagung-2027/agenda"
REGION = "Programm nach Räumen, Donnerstag, 22. April 2027"


@pytest.fixture
def congress(event: Event) -> None:
    """Twelve rooms, a talk in each, and lunch for everybody."""
    rooms = [make_room(event, name=f"Raum {number:02}", position=number).id for number in range(1, 13)]
    talks = [slot(number, 60, room=room) for number, room in enumerate(rooms, 1)]
    plan(event, slot(20, 0, kind=Kind.LUNCH, room=None), *talks)
    publish(event)


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


@pytest.mark.usefixtures("congress")
def test_on_a_phone_it_is_a_list(page: Page, servers: Live):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(servers.address + PROGRAMME)
    expect(page.get_by_text("12 Räume")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert left(page, ".slot:not(.slot--break)") == left(page, "li.slot:last-child")
