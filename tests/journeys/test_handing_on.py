"""A place goes to a substitute; a person reads what is stored; the team finds that two registrations are one person."""

from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.live import Live, link_in
from tests.support.registrants import arrive, status
from tests.support.signing_up import personal


def test_a_person_hands_the_place_on_and_the_substitute_takes_it_over(
    event: Event, servers: Live, page: Page, other_page: Page
):
    giver = arrive(event, "miriam@example.org")
    page.goto(servers.address + personal(giver))
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    page.get_by_role("link", name="Ersatzperson benennen").click()
    page.get_by_role("button", name="Diese Person benennen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Vorname").fill("Kim")
    page.get_by_label("Nachname").fill("Weber")
    page.get_by_label("E-Mail").fill("kim@example.org")
    page.get_by_role("button", name="Diese Person benennen").click()
    expect(page.get_by_text("Bis sie den Platz annimmt, gehört er Ihnen.")).to_be_visible()

    other_page.goto(link_in(servers.mailbox.wait_for("kim@example.org")))
    expect(other_page.get_by_text("Musternetzwerk Leichtbau").first).to_be_visible()
    other_page.get_by_role("button", name="Platz übernehmen").click()
    expect(other_page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()

    page.goto(f"{servers.address}/de/my/")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Ihren Platz hat eine Ersatzperson übernommen")
    page.get_by_role("link", name="Meine Daten", exact=True).click()
    expect(page.get_by_text("Platz an eine Ersatzperson übergeben")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als CSV herunterladen").click()
    assert download.value.suggested_filename == "jahrestagung-2027-meine-daten.csv"


def test_the_team_merges_what_is_one_person(event: Event, servers: Live, organiser: Page):
    first, second = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    organiser.goto(f"{servers.address}/de/manage/{event.slug}/")
    organiser.get_by_role("listitem").filter(has_text="Mögliche Dublette").get_by_role("link").click()
    organiser.get_by_role("link", name="Entscheiden", exact=True).click()
    organiser.get_by_role("radio", name="Eine Person: miriam@example.org bleibt.").check()
    organiser.get_by_role("button", name="Entscheidung speichern").click()
    expect(organiser.get_by_text("Aus zwei Anmeldungen ist eine geworden.")).to_be_visible()
    expect(organiser.get_by_text("Es gibt keine Anmeldungen, die wie Dubletten aussehen.")).to_be_visible()
    assert (status(first), status(second)) == (Status.CONFIRMED, Status.CANCELLED)
    assert "doppelt angemeldet" in str(servers.mailbox.wait_for("m.tannert@example.com", 3))


def test_the_team_keeps_apart_who_are_two_people(event: Event, servers: Live, organiser: Page):
    first, second = arrive(event, "miriam@example.org"), arrive(event, "m.tannert@example.com")
    organiser.goto(f"{servers.address}/de/manage/{event.slug}/registration/duplicates")
    organiser.get_by_role("link", name="Entscheiden", exact=True).click()
    organiser.get_by_role("radio", name="Zwei Personen").check()
    organiser.get_by_role("button", name="Entscheidung speichern").click()
    expect(organiser.get_by_text("Beide Anmeldungen bleiben.")).to_be_visible()
    assert (status(first), status(second)) == (Status.CONFIRMED, Status.CONFIRMED)
