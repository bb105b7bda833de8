"""A colleague is invited, protects the account, signs in by a passkey, and loses the phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import CDPSession, Page, expect

from gocluster_events.meeting.events.models import Event
from tests.support import live
from tests.support.databases import Database
from tests.support.live import Live, link_in

COLLEAGUE, NEW = "neu@example.org", "sieben Zwerge am See"


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """On a host with a name, for devices make no passkeys for an IP address; administrators need a second factor."""
    with live.running(database, tmp_path, host="localhost", admins_need_factor="yes") as started:
        yield started


@pytest.fixture
def phone(other_page: Page) -> tuple[CDPSession, str]:
    """The colleague's browser has a phone that is unlocked by a finger; the connection to it, and its number."""
    wire = other_page.context.new_cdp_session(other_page)
    wire.send("WebAuthn.enable")
    made = wire.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    return wire, str(made["authenticatorId"])


OPTIONS: dict[str, Any] = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def accept(page: Page, link: str) -> None:
    """The invitation makes an account."""
    page.goto(link)
    page.get_by_label("Ihr Name").fill("Noor Baum")
    page.get_by_label("Passwort", exact=True).fill(NEW)
    page.get_by_role("button", name="Einladung annehmen").click()
    expect(page.get_by_text("Willkommen. Ihr Konto ist angelegt")).to_be_visible()


def protect(page: Page) -> list[str]:
    """An app is added and a passkey; returns the recovery codes."""
    page.get_by_role("link", name="Noor Baum").click()
    page.get_by_role("link", name="Hinzufügen oder entfernen").click()
    page.get_by_role("link", name="App hinzufügen").click()
    page.get_by_label("Ihr Passwort").fill(NEW)
    page.get_by_role("button", name="Weiter").click()
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("Ihr Code").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="App hinzufügen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Notfallcodes")
    codes = page.locator("main li code").all_inner_texts()

    page.get_by_role("link", name="Ich habe sie gesichert").click()
    page.get_by_role("link", name="Hinzufügen oder entfernen").click()
    page.get_by_role("link", name="Passkey hinzufügen").click()
    page.get_by_label("Name des Passkeys").fill("Telefon")
    page.get_by_label("Ihr Passwort").fill("not my password at all")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("alert").filter(has_text="nicht Ihr Passwort")).to_be_visible()
    page.get_by_label("Ihr Passwort").fill(NEW)
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_text("Der Passkey ist hinzugefügt.")).to_be_visible()
    return codes


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Ausloggen").first.click()
    expect(page.get_by_role("button", name="Einloggen", exact=True)).to_be_visible()


def begin(page: Page) -> None:
    """The password is typed; it is not enough."""
    page.get_by_label("E-Mail").fill(COLLEAGUE)
    page.get_by_label("Passwort").fill(NEW)
    page.get_by_role("button", name="Einloggen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Faktor")


def invite(page: Page, servers: Live, event: Event) -> None:
    """The organiser asks the colleague to join."""
    page.goto(f"{servers.address}/de/manage/{event.slug}/team")
    page.get_by_role("link", name="Person einladen").click()
    page.get_by_label("E-Mail").fill(COLLEAGUE)
    page.get_by_role("button", name="Einladen").click()
    expect(page.get_by_text(f"Eine Einladung ist unterwegs an {COLLEAGUE}.")).to_be_visible()


def try_code(page: Page, code: str) -> None:
    page.get_by_label("Ihr Code").fill(code)
    page.get_by_role("button", name="Einloggen", exact=True).click()


def remove_passkey(page: Page) -> None:
    """The lost phone opens nothing any more."""
    page.get_by_role("link", name="Noor Baum").click()
    page.get_by_role("link", name="Hinzufügen oder entfernen").click()
    page.get_by_role("link", name="Entfernen … : Telefon").click()
    page.get_by_label("Ihr Passwort").fill(NEW)
    page.get_by_role("button", name="Passkey entfernen").click()
    expect(page.get_by_text("Der Passkey Telefon ist entfernt.")).to_be_visible()


def test_a_colleague_is_invited_protects_the_account_and_loses_the_phone(
    event: Event, servers: Live, organiser: Page, other_page: Page, phone: tuple[CDPSession, str]
):
    page, (wire, number) = other_page, phone
    invite(organiser, servers, event)
    accept(page, link_in(servers.mailbox.wait_for(COLLEAGUE)))
    codes = protect(page)
    assert len(set(codes)) == 10

    sign_out(page)
    page.get_by_role("button", name="Mit Passkey einloggen").click()  # neither address nor password
    expect(page.get_by_role("link", name="Noor Baum")).to_be_visible()

    sign_out(page)
    begin(page)
    page.goto(f"{servers.address}/de/manage/{event.slug}/attendees")  # half a session opens nothing
    expect(page.get_by_role("button", name="Einloggen", exact=True)).to_be_visible()
    begin(page)
    page.get_by_role("button", name="Mit Passkey einloggen").click()  # the phone is the second factor too
    expect(page.get_by_role("link", name="Noor Baum")).to_be_visible()

    sign_out(page)
    wire.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": number})
    begin(page)
    try_code(page, "000000")
    expect(page.get_by_role("alert").first).to_contain_text("Dieser Code stimmt nicht")
    try_code(page, codes[3].lower())
    expect(page.get_by_text("9 Notfallcodes")).to_be_visible()

    remove_passkey(page)
    sign_out(page)
    begin(page)
    expect(page.get_by_role("button", name="Mit Passkey einloggen")).to_have_count(0)
    try_code(page, codes[3])  # which was used
    expect(page.get_by_role("alert").first).to_contain_text("Dieser Code stimmt nicht")
