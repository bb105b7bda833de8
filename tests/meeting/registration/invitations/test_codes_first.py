"""Before registration opens to all, only a valid code registers, and only for the places of its quota."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import (
    EventStatus,
    Mode,
    RegistrationPhase,
    Window,
    registration_phase,
)
from gocluster_events.meeting.registration.invitations.rules.codes import sending_obstacle
from gocluster_events.meeting.registration.people.models import Quota, Registration
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Status
from gocluster_events.meeting.registration.waiting.services.due_changes import lapse_and_move_up
from tests.support.invited import KIM, importing, invited, shared_code
from tests.support.make import make_event, make_quota
from tests.support.refusal import refusal
from tests.support.registrants import HOUR, cancel, outbox, prove, register, row_of
from tests.support.settings import NOW
from tests.support.signing_up import PAGE, errors, fill_in, number_of, open_my_page, page_of
from tests.support.visitor import Visitor

OPENS = NOW + timedelta(days=7)


@pytest.fixture
def event(session: Session) -> Event:
    """Registration opens in a week; codes are valid since yesterday."""
    return make_event(
        slug="jahrestagung-2027", registration_opens_at=OPENS, codes_open_at=NOW - timedelta(days=1), capacity_onsite=10
    )


@pytest.fixture
def quota(event: Event) -> Quota:
    return make_quota(event, by_invitation=True, actor_types=[], places=1)


@pytest.fixture
def code(event: Event, quota: Quota) -> str:
    return shared_code(event, quota)


def test_the_phase_goes_from_not_yet_over_codes_to_open():
    window = Window(NOW, NOW + HOUR, NOW - HOUR)
    second = timedelta(seconds=1)

    def phase(at: datetime, status: EventStatus = EventStatus.PUBLISHED) -> RegistrationPhase:
        return registration_phase(status, window, NOW + 9 * HOUR, at)

    assert [phase(NOW - HOUR - second), phase(NOW - HOUR), phase(NOW - second), phase(NOW)] == [
        RegistrationPhase.NOT_YET, RegistrationPhase.CODES, RegistrationPhase.CODES, RegistrationPhase.OPEN,
    ]  # fmt: skip
    assert phase(NOW - HOUR, EventStatus.DRAFT) is RegistrationPhase.NOT_YET


@pytest.mark.both_databases
def test_without_a_code_nobody_registers_and_with_one_somebody_does(event: Event, quota: Quota, code: str):
    assert refusal(register, event, "nobody@example.org") is Refusal.CODE_NEEDED
    person = register(event, invitation_code=code)
    assert (prove(event, person), row_of(person).quota_id) == (Status.CONFIRMED, quota.id)
    assert refusal(register, event, "early@example.org", NOW - timedelta(days=2), invitation_code=code) is (
        Refusal.NOT_OPEN_YET
    )


@pytest.mark.both_databases
def test_a_full_quota_means_waiting_although_other_places_are_free_until_it_opens_to_all(event: Event, code: str):
    prove(event, register(event, invitation_code=code))
    second = register(event, "kim@example.org", invitation_code=code)
    assert prove(event, second) is Status.WAITLISTED
    lapse_and_move_up(NOW + HOUR)
    assert row_of(second).status is Status.WAITLISTED
    lapse_and_move_up(OPENS)
    assert (row_of(second).status, row_of(second).quota_id) == (Status.CONFIRMED, None)


def test_a_code_of_no_quota_gives_a_place_that_is_open_to_all(event: Event, quota: Quota):
    importing(event, KIM)
    person = register(event, "kim@example.org", invitation_code=invited(event, "kim@example.org").code)
    assert (prove(event, person), row_of(person).quota_id) == (Status.CONFIRMED, None)


def test_details_that_the_quota_never_admits_are_refused(event: Event, code: str):
    assert refusal(register, event, invitation_code=code, mode=Mode.ONLINE) is Refusal.CODE_FOR_OTHERS


def test_after_a_lapse_the_code_must_still_be_good(event: Event, quota: Quota):
    importing(event, KIM)
    code = invited(event, "kim@example.org").code
    late = register(event, "late@example.org", invitation_code=code)
    lapse_and_move_up(NOW + 49 * HOUR)
    assert row_of(late).status is Status.LAPSED
    prove(event, register(event, "kim@example.org", NOW + 50 * HOUR, invitation_code=code), NOW + 50 * HOUR)
    assert refusal(prove, event, late, NOW + 51 * HOUR) is Refusal.CODE_NEEDED


def test_the_pages_say_when_it_opens_and_lead_on_with_a_code(visitor: Visitor, event: Event, code: str):
    page = visitor.get(f"/de/{event.slug}/register")
    assert "27. März 2027" in page.text
    assert "Mit Einladungscode können Sie sich jetzt anmelden" in page.text
    wrong = visitor.get(f"/de/{event.slug}/register?code=00000-00000")
    assert ("Diesen Einladungscode kennen wir nicht." in wrong.text, "last_name" in wrong.text) == (True, False)
    assert "lassen Sie das Feld leer" not in wrong.text
    assert "Geben Sie Ihren Einladungscode ein." in visitor.get(f"/de/{event.slug}/register?code=+").text
    right = visitor.get(f"/de/{event.slug}/register?code={code}")
    assert "last_name" in right.text
    box = visitor.get(f"/de/{event.slug}/").text
    assert ("Die Anmeldung ist noch nicht geöffnet" in box, "Mit Code anmelden" in box) == (True, True)


def test_the_whole_way_with_a_code_offers_no_colleagues(visitor: Visitor, event: Event, code: str, session: Session):
    form = visitor.form(f"/de/{event.slug}/register?code={code}")
    missing = form.send(**PAGE, invitation_code="")
    assert errors(missing) == ["Bis die Anmeldung für alle öffnet, braucht jede Person einen gültigen Einladungscode."]
    check = form.send(**PAGE, invitation_code=code).location
    page = visitor.get(check)
    assert "/colleague" not in page.text
    assert visitor.form_in(page, check).send().status_code == 302
    assert number_of(session, Registration) == 1


def test_a_page_that_was_begun_without_a_code_asks_for_one(visitor: Visitor, event: Event, code: str):
    with transaction() as writing:
        writing.execute(sa.update(Event).values(registration_opens_at=NOW - HOUR, codes_open_at=None))
    check = fill_in(visitor, event)
    with transaction() as writing:
        writing.execute(sa.update(Event).values(registration_opens_at=OPENS, codes_open_at=NOW - HOUR))
    answer = visitor.form(check).send()
    assert (answer.status_code, len(errors(answer))) == (200, 1)
    assert visitor.get(page_of(check)).status_code == 200


def test_whoever_came_with_a_code_comes_back_with_it_before_it_opens_to_all(visitor: Visitor, event: Event, code: str):
    person = register(event, invitation_code=code)
    prove(event, person)
    open_my_page(visitor, person)
    assert "Die Anmeldung ist nicht geöffnet" not in visitor.get("/de/my/cancellation").text
    cancel(event, person, clock.now())
    assert "können Sie sich auf Ihrer" in outbox("cancelled").content["values"]["afterwards"]
    assert "/de/my/return" in visitor.get("/de/my/").text
    assert visitor.own_form("/de/my/return").send().status_code == 302
    assert row_of(person).status is Status.CONFIRMED


SETTINGS = "/en/manage/jahrestagung-2027/settings"


def test_codes_open_no_later_than_registration(event: Event, organiser: Visitor, session: Session):
    refused = organiser.own_form(SETTINGS).send(codes_open_at="2027-03-28T10:00")
    assert refused.text.count("Codes must become valid no later than when registration opens.") == 2
    assert organiser.own_form(SETTINGS).send(codes_open_at="2027-03-27T10:00").status_code == 302
    assert organiser.own_form(SETTINGS).send(codes_open_at="").status_code == 302
    session.rollback()
    assert session.get_one(Event, event.id).codes_open_at is None


@pytest.mark.parametrize(
    ("status", "closes_at", "obstacle"),
    [
        (EventStatus.DRAFT, OPENS, Refusal.NOT_PUBLIC),
        (EventStatus.ARCHIVED, OPENS, Refusal.ARCHIVED),
        (EventStatus.PUBLISHED, NOW, Refusal.CLOSED),
        (EventStatus.PUBLISHED, OPENS, None),
    ],
)
def test_why_invitations_cannot_leave(status: EventStatus, closes_at: datetime, obstacle: Refusal | None):
    assert sending_obstacle(status, closes_at, NOW) is obstacle


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": EventStatus.DRAFT}, "The event is a draft"),
        ({"status": EventStatus.ARCHIVED}, "This event is over and archived"),
        ({"registration_opens_at": NOW - 2 * HOUR, "codes_open_at": None, "registration_closes_at": NOW},
         "Registration has closed"),
    ],
)  # fmt: skip
def test_the_page_says_before_the_button_why_nothing_can_be_sent(
    event: Event, organiser: Visitor, changes: dict[str, object], sentence: str
):
    importing(event, KIM)
    with transaction() as writing:
        writing.execute(sa.update(Event).values(**changes))
    for page in ("", "/mailing/invitation"):
        text = organiser.get(f"/en/manage/{event.slug}/registration/invitations{page}").text
        assert ("Invitations cannot be sent." in text, sentence in text) == (True, True)
        assert ("Invite selected people" in text, "Send 1 e-mail" in text) == (False, False)


def test_before_it_opens_the_page_says_from_when_those_who_are_invited_can_register(event: Event, organiser: Visitor):
    importing(event, KIM)
    with transaction() as writing:
        writing.execute(sa.update(Event).values(codes_open_at=NOW + HOUR))
    text = organiser.get(f"/en/manage/{event.slug}/registration/invitations").text
    assert "Those who are invited can register from 20 March 2027, 11:00." in text
