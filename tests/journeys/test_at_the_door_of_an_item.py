"""The door of an item: two desks without network, which let in who is booked, and nobody else."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.item_door.models import ItemAdmission
from gocluster_events.attendance.item_door.services import free_missing
from gocluster_events.core.access import Role
from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from tests.support import chromium, live
from tests.support.arrivals import a_key, make_guest
from tests.support.booking import book, give_up, item, make_offer, standing
from tests.support.databases import Database
from tests.support.live import Live
from tests.support.make import add, make_member
from tests.support.programme import NINE, plan, publish, slot
from tests.support.signing_in import enter

BEFORE = NINE - timedelta(minutes=10)
DOOR = "/de/manage/jahrestagung-2027/admission/items/00000001"


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """The servers ten minutes before the workshop."""
    with live.running(database, tmp_path, clock=f"{BEFORE.isoformat()}@{int(time.time())}") as started:
        yield started


@pytest.fixture
def guests(event: Event, servers: Live) -> list[Registration]:
    """Jo and Kim have the two places of the workshop, Lea has none; all are in the house."""
    plan(event, *(slot(number, room=None, sign_up=SignUp.BOOK, code=f"B{number}") for number in (1, 2)))
    publish(event)
    make_offer(event, 1, item_seats=2)
    people = [
        make_guest(event, first_name=name, last_name="Käßbohrer", organisation=name) for name in ("Jo", "Kim", "Lea")
    ]
    facts = {
        "event_id": event.id,
        "day": BEFORE.date(),
        "at": BEFORE,
        "received_at": BEFORE,
        "actor": "staff@example.org",
    }
    for person in people:
        add(Admission(**facts, registration_id=person.id, key=a_key()))
    for person in people[:2]:
        assert book(event.id, person.id) is State.HELD
    make_member(event, Role.STAFF, email="staff@example.org")
    return people


def at_desk(page: Page, servers: Live) -> Page:
    """The item's desk is before somebody of the staff, and ready to go without network."""
    enter(page, servers.address, "staff@example.org", BEFORE)
    page.goto(f"{servers.address}{DOOR}")
    page.wait_for_selector("[data-door][data-kept]")
    return page


def hold_up(page: Page, person: Registration) -> None:
    """The person's code is read, as a scanner types it."""
    page.get_by_role("searchbox", name="Name, Institution").fill(person.reference)
    page.keyboard.press("Enter")


def says(page: Page, words: str) -> None:
    """The desk says so."""
    expect(page.locator("[data-answers]")).to_contain_text(words)


def inside(session: Session) -> list[int]:
    """The registrations that are in the workshop."""
    session.rollback()
    rows = session.query(ItemAdmission.registration_id).where(ItemAdmission.undone_at.is_(None))
    return sorted(whose for (whose,) in rows)


def connect(desk: Page) -> None:
    """The desk has network again, and has sent what it did meanwhile."""
    desk.context.set_offline(False)
    expect(desk.locator("[data-link]")).to_have_text("Verbunden", timeout=15_000)


def test_two_desks_without_network_cannot_overfill_a_room_and_name_whose_place_was_freed_meanwhile(
    browser: Browser, page: Page, guests: list[Registration], event: Event, servers: Live, session: Session
):
    jo, kim, lea = guests
    with chromium.opened(browser) as second:
        desks = [at_desk(page, servers), at_desk(second, servers)]
        for desk in desks:
            desk.context.set_offline(True)
            desk.on("dialog", lambda dialog: dialog.accept())
            hold_up(desk, lea)
            says(desk, "Ohne Netz: nur mit Buchung")
        for desk, person in zip(desks, (jo, kim), strict=True):
            hold_up(desk, person)
            says(desk, "Willkommen")
            expect(desk.locator("[data-missing]")).to_have_text("1")
            hold_up(desk, person)
            says(desk, "Schon seit")
        page.reload()  # it opens again, and knows the same
        page.wait_for_selector("[data-door][data-ready]")
        hold_up(page, kim)
        says(page, "Willkommen")  # the other desk has let them in: who comes twice is named afterwards
        connect(second)
        assert inside(session) == [kim.id]
        assert free_missing(event.id, item(1), Act("staff@example.org", NINE + timedelta(minutes=6))) == 1
        assert book(event.id, lea.id) is State.HELD
        connect(page)
        clarify = page.locator("[data-conflict-list]").get_by_role("listitem").filter(has_text="Jo Käßbohrer")
        expect(clarify).to_contain_text("Eingelassen, aber ohne Platz")
        clarify.get_by_role("button", name="Geklärt").click()
        expect(clarify).to_have_count(0)
    assert inside(session) == [jo.id, kim.id]
    assert sorted(standing(event.id)[0]) == [kim.id, lea.id]


def test_whoever_is_let_in_is_no_longer_among_the_missing(page: Page, guests: list[Registration], servers: Live):
    at_desk(page, servers)
    page.route("**/state.json", lambda route: route.fulfill(status=304))  # the server tells nothing new
    expect(page.locator("[data-missing]")).to_have_text("2")
    hold_up(page, guests[0])
    says(page, "Willkommen")
    expect(page.locator("[data-admitted]")).to_have_text("1")
    expect(page.locator("[data-missing]")).to_have_text("1")


def test_with_network_a_free_place_is_given_by_a_press_and_taken_back_by_one_in_the_answer(
    page: Page, guests: list[Registration], event: Event, servers: Live, session: Session
):
    lea = guests[2]
    at_desk(page, servers)
    hold_up(page, lea)
    says(page, "Ausgebucht")
    assert give_up(event.id, guests[1].id) is None
    page.get_by_role("searchbox", name="Name, Institution").fill("lea")
    page.get_by_role("button", name="Nachsehen: Lea Käßbohrer").click()
    says(page, "Nicht gebucht")
    page.get_by_role("button", name="Einlassen (2. Platz)").click()
    says(page, "Willkommen")
    assert inside(session) == [lea.id]
    expect(page.locator("[data-admitted]")).to_have_text("1")
    page.locator("[data-answers]").get_by_role("button", name="Zurücknehmen: Lea Käßbohrer").click()
    says(page, "Zurückgenommen: Lea Käßbohrer")
    expect(page.locator("[data-admitted]")).to_have_text("0")
    assert inside(session) == []


def test_an_answer_that_is_lost_leaves_everybody_with_the_place_they_had(
    page: Page, guests: list[Registration], event: Event, servers: Live, session: Session
):
    lea, arrivals = guests[2], []
    make_offer(event, 2)
    assert book(event.id, lea.id, 2) is State.HELD
    assert give_up(event.id, guests[1].id) is None

    def lose(route: Route) -> None:
        arrivals.append(route.fetch().json()["verdict"])
        route.abort()

    at_desk(page, servers)
    hold_up(page, lea)
    says(page, "Woanders gebucht")
    page.route("**/passages", lose, times=1)
    page.get_by_role("button", name="Einlassen (2. Platz)").click()
    says(page, "Ohne Netz: nur mit Buchung")
    expect(page.locator("[data-link]")).to_have_text("Verbunden", timeout=45_000)
    assert arrivals == ["welcome"]
    assert inside(session) == []
    assert (standing(event.id)[0], standing(event.id, 2)[0]) == ([guests[0].id], [lea.id])
