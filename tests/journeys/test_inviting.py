"""A list becomes invitations; one person comes by their code, one says no, and only the silent hear again."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from gocluster_events.core import clock
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.models import Invitation
from tests.support.live import Live, link_in
from tests.support.make import make_quota, make_registration
from tests.support.sheets import semicolons

LIST = semicolons(
    [
        ["Anrede", "Vorname", "Familienname", "Mailadresse", "Einrichtung"],
        ["Frau", "Jördis", "Weiß", "joerdis@example.org", "Grüne Brücke"],
        ["Herr", "Ole", "Böhm", "ole@example.org", "Musternetzwerk"],
        ["", "Kim", "Voss", "kim@example.org", "Musternetzwerk"],
        ["", "Jo", "Baum", "keine Adresse", ""],
    ]
)


SECONDS = 60_000  # a process of its own begins for the list


def manage(servers: Live, path: str = "") -> str:
    return f"{servers.address}/de/manage/jahrestagung-2027/registration/invitations{path}"


def import_list(page: Page, servers: Live) -> None:
    """From choosing the file to the page that says how many were added."""
    page.goto(manage(servers, "/lists/new"))
    page.get_by_label("Liste (.xlsx oder .csv)").set_input_files(
        files=[{"name": "gäste.csv", "mimeType": "text/csv", "buffer": LIST}]
    )
    page.get_by_role("button", name="Liste hochladen").click()
    expect(page.get_by_label("Spalte D", exact=True)).to_have_value("email")
    expect(page.get_by_role("cell", name="Jördis")).to_be_visible()
    page.get_by_role("button", name="Weiter: Liste prüfen").click()
    expect(page.get_by_text("Zeile 5: „keine Adresse“ ist keine E-Mail-Adresse.")).to_be_visible()
    page.get_by_label("1 Zeile auslassen").check()
    page.get_by_label("Kontingent").select_option(index=1)
    page.get_by_role("button", name="3 Personen importieren").click()
    expect(page.get_by_text("3 Personen wurden aufgenommen.")).to_be_visible(timeout=SECONDS)


def send(page: Page, button: str, number: int) -> None:
    """The mailing that the page offers, to as many as it says; afterwards five minutes have passed."""
    page.get_by_role("link", name=button).click()
    page.get_by_role("button", name=f"{number} E-Mail").click()
    expect(page.get_by_role("status").get_by_text("in fünf Minuten")).to_be_visible()
    with transaction() as session:
        session.execute(sa.update(Mail).values(not_before=clock.now() - timedelta(minutes=1)))


@pytest.mark.usefixtures("worker")
def test_from_a_list_to_a_place_of_the_quota_and_a_reminder_for_the_silent(
    event: Event, servers: Live, organiser: Page, other_page: Page
):
    quota = make_quota(event, name=Localized("Presse"), by_invitation=True, actor_types=[], places=2)
    for _ in range(event.capacity_onsite - 2):
        make_registration(event)
    quota_id = quota.id
    import_list(organiser, servers)
    send(organiser, "Einladungen senden", 3)

    other_page.goto(link_in(servers.mailbox.wait_for("joerdis@example.org")))
    expect(other_page.get_by_text("Für Ihre Einladung: 2 Plätze im Kontingent Presse")).to_be_visible()
    other_page.get_by_role("button", name="Jetzt anmelden").click()
    expect(other_page.get_by_label("Nachname")).to_have_value("Weiß")
    expect(other_page.get_by_label("Einladungscode")).to_have_value(re.compile(r"\w{5}-\w{5}"))
    register(other_page)
    other_page.goto(link_in(servers.mailbox.wait_for("joerdis@example.org", 2)))
    other_page.get_by_role("button", name="E-Mail-Adresse bestätigen").click()
    expect(other_page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()

    other_page.goto(link_in(servers.mailbox.wait_for("ole@example.org")))
    other_page.get_by_role("button", name="Ich kann nicht kommen").click()
    expect(other_page.get_by_role("heading", level=1)).to_have_text("Danke, dass Sie uns Bescheid gegeben haben")

    with transaction() as session:
        session.execute(sa.update(Invitation).values(sent_at=clock.now() - timedelta(days=2)))
    organiser.goto(manage(servers))
    expect(organiser.get_by_role("row", name=re.compile("Alle Eingeladenen 3 3 2 1 1 1"))).to_be_visible()
    send(organiser, "Alle erinnern", 1)
    servers.mailbox.wait_for("kim@example.org", 2)
    assert [len(servers.mailbox.letters(f"{name}@example.org")) for name in ("kim", "ole")] == [2, 1]
    with transaction() as session:
        row = session.scalars(sa.select(Invitation).where(Invitation.email == "joerdis@example.org")).one()
        assert row.quota_id == quota_id


def register(page: Page) -> None:
    """What the invitation does not know yet, and the button that registers."""
    page.get_by_role("radio", name="Vor Ort").check()
    page.get_by_label("Art der Institution").select_option("Start-up")
    page.get_by_label("Bundesland").select_option("Sachsen")
    page.get_by_role("group", name="Sind Sie go-cluster-Mitglied?").get_by_label("Nein").check()
    page.get_by_role("button", name="Weiter: Prüfen").click()
    page.get_by_role("button", name="Anmeldung absenden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte bestätigen Sie Ihre E-Mail-Adresse")
