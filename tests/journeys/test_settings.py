"""An organiser gives the edition its look, sees what is not saved yet, and is not sent away with it."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from gocluster_events.meeting.events.models import Event
from tests.support.live import Live
from tests.support.pictures import drawn

UNSAVED = "1 Änderung noch nicht gespeichert"


@pytest.fixture
def settings(organiser: Page, servers: Live) -> Page:
    """The organiser has opened the settings."""
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/settings")
    return organiser


def test_a_logo_and_a_colour_reach_the_public_page(settings: Page, servers: Live, event: Event):
    upload = {"name": "logo.png", "mimeType": "image/png", "buffer": drawn(size=(640, 160))}
    settings.get_by_label(re.compile("^Logo")).set_input_files(files=[upload])
    settings.get_by_label("Institution hinter dem Logo").fill("Ministerium")
    settings.get_by_label("Akzentfarbe").fill("#5F316E")
    settings.get_by_role("button", name="Speichern", exact=True).click()
    expect(settings.get_by_role("status").get_by_text("gespeichert")).to_be_visible()
    settings.goto(f"{servers.address}/de/jahrestagung-2027/")
    logo = settings.get_by_role("img", name="Ministerium")
    assert logo.evaluate("image => [image.naturalWidth, image.width, image.height]") == [640, 160, 40]
    ground = settings.locator(".hero").evaluate("hero => getComputedStyle(hero).backgroundColor")
    assert ground == "rgb(95, 49, 110)"


def test_the_preview_follows_the_colour_that_is_picked_and_says_its_contrast(settings: Page):
    settings.get_by_label("Farbe auswählen").fill("#80cdec")
    expect(settings.get_by_label("Akzentfarbe")).to_have_value("#80CDEC")
    expect(settings.get_by_text("Kontrast zu Weiß: 1,7 : 1. Text braucht 4,5 : 1")).to_be_visible()
    settings.get_by_label("Akzentfarbe").fill("#5F316E")
    expect(settings.get_by_text("Kontrast zu Weiß: 9,7 : 1")).to_be_visible()
    fills = settings.locator("rect.is-light, rect.is-dark").evaluate_all(
        "all => all.map(each => each.getAttribute('fill'))"
    )
    assert [fill.upper() for fill in fills] == ["#5F316E", "#B7A2BE"]  # as the pages will have it


def test_unsaved_changes_are_said_and_kept_from_being_lost(settings: Page):
    dialogs: list[str] = []

    def stay(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.dismiss()

    settings.on("dialog", stay)
    expect(settings.get_by_text(UNSAVED)).to_be_hidden()
    settings.get_by_label("Ort Optional", exact=True).fill("Bonn")
    expect(settings.get_by_text(UNSAVED)).to_be_visible()
    settings.get_by_role("link", name="Übersicht", exact=True).click()
    expect(settings.get_by_label("Ort Optional", exact=True)).to_have_value("Bonn")
    assert dialogs == ["beforeunload"]


def test_the_bar_counts_what_is_not_saved_and_a_day_can_be_added_by_keys(settings: Page):
    bar, begins = settings.locator(".save-bar"), settings.get_by_label("Tag 1: Beginn").input_value()
    settings.get_by_label("Ort Optional", exact=True).fill("Bonn")
    settings.get_by_label("Tag 1: Beginn").fill("08:30")
    expect(bar.get_by_text("2 Änderungen noch nicht gespeichert")).to_be_visible()
    settings.get_by_label("Tag 1: Beginn").fill(begins)
    expect(bar.get_by_text(UNSAVED)).to_be_visible()
    settings.get_by_role("button", name="Tag danach hinzufügen").press("Enter")
    expect(settings.get_by_label("Tag 2: Datum")).to_have_value("2027-04-23")
    expect(bar.get_by_text("2 Änderungen noch nicht gespeichert")).to_be_visible()
    settings.get_by_label("Telefon des Kontakts").press("Enter")  # saves, and removes no day
    expect(settings.get_by_role("status").get_by_text("gespeichert")).to_be_visible()
    expect(settings.get_by_label("Tag 2: Datum")).to_have_value("2027-04-23")
    expect(settings.get_by_label("Ort Optional", exact=True)).to_have_value("Bonn")


def test_the_index_follows_the_page(settings: Page):
    index = settings.get_by_role("navigation", name="Abschnitte der Einstellungen")
    expect(index.locator("[aria-current]")).to_have_text("Status")
    settings.get_by_role("heading", name="Gestaltung").evaluate("each => each.scrollIntoView({ block: 'start' })")
    expect(index.locator("[aria-current]")).to_have_text("Gestaltung")


@pytest.mark.promise("P22")
def test_the_bar_never_hides_the_field_that_has_the_focus(settings: Page):
    settings.emulate_media(reduced_motion="reduce")  # otherwise the page is still on its way when it is measured
    for _ in range(30):
        settings.keyboard.press("Tab")
        covered = settings.evaluate(
            """() => {
                const field = document.activeElement, bar = document.querySelector(".save-bar");
                if (bar.contains(field) || !field.closest("form[data-guard]")) return false;
                return field.getBoundingClientRect().top > bar.getBoundingClientRect().top;
            }"""
        )
        assert not covered, settings.evaluate("document.activeElement.name")
