"""A public page that is known costs nothing, shows nobody else's frame, and changes as soon as what it says does."""

import gzip
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gocluster_events.core import clock
from gocluster_events.core.access import Role
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.core.web.page_cache import PRINTED
from gocluster_events.factory import create_app, warm
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting, redaction
from gocluster_events.meeting.events.models import Event, Room
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.counting import counted_statements
from tests.support.make import make_event, make_member, make_registration, make_room, make_track
from tests.support.programme import MAI, NINE, TAREK, plan, publish, slot, with_people
from tests.support.sessions import participant
from tests.support.settings import NOW, settings

ACT = Act("organiser@example.org", NOW)
PUBLIC = "/{lang}/jahrestagung-2027"
ITEM = f"{PUBLIC}/agenda/a1-kommunen"
EDITION, START, SCREEN, CHANGES = f"{PUBLIC}/", "/{lang}/", f"{PUBLIC}/screen", f"{PUBLIC}/changes"
PAGES = (
    START,
    EDITION,
    f"{PUBLIC}/agenda",
    ITEM,
    f"{ITEM}?kind=talk&track=a",
    f"{PUBLIC}/people",
    f"{PUBLIC}/people/{MAI.uuid}",
    CHANGES,
    SCREEN,
    "/jahrestagung-2027/schedule.json?lang={lang}",
    "/jahrestagung-2027/schedule.xml?lang={lang}",
    "/jahrestagung-2027/agenda.ics?lang={lang}",
    "/jahrestagung-2027/changes.atom?lang={lang}",
    "/jahrestagung-2027/changes.json?lang={lang}",
)
OF_THE_EDITION = (EDITION, f"{PUBLIC}/agenda", ITEM, f"{PUBLIC}/people", f"{PUBLIC}/people/{MAI.uuid}")


@pytest.fixture
def event(session):
    """An edition with a track, a room, two people and two versions of its programme."""
    made = make_event(slug="jahrestagung-2027")
    talk = with_people(
        slot(1, code="A1", title=Localized("Kommunen"), room=make_room(made).id, track=make_track(made).id), MAI
    )
    last = with_people(slot(2, 120, code="Z9", room=talk.room), TAREK)
    plan(made, MAI, TAREK, talk, last)
    publish(made)
    change(made, last, room=None)
    publish(made)
    return made


@pytest.fixture
def fresh_for_long(monkeypatch):
    """What is known stays so however slow the machine is."""
    monkeypatch.setattr("gocluster_events.core.web.page_cache.FRESH", timedelta(hours=1))


def change(event, item, **values):
    drafting.apply(event.id, [Change(item, replace(item, **values))], {item.uuid: 1}, ACT)


def put(event, **values):
    with transaction() as session:
        row = session.get_one(Event, event.id)
        for name, value in values.items():
            setattr(row, name, value)


def tags(visitor, *paths):
    """The ETag of each of these pages."""
    return [visitor.get(path.format(lang="de")).headers["ETag"] for path in paths]


def new(visitor, before, *paths):
    """Those of the pages whose ETag is not what it was before."""
    return [path for path, old, tag in zip(paths, before, tags(visitor, *paths), strict=True) if tag != old]


@pytest.mark.parametrize("page", PAGES)
def test_a_known_page_and_a_known_tag_ask_the_database_nothing(event, visitor, fresh_for_long, page):
    first = visitor.get(page.format(lang="en"))
    with counted_statements() as seen:
        again = visitor.get(page.format(lang="en"))
        unchanged = visitor.get(page.format(lang="en"), headers={"If-None-Match": first.headers["ETag"]})
    assert (seen, again.data, unchanged.status_code, unchanged.data) == ([], first.data, 304, b"")
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_page_shows_the_frame_of_somebody_else(app, event, visitor, lang):
    person = make_registration(event)
    kinds = {each: app.test_client() for each in ("stranger", "participant", "organiser", "staff")}
    with kinds["participant"].session_transaction() as cookie:
        cookie.update(participant(event, person.id))
    for role in (Role.ORGANISER, Role.STAFF):
        kinds[role.value].enter(make_member(event, role).email)
    for page in (each.format(lang=lang) for each in PAGES):
        answers = [who.get(page) for who in kinds.values()]
        for who in kinds.values():
            app.extensions.pop("kept pages", None)
            answers.append(who.get(page))
        assert {answer.data for answer in answers} == {answers[0].data}
        assert not any("Set-Cookie" in answer.headers or "Cookie" in answer.vary for answer in answers)
        assert {answer.headers["Cache-Control"] for answer in answers} == {"no-cache"}
        assert (b"csrf" in answers[0].data, person.email.encode() in answers[0].data) == (False, False)


def test_each_language_is_a_page_of_its_own(event, visitor):
    for _twice in range(2):
        for lang in ("de", "en"):
            pages = [visitor.get(each.format(lang=lang)) for each in PAGES if each.startswith("/{lang}")]
            assert all(f'<html lang="{lang}"' in page.text for page in pages)


@pytest.mark.parametrize("page", [each for each in PAGES if each.startswith("/{lang}") and "?" not in each])
def test_what_people_type_is_never_kept(app, event, visitor, page):
    visitor.get(page.format(lang="de"))
    before = dict(app.extensions["kept pages"]._values)
    assert visitor.get(page.format(lang="de"), query_string={"word": "Trara"}).status_code == 200
    assert app.extensions["kept pages"]._values == before


@pytest.mark.parametrize(
    ("page", "status"),
    [(f"{PUBLIC}/agenda/a1", 302), (f"{PUBLIC}/agenda/nirgends", 404), (f"{SCREEN}/77-nirgends", 404)],
)
def test_an_address_that_leads_elsewhere_or_nowhere_is_never_kept(app, event, visitor, page, status):
    visitor.get(EDITION.format(lang="de"))
    before = dict(app.extensions["kept pages"]._values)
    assert visitor.get(page.format(lang="de")).status_code == status
    assert app.extensions["kept pages"]._values == before


@pytest.mark.parametrize(
    ("settings_of_it", "person"),
    [
        ({}, {}),
        ({"capacity_onsite": 0, "capacity_online": 40}, {"mode": Mode.ONLINE}),
        ({"capacity_onsite": 1}, {"status": Status.WAITLISTED, "confirmed_at": None}),
        ({"capacity_onsite": 6, "registration_closes_at": NOW - timedelta(hours=1)}, {}),
        ({"capacity_onsite": 6, "registration_opens_at": NOW + timedelta(days=3)}, {}),
        ({"confirmation": Confirmation.REVIEW}, {"status": Status.RECEIVED, "confirmed_at": None}),
    ],
)
def test_a_sign_up_that_changes_no_sentence_leaves_the_page_alone(event, visitor, settings_of_it, person):
    make_registration(event)
    put(event, **settings_of_it)
    before = tags(visitor, EDITION, START)
    make_registration(event, **person)
    assert new(visitor, before, EDITION, START) == []


@pytest.mark.parametrize(
    ("capacity", "sentences"),
    [
        (6, ("Sie können sich anmelden", "Noch 5 Plätze vor Ort")),
        (3, ("Noch 3 Plätze vor Ort", "Noch 2 Plätze vor Ort")),
        (1, ("Noch 1 Platz vor Ort", "Vor Ort sind alle Plätze vergeben")),
    ],
)
def test_a_sign_up_that_changes_the_sentence_changes_the_page(event, visitor, capacity, sentences):
    put(event, capacity_onsite=capacity)
    before, page = tags(visitor, EDITION), visitor.get(EDITION.format(lang="de"))
    make_registration(event)
    after = visitor.get(EDITION.format(lang="de"))
    headings = [re.sub(r"\s", " ", re.findall(r'id="seats">(.*?)</h2>', each.text)[0]) for each in (page, after)]
    assert (tuple(headings), new(visitor, before, EDITION)) == (sentences, [EDITION])


def test_publishing_changes_every_page_of_the_programme(event, visitor):
    pages = [page for page in PAGES if page != START]
    before = tags(visitor, *pages)
    plan(event, slot(3, 200, room=None))
    publish(event)
    assert new(visitor, before, *pages) == pages


def test_archiving_and_hiding_change_the_pages_at_once(event, visitor):
    before = tags(visitor, START, *OF_THE_EDITION)
    put(event, status=EventStatus.ARCHIVED)
    assert new(visitor, before, START, *OF_THE_EDITION) == [START, *OF_THE_EDITION]
    put(event, status=EventStatus.DRAFT)
    assert {visitor.get(page.format(lang="de")).status_code for page in OF_THE_EDITION} == {404}
    assert 'href="/de/jahrestagung-2027/"' not in visitor.get(START.format(lang="de")).text


@pytest.mark.parametrize("values", [{"title": Localized("Neuer Name")}, {"venue": "Neues Haus"}, {"city": "Jena"}])
def test_changed_settings_change_the_pages_at_once(event, visitor, values):
    before = tags(visitor, START, *OF_THE_EDITION)
    put(event, **values)
    assert new(visitor, before, START, *OF_THE_EDITION) == [START, *OF_THE_EDITION]


def test_a_room_that_is_renamed_and_a_new_track_change_the_edition_page(event, visitor):
    before = tags(visitor, EDITION)
    with transaction() as session:
        session.query(Room).filter_by(event_id=event.id).update({"name": "Buchensaal"})
    renamed = tags(visitor, EDITION)
    make_track(event, letter="B", name=Localized("Start-ups"))
    page = visitor.get(EDITION.format(lang="de"))
    assert ("Buchensaal" in page.text, "Start-ups" in page.text) == (True, True)
    assert len({*before, *renamed, page.headers["ETag"]}) == 3


@pytest.mark.parametrize("name", ["funding", "easy_language_url", "sign_language_url", "base_url"])
def test_settings_of_the_site_that_a_page_shows_change_it(database, event, visitor, name):
    values = {"funding": "Gefördert", "base_url": "http://localhost:81"}
    ours = settings(database_url=database.url, **{name: values.get(name, "https://www.example.org/leicht")})
    other = create_app(ours).test_client()
    for page in (START, EDITION, ITEM):
        address = page.format(lang="de")
        assert visitor.get(address).headers["ETag"] != other.get(address, base_url="http://localhost").headers["ETag"]


def test_every_setting_that_stands_in_a_public_page_is_part_of_its_key():
    folder = Path(__file__).parents[2] / "templates"
    pages = [*folder.glob("_layout/*.html"), *folder.glob("_ui/*.html"), *folder.glob("site/*.html")]
    pages += [*folder.glob("meeting/agenda/*.html"), *folder.glob("backoffice/legal/legal.html")]
    named = {name for page in pages for name in re.findall(r"\bsettings\.([a-z_]+)", page.read_text(encoding="utf-8"))}
    assert named <= set(PRINTED)


def test_a_name_that_is_removed_from_an_old_version_is_gone_from_the_list_of_changes(event, visitor):
    gone = replace(slot(4, 300, room=None), title=Localized(f"Gespräch mit {TAREK.name}"))
    plan(event, gone)
    publish(event)
    plan(event, slot(5, 400, room=None))
    publish(event)
    change(event, gone, title=Localized("Gespräch"))
    for number in range(6, 9):
        publish(event)
        plan(event, slot(number, 400, room=None))
    assert TAREK.last_name in visitor.get(CHANGES.format(lang="de")).text
    redaction.remove_name(event.id, TAREK.uuid, ACT)
    assert TAREK.last_name not in visitor.get(CHANGES.format(lang="de")).text


def test_on_the_day_the_edition_page_is_as_old_as_its_minute_and_the_screen_as_what_runs(event, visitor, monkeypatch):
    pages, seen = (EDITION, SCREEN, ITEM), []
    for minutes, seconds in ((5, 0), (5, 50), (6, 10), (60, 1)):
        at = NINE + timedelta(minutes=minutes, seconds=seconds)
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        seen.append(tags(visitor, *pages))
    edition, screen, item = (list(each) for each in zip(*seen, strict=True))
    assert [len(set(each)) for each in (edition, screen, item)] == [3, 2, 1]
    assert (edition[0] == edition[1], screen[0] == screen[1] == screen[2]) == (True, True)


def test_the_page_of_a_large_programme_names_days_and_strands_and_no_item(event, visitor, session):
    track = make_track(event, letter="B", name=Localized("Start-ups")).id
    many = [slot(1000 + number, 5 * number, code=f"N{number}", room=None, track=track) for number in range(100)]
    plan(event, *many)
    publish(event)
    page = visitor.get(EDITION.format(lang="de")).text
    assert (page.count("/agenda/n"), '"subEvent"' in page) == (0, False)
    assert 'href="/de/jahrestagung-2027/agenda#day-2027-04-22"' in page
    assert 'href="/de/jahrestagung-2027/agenda?track=b"' in page
    assert (page.count("102 Programmpunkte"), page.count("100 Programmpunkte")) == (1, 1)


def test_a_process_that_begins_knows_pages_and_reads_for_itself_which_are_true(app, event, visitor):
    app.extensions.pop("kept pages", None)
    warm.warm.__wrapped__(app)
    before = set(app.extensions["kept pages"]._values)
    with counted_statements() as seen:
        answers = [visitor.get(page.format(lang="de")).status_code for page in (START, EDITION, f"{PUBLIC}/agenda")]
    assert (answers, set(app.extensions["kept pages"]._values), bool(seen)) == ([200] * 3, before, True)


def test_pages_are_kept_as_they_leave(app, event, visitor):
    plain = visitor.get(EDITION.format(lang="de"))
    (body,) = app.extensions["kept pages"]._values.values()
    packed = visitor.get(EDITION.format(lang="de"), headers={"Accept-Encoding": "gzip"})
    assert (packed.data, gzip.decompress(packed.data)) == (body.content, plain.data)
    assert ("Content-Encoding" in plain.headers, packed.headers["Content-Encoding"]) == (False, "gzip")
