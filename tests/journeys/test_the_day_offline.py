"""One's own day kept on a device: it opens without network, follows the clock, and is gone when it should be."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.dates import time_span
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind, SignUp
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.events.models import Event
from gocluster_events.site.rules.own_day import OwnItems, OwnRow, own_days, own_moment
from tests.support import live
from tests.support.booking import book, item, make_offer, wait
from tests.support.browser_storage import ON_DISK, ORDER_OF_WRITING
from tests.support.databases import Database
from tests.support.live import Live, link_in
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import NINE, plan, publish, slot, timetable
from tests.support.proving import Proof
from tests.support.registrants import arrive

MIRIAM = "miriam@example.org"
MIDNIGHT = datetime(2027, 3, 27, 23, tzinfo=UTC)  # at the venue; at two o'clock the clocks go forward
KEEP = "Zur Nutzung ohne Netz speichern"
DELETE = "Vom Gerät löschen"
AT_THE_DOOR = "Freie Plätze gibt es vor Ort an der Tür."
NOTHING = "Von Ihrem Tag ist auf diesem Gerät nichts gespeichert."
QUARTER = 15 * 60_000
WORKSHOPS = {41: 90, 42: 240, 43: 240}  # so many minutes in: Miriam waits for two, for the second instead of the last
SLOW_TO_READ = """() => {
    const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
    const free = new Promise((resolve) => { globalThis.readOn = resolve; });
    crypto.subtle.decrypt = async (...facts) => { await free; return decrypt(...facts); };
    document.dispatchEvent(new Event("visibilitychange"));
}"""
CLEARS_NOTHING = "() => { IDBObjectStore.prototype.clear = function clear() { return this.count(); }; }"


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """The servers on the night on which the clocks go forward, as the meeting begins."""
    with live.running(database, tmp_path, clock=f"{MIDNIGHT.isoformat()}@{int(time.time())}") as started:
        yield started


@pytest.fixture
def night(session: object) -> Event:
    """A meeting from midnight to the next noon."""
    hours = {"starts_at": MIDNIGHT, "ends_at": MIDNIGHT + timedelta(hours=12)}
    return make_event(slug="jahrestagung-2027", registration_closes_at=MIDNIGHT - timedelta(hours=9), **hours)


def items(hall: int | None = None) -> list[Item]:
    """Talks and breaks through twelve hours, some of which overlap, and an hour without anything."""
    start = int((MIDNIGHT - NINE).total_seconds() // 60)
    kinds = (Kind.TALK, Kind.COFFEE, Kind.FORUM, Kind.TALK, Kind.LUNCH)
    return [
        slot(
            number + 1,
            start + number * 30,
            kind=kinds[number % 5],
            title=Localized(f"Programmpunkt {number + 1}"),
            length_minutes=45 if number % 5 == 2 else 30,
            room=hall,
        )
        for number in range(24)
        if number not in {7, 8}
    ] + [
        slot(number, start + minute, title=Localized(f"Werkstatt {number}"), sign_up=SignUp.BOOK, room=None)
        for number, minute in WORKSHOPS.items()
    ]


@pytest.fixture
def own_page(night: Event, servers: Live, page: Page) -> Page:
    """Miriam's page in that night."""
    plan(night, *items(make_room(night, name="Eichensaal").id))
    publish(night)
    miriam = arrive(night, MIRIAM)
    for number, minute in WORKSHOPS.items():
        starts_at = MIDNIGHT + timedelta(minutes=minute)
        make_offer(night, number, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    book(night.id, miriam, 43)
    for number, other in ((41, ""), (42, item(43))):
        book(night.id, make_registration(night).id, number)
        wait(night.id, miriam, number, instead_of=other)
    page.goto(link_in(servers.mailbox.wait_for(MIRIAM, 2)))
    page.clock.install()
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    page.wait_for_selector("[data-keep][data-ready]")
    return page


def keep(page: Page) -> None:
    page.get_by_role("button", name=KEEP).click()
    expect(page.locator("[data-keep-said]")).to_contain_text("Auf diesem Gerät gespeichert.")


def offline(page: Page, servers: Live) -> None:
    """The page is opened anew, and there is no network."""
    page.context.set_offline(offline=True)
    page.goto(f"{servers.address}/de/my/")
    page.wait_for_selector("[data-day][data-ready]")


def rows() -> tuple[OwnRow, ...]:
    own = OwnItems(booked={item(43)}, waiting={item(41): 1, item(42): 1})
    return own_days(timetable(*items()), own, is_member=False)[-1].rows


def titles(chosen: list[OwnRow | None]) -> list[str]:
    return [row.items[0].title.de for row in chosen if row]


@pytest.mark.promise("P31")
def test_without_network_the_day_is_right_for_twelve_hours_unreadable_on_the_disk_and_gone_in_its_night(
    own_page: Page, servers: Live, proof: Proof
):
    assert own_page.evaluate(ON_DISK) == []  # nobody has asked yet
    keep(own_page)
    offline(own_page, servers)
    texts = own_page.evaluate(ON_DISK)
    assert "key false" in texts
    assert [each for each in texts if "Tannert" in each or "Programmpunkt" in each or "Eichensaal" in each] == []
    expect(own_page.locator("[data-age]")).to_contain_text("Stand So., 28. März, 00:0")
    own_page.get_by_text("QR-Code zeigen").click()
    code = own_page.locator("[data-picture] svg").bounding_box()
    assert code
    assert code["width"] > 200
    own_page.clock.fast_forward(QUARTER // 2)
    for step in range(48):
        moment = own_moment(rows(), MIDNIGHT + timedelta(minutes=7 + 15 * step))
        card = own_page.locator("[data-card]")
        if moment.card:
            expect(card.locator("h2")).to_have_text(titles([moment.card])[0])
            expect(card.locator("[data-beside] .plan__title")).to_have_text(titles(moment.beside))
            ahead = [row for row in (*moment.beside, moment.card) if row.waits_at_door and row.starts_at > moment.now]
            expect(card.get_by_text(AT_THE_DOOR)).to_have_count(len(ahead))
            span = time_span(moment.card.starts_at, moment.card.ends_at, "Europe/Berlin")
            expect(card.locator("[data-span]")).to_have_text(span)
        else:
            expect(card).to_be_hidden()
        expect(own_page.locator("[data-plan] > li > div > [data-title]")).to_have_text(titles(moment.after))
        expect(own_page.locator("[data-pauses] [data-title]")).to_have_text(titles([moment.pause, *moment.ahead]))
        own_page.clock.fast_forward(QUARTER)
    own_page.clock.fast_forward(14 * 4 * QUARTER)
    expect(own_page.locator("[data-age]")).to_be_visible()  # shortly after three
    own_page.clock.fast_forward(4 * QUARTER)
    expect(own_page.get_by_text(NOTHING)).to_be_visible()
    assert own_page.evaluate(ON_DISK) == []
    proof.says(
        "a day of 12 hours kept on a device, each quarter looked at without network, as clocks go forward",
        "48 times the right item and what comes next; nothing readable on the disk; after four o'clock nothing at all",
    )


@pytest.mark.promise("P31", control=True)
def test_a_vault_whose_key_is_not_wiped_is_found_out(own_page: Page, servers: Live, proof: Proof):
    keep(own_page)
    offline(own_page, servers)
    own_page.evaluate(CLEARS_NOTHING)
    own_page.clock.fast_forward(27 * 4 * QUARTER)
    expect(own_page.get_by_text(NOTHING)).to_be_visible()
    assert "key false" in own_page.evaluate(ON_DISK)
    proof.says("nothing is cleared in the night", "the key is still on the device")


def test_a_day_deleted_while_it_is_looked_at_is_gone_without_a_complaint(own_page: Page, servers: Live):
    keep(own_page)
    offline(own_page, servers)
    own_page.evaluate(SLOW_TO_READ)
    own_page.get_by_role("button", name=DELETE).click()
    expect(own_page.get_by_text(NOTHING)).to_be_visible()
    own_page.evaluate("readOn()")
    own_page.evaluate("() => new Promise((resolve) => { setTimeout(resolve); })")
    assert own_page.evaluate(ON_DISK) == []


def test_two_looks_at_once_in_its_night_let_it_go_once(own_page: Page, servers: Live):
    keep(own_page)
    offline(own_page, servers)
    own_page.clock.set_system_time(MIDNIGHT + timedelta(hours=27))
    own_page.evaluate("() => { for (const _ of [1, 2]) document.dispatchEvent(new Event('visibilitychange')); }")
    expect(own_page.get_by_text(NOTHING)).to_be_visible()
    own_page.wait_for_function("async () => !(await caches.keys()).length")
    assert own_page.evaluate(ON_DISK) == []


def test_a_button_the_end_of_the_session_and_cancelling_delete_it(own_page: Page, servers: Live):
    day = '{"dies_at": "2027-03-29T02:00:00Z"}'
    assert own_page.evaluate(ORDER_OF_WRITING, ["day", "keepDay", day]) == ["stored", "answered"]
    keep(own_page)
    own_page.get_by_role("button", name=DELETE).click()
    expect(own_page.get_by_role("button", name=KEEP)).to_be_visible()
    assert own_page.evaluate(ON_DISK) == []
    keep(own_page)
    own_page.get_by_role("link", name="Auf diesem Gerät beenden").click()
    own_page.get_by_role("button", name="Jetzt beenden").click()
    expect(own_page.get_by_label("E-Mail")).to_be_visible()
    own_page.wait_for_function("async () => !(await indexedDB.databases()).length && !(await caches.keys()).length")
    assert own_page.evaluate(ON_DISK) == []
    own_page.goto(link_in(servers.mailbox.wait_for(MIRIAM, 2)))
    own_page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    keep(own_page)
    own_page.goto(f"{servers.address}/de/my/cancellation")
    own_page.get_by_role("button", name="Abmelden").click()
    expect(own_page.get_by_role("heading", level=1)).to_have_text("Meine Anmeldung")
    own_page.wait_for_function("async () => !(await indexedDB.databases()).length && !(await caches.keys()).length")
    assert own_page.evaluate(ON_DISK) == []
