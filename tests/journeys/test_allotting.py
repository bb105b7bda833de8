"""Wishes from the first to the last: named, changed, closed, allotted, taken back, allotted anew, read, and swapped."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.wishes.models import Allocation, Allotment
from gocluster_events.attendance.wishes.rules.codes import RunState
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.attendance.wishes.services import binding, runs
from gocluster_events.cli.duties import _deliver
from gocluster_events.core import clock
from gocluster_events.core.db import session as reading
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from tests.support import live
from tests.support.booking import item
from tests.support.live import Live, text_of
from tests.support.registrants import arrive
from tests.support.signing_up import personal
from tests.support.smtp_server import SmtpServer
from tests.support.wishing import NONE, make_round, make_wish_meeting, wish, wishes_of
from tools import page_checks

pytestmark = pytest.mark.slow

OTHERS = ("ada", "ben", "cem", "dora", "eva")
KOMMUNEN, START_UPS, WISSEN, PITCH, KI = range(1, 6)


@pytest.fixture
def event(session) -> Event:
    """Kommunen, Start-ups and Wissen at nine, Pitch and KI at eleven, two places each, by wish until 1 April."""
    made = make_wish_meeting(slug="jahrestagung-2027")
    make_round(made)
    return made


@pytest.fixture
def others(event: Event) -> None:
    """Five people who wish for the same as Miriam in the end: the Start-ups, else Kommunen, and nothing at eleven."""
    for name in OTHERS:
        assert wish(event, arrive(event, f"{name}@example.org"), (START_UPS, KOMMUNEN), (NONE,)) is None


@pytest.fixture
def miriam(event: Event, servers: Live, other_page: Page) -> int:
    """She stands on the page of her wishes, in a browser of her own."""
    person = arrive(event, "miriam@example.org")
    other_page.goto(servers.address + personal(person))
    press(other_page, "„Mein Tag“ öffnen")
    expect(other_page.get_by_role("heading", level=1)).to_be_visible()
    other_page.goto(f"{servers.address}/de/my/wishes")
    return person


@pytest.fixture
def desk(organiser: Page, servers: Live, event: Event) -> Page:
    """The organiser stands at the desk."""
    organiser.goto(f"{servers.address}/de/manage/{event.slug}/")
    return organiser


@pytest.fixture
def mailing(app: Flask, smtp: SmtpServer) -> SmtpServer:
    """Where the letters arrive that the test's own worker sends."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_url=smtp.url)
    return smtp


@pytest.fixture
def later(servers: Live, tmp_path: Path, other_page: Page) -> Iterator[Live]:
    """The same meeting when the five minutes are over."""
    hour = clock.now() + UNDO + timedelta(minutes=1)
    with live.running(servers.database, tmp_path / "later", clock=f"{hour.isoformat()}@{int(time.time())}") as started:
        yield started
        other_page.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def wish_button(page: Page, rank: int, title: str) -> Locator:
    return page.get_by_role("radio", name=f"{rank}. Wunsch: {title}")


def says(page: Page, sentence: str) -> None:
    expect(page.locator("main").get_by_text(sentence).first).to_be_visible()


def work(app: Flask, after: timedelta = timedelta()) -> None:
    """The worker does once what it does about allocations and letters, so long from now."""
    then = clock.now() + after
    for verb in (lambda: runs.run_due(then, clock.now), lambda: binding.bind_due(then), lambda: _deliver(then)):
        reading().rollback()  # what was read before is no longer how it is
        with app.test_request_context():
            verb()


def results_in(mailing: SmtpServer) -> dict[str, str]:
    """What each address reads about its wishes, other letters apart."""
    mine = [each for each in mailing.letters if str(each["Subject"]).startswith("Ihre Plätze nach Wunsch")]
    return {str(each["To"]): text_of(each) for each in mine}


def unlucky(event: Event) -> Registration:
    """Who has nothing better than their second wish."""
    reading().rollback()
    second = sa.select(Registration).join(Allotment, Allotment.registration_id == Registration.id)
    mine = (Allotment.rank == 2, Allocation.event_id == event.id, Allocation.state == RunState.COMMITTED)
    return reading().scalars(second.join(Allocation, Allocation.id == Allotment.allocation_id).where(*mine)).one()


@pytest.mark.usefixtures("others")
def test_wishes_are_changed_allotted_taken_back_allotted_anew_read_and_swapped(
    app: Flask, event: Event, miriam: int, desk: Page, other_page: Page, mailing: SmtpServer, later: Live
):
    name_and_change(other_page, miriam)
    close_and_compute(app, desk)
    other_page.reload()
    says(other_page, "Die Zuteilung läuft")
    compute_with_other_places(app, desk)
    work(app)
    assert results_in(mailing) == {}
    work(app, UNDO)
    person, read = unlucky(event), results_in(mailing)
    assert sorted(read) == sorted(f"{name}@example.org" for name in (*OTHERS, "miriam"))
    assert sum("Das ist Ihr Erstwunsch" in each for each in read.values()) == len(OTHERS)
    assert "Das ist Ihr Zweitwunsch" in read[person.email]
    read_and_swap(other_page, later, person)
    reading().rollback()
    booked = {each.item: each.is_held for each in own_bookings(reading(), person.id)}
    assert booked == {item(WISSEN): True, item(KI): True, item(START_UPS): False}


def name_and_change(page: Page, person: int) -> None:
    """Miriam thinks better of both times."""
    wish_button(page, 1, "Kommunen").check()
    wish_button(page, 1, "Pitch").check()
    press(page, "Wünsche speichern")
    says(page, "Gespeichert.")
    assert wishes_of(person) == [(KOMMUNEN, 1), (PITCH, 1)]
    wish_button(page, 2, "Kommunen").check()
    wish_button(page, 1, "Start-ups").check()
    page.get_by_role("checkbox", name="Keine Teilnahme um 11:00 Uhr").check()
    press(page, "Wünsche speichern")
    says(page, "keine Teilnahme")
    assert wishes_of(person) == [(KOMMUNEN, 2), (START_UPS, 1), (PITCH, 0), (KI, 0)]


def close_and_compute(app: Flask, page: Page) -> None:
    """An organiser closes the wishes before their time, computes with the places of the plan, and allots."""
    page.get_by_role("link", name="Buchungen").click()
    page.get_by_role("link", name="Zuteilung").click()
    page.get_by_role("link", name="Jetzt schließen …").click()
    says(page, "Die Wünsche von 6 Personen zählen.")
    press(page, "Wünsche schließen")
    press(page, "Zuteilung berechnen")
    says(page, "Die Zuteilung läuft")
    work(app)
    says(page, "Ergebnis dieser Vorschau")  # by itself
    says(page, "Ohne Platz: 2")
    assert page_checks.axe(page) == []
    press(page, "Zuteilen und 6 E-Mails senden")
    says(page, "Die Zuteilung ist verbindlich.")


def compute_with_other_places(app: Flask, page: Page) -> None:
    """They take it back, and allot what comes of a larger room."""
    work(app)
    press(page, "Zurücknehmen")
    says(page, "Die Zuteilung ist zurückgenommen.")
    page.get_by_role("link", name="Mit anderen Plätzen rechnen …").click()
    page.get_by_label("W2 Start-ups").fill("5")
    press(page, "Berechnen")
    says(page, "Die Zuteilung läuft")
    work(app)
    says(page, "W2 mit 5 Plätzen; 0 ohne Platz")
    press(page, "Zuteilen und 6 E-Mails senden")
    says(page, "Die Zuteilung ist verbindlich.")


def read_and_swap(page: Page, later: Live, person: Registration) -> None:
    """Who has their second wish reads why, books what is left at eleven, and swaps at nine without leaving the list."""
    page.goto(later.address + personal(person.id))
    press(page, "„Mein Tag“ öffnen")
    page.get_by_role("link", name="Meine Wünsche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Platz um 09:00 Uhr")
    says(page, "Ihr Zweitwunsch")
    says(page, "Start-ups: Das Los entschied")
    says(page, "Warteliste für Ihren Erstwunsch: Platz 1")
    for title, button, answer in (
        ("KI", "Platz buchen", "Ihr Platz ist gebucht."),
        ("Wissen", "Jetzt tauschen", "Sie haben getauscht"),
    ):
        page.goto(f"{later.address}/de/jahrestagung-2027/agenda")
        page.get_by_role("link", name=title).first.click()
        page.get_by_role("link", name="Plätze ansehen").click()
        press(page, button)
        says(page, answer)
