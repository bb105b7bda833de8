"""Whoever takes their yes back is gone everywhere in the same moment: no page, list, feed, picture or file that anybody
can reach has a byte of what was withdrawn, and no browser is told to go on showing what it has.
"""

import re
from collections import deque
from dataclasses import dataclass, replace
from html import unescape

import pytest
from flask import Response

from gocluster_events.core.db import session as reading
from gocluster_events.core.text import Localized
from gocluster_events.post_event.discovery.queries.stamps import stamps
from gocluster_events.post_event.discovery.views import shelves
from gocluster_events.post_event.materials.services.publishing import publish
from gocluster_events.post_event.photos.queries import photos
from gocluster_events.post_event.photos.services.objections import object_as_participant
from gocluster_events.post_event.report.rules.document import Photo
from gocluster_events.post_event.report.views import public as report_pages
from tests.support.make import make_registration
from tests.support.materials import AFTER, TEAM, a_meeting, add_file, add_link
from tests.support.paper import text_of
from tests.support.pdfs import LANGUAGE, pdf
from tests.support.photographs import make_photo, pictures
from tests.support.programme import MAI, TAREK
from tests.support.releasing import after_the_meeting, say
from tests.support.report import BODY, ID, SAYING, put_out, release, with_blocks

SLUG = "jahrestagung-2027"
STARTS = ("/de/", "/en/", f"/de/{SLUG}/", "/sitemap.xml", f"/de/{SLUG}/agenda?search=Kanarien", "/de/search?q=kanarien")
HERE = re.compile(rf"/(?:de/|en/|(?:(?:de|en)/)?{SLUG}/.*)")
LINKS = re.compile(r'(?:href|src|srcset|url)="([^"]+)"|<loc>([^<]+)')
SAID = replace(SAYING, text=Localized("Kanarienzitat", "Canary quote, Kanarienzitat"))
WORDS = {"quote": b"kanarienzitat", "file": b"kanarienfolien", "link": b"kanarienfilm", "photo": b"kanarienbild"}
BYTES = {"bytes": b"Kanarienbytes", "photo": pictures()[0].content[-120:], "small photo": pictures()[1].content[-120:]}


@pytest.fixture
def app(database, tmp_path, request):
    with after_the_meeting(database, tmp_path, request.node) as app:
        yield app


class Public:
    """A meeting that is over, with everything that somebody has allowed and can take back."""

    def __init__(self):
        self.event = a_meeting(slug=SLUG)
        self.photo = make_photo(self.event, alt=Localized("Kanarienbild", "Kanarienbild"))
        put_out(self.event, with_blocks(Photo(ID(9), self.photo), BODY, SAID))
        release(self.event, SAID)
        file = add_file(self.event, pdf(LANGUAGE, "(Kanarienbytes)"), title=Localized("Kanarienfolien"))
        link = add_link(self.event, title=Localized("Kanarienfilm"), url="https://video.example.org/kanarienfilm")
        self.materials = (file, link)
        for uuid in self.materials:
            say(self.event, uuid, MAI)
            say(self.event, uuid, TAREK)
            publish(self.event.id, uuid, TEAM)

    def withdraw(self):
        """Everybody takes their yes back, and somebody is on the photo."""
        release(self.event, SAID, is_granted=False)
        for uuid in self.materials:
            say(self.event, uuid, TAREK, is_granted=False)
        object_as_participant(self.event.id, self.photo, make_registration(self.event).id, "de", AFTER)


@dataclass(frozen=True)
class Page:
    """What stands at an address, by its names in `WORDS` and `BYTES`; ``is_known``: a browser's copy is still good."""

    etag: str
    contents: frozenset[str]
    is_known: bool


def crawl(visitor, before=()):
    """All that anybody reaches from the pages on which one begins, and from what was there before, by address."""
    waiting, pages = deque([*STARTS, *before]), {}
    while waiting:
        path = waiting.popleft()
        if path not in pages:
            known = {"If-None-Match": before[path].etag} if path in before and before[path].etag else {}
            with visitor.get(path, headers=known) as answer:
                pages[path] = Page(answer.headers.get("ETag", ""), contents_of(answer), answer.status_code == 304)
                waiting += ways_on(answer)
    return pages


def contents_of(answer):
    content = answer.get_data()
    text = content.lower() + str(answer.headers).lower().encode()
    if content.startswith(b"%PDF") and b"Kanarien" not in content:
        text += text_of(content).lower().encode()
    return frozenset(
        [name for name, words in WORDS.items() if words in text]
        + [name for name, each in BYTES.items() if each in content]
    )


def ways_on(answer):
    """Where the links of a page lead, and where it sends one; of pages that are chosen by parameters, the plain one."""
    text = answer.get_data(as_text=True) if "ml" in (answer.mimetype or "") else ""
    named = [unescape(href or loc) for href, loc in LINKS.findall(text)]
    for way in (answer.location or "", *(each.split()[0] for one in named for each in one.split(", ") if each.strip())):
        path = way.removeprefix("http://localhost").partition("#")[0]
        if HERE.fullmatch(path) and ("?" not in path or "lang=" in path):
            yield path


def traces(pages, before=None):
    """What is found of all that was withdrawn, and where; a copy that is still good holds what it did."""
    for path, page in pages.items():
        contents = page.contents | (before[path].contents if page.is_known and before else frozenset())
        yield from ((name, path) for name in contents)


def kinds(places):
    return {name for name, _path in places}


@pytest.mark.promise("P34")
@pytest.mark.usefixtures("app", "session")
def test_what_is_withdrawn_is_gone_from_everything_that_anybody_reaches(visitor, proof):
    meeting = Public()
    before = crawl(visitor)
    places = set(traces(before))
    assert kinds(places) == {*WORDS, *BYTES}
    pages = {path.removeprefix(f"/de/{SLUG}/") for _name, path in places}
    assert pages >= {"", "report", "materials", "photos", f"materials/{meeting.materials[0]}"}
    meeting.withdraw()
    after = crawl(visitor, before)
    assert list(traces(after, before)) == []
    proof.says(
        "everything is withdrawn that can be; whatever anybody reaches is asked, with the copies that browsers keep",
        f"{len({path for _name, path in places})} of {len(before)} addresses had bytes of it, none of {len(after)} has",
    )


def as_stored(uuid, width):
    row = photos.photo(reading(), 1, uuid)
    return Response(row.small if width == 640 else row.large, mimetype="image/jpeg")


def with_one_key(name, _key, make, *reads, whole=report_pages.answer_page):
    return whole(name, 0, make, *reads)


def serve_stored_photos(app):
    as_stored.audience = app.view_functions["photos.photos"].audience
    app.view_functions["photos.image"] = as_stored


@pytest.mark.promise("P34", control=True)
@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
def test_with_gaps_the_same_crawl_finds_what_is_left(app, visitor, proof, monkeypatch):
    serve_stored_photos(app)
    monkeypatch.setattr(report_pages, "answer_page", with_one_key)
    meeting = Public()
    before = crawl(visitor)
    meeting.withdraw()
    places = {*traces(crawl(visitor, before), before)}
    assert kinds(places) == {"quote", "photo", "small photo", "file", "link"}
    proof.says(
        "pictures are served as they are stored, and the report is not made anew",
        f"bytes of it at {len({path for _name, path in places})} addresses",
    )


@pytest.mark.promise("P34", control=True)
@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
def test_where_a_text_that_is_searched_is_not_dropped_the_same_crawl_finds_it(visitor, proof, monkeypatch):
    known = []
    monkeypatch.setattr(shelves, "stamps", lambda session: (known.append(stamps(session)), known[0])[1])
    meeting = Public()
    before = crawl(visitor)
    meeting.withdraw()
    places = {*traces(crawl(visitor, before), before)}
    assert kinds(places) == {"quote", "file", "link"}
    proof.says(
        "the texts that are searched stay as they were", f"found at {len({path for _name, path in places})} addresses"
    )
