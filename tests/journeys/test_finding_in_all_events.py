"""The public search by keys, from the start page to what was looked for."""

from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from tests.support.live import Live
from tests.support.programme import MAI, plan, publish, slot, with_people
from tools import page_checks


def test_keys_alone_lead_from_the_start_page_to_an_item(page: Page, servers: Live, event: Event):
    plan(event, MAI, with_people(slot(1, room=None, code="A1"), MAI))
    publish(event)
    page.goto(f"{servers.address}/de/")
    page.get_by_role("searchbox", name="Thema, Person oder Titel in allen Veranstaltungen").focus()
    page.keyboard.type("petersem")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Suche", level=1)).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Kein Text enthält diese Wörter. Ähnliche: 2 Treffer")
    page.get_by_role("navigation", name="Art").get_by_role("link", name="Programmpunkt").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 Treffer")
    assert page_checks.axe(page) == []
    page.get_by_role("link", name="Vortrag 1").press("Enter")
    expect(page.get_by_role("heading", name="Vortrag 1", level=1)).to_be_visible()
