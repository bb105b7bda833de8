"""The demo that the sweep looks at: with everybody in it, and with every page that there is."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from string import Formatter

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, BrowserContext

from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.demo import environment
from gocluster_events.factory import create_app
from gocluster_events.meeting.agenda.importing import services as importing
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules import paths
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.services import snapshots
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.queries import clusters
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.queries import seats
from tests.support import answers, pages
from tests.support.meeting import Meeting, Who, settle_in
from tests.support.page import Page
from tests.support.programme import a_file, accept_one
from tests.support.settings import NOW
from tools import demo, servers
from tools.steps import Failed, timed

HOST = "127.0.0.1"
EDITION = "jahrestagung-2027"
ITEM = "a1-kommunen"  # what the samples call an item that the demo calls otherwise
# What the demo shows besides the meeting that the samples are about.
MORE = (
    Page("/{lang}/regionalforum-2027/"),
    Page("/{lang}/regionalforum-2027/agenda"),
    Page("/{lang}/jahrestagung-2018/"),
    *(Page(f"/{{lang}}/jahrestagung-2018/{page}") for page in ("agenda", "report", "photos", "materials")),
    *(
        Page(f"/{{lang}}/manage/jahrestagung-2018/{page}", Who.ADMIN)
        for page in ("", "agenda", "attendees", "report", "photos", "materials", "survey", "lessons", "settings")
    ),
)
SAMPLES = (*pages.PAGES, *answers.ANSWERS, *MORE)


@dataclass(frozen=True)
class Site:
    """The running demo, who is in it, and the pages to look at."""

    address: str
    meeting: Meeting
    engine: sa.Engine
    pages: tuple[Page, ...]

    def profiles(self, browser: Browser) -> dict[Who, BrowserContext]:
        """A browser of everybody's own, each with its session."""
        made = {who: browser.new_context(locale="de-DE", reduced_motion="reduce") for who in Who}
        for who, cookie in self.meeting.cookies.items():
            made[who].add_cookies([{"name": "events", "value": cookie, "url": self.address}])
        return made


@contextmanager
def running() -> Iterator[Site]:
    """The site, in a folder that vanishes with the block.

    Raises Failed when there is a page that nobody can look at, because no sample says how to get there.
    """
    with tempfile.TemporaryDirectory(prefix="events-sweep-") as temporary:
        folder, port = Path(temporary), servers.free_port()
        more = {f"GOCLUSTER_{name.upper()}": value for name, value in answers.SETTINGS.items()}
        environ = {**demo.prepare(folder, HOST, port), **more}
        address = environment.address(HOST, port)
        with timed("Letting everybody in"):
            meeting, engine, item = _settle(create_app(environ))
        site_pages = tuple(replace(page, address=page.address.replace(ITEM, item)) for page in SAMPLES)
        nowhere = sorted(_places_of(site_pages) - meeting.places.keys())
        if nowhere:
            raise Failed(f"tools/sweep_site.py does not say what {', '.join(nowhere)} is in the demo.")
        web = [servers.web(HOST, port, environ, folder / "web.log")]
        try:
            servers.await_ready(address, web)
            yield Site(address, meeting, engine, site_pages)
        finally:
            servers.stop(web)
            engine.dispose()


def _places_of(pages: Iterable[Page]) -> set[str]:
    """What stands in the addresses of the pages, by name."""
    texts = (text for page in pages for text in (page.address, page.to))
    names = {name for text in texts for _before, name, _format, _how in Formatter().parse(text) if name}
    return names - {"lang", "edition"}


def _settle(app: Flask) -> tuple[Meeting, sa.Engine, str]:
    """Everybody is in the demo's edition; returns the meeting, the database's engine, and the path of an item."""
    without = pages.without_sample(app)
    if without:
        raise Failed(f"no sample in tests/support/pages.py leads to {', '.join(sorted(without))}.")
    with app.app_context():
        event = db.session().scalars(sa.select(Event).where(Event.slug == EDITION)).one()
        timetable = draft.draft(db.session(), event)
        item = next(each for each in timetable.items if each.people and each.code)
        workshop = next(each for each in timetable.items if each.sign_up is SignUp.BOOK)
        _leave_one_place_online(event)
        here = {"item": item.uuid, "person": item.people[0].person, "workshop": workshop.uuid}
        meeting = settle_in(app, event, {**here, **_programme(event, timetable)})
        answers.break_a_programme()
        return meeting, db.db.engine, paths.path(timetable, item)


def _programme(event: Event, timetable: Timetable) -> dict[str, str]:
    """What of the demo's programme stands in addresses, as `tests.support.meeting` has it of its own; a file waits to
    be taken over, and a state of the draft is kept.
    """
    act, (room, *_rooms), (track, *_tracks) = Act("organiser@example.org", NOW), timetable.rooms, timetable.tracks
    return {
        "room": paths.room_path(room), "hall": str(room.id), "track": str(track.id), "block": timetable.blocks[0].uuid,
        "cluster": str(clusters(db.session(), event.id)[0].id),
        "snapshot": str(snapshots.keep(event.id, "Vor dem Gespräch", act)),
        "upload": str(importing.begin_import(event.id, "schedule.xml", a_file(), act)), **accept_one(event),
    }  # fmt: skip


def _leave_one_place_online(event: Event) -> None:
    """One place online is left, so that the second who comes has to wait."""
    with db.transaction() as session:
        taken = seats.seats(session, event, Mode.ONLINE, clock.now()).taken
        session.get_one(Event, event.id).capacity_online = taken + 1
