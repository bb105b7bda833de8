"""What a meeting leaves behind stands on its page, on the pages of its items and on one's own, by the clock."""

import re
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from gocluster_events.attendance.attendees.models import FrozenFigures
from gocluster_events.attendance.attendees.rules.figures import CAME, MISSING, Row, Table, Topic
from gocluster_events.attendance.attendees.rules.frozen import to_stored
from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.post_event.materials.rules.codes import SeenBy
from gocluster_events.post_event.materials.services import editing, publishing
from gocluster_events.post_event.photos.services import photos
from gocluster_events.post_event.report.rules.document import Photo
from gocluster_events.post_event.report.services import writing
from tests.support.counting import counted_statements
from tests.support.make import add, make_event, make_member, make_registration, make_room, make_track
from tests.support.materials import AFTER, OTHER, TALK, TEAM, a_meeting, add_link, answer, published_file
from tests.support.photographs import make_photo
from tests.support.programme import MAI, NINE, TAREK, plan, publish, slot, with_people
from tests.support.registrants import arrive, cancel
from tests.support.report import ID, REPORT, put_out
from tests.support.signing_up import open_my_page
from tests.support.surveying import answer as fill_in, let_in, sheet

EDITION = "/de/jahrestagung-2027/"
ITEM = f"{EDITION}agenda/a1-vortrag-1"
LINK = "https://video.example.org/1"


@pytest.fixture
def now(monkeypatch):
    """Tells the time: at first the day after the meeting."""

    def turn(at):
        monkeypatch.setattr(clock, "now", lambda: at)

    turn(AFTER)
    return turn


@pytest.fixture
def event(session, now):
    return a_meeting(slug="jahrestagung-2027")


def put(event, **changes):
    """A link that everybody whom it needs has released is published."""
    uuid = add_link(event, **changes)
    answer(event, uuid, *((MAI, TAREK) if changes.get("item", TALK) == TALK else (TAREK,)))
    publishing.publish(event.id, uuid, TEAM)
    return uuid


def box(page):
    return re.search(r'<aside class="seats".*?</aside>', page, re.DOTALL)[0]


def test_the_page_turns_by_the_clock_and_leads_to_the_programme_until_there_is_a_report(event, visitor, now):
    now(event.starts_at + timedelta(hours=1))
    assert '<p class="seats__state">Vorbei' not in visitor.get(EDITION).text
    now(AFTER)
    before = box(visitor.get(EDITION).text)
    assert re.search(r'<p class="seats__state">Vorbei</p>\s*<h2 id="seats">Jahrestagung', before)
    assert re.findall(r'kern-btn--primary" href="([^"]*)"', before) == [f"{EDITION}agenda"]
    put_out(event)
    after = box(visitor.get(EDITION).text)
    assert re.findall(r'kern-btn--primary" href="([^"]*)"', after) == [f"{EDITION}report"]
    writing.take_back(event.id, TEAM)
    assert box(visitor.get(EDITION).text) == before


def test_the_certificate_is_named_as_long_as_registrations_stay(event, visitor, now):
    assert "Bescheinigung in „Mein Tag“" in visitor.get(EDITION).text
    now(AFTER + timedelta(days=400))
    assert "Bescheinigung in „Mein Tag“" not in visitor.get(EDITION).text


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(162, "162 Menschen kamen nach Berlin."), (None, None)],
    ids=["told", "too few to be shown"],
)
def test_how_many_came_is_said_of_frozen_figures_alone(event, visitor, now, number, sentence):
    for _each in range(7):
        let_in(event, make_registration(event))
    assert "kamen" not in box(visitor.get(EDITION).text)
    rows = (Row(Mode.ONSITE.value, (number, 3, 165)), Row(Mode.ONLINE.value, (0, 71, 71)))
    table = Table(Topic.MODE, (CAME, MISSING, ""), rows, Row("", (number, 74, 236)))
    add(FrozenFigures(event_id=event.id, at=event.ends_at, tables=to_stored([table])))
    sentences = re.findall(r"[^<>]*kamen[^<>]*", box(visitor.get(EDITION).text))
    assert sentences == ([sentence] if sentence else [])


def test_the_report_stands_there_with_its_photo_and_the_photo_goes_at_once_when_it_is_hidden(event, visitor):
    photo = make_photo(event)
    put_out(event, replace(REPORT, blocks=(Photo(ID(7), photo), *REPORT.blocks)))
    page = visitor.get(EDITION).text
    assert 'class="teaser__headline"><a href="/de/jahrestagung-2027/report">Cluster machen Region' in page
    assert f"/photos/{photo}/640.jpg" in page
    assert "1 Foto</strong>" in page
    photos.take_back(event.id, photo, TEAM)
    assert photo not in visitor.get(EDITION).text


def test_what_remains_counts_by_track_what_everybody_can_open(event, visitor, session):
    assert "Was bleibt" not in visitor.get(EDITION).text
    tracks, room = [make_track(event).id, make_track(event, letter="B").id], make_room(event).id
    third, fourth = (slot(3 + at, 180 + 30 * at, code=f"{'AB'[at]}3", track=tracks[at], room=room) for at in (0, 1))
    plan(event, with_people(third, TAREK), with_people(fourth, TAREK))
    publish(event)
    published_file(event)
    for changes in ({"item": OTHER}, {"item": third.uuid}, {"item": third.uuid, "seen_by": SeenBy.PARTICIPANTS}):
        put(event, **changes)
    put(event, not_before=AFTER + timedelta(days=1))
    assert "Themenstrang A" not in re.search(r'id="remains".*?</section>', visitor.get(EDITION).text, re.DOTALL)[0]
    put(event, item=fourth.uuid)
    page = visitor.get(EDITION).text
    strand = re.search(r"Themenstrang A.*?</div>", page[page.index("Was bleibt") :], re.DOTALL)[0]
    assert ("1 Unterlage<" in strand, "4 Unterlagen</strong>" in page) == (True, True)
    assert 'href="/de/jahrestagung-2027/materials"' in box(page)


def test_the_start_page_tells_of_the_latest_report_and_links_the_others(event, visitor):
    earlier = make_event(slug="vorher", starts_at=NINE - timedelta(days=300), ends_at=NINE - timedelta(days=299))
    put_out(earlier, act=Act("o@example.org", AFTER - timedelta(hours=2)))
    put_out(event, act=Act("o@example.org", AFTER - timedelta(hours=1)))
    page = visitor.get("/de/").text
    teaser, _shelf, past = page.partition('id="past"')
    assert teaser.count("teaser__headline") == 1
    assert 'href="/de/jahrestagung-2027/report">Cluster machen Region' in teaser
    assert re.findall(r'href="(/de/[^"]*/report)"', past) == ["/de/vorher/report"]
    writing.take_back(event.id, TEAM)
    assert 'href="/de/vorher/report">Cluster machen Region' in visitor.get("/de/").text


def test_the_start_page_names_the_meeting_of_a_report_and_only_links_that_of_an_old_one(event, visitor, now):
    old = make_event(slug="alt", starts_at=NINE - timedelta(days=400), ends_at=NINE - timedelta(days=399))
    put_out(old)
    page = visitor.get("/de/").text
    assert ("teaser__headline" in page, 'href="/de/alt/report"' in page) == (False, True)
    put_out(event)
    teaser = visitor.get("/de/").text.partition("teaser__headline")[0]
    assert event.title.de in teaser.rpartition("<h2")[2]


def test_from_the_day_after_the_desk_asks_for_a_report_until_one_is_public(event, organiser, now):
    desk = "/de/manage/jahrestagung-2027/"
    assert "Nachbericht schreiben" in organiser.get(desk).text
    put_out(event)
    page = organiser.get(desk).text
    assert ("Nachbericht schreiben" in page, "Der Beginn der Veranstaltung liegt in der Vergangenheit" in page) == (
        False,
        False,
    )


def test_what_was_never_published_of_a_past_programme_is_no_task_any_more(event, organiser, now):
    plan(event, slot(5, 240, room=None))
    now(event.ends_at - timedelta(hours=1))
    before = organiser.get("/de/manage/jahrestagung-2027/").text
    now(AFTER)
    after = organiser.get("/de/manage/jahrestagung-2027/").text
    assert ["Unveröffentlichte Änderung" in each for each in (before, after)] == [True, False]
    assert ["1 Änderung am Programm ist unveröffentlicht" in each for each in (before, after)] == [False, True]
    assert ["überfällig" in each for each in (before, after)] == [True, False]


def test_the_menu_counts_the_years_since_an_old_meeting(session, visitor, now):
    old = make_event(slug="alt", starts_at=NINE - timedelta(days=3332), ends_at=NINE - timedelta(days=3331))
    visitor.enter(make_member(old).email)
    assert "seit 9 Jahren" in visitor.get("/de/manage/alt/").text


def test_the_page_of_an_item_has_its_materials_and_photos_and_no_other_ones(event, visitor):
    plain = visitor.get(ITEM)
    assert "Unterlagen" not in plain.text
    file, photo = published_file(event), make_photo(event, item=TALK)
    put(event, item=OTHER)
    page = visitor.get(ITEM, headers={"If-None-Match": plain.headers["ETag"]})
    assert page.status_code == 200
    assert f"/de/jahrestagung-2027/materials/{file}" in page.text
    assert f"/photos/{photo}/640.jpg" in page.text
    assert LINK not in page.text


@pytest.mark.both_databases
def test_a_withdrawal_makes_the_page_of_the_item_new_in_the_same_transaction(event, visitor):
    uuid = put(event)
    before = visitor.get(ITEM)
    assert LINK in before.text
    assert visitor.get(ITEM, headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
    answer(event, uuid, MAI, is_granted=False)
    after = visitor.get(ITEM, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, LINK in after.text) == (200, False)


def test_the_page_of_an_item_shows_a_material_when_its_time_has_come(event, visitor, now):
    put(event, not_before=AFTER + timedelta(hours=1))
    put(event, seen_by=SeenBy.PARTICIPANTS, url="https://intern.example.org/1")
    assert LINK not in visitor.get(ITEM).text
    now(AFTER + timedelta(hours=1))
    page = visitor.get(ITEM).text
    assert (LINK in page, "intern.example.org" in page) == (True, False)


def test_a_page_of_an_item_without_anything_asks_the_database_for_nothing_more(event, visitor):
    visitor.get(ITEM)
    with counted_statements() as seen:
        visitor.get(ITEM)
    assert seen == []


def came(event, **changes):
    miriam = arrive(event, "miriam@example.org", **changes)
    let_in(event, db.session().get_one(type(make_registration(event)), miriam))
    return miriam


def test_ones_own_page_has_the_materials_of_ones_own_programme_and_what_is_still_to_come(event, visitor, now):
    now(NINE - timedelta(days=30))
    miriam = came(event)
    now(AFTER)
    open_my_page(visitor, miriam)
    page = visitor.get("/de/my/").text
    assert ("Nachbericht und Unterlagen folgen." in page, page.count("Unterlagen")) == (True, 1)
    put(event, seen_by=SeenBy.PARTICIPANTS)
    put(event, item=OTHER, not_before=AFTER + timedelta(days=6))
    page = visitor.get("/de/my/").text
    mine = page[page.index("Unterlagen zu Ihrem Programm") :]
    assert re.findall(r'<h3><a href="/de/jahrestagung-2027/agenda/[^"]*">([^<]*)', mine) == ["Vortrag 1", "Vortrag 2"]
    assert LINK in mine
    assert "ab 29. April 2027" in mine
    assert 'href="/de/my/materials"' in mine


def test_whoever_takes_no_part_reads_of_no_materials_for_participants(event, visitor, now):
    now(NINE - timedelta(days=30))
    miriam = came(event)
    make_photo(event)
    put(event, seen_by=SeenBy.PARTICIPANTS)
    cancel(event, miriam)
    now(AFTER)
    open_my_page(visitor, miriam)
    page = visitor.get("/de/my/").text
    assert ("Unterlagen" in page, 'href="/de/jahrestagung-2027/photos"' in page) == (False, True)


def test_one_is_asked_how_it_was_until_one_has_answered(event, visitor, now):
    now(NINE - timedelta(days=30))
    miriam = came(event)
    now(AFTER)
    open_my_page(visitor, miriam)
    assert "7 Fragen, bis 6. Mai 2027" in visitor.get("/de/my/").text
    fill_in(event, miriam, sheet(4, 5, 3), AFTER, Random(1))
    assert "Wie war es?" not in visitor.get("/de/my/").text


def test_ones_own_page_afterwards_needs_few_statements(event, visitor, now):
    now(NINE - timedelta(days=30))
    miriam = came(event)
    now(AFTER)
    published_file(event)
    open_my_page(visitor, miriam)
    with counted_statements() as seen:
        visitor.get("/de/my/")

    assert len(seen) - 3 <= 8


def test_what_was_changed_after_its_release_is_gone_from_the_page_of_the_edition(event, visitor):
    uuid = put(event)
    assert "1 Unterlage" in visitor.get(EDITION).text
    editing.remove(event.id, uuid, TEAM)
    assert "Was bleibt" not in visitor.get(EDITION).text
