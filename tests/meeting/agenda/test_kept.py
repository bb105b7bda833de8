"""A page of the programme that is known costs nothing, and is never older than a second."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.core.web.page_cache import FRESH, PageCache
from gocluster_events.factory import create_app
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.filter import is_plain
from gocluster_events.meeting.agenda.services.drafting import apply
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import make_track
from tests.support.programme import publish
from tests.support.settings import NOW, settings

PATH = "/de/jahrestagung-2027/agenda"


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database of the test's app is asked meanwhile."""
    log: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        log.append(statement)

    sa.event.listen(db.db.engine, "before_cursor_execute", note)
    yield log
    sa.event.remove(db.db.engine, "before_cursor_execute", note)


@pytest.fixture
def another(app, database):
    """Another process on the same database, as far as it can tell, with the same clock."""
    began = datetime.fromtimestamp(0, UTC) + app.config["SETTINGS"].clock
    app = create_app(settings(database_url=database.url, clock=f"{began.isoformat()}@0"))
    yield app.test_client()
    with app.app_context():
        db.db.engine.dispose()


def change(event, **values):
    with db.transaction() as session:
        row = session.get_one(Event, event.id)
        for name, value in values.items():
            setattr(row, name, value)
        row.revision += 1


def move(event, talk, title):
    apply(
        event.id,
        [Change(talk, replace(talk, title=Localized(title)))],
        {talk.uuid: 1},
        Act("organiser@example.org", NOW),
    )
    publish(event)


@pytest.fixture
def fresh_for_long(monkeypatch):
    """What is known stays so however slow the machine is."""
    monkeypatch.setattr("gocluster_events.core.web.page_cache.FRESH", timedelta(hours=1))


def test_a_known_paper_asks_the_database_nothing(event, talk, visitor, fresh_for_long):
    publish(event)
    first = visitor.get("/de/jahrestagung-2027/programme.pdf")
    with statements() as sql:
        again = visitor.get("/de/jahrestagung-2027/programme.pdf")
    assert (sql, again.data) == ([], first.data)


@pytest.mark.parametrize("query", ["", "?track=a", "?track=a&kind=forum", "?track=a&track=plenum"])
def test_a_known_page_asks_the_database_nothing(event, talk, visitor, fresh_for_long, query):
    publish(event)
    first = visitor.get(PATH + query)
    with statements() as sql:
        again = visitor.get(PATH + query)
    assert (sql, again.data) == ([], first.data)


def test_a_process_that_never_rendered_a_page_knows_that_a_browser_has_it(event, talk, visitor, another):
    publish(event)
    etag = visitor.get(PATH).headers["ETag"]
    answer = another.get(PATH, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data, answer.headers["Vary"]) == (304, b"", "Accept-Encoding")


def test_compressed_or_not_it_is_the_same_page_with_the_same_etag(event, talk, visitor):
    publish(event)
    plain, packed = visitor.get(PATH), visitor.get(PATH, headers={"Accept-Encoding": "gzip"})
    assert (plain.headers["ETag"], plain.headers["Cache-Control"]) == (packed.headers["ETag"], "no-cache")
    assert (packed.headers["Content-Encoding"], "Content-Encoding" in plain.headers) == ("gzip", False)
    assert packed.headers["Vary"] == "Accept-Encoding"


def test_who_publishes_sees_it_at_once(event, talk, visitor):
    publish(event)
    before = visitor.get(PATH)
    move(event, talk, "Ganz anders")
    after = visitor.get(PATH, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, "Ganz anders" in before.text, "Ganz anders" in after.text) == (200, False, True)


def test_another_process_sees_it_after_a_second(event, talk, another, visitor):
    publish(event)
    another.get(PATH)
    move(event, talk, "Ganz anders")
    time.sleep(FRESH.total_seconds())
    assert "Ganz anders" in another.get(PATH).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": Localized("Neuer Name")}, "Neuer Name"),
        ({"venue": "Neues Haus"}, "Neues Haus"),
        ({"accent": "#5F316E"}, "accent-"),
        ({"registration_closes_at": NOW + timedelta(days=900)}, "data-places"),
    ],
)
def test_changed_settings_show_at_once(event, talk, visitor, changes, sentence):
    publish(event)
    change(event, registration_closes_at=NOW - timedelta(hours=1))
    assert sentence not in visitor.get(PATH).text
    change(event, **changes)
    assert sentence in visitor.get(PATH).text


def test_a_new_colour_of_a_track_changes_the_sheet_of_the_page(event, talk, visitor):
    publish(event)
    before = visitor.get(PATH)
    make_track(event, letter="C", colour="#5F316E")
    assert before.headers["ETag"] != visitor.get(PATH).headers["ETag"]


def test_each_language_is_a_page_of_its_own(event, talk, visitor):
    publish(event)
    for _ in range(2):
        german, english = visitor.get(PATH), visitor.get(PATH.replace("/de/", "/en/"))
        assert ('<html lang="de"' in german.text, '<html lang="en"' in english.text) == (True, True)


def test_an_edition_that_is_taken_back_is_gone_and_an_archived_one_stays(event, talk, visitor):
    publish(event)
    assert visitor.get(PATH).status_code == 200
    change(event, status=EventStatus.ARCHIVED)
    assert visitor.get(PATH).status_code == 200
    change(event, status=EventStatus.DRAFT)
    assert visitor.get(PATH).status_code == 404


def test_before_the_first_version_the_page_waits_for_it(event, talk, visitor):
    assert "Das Programm folgt." in visitor.get(PATH).text
    publish(event)
    assert "Kommunen; als, Partner" in visitor.get(PATH).text


@pytest.mark.parametrize("query", ["?x=1", "?track=A", "?track=b&track=a", "?kind=nonsense", "?track=a&track=a"])
def test_what_people_type_is_never_kept(app, event, talk, visitor, query):
    publish(event)
    visitor.get(PATH)
    pages = app.extensions["kept pages"]
    before = dict(pages._values)
    assert (visitor.get(PATH + query).status_code, pages._values) == (200, before)


def test_a_search_asks_the_database_for_nothing_once_the_version_is_known(event, talk, visitor, fresh_for_long):
    publish(event)
    visitor.get(PATH)
    with statements() as sql:
        answers = [visitor.get(f"{PATH}?search={words}").text for words in ("Kommunen", "Nirgendwo")]
    assert (sql, ["slot__title" in answer for answer in answers]) == ([], [True, False])


def test_a_search_reads_the_newest_version(event, talk, visitor):
    publish(event)
    before = visitor.get(f"{PATH}?search=Ganz").text
    move(event, talk, "Ganz anders")
    after = visitor.get(f"{PATH}?search=Ganz").text
    assert ("Ganz anders" in before, "Ganz anders" in after) == (False, True)


def test_only_what_a_link_of_the_page_asks_is_plain():
    tracks = (("A", "#005C45"), ("B", "#5F316E"))
    assert is_plain({"track": ["a", "b", "plenum"], "kind": ["forum"], "only": ["changed"]}, tracks)
    assert not any(
        is_plain(query, tracks)
        for query in ({"track": ["c"]}, {"track": ["b", "a"]}, {"track": ["a", "a"]}, {"q": ["x"]}, {"kind": [""]})
    )


def test_what_nobody_asks_for_gives_way():
    store = PageCache[int](2)
    store.put("a", 1)
    store.put("b", 2)
    assert store.get("a") == 1
    store.put("c", 3)
    assert [store.get(key) for key in "abc"] == [1, None, 3]


def test_what_a_process_keeps_is_bounded_by_its_weight():
    store = PageCache[bytes](10, len)
    for key, value in (("a", b"1234"), ("b", b"1234"), ("a", b"12"), ("c", b"1234"), ("d", b"1")):
        store.put(key, value)
    assert [store.get(key) for key in "abcd"] == [b"12", None, b"1234", b"1"]
    assert store.put("e", b"12345678901") == b"12345678901"
    assert [store.get(key) for key in "acde"] == [None] * 4
