"""An organiser uploads several photos at once, describes and publishes one; somebody in it hides it."""

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from tests.support import sessions
from tests.support.live import Live
from tests.support.make import make_registration
from tests.support.photographs import make_photo, upload
from tests.support.pictures import SVG


def file(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def test_several_photos_are_sent_one_after_the_other_and_a_refused_one_says_why(organiser: Page, servers: Live):
    address = f"{servers.address}/de/manage/jahrestagung-2027/photos"
    organiser.goto(address)
    organiser.get_by_role("button", name="Hochladen").click()
    missing = organiser.get_by_text("Wählen Sie ein Foto aus.")
    expect(missing).to_have_count(2)  # in the summary and at the field
    chosen = organiser.get_by_label("Foto", exact=True)
    chosen.set_input_files(files=[file("saal.jpg", upload()), file("bild.svg", SVG)])
    expect(missing).to_have_count(0)
    organiser.get_by_role("button", name="Hochladen").click()
    states = organiser.locator(".uploads__state")
    expect(states).to_contain_text(["hinzugefügt", "ist nicht als Bild zu lesen"])
    chosen.set_input_files(files=[file("keynote.jpg", upload("navy"))])
    organiser.get_by_role("button", name="Hochladen").click()
    expect(organiser.get_by_role("link", name="Foto ohne Bildunterschrift")).to_have_count(
        2
    )  # the page has loaded anew


def test_a_photo_is_described_with_keys_alone_and_published(organiser: Page, servers: Live, event: Event):
    uuid = make_photo(event, is_public=False, credit="", is_checked=False)
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/photos/{uuid}")
    organiser.get_by_label("Bildnachweis").focus()
    organiser.keyboard.type("Kim Muster")
    organiser.get_by_label("Wer Nein gesagt hat, ist nicht zu sehen").focus()
    organiser.keyboard.press("Space")
    organiser.keyboard.press("Tab")
    expect(organiser.get_by_role("button", name="Speichern", exact=True)).to_be_focused()
    organiser.keyboard.press("Enter")
    expect(organiser.get_by_text("Das Foto ist gespeichert.")).to_be_visible()
    organiser.get_by_role("button", name="Veröffentlichen").focus()
    organiser.keyboard.press("Enter")
    expect(organiser.get_by_text("Das Foto ist öffentlich.")).to_be_visible()
    organiser.goto(f"{servers.address}/de/jahrestagung-2027/photos")
    shot = organiser.get_by_role("img", name="Menschen im Saal")
    expect(shot).to_be_visible()
    organiser.wait_for_function("document.querySelector('.photo__picture').naturalWidth > 0")


def test_whoever_is_in_a_photo_hides_it_with_two_clicks(
    app: Flask, session: Session, event: Event, servers: Live, page: Page
):
    make_photo(event)
    cookie = sessions.cookie(app, sessions.participant(event, make_registration(event).id))
    page.context.add_cookies([{"name": "events", "value": cookie, "url": servers.address}])
    page.goto(f"{servers.address}/de/jahrestagung-2027/photos")
    page.get_by_role("link", name="Ich bin auf diesem Foto").click()
    page.get_by_role("button", name="Foto verbergen").click()
    expect(page.get_by_role("heading", name="Das Foto ist verborgen")).to_be_visible()
    page.get_by_role("link", name="Zurück zu den Fotos").click()
    expect(page.get_by_text("Es sind noch keine Fotos veröffentlicht.")).to_be_visible()
