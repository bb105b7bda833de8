"""Every page of the team stands under a tab or leads back to one, so that nobody needs the browser's button."""

from flask import Flask
from lxml import html

from tests.house.test_headers import opened
from tests.support.meeting import Meeting, Who
from tests.support.page import MANAGE
from tests.support.pages import PAGES

TEAM = frozenset({Who.STAFF, Who.ORGANISER, Who.ADMIN})
LIKE_THE_PUBLIC = f"{MANAGE}/registration/questions/preview"
"""It looks as participants see it; a link of its own leads back to the questions."""
HERE = "//a[@aria-current='page'][contains(@class, 'rail__entry') or ancestor::main]"
ABOVE = "//main//ol[contains(@class, 'breadcrumb')]//a[@href]"


def leads_back(tree: html.HtmlElement) -> bool:
    """Whether the page is one of its entry's tabs, or has a breadcrumb with a page above it."""
    return bool(tree.xpath(HERE) or tree.xpath(ABOVE))


def test_every_page_of_the_team_stands_under_a_tab_or_leads_back_to_one(demo: Flask, meeting: Meeting):
    lost: list[str] = []
    for page in PAGES:
        if page.who in TEAM and page.sends is None and page.status == 200:
            answer = opened(demo, meeting, page, "de", page.who)
            if answer.mimetype == "text/html" and not leads_back(html.fromstring(answer.text)):
                lost.append(page.address)
    assert lost == [LIKE_THE_PUBLIC]
