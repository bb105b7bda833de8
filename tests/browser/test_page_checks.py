"""The checks themselves: each finds the fault it is there for, and leaves alone what is in order."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page

from tests.support import chromium
from tools import page_checks

FINE = """<!doctype html><html lang="de"><title>Seite</title>
<header><nav aria-label="Oben"><a href="#x">Link</a></nav></header>
<main><h1>Titel</h1><div class="scrolls" tabindex="0"><p class="wide">Breit</p></div><button>Los</button>
<p class="read"><span class="wide">Nur vorgelesen</span></p></main>
<style>.read { position: absolute; width: 1px; height: 1px; overflow: hidden } .read span { display: block }
.scrolls { overflow-x: auto } .wide { width: 900px } body { margin: 8px }</style>"""
SMALL = '<button style="all: unset; font-size: 8px; outline: auto">a</button>'
PLAIN = '<a href="#y" style="display: inline; color: #222; text-decoration: none">denn</a> nicht'
TICK = '<label><input type="checkbox"> Ja</label>'
BAR = '<p style="position: fixed; inset: 0; background: #fff">Darüber</p>'


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One for all: each test gives it a content of its own."""
    with chromium.opened(browser) as opened:
        yield opened


@pytest.fixture
def page(tab: Page) -> Page:
    """The tab as wide as it was at first, and nothing is marked in it; it has kept axe."""
    tab.set_viewport_size({"width": 1280, "height": page_checks.HEIGHT})
    tab.evaluate("delete window.places")
    return tab


def findings(page: Page, html: str) -> set[str]:
    """The rules that are broken."""
    page.set_content(html)
    lines = page_checks.structure(page, "de") + page_checks.axe(page) + page_checks.tabbed(page)
    return {line.partition(":")[0] for line in lines + page_checks.sideways(page, 320)}


def test_a_page_in_order_has_no_findings(page: Page):
    assert findings(page, FINE) == set()


def test_a_page_that_begins_in_its_field_is_in_order(page: Page):
    assert findings(page, FINE.replace("<button>", '<input aria-label="Suche" autofocus><button>')) == set()


@pytest.mark.promise("P22", control=True)
@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("<h1>Titel", "<h1>Titel</h1><h3>Sprung</h3><h1>Noch einer", {"structure", "heading-order"}),
        (' aria-label="Oben"', "", {"structure"}),
        ('lang="de"', 'lang="en"', {"structure"}),
        ('class="scrolls"', 'class="clips"', {"reflow"}),
        ("<button>", '<button style="color: #ccc">', {"color-contrast"}),
        ("<button>", '<button style="all: unset">', {"focus-invisible"}),
        ("<button>", "<button onfocus='this.blur()'>", {"focus-order"}),
        ("<h1>", f"{BAR}<h1>", {"focus-hidden"}),
        ("<button>", f"{TICK}<button>", {"native"}),
        ("<button>", "<details><summary>Mehr</summary></details><button>", {"native"}),
        ("<button>", f"{SMALL}{SMALL}<button>", {"target-size"}),
    ],
)
def test_each_fault_is_found(page: Page, old: str, new: str, rules: set[str]):
    assert rules <= findings(page, FINE.replace(old, new))


@pytest.fixture
def slow_address() -> Iterator[str]:
    """Of a page whose content is sent a while after its head."""
    complete = threading.Event()

    class Slowly(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            threading.Timer(0.3, complete.set).start()
            complete.wait()
            self.wfile.write(FINE.encode())

        def log_message(self, *_anything: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Slowly) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_page_to_which_a_link_leads_is_looked_at_once_it_is_there(page: Page, slow_address: str):
    page.set_content(f'<a href="{slow_address}">Weiter</a>')
    page.get_by_role("link").click()
    assert page_checks.axe(page) == []
    assert page.title() == "Seite"


LIKE = """<!doctype html><html lang="de"><title>Seite</title><main><h1>Titel</h1><p id="why">Warum</p>
<a href="#x">Link zu mehr</a><label for="name">Name</label><input id="name" aria-describedby="why">
<button>Los</button></main>
<style>a, button, input { display: inline-block; min-width: 40px; min-height: 40px }</style>"""


def parts(page: Page, html: str) -> set[str]:
    page.set_content(html)
    return page_checks.parts(page)


def test_another_page_of_the_same_parts_has_nothing_new(page: Page):
    other = (
        LIKE.replace("Titel", "Anderes")
        .replace("name", "email")
        .replace("Los</button>", "Los</button><button>Nein</button>")
    )
    assert parts(page, other) == parts(page, LIKE)


@pytest.mark.promise("P22", control=True)
@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<button>", '<button style="color: #ccc">', "color-contrast"),
        ("<button>", '<button style="background: #222">', "color-contrast"),
        ("<button>Los", "<button>", "button-name"),
        ("Link zu mehr", "", "link-name"),
        ('for="name"', 'for="nam"', "label"),
        ('aria-describedby="why"', 'aria-live="loud"', "aria-valid-attr-value"),
        ("<button>", '<button role="knob">', "aria-roles"),
        ("<button>", '<button aria-labeled="x">', "aria-valid-attr"),
        ("<button>", '<button tabindex="3">', "tabindex"),
        ("<button>", "<li>Allein</li><button>", "listitem"),
        ("<button>", '<img src="data:,"><button>', "image-alt"),
        ("<button>", f"<div>{SMALL}{SMALL}</div><button>", "target-size"),
        ("<button>", '<button aria-hidden="true">', "aria-hidden-focus"),
        ("<button>", '<span role="checkbox" tabindex="0">Ja</span><button>', "aria-required-attr"),
        ("Warum", f"Warum {PLAIN}", "link-in-text-block"),
    ],
)
def test_what_axe_finds_is_a_part_unlike_all_others(page: Page, old: str, new: str, rule: str):
    alike = parts(page, LIKE)
    page.set_content(LIKE.replace(old, new))
    unlike = page_checks.parts(page) - alike
    assert unlike
    page_checks.mark(page, unlike)
    assert rule in {line.partition(":")[0] for line in page_checks.axe(page)}
