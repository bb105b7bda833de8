"""What the pages say once the meeting is over by the clock, though nobody has archived it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from gocluster_events.events.models import Event
from tests.support.make import move_event
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.settings import NOW
from tests.support.visitor import Visitor

HOUR = timedelta(hours=1)
CALENDAR = ".ics"


@pytest.fixture
def programme(event: Event) -> str:
    """A published item with somebody in it; the address of the edition."""
    plan(event, MAI, with_people(slot(1, room=None, code="A1"), MAI))
    publish(event)
    return f"/de/{event.slug}"


def end(event: Event) -> None:
    move_event(event.id, NOW - 9 * HOUR, NOW - HOUR)


def test_the_page_of_the_registration_says_over_and_not_that_the_period_has_ended(visitor: Visitor, event: Event):
    end(event)
    page = visitor.get(f"/de/{event.slug}/register").text
    assert "<h1>Diese Veranstaltung ist vorbei</h1>" in page
    assert "Anmeldefrist" not in page
    assert "Anmeldeschluss" not in page


@pytest.mark.parametrize("path", ["/", "/agenda", "/agenda/a1-vortrag-1", f"/people/{MAI.uuid}", "/agenda?items="])
def test_nothing_asks_to_save_a_date_that_has_passed(
    session: Session, visitor: Visitor, event: Event, programme: str, path: str
):
    assert CALENDAR in visitor.get(programme + path, follow_redirects=True).text
    end(event)
    page = visitor.get(programme + path, follow_redirects=True)
    assert (page.status_code, CALENDAR in page.text, "data-star-model" in page.text) == (200, False, False)


def test_the_addresses_of_calendars_keep_answering(visitor: Visitor, event: Event, programme: str):
    end(event)
    assert visitor.get(f"/{event.slug}/agenda.ics?lang=de").status_code == 200
    assert visitor.get(f"/{event.slug}/meeting.ics?lang=de").status_code == 200
