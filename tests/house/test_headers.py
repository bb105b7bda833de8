"""What every page tells the browser, and what it does not ask of it: nothing foreign, nothing kept, no cookie.

Every page of the team stands under a tab or leads back to one, so that nobody needs the browser's button.
"""

from collections.abc import Sequence

import pytest
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from gocluster_events.factory import create_app
from tests.support.databases import Database
from tests.support.html_forms import forms_of
from tests.support.meeting import Meeting, Who
from tests.support.page import MANAGE, Page
from tests.support.pages import PAGES
from tests.support.routes.discovery import SEARCH
from tests.support.settings import settings

POLICY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
WITH_CAMERA = {
    "Content-Security-Policy": POLICY["Content-Security-Policy"].replace("'self';", "'self' 'wasm-unsafe-eval';", 1),
    "Permissions-Policy": POLICY["Permissions-Policy"].replace("camera=()", "camera=(self)"),
}
WITH_FRAME = {"Content-Security-Policy": f"{POLICY['Content-Security-Policy']}; frame-src 'self'"}
TOKENS = (
    "{prove}",
    "{prove_again}",
    "{prove_email}",
    "{personal}",
    "{outdated}",
    "{own_link}",
    "{photo_proof}",
    "{follow_link}",
    "{follow_end}",
    "{substitute}",
    "{withdrawn}",
    "{invited}",
    "{join}",
    "{join_dead}",
    "{reset}",
    "{reset_dead}",
    "{account_email}",
)
PUBLIC_FILES = (
    Page("/jahrestagung-2027/agenda.ics?lang={lang}"),
    Page("/jahrestagung-2027/agenda.ics?lang={lang}&items=a1"),
    Page("/jahrestagung-2027/changes.json"),
    Page("/{lang}/jahrestagung-2027/programme.pdf"),
    Page("/jahrestagung-2027/schedule.json?lang={lang}"),
    Page("/jahrestagung-2027/schedule.xml?lang={lang}"),
    Page("/{lang}/jahrestagung-2027/screen-worker.js"),
    Page("/{lang}/my/contribution/notes-worker.js"),
    Page("/jahrestagung-2027/theme-000000000000.css"),
    Page("/jahrestagung-2027/accent-000000000000.css"),
    Page("/files/{logo}.png"),
    Page("/jahrestagung-2027/places.json?lang={lang}"),
    Page("/robots.txt"),
    Page("/favicon.ico"),
)
TEAM = frozenset({Who.STAFF, Who.ORGANISER, Who.ADMIN})
LIKE_THE_PUBLIC = [f"{MANAGE}/registration/questions/preview", f"{MANAGE}/report/preview"]
"""They look as participants see them; a link of their own leads back."""
HERE = "//a[@aria-current='page'][contains(@class, 'rail__entry') or ancestor::main]"
ABOVE = "//main//ol[contains(@class, 'breadcrumb')]//a[@href]"


def opened(app: Flask, meeting: Meeting, page: Page, lang: str, who: Who) -> TestResponse:
    """The page as the browser of ``who`` gets it, which then holds their cookie."""
    client = app.test_client()
    if who is not Who.ANYBODY:
        client.set_cookie("events", meeting.cookies[who])
    answer = client.get(meeting.address(page.address, lang))
    answer.get_data()
    answer.close()
    return answer


def begins_a_form(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html" and any(form.method == "post" for form in forms_of(answer.text))


@pytest.fixture(scope="module")
def first_answers() -> list[tuple[Page, TestResponse]]:
    """What the pages answered the first test that asked."""
    return []


@pytest.fixture
def answers(
    demo: Flask, meeting: Meeting, first_answers: list[tuple[Page, TestResponse]]
) -> Sequence[tuple[Page, TestResponse]]:
    """What every page answers whoever it is for, asked once for all tests that only look at it."""
    if not first_answers:
        first_answers += [(page, opened(demo, meeting, page, "de", page.who)) for page in (*PAGES, *PUBLIC_FILES)]
    return first_answers


@pytest.mark.promise("P8")
def test_every_page_carries_the_security_headers_and_what_is_personal_is_stored_nowhere(
    answers: Sequence[tuple[Page, TestResponse]],
):
    wrong = []
    for page, answer in answers:
        has_token = any(token in page.address for token in TOKENS)
        reads_codes = page.address.partition("?")[0].endswith(("/admission", "/admission/items/{workshop}"))
        is_private = page.who is not Who.ANYBODY or begins_a_form(answer)
        is_search = page.address.startswith(SEARCH)  # what somebody looks for stands in its address
        wanted = {**POLICY, "Referrer-Policy": "no-referrer" if has_token or is_search else "same-origin"}
        wanted |= WITH_CAMERA if reads_codes else {}
        wanted |= WITH_FRAME if page.address.endswith("/demo-mail/{letter}") else {}
        wanted |= {"Cache-Control": "no-store"} if is_private or is_search else {}
        headers = answer.headers
        wrong += [(str(page), name, headers.get(name)) for name in wanted if headers.get(name) != wanted[name]]
    assert wrong == []


def leads_back(tree: html.HtmlElement) -> bool:
    """Whether the page is one of its entry's tabs, or has a breadcrumb with a page above it."""
    return bool(tree.xpath(HERE) or tree.xpath(ABOVE))


def test_every_page_of_the_team_stands_under_a_tab_or_leads_back_to_one(answers: Sequence[tuple[Page, TestResponse]]):
    lost: list[str] = []
    for page, answer in answers:
        is_for_the_team = page.who in TEAM and page.sends is None and page.status == 200
        if is_for_the_team and answer.mimetype == "text/html" and not leads_back(html.fromstring(answer.text)):
            lost.append(page.address)
    assert lost == LIKE_THE_PUBLIC


def test_a_reader_gets_a_cookie_only_with_a_form(demo: Flask, meeting: Meeting):
    wrong = []
    for page in (*PAGES, *PUBLIC_FILES):
        answer = opened(demo, meeting, page, "de", Who.ANYBODY)
        if ("Set-Cookie" in answer.headers) != begins_a_form(answer):
            wrong.append(str(page))
    assert wrong == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_public_pages_are_the_same_bytes_for_everyone(demo: Flask, meeting: Meeting, lang: str):
    different = []
    for page in (*PAGES, *PUBLIC_FILES):
        if page.who is not Who.ANYBODY or page.status == 401:
            continue
        first = opened(demo, meeting, page, lang, Who.ANYBODY)
        if begins_a_form(first):
            continue
        others = [opened(demo, meeting, page, lang, who) for who in (Who.ANYBODY, Who.PARTICIPANT, Who.ORGANISER)]
        varies = "Cookie" in first.headers.get("Vary", "")
        if varies or {other.data for other in others} != {first.data}:
            different.append(str(page))
    assert different == []


def test_over_https_the_cookie_is_bound_to_the_host_and_unreadable(database: Database):
    app = create_app(settings(database_url=database.url, base_url="https://events.example.org"))
    answer = app.test_client().get("/de/sign-in", base_url="https://events.example.org")
    name, _, attributes = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-events"
    assert {each.strip() for each in attributes.split(";")[1:]} == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_over_http_on_this_machine_the_cookie_is_plain(demo: Flask):
    cookie = demo.test_client().get("/de/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("events=")
    assert {each.strip() for each in cookie.split(";")[1:]} == {"HttpOnly", "Path=/", "SameSite=Lax"}
