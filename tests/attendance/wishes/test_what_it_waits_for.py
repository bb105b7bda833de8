"""What a binding run waits for before it is carried out, as the team's page says it."""

from datetime import timedelta

import pytest

from gocluster_events.attendance.wishes.rules.binding import Awaits, awaited
from gocluster_events.attendance.wishes.services import binding
from gocluster_events.backoffice.publishing.rules import Announcement
from gocluster_events.backoffice.publishing.services import publishing
from gocluster_events.core import db
from gocluster_events.core.access import Role
from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.queries import steps
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.attendance.bookings.conftest import signed_in
from tests.support.booking import TEAM
from tests.support.boxes import words_of
from tests.support.settings import NOW
from tests.support.wish_rounds import committed, computed, make_round, meeting, stored, wisher
from tests.support.workshops import change as change_draft

PAGE = "/de/manage/jahrestagung-2027/bookings/allocation"
MINUTE = timedelta(minutes=1)
OVER = NOW + 5 * MINUTE


@pytest.fixture
def event(session):
    event = meeting(1, 3, slug="jahrestagung-2027")
    make_round(event)
    for number in range(2):
        wisher(event, 1, 2, first_name=f"P{number}")
    return event


@pytest.fixture
def organiser(app, event):
    return signed_in(app, event, Role.ORGANISER)


def page_of(organiser):
    return words_of(organiser.get(PAGE).text)


def change_status(event, status):
    with db.transaction() as session:
        session.get_one(Event, event.id).status = status


@pytest.mark.parametrize(
    ("status", "version_at", "now", "what"),
    [
        (EventStatus.PUBLISHED, None, NOW, (Awaits.MINUTES, OVER)),
        (EventStatus.PUBLISHED, None, OVER, (Awaits.WORKER, OVER)),
        (EventStatus.PUBLISHED, NOW + 4 * MINUTE, NOW, (Awaits.VERSION, NOW + 4 * MINUTE)),
        (EventStatus.PUBLISHED, OVER, NOW, (Awaits.MINUTES, OVER)),
        (EventStatus.PUBLISHED, NOW, NOW, (Awaits.MINUTES, OVER)),
        (EventStatus.DRAFT, NOW + 4 * MINUTE, OVER, (Awaits.DRAFT, OVER)),
        (EventStatus.ARCHIVED, None, NOW, (Awaits.ARCHIVED, OVER)),
    ],
)
def test_it_waits_five_minutes_or_for_a_version_before_and_only_in_a_public_edition(status, version_at, now, what):
    assert awaited(status, NOW, version_at, now) == what


def test_the_page_names_the_hour_of_the_letters(event, organiser):
    committed(event)
    assert "Die E-Mails gehen um 10:05 Uhr hinaus. Bis dahin weiß niemand davon" in page_of(organiser)


def test_in_a_draft_edition_the_page_says_that_it_waits_for_its_publication(event, organiser):
    change_status(event, EventStatus.DRAFT)
    computed(event)
    page = page_of(organiser)
    assert "2 E-Mails, sobald die Veranstaltung veröffentlicht ist" in page
    assert ("fünf Minuten lang zurückziehbar" in page, "Zuteilen und 2 E-Mails senden" in page) == (False, False)
    organiser.form(PAGE, f"{PAGE}/binding").send()
    page = page_of(organiser)
    assert "Erst wenn sie veröffentlicht ist, haben alle ihre Plätze" in page
    assert "Die E-Mails gehen um" not in page
    later = OVER + MINUTE
    assert (binding.bind_due(later), stored(event, 1).bound_at) == (0, None)
    change_status(event, EventStatus.PUBLISHED)
    assert (binding.bind_due(later), stored(event, 1).bound_at) == (1, later)
    assert "Erst wenn sie veröffentlicht ist" not in page_of(organiser)


def test_a_planned_publication_of_the_programme_is_the_hour_where_it_comes_first(event, organiser):
    change_draft(event, 2)
    seen = steps.head(db.session(), event.id).revision
    publishing.plan_publication(event.id, Announcement(), NOW + 3 * MINUTE, Act(TEAM.by, NOW), seen=seen)
    committed(event)
    assert "Die E-Mails gehen um 10:03 Uhr hinaus, weil das Programm dann wie geplant" in page_of(organiser)
