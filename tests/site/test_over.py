"""What the pages say once the meeting is over by the clock, though nobody has archived it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from gocluster_events.attendance.door.models import Admission
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import add, archive, make_event, move_event
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.registrants import arrive
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
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


def test_an_item_is_not_shown_live_any_more(visitor: Visitor, event: Event):
    plan(event, slot(1, room=None, code="A1", has_stream=True))
    publish(event)
    page = f"/de/{event.slug}/agenda/a1-vortrag-1"
    assert "Wird live übertragen" in visitor.get(page).text
    end(event)
    assert "live übertragen" not in visitor.get(page).text


def test_an_event_that_was_archived_before_its_day_did_not_take_place(visitor: Visitor, event: Event):
    archive(event)
    for page in (f"/de/{event.slug}/", f"/de/{event.slug}/register"):
        text = visitor.get(page).text
        assert ("sollte am 22. April 2027 stattfinden." in text, "fand am" in text) == (True, False)


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


def own_page(visitor: Visitor, event: Event, *, came: bool) -> str:
    """The own page of Miriam after the meeting, at which she was or was not."""
    miriam = arrive(event, "miriam@example.org")
    if came:
        add(
            Admission(
                event_id=event.id,
                registration_id=miriam,
                day=NOW.date(),
                key=str(uuid4()),
                at=NOW,
                received_at=NOW,
                actor="staff",
            )
        )
    end(event)
    open_my_page(visitor, miriam)
    return visitor.get("/de/my/").text


def main_rows(page: str) -> list[str]:
    """The rows under "Verwalten" above the fold."""
    manage = page.partition('class="my-day__manage"')[2].partition("<details")[0]
    return re.findall(r"<strong>(.+?)</strong></a>", manage)


def test_whoever_was_let_in_is_thanked_and_has_the_certificate_as_the_one_button(visitor: Visitor, event: Event):
    page = own_page(visitor, event, came=True)
    assert "Danke, dass Sie da waren" in page
    assert re.findall(r'kern-btn--primary" href="([^"]+)"', page) == ["/de/my/certificate.pdf"]
    assert main_rows(page) == ["Einwilligungen", "Meine Daten"]
    assert visitor.get("/de/my/certificate.pdf").mimetype == "application/pdf"


def test_whoever_did_not_come_reads_that_it_is_over_and_gets_no_certificate(visitor: Visitor, event: Event):
    page = own_page(visitor, event, came=False)
    assert "Die Veranstaltung ist vorbei" in page
    assert "Danke, dass Sie da waren" not in page
    assert "certificate" not in page
    assert visitor.get("/de/my/certificate.pdf").status_code == 404
    assert main_rows(page) == ["Einwilligungen", "Meine Daten"]


@pytest.mark.parametrize(
    ("status", "days", "named"),
    [
        (EventStatus.PUBLISHED, 5, "Fachdialog"),
        (EventStatus.DRAFT, 5, "Viel später"),
        (EventStatus.PUBLISHED, -5, "Viel später"),
    ],
)
def test_the_next_meeting_is_named_once_the_public_knows_it(
    visitor: Visitor, event: Event, status: EventStatus, days: int, named: str
):
    starts, later = NOW + timedelta(days=days), NOW + timedelta(days=400)
    make_event(title=Localized("Fachdialog"), status=status, starts_at=starts, ends_at=starts + 8 * HOUR)
    make_event(title=Localized("Viel später"), starts_at=later, ends_at=later + 8 * HOUR)
    page = own_page(visitor, event, came=True)
    assert [each for each in ("Nächster Termin", "Fachdialog", "Viel später") if each in page] == [
        "Nächster Termin",
        named,
    ]
