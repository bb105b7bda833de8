"""An organiser decides about many people at once, takes it back, and declines somebody with words of her own."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from gocluster_events.cli.duties import _deliver
from gocluster_events.core import clock
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.deciding import UNDO
from tests.support.live import Live, text_of
from tests.support.make import make_registration
from tests.support.registrants import status

pytestmark = pytest.mark.slow


@pytest.fixture
def people(event: Event) -> dict[str, int]:
    """Three people whom the team has yet to decide about; one reads English."""
    names = {"Tafelmaier": "de", "Straßburger": "de", "Smith": "en"}
    return {
        name: make_registration(
            event, last_name=name, language=language, status=Status.RECEIVED, confirmed_at=None,
            email=f"{number}@example.org",
        ).id
        for number, (name, language) in enumerate(names.items())
    }  # fmt: skip


def test_many_are_confirmed_undone_and_one_is_declined_in_her_words(
    app: Flask, event: Event, people: dict[str, int], organiser: Page, servers: Live
):
    page = organiser
    page.goto(f"{servers.address}/de/manage/{event.slug}/")
    page.get_by_role("link", name="Entscheiden").click()
    for name in ("Tafelmaier, Maria", "Straßburger, Maria"):
        page.get_by_role("checkbox", name=f"{name} auswählen").check()
    expect(page.get_by_text("2 ausgewählt")).to_be_visible()
    page.get_by_role("button", name="Bestätigen 2").click()
    page.get_by_role("button", name="2 Personen bestätigen").click()
    expect(page.get_by_text("2 Personen bestätigt. Die E-Mails werden in 5 Minuten gesendet.")).to_be_visible()
    page.get_by_role("link", name="Rückgängig").click()
    page.get_by_role("button", name="Für 2 Personen rückgängig machen").click()
    expect(page.get_by_text("Für 2 Personen rückgängig gemacht.")).to_be_visible()

    page.get_by_role("link", name="Liste 3").click()
    page.get_by_role("link", name="Smith, Maria").click()
    page.get_by_role("link", name="Absagen …").click()
    page.get_by_label("Die Anmeldung kam zu spät").check()
    english = page.get_by_label("Text auf Englisch")
    expect(english).to_have_value("Your registration came too late. The preparations are complete.")
    english.fill("The hall is small.")
    page.get_by_role("button", name="1 Person absagen").click()
    expect(page.get_by_text("Absage an 1 Person.")).to_be_visible()
    expect(page.get_by_role("heading", name="Abgesagt")).to_be_visible()

    assert [status(each) for each in people.values()] == [Status.RECEIVED, Status.RECEIVED, Status.DECLINED]
    assert servers.mailbox.letters() == []
    with app.test_request_context():
        _deliver(clock.now() + UNDO)
    (letter,) = servers.mailbox.letters()
    assert (letter["To"], "The hall is small." in text_of(letter)) == ("2@example.org", True)
    assert str(letter["Subject"]).startswith("We cannot offer you a place")
