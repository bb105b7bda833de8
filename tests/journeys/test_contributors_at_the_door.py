"""Somebody on the programme who is not registered comes while the network is away."""

from dataclasses import replace

import sqlalchemy as sa
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from tests.journeys.test_at_the_door import admitted, at_desk, let_in, servers, verdict
from tests.support.arrivals import make_guest, number_of
from tests.support.live import Live
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people

__all__ = ["servers"]


def test_who_is_let_in_without_network_is_registered_once_when_it_is_back(
    page: Page, event: Event, servers: Live, session: Session
):
    speaker = replace(MAI, organisation="Hochschule Muster")
    plan(event, speaker, TAREK, with_people(slot(1, room=None), speaker, TAREK))
    publish(event)
    own = make_guest(event, first_name="Tarek", last_name="Lindholm").id
    at_desk(page, servers, event)
    expect(page.locator("[data-expected]")).to_have_text("2")
    page.context.set_offline(True)
    let_in(page, "petersen", "Mai Lan Petersen")
    expect(verdict(page)).to_contain_text("Hochschule Muster · Im Programm")
    page.get_by_role("searchbox", name="Name, Institution").fill(number_of(event, MAI))
    page.keyboard.press("Enter")
    expect(verdict(page)).to_contain_text("Schon seit")  # the badge is held up once more
    page.get_by_role("searchbox", name="Name, Institution").fill(number_of(event, TAREK))
    page.keyboard.press("Enter")
    expect(verdict(page)).to_contain_text("Tarek Lindholm")  # who is registered has the badge of the programme
    assert admitted(session) == []
    page.context.set_offline(False)
    expect(page.locator("[data-link]")).to_have_text("Verbunden", timeout=15_000)
    came = [whose for whose, _desk in admitted(session)]
    people = list(session.scalars(sa.select(Registration.id).where(Registration.outside_seats)))
    assert (len(people), came) == (1, [*people, own])
    expect(page.locator("[data-expected]")).to_have_text("2")
