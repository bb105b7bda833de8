"""The programme of the demo on paper: A4, a day on a page or two, with what a reader needs away from a screen."""

import re

import pytest
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from gocluster_events.core.db import transaction
from gocluster_events.demo import meetings, programme
from gocluster_events.demo.facts import read
from tests.support.live import Live

A4_POINTS = (595, 842)


@pytest.fixture
def printed(session: Session, servers: Live, page: Page) -> Page:
    """The demo's programme, as the printer sees it."""
    facts = read("jahrestagung-2027")
    with transaction() as changing:
        programme.publish(changing, meetings.add(changing, facts), facts, "organiser@example.org")
    page.goto(f"{servers.address}/de/jahrestagung-2027/agenda")
    page.emulate_media(media="print")
    return page


def test_the_day_fits_on_a_page_or_two_of_a4(printed: Page):
    pdf = printed.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    sizes = {(round(float(width)), round(float(height))) for width, height in boxes}
    assert (sizes, len(re.findall(rb"/Type /Page\b", pdf)) <= 2) == ({A4_POINTS}, True)


def test_paper_shows_what_counts_and_nothing_to_press(printed: Page):
    seen = printed.locator("body").inner_text()
    wanted = (
        "Eichenhof 12, 10115 Berlin",
        "Geändert Raum 1.06 statt 2.01",
        "Version 2 vom 15. März",
        "Vorabendempfang",
    )
    assert [words for words in wanted if words not in seen] == []
    assert printed.locator(":is(button, .chip, .now, .site-nav a, .timetable__now):visible").count() == 0
