"""An archive copy needs nobody: unpacked into a folder and opened without network, it is all there, for everyone."""

import time
from contextlib import closing, contextmanager
from datetime import date, timedelta

import pypdfium2
import pytest
from lxml import etree
from playwright.sync_api import expect

from gocluster_events.core.db import session as reading
from gocluster_events.post_event.archive.exports import copying
from gocluster_events.post_event.archive.exports.packing import Package
from gocluster_events.post_event.archive.rules import rewriting
from gocluster_events.post_event.discovery.queries.stamps import stamps
from gocluster_events.post_event.discovery.queries.texts import shelf
from gocluster_events.post_event.discovery.rules import matching
from tests.support import apps, chromium
from tests.support.copies import dead_ends, make_copy, unpacked
from tests.support.documented import LATER, a_documented_meeting
from tests.support.pdf_ua import flaws
from tools import page_checks, sweep_html

pytestmark = pytest.mark.usefixtures("session")
ASKED = (
    "wissen", "WISSEN", "Köpfe", "koepfe", "kopfe", "Erkenntniskanarie", "erkenntniskanarei", "xyzzy", "ki", "d’accord",
    "Dateikanari", "wissen; ruhestand", "“Ruhestand”", "",
)  # fmt: skip
ALIKE = "“person-00000000”"  # two invented people, whose UUIDs begin alike


@pytest.fixture
def app(database, tmp_path, request):
    hour = f"{(LATER.at + timedelta(days=1)).isoformat()}@{int(time.time())}"
    made = apps.made(database_url=database.url, mail_url=f"file:{tmp_path / 'mail'}", clock=hour)
    with apps.answering(made, request.node, tmp_path) as app:
        yield app


@contextmanager
def without_network(browser):
    """A tab that has no network, and what goes wrong in it: errors of scripts, and whatever is no file beside it."""
    with closing(chromium.profile(browser, offline=True)) as profile, closing(profile.new_page()) as tab:
        complaints = []
        tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("requestfailed", lambda request: complaints.append(request.url))
        yield tab, complaints


def opened(tab, folder, pages):
    for page in pages:
        tab.goto(page.as_uri())
        assert tab.locator("h1").count() == 1, page


def use_the_menu(tab, folder):
    """On a phone it is folded, and leads to another page of the copy; so are the ways to read the programme."""
    tab.set_viewport_size({"width": 360, "height": 740})
    tab.goto((folder / "de" / "agenda.html").as_uri())
    tab.get_by_text("Mehr", exact=True).click()
    ways = tab.locator(".more-ways__list").bounding_box()
    assert 0 <= ways["x"] <= ways["x"] + ways["width"] <= 360
    tab.get_by_text("Menü").click()
    tab.get_by_role("navigation").get_by_role("link", name="Nachbericht").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Cluster machen Region")
    tab.set_viewport_size({"width": 1280, "height": 900})


def flawed(tab, page, scheme="light"):
    """What keeps somebody from using the page. Its own requests for axe, which reads style sheets, are not counted."""
    tab.emulate_media(color_scheme=scheme)
    tab.goto(page.as_uri())
    return page_checks.axe(tab)


def public_hits(event, query):
    """What the search of the site has for the query: titles and kinds."""
    (known,) = (shelf(reading(), each) for each in stamps(reading()) if each.event_id == event.id)
    exact = matching.hits([known], matching.needles(query), LATER.at + timedelta(days=1))
    similar = matching.similar(query, [known]) if not exact else ()
    return [each.entry for each in exact or matching.hits([known], similar, LATER.at + timedelta(days=1))]


@pytest.mark.promise("P35")
def test_a_copy_is_whole_without_network(app, browser, tmp_path, proof):
    event, _ids = a_documented_meeting()
    copy, summary = make_copy(app, event)
    folder = unpacked(copy, tmp_path / "copy")
    assert [*dead_ends(folder)] == []
    pages = sorted(folder.rglob("*.html"))
    with without_network(browser) as (tab, complaints):
        opened(tab, folder, pages if proof.is_full else proof.random.sample(pages, 5))
        use_the_menu(tab, folder)
        tab.goto((folder / "de" / "search.html").as_uri())
        for query in ASKED:
            tab.get_by_role("searchbox").fill(query)
            titles = tab.locator(".discovery__hit a").all_inner_texts()
            assert titles == [each.title.pick("de")[0] for each in public_hits(event, query)], query
        assert complaints == []
    with without_network(browser) as (tab, _complaints):
        looked_at = pages if proof.is_full else [folder / "de" / "search.html"]
        schemes = ("light", "dark") if proof.is_full else ("light",)
        assert [each for page in looked_at for scheme in schemes for each in flawed(tab, page, scheme)] == []
    for lang in ("de", "en"):
        pdf = folder / lang / "documentation.pdf"
        assert flaws(pdf.read_bytes()) == []
        with closing(pypdfium2.PdfDocument(pdf)) as document:
            text = "".join(page.get_textpage().get_text_bounded() for page in document)
        assert "Erkenntniskanarie" in text
    proof.says(
        f"a copy of {summary.files} files, {len(pages)} of them pages, is opened from a folder without network",
        "no error, no dead link, nothing for axe; its search has what the site's has; two programs read its PDFs",
    )


@pytest.mark.promise("P35")
def test_the_same_input_gives_the_same_bytes(app, proof):
    event, _ids = a_documented_meeting()
    copies = []
    for _time in range(proof.size(2, 5)):
        copies.append(make_copy(app, event)[0])
        for name in [name for name in app.extensions if name.startswith("kept ")]:
            del app.extensions[name]  # as in a process that has just begun
    assert len({*copies}) == 1
    proof.says(f"a copy is made {len(copies)} times", f"the same {len(copies[0])} bytes each time")


@pytest.mark.full
@pytest.mark.promise("P35")
def test_the_html_of_a_copy_has_no_fault(app, tmp_path, proof):
    if not (sweep_html.has_java() and sweep_html.CHECKER.exists()):
        pytest.fail("The full form asks the Nu HTML checker; it needs Java, and `dev.py sweep` once.", pytrace=False)
    event, _ids = a_documented_meeting()
    pages = sorted(unpacked(make_copy(app, event)[0], tmp_path / "copy").rglob("*.html"))
    messages = [each["message"] for each in sweep_html.messages(pages)]
    assert [each for each in messages if ALIKE not in each] == []
    proof.says(f"the Nu HTML checker reads {len(pages)} pages of a copy", "no message")


@pytest.mark.promise("P35", control=True)
def test_a_module_does_not_run_in_a_page_that_was_opened_from_a_folder(app, browser, tmp_path, proof, monkeypatch):
    monkeypatch.setattr(rewriting, "_make_ordinary", lambda _page: None)
    monkeypatch.setattr(rewriting, "_LIVING", etree.XPath("//*[@data-live]"))
    event, _ids = a_documented_meeting()
    folder = unpacked(make_copy(app, event)[0], tmp_path / "copy")
    with without_network(browser) as (tab, complaints):
        opened(tab, folder, [folder / "de" / "report.html"])
        assert complaints
    proof.says("scripts stay modules", "the browser refuses to run them")


@pytest.mark.promise("P35", control=True)
def test_a_link_that_stays_as_on_the_site_is_dead(app, tmp_path, proof, monkeypatch):
    monkeypatch.setattr(rewriting, "_way", lambda address, *_facts: address)
    event, _ids = a_documented_meeting()
    dead = [*dead_ends(unpacked(make_copy(app, event)[0], tmp_path / "copy"))]
    assert dead
    proof.says("links stay as they are on the site", f"{len(dead)} dead links")


@pytest.mark.promise("P35", control=True)
def test_a_copy_that_knows_the_time_has_other_bytes_each_time(app, proof, monkeypatch):
    days = (date(2027, 5, number) for number in (1, 2))
    monkeypatch.setattr(copying, "Package", lambda into, folder, _on: Package(into, folder, next(days)))
    event, _ids = a_documented_meeting()
    first, second = (make_copy(app, event)[0] for _time in range(2))
    assert first != second
    proof.says("the files of the zip have the time at which they were made", "other bytes")
