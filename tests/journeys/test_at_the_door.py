"""The desk at the door: codes before a camera, names half understood, and a network that goes and comes back."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Locator, Page, Response, Route, expect
from sqlalchemy.orm import Session

from gocluster_events.attendance.door.models import Admission
from gocluster_events.core.access import Role
from gocluster_events.meeting.events.models import Event
from tests.support import chromium, live
from tests.support.arrivals import make_guest
from tests.support.browser_storage import ORDER_OF_WRITING
from tests.support.camera import film
from tests.support.databases import Database
from tests.support.live import Live
from tests.support.make import add, make_member
from tests.support.signing_in import enter, sign_in
from tools import browser as finder

MORNING = datetime(2027, 4, 22, 7, 12, tzinfo=UTC)
ASKS_AGAIN_MS = 4_000
DESK = "/de/manage/jahrestagung-2027/admission"
ON_DISK = """async () => {
    const open = indexedDB.open("admission:jahrestagung-2027");
    await new Promise((done) => { open.onsuccess = done; });
    const rows = [];
    for (const name of open.result.objectStoreNames) {
        const all = open.result.transaction(name).objectStore(name).getAll();
        await new Promise((done) => { all.onsuccess = done; });
        for (const each of all.result) {
            const data = each.data ? new TextDecoder("latin1").decode(each.data) : "";
            rows.push([name, each instanceof CryptoKey ? `key ${each.extractable}` : JSON.stringify(each) + data]);
        }
    }
    return rows;
}"""
LAST_NIGHT = """async () => {
    const open = indexedDB.open("admission:jahrestagung-2027");
    await new Promise((done) => { open.onsuccess = done; });
    const list = () => open.result.transaction("list", "readwrite").objectStore("list");
    const kept = list().get("sealed");
    await new Promise((done) => { kept.onsuccess = done; });
    const put = list().put({ ...kept.result, diesAt: kept.result.asOf - 1 }, "sealed");
    await new Promise((done) => { put.onsuccess = done; });
    open.result.close();
}"""


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """The servers on the morning itself."""
    with live.running(database, tmp_path, clock=f"{MORNING.isoformat()}@{int(time.time())}") as started:
        yield started


def at_desk(page: Page, servers: Live, event: Event) -> Page:
    """Somebody of the staff has the desk before them, and it is ready to go without network."""
    enter(page, servers.address, make_member(event, Role.STAFF, email="staff@example.org").email, MORNING)
    page.goto(f"{servers.address}{DESK}")
    page.wait_for_selector("[data-door][data-kept]")
    return page


def verdict(page: Page) -> Locator:
    return page.locator("[data-answers]")


def let_in(page: Page, typed: str, name: str) -> None:
    page.get_by_role("searchbox", name="Name, Institution").fill(typed)
    page.get_by_role("button", name=f"Einlassen: {name}").click()
    expect(verdict(page)).to_contain_text(name)


def admitted(session: Session) -> list[tuple[int, str]]:
    session.rollback()
    rows = session.execute(sa.select(Admission.registration_id, Admission.desk).where(Admission.undone_at.is_(None)))
    return [(whose, desk) for whose, desk in rows]


def slowly(route: Route) -> None:  # longer than a code must be away from the camera to count again
    time.sleep(3.1)
    route.continue_()


def test_a_code_before_the_camera_lets_its_person_in_once(
    browser: Browser, event: Event, servers: Live, session: Session, tmp_path: Path
):
    guest = make_guest(event, first_name="Jördis", last_name="Käßbohrer")
    seen = film(tmp_path, f"jahrestagung-2027/{guest.reference}")
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    arguments = [*finder.ARGUMENTS, *camera, f"--use-file-for-fake-video-capture={seen}"]
    filming = browser.browser_type.launch(executable_path=finder.find(), args=arguments)
    with chromium.opened(filming) as page:
        at_desk(page, servers, event)
        assert page.evaluate("'BarcodeDetector' in globalThis") is False  # so our own reader is what reads
        page.route("**/admission/passages", slowly)
        page.get_by_role("button", name="Kamera").click()
        expect(verdict(page)).to_contain_text("Willkommen", timeout=15_000)
        expect(verdict(page)).to_contain_text("Jördis Käßbohrer")
        expect(verdict(page)).to_contain_text("Keine Zustimmung zu Fotos")
        badge = verdict(page).get_by_role("link", name="Namensschild drucken")
        expect(badge).to_have_attribute("href", f"{DESK.rpartition('/')[0]}/badges.pdf?reference={guest.reference}")
        sheet = verdict(page).get_by_role("link", name="Bogen wählen")
        expect(sheet).to_have_attribute("href", f"{DESK.rpartition('/')[0]}/badges?reference={guest.reference}")
        page.wait_for_timeout(1500)  # the code stays before the camera
        expect(verdict(page)).to_contain_text("Willkommen")
        page.get_by_role("button", name="Kamera").click()
        expect(page.locator("video")).to_be_hidden()
    filming.close()
    assert admitted(session) == [(guest.id, "")]


@pytest.fixture
def away(page: Page, event: Event, servers: Live, session: Session) -> dict[str, int]:
    """Jo is in by this desk when the network goes; then Kim comes. Lea and Ole have yet to come; all by their id."""
    names = ("Jo", "Kim", "Lea", "Ole")
    people = {name: make_guest(event, first_name=name, last_name="Käßbohrer").id for name in names}
    at_desk(page, servers, event)
    page.get_by_label("Name dieses Schalters").fill("Foyer links")
    page.get_by_label("Name dieses Schalters").blur()
    let_in(page, "kaesbohrer jo", "Jo Käßbohrer")
    expect(page.locator("[data-admitted]")).to_have_text("1")
    page.context.set_offline(True)
    let_in(page, "käß kim", "Kim Käßbohrer")
    expect(page.locator("[data-link]")).to_contain_text("1 Einlass noch nicht gesendet")
    page.on("dialog", lambda dialog: dialog.accept())  # "leave the page?": it warns, for something is not sent yet
    return people


def test_without_network_the_page_opens_again_and_goes_on(page: Page, away: dict[str, int], session: Session):
    page.reload()
    page.wait_for_selector("[data-door][data-ready]")
    assert [page.locator(f"[data-{each}]").inner_text() for each in ("admitted", "expected", "recent")] == [
        "2", "4", "2"
    ]  # fmt: skip
    expect(page.locator("[data-latest] [data-name]")).to_have_text(["Kim Käßbohrer", "Jo Käßbohrer"])
    expect(page.locator("[data-link]")).to_contain_text("Ohne Netz, Liste von 09:1")
    expect(page.locator("[data-link]")).to_contain_text("1 Einlass noch nicht gesendet")
    let_in(page, "lea", "Lea Käßbohrer")
    expect(verdict(page).locator("[data-badge]")).to_be_hidden()  # nothing can be printed until the network is back
    expect(verdict(page)).to_contain_text("ohne Netz")
    page.get_by_role("searchbox", name="Name, Institution").fill("kim")
    expect(page.locator("[data-found]")).to_contain_text("Schon seit 09:1")
    expect(page.locator("[data-link]")).to_contain_text("2 Einlässe noch nicht gesendet")
    assert away["Lea"] not in [whose for whose, _desk in admitted(session)]
    storage = json.dumps(page.evaluate(ON_DISK), ensure_ascii=False)
    assert ("key false" in storage, "queue" in storage) == (True, True)
    assert MORNING.date().isoformat() in storage  # what waits knows its day
    assert [each for each in ("Käß", "Kim", "Musternetzwerk") if each in storage] == []

    page.context.set_offline(False)
    expect(page.locator("[data-link]")).to_have_text("Verbunden", timeout=15_000)
    assert sorted(admitted(session)) == [(away[name], "Foyer links") for name in ("Jo", "Kim", "Lea")]
    page.get_by_role("button", name="Zurücknehmen: Lea Käßbohrer").click()
    expect(page.locator("[data-admitted]")).to_have_text("2")
    page.get_by_role("searchbox", name="Name, Institution").fill("kim")  # also of somebody who is not among the last
    page.locator("[data-found]").get_by_role("button", name="Zurücknehmen: Kim Käßbohrer").click()
    expect(page.locator("[data-admitted]")).to_have_text("1")


def test_a_network_that_answers_in_the_servers_place_stops_nobody(
    page: Page, event: Event, servers: Live, session: Session
):
    people = [make_guest(event, first_name=name, last_name="Käßbohrer").id for name in ("Jo", "Kim", "Lea")]
    page.clock.install()
    at_desk(page, servers, event)
    portal = {"status": 200, "content_type": "text/html", "body": "<!doctype html><title>WLAN</title>"}
    page.route("**/admission/passages", lambda route: route.fulfill(**portal), times=1)
    page.route("**/admission/state.json", lambda route: route.fulfill(**portal), times=1)
    let_in(page, "jo", "Jo Käßbohrer")
    expect(verdict(page)).to_contain_text("ohne Netz")
    let_in(page, "kim", "Kim Käßbohrer")
    page.clock.fast_forward(ASKS_AGAIN_MS)
    expect(page.locator("[data-link]")).to_have_text("Verbunden", timeout=15_000)
    let_in(page, "lea", "Lea Käßbohrer")
    expect(verdict(page)).not_to_contain_text("ohne Netz")
    assert sorted(whose for whose, _desk in admitted(session)) == people


def test_the_next_name_is_typed_while_the_server_is_still_asked_about_the_last(
    page: Page, event: Event, servers: Live, session: Session
):
    for name in ("Jo", "Kim"):
        make_guest(event, first_name=name, last_name="Käßbohrer")
    at_desk(page, servers, event)
    assert page.evaluate(ORDER_OF_WRITING, ["admission", "drop", "queue", 999]) == ["stored", "answered"]
    search = page.get_by_role("searchbox", name="Name, Institution")
    kim = page.get_by_role("button", name="Einlassen: Kim Käßbohrer")
    search.fill("jo")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    for button, answer in (("Einlassen", "Willkommen"), ("Zurücknehmen", "Zurückgenommen")):
        page.route("**/admission/passages", hold, times=1)
        with page.expect_request("**/admission/passages"):
            page.get_by_role("button", name=f"{button}: Jo Käßbohrer").first.click()
        search.fill("kim")
        while not held:
            page.wait_for_timeout(20)
        held.pop().continue_()
        expect(verdict(page)).to_contain_text(answer)
        expect(search).to_have_value("kim")
        expect(kim).to_be_visible()
    assert admitted(session) == []


def what_is_new(page: Page) -> Response:
    """What the server says to that question, which the desk asks every four seconds."""
    with page.expect_response("**/admission/state.json") as answer:
        page.clock.fast_forward(ASKS_AGAIN_MS)
    return answer.value


def test_a_button_that_somebody_presses_stays_while_the_server_is_asked_what_is_new(
    page: Page, event: Event, servers: Live
):
    make_guest(event, first_name="Jo", last_name="Käßbohrer")
    page.clock.install()
    at_desk(page, servers, event)
    let_in(page, "jo", "Jo Käßbohrer")
    button = page.locator("[data-latest]").get_by_role("button", name="Zurücknehmen: Jo Käßbohrer")
    while what_is_new(page).status != 304:  # first comes all that the server knows
        pass
    pressed = button.element_handle()
    assert what_is_new(page).status == 304
    page.wait_for_timeout(100)
    assert pressed.evaluate("each => each.isConnected")
    button.click()
    expect(button).to_have_count(0)


def test_whoever_another_desk_let_in_meanwhile_is_shown_afterwards(
    page: Page, event: Event, away: dict[str, int], session: Session
):
    let_in(page, "ole", "Ole Käßbohrer")
    values = {"event_id": event.id, "key": "another-desk", "actor": "staff@example.org", "desk": "Foyer rechts"}
    add(Admission(**values, registration_id=away["Ole"], day=MORNING.date(), at=MORNING, received_at=MORNING))
    page.context.set_offline(False)
    expect(page.locator("[data-conflicts]")).to_contain_text("Ole Käßbohrer", timeout=15_000)
    expect(page.locator("[data-conflicts]")).to_contain_text("Schon seit 09:12 Uhr da · Foyer rechts")
    assert sorted(admitted(session)) == [
        (away["Jo"], "Foyer links"), (away["Kim"], "Foyer links"), (away["Ole"], "Foyer rechts")
    ]  # fmt: skip
    page.get_by_role("button", name="Geklärt").click()
    expect(page.locator("[data-conflicts]")).to_be_hidden()


@pytest.mark.parametrize("path", ["/de/manage/jahrestagung-2027", "/de/sign-in"])
def test_yesterdays_list_goes_from_whatever_page_the_team_opens(page: Page, event: Event, servers: Live, path: str):
    make_guest(event, first_name="Jo", last_name="Käßbohrer")
    at_desk(page, servers, event)
    page.goto(f"{servers.address}/de/manage/jahrestagung-2027/figures")
    page.wait_for_timeout(500)
    assert {name for name, _row in page.evaluate(ON_DISK)} == {"list"}  # today it stays
    page.evaluate(LAST_NIGHT)
    if path.endswith("sign-in"):
        page.context.clear_cookies()
    page.goto(f"{servers.address}{path}")
    deadline = time.monotonic() + 5
    while page.evaluate(ON_DISK) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert page.evaluate(ON_DISK) == []


def test_when_the_session_ends_the_list_is_gone_and_what_is_not_sent_is_kept(
    page: Page, event: Event, servers: Live, session: Session
):
    guest = make_guest(event, first_name="Jo", last_name="Käßbohrer")
    at_desk(page, servers, event)
    page.context.set_offline(True)
    let_in(page, "jo", "Jo Käßbohrer")
    page.context.clear_cookies()  # as after an hour without use
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("Ihre Sitzung ist abgelaufen", timeout=15_000)
    assert [name for name, _row in page.evaluate(ON_DISK)] == ["queue"]

    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("alert").get_by_role("link", name="Einloggen").click()
    sign_in(page, "staff@example.org")
    expect(page.locator("[data-link]")).to_have_text("Verbunden", timeout=15_000)
    assert [whose for whose, _desk in admitted(session)] == [guest.id]

    page.wait_for_selector("[data-door][data-kept]")
    page.get_by_role("button", name="Ausloggen").click()
    expect(page).to_have_url(f"{servers.address}/de/sign-in")
    assert page.evaluate(ON_DISK) == []
    assert page.evaluate("caches.keys()") == []
