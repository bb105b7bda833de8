"""What the link that asks for a proof says when one opens it: what is true by then."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, RegistrationPhase
from gocluster_events.meeting.registration.own.rules import Proof, proof, proof_again
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Status
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.refusal import refusal
from tests.support.registrants import arrive, cancel, prove, register, status
from tests.support.signing_up import personal, prove_address, token
from tests.support.visitor import Visitor

NOW = datetime(2027, 4, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=30)


@pytest.mark.parametrize(
    ("standing", "phase", "expected"),
    [
        (Status.UNCONFIRMED, RegistrationPhase.OPEN, Proof.OPEN),
        (Status.UNCONFIRMED, RegistrationPhase.CLOSED, Proof.OPEN),
        (Status.UNCONFIRMED, RegistrationPhase.OVER, Proof.OVER),
        (Status.LAPSED, RegistrationPhase.OPEN, Proof.LAPSED),
        (Status.LAPSED, RegistrationPhase.CLOSED, Proof.CLOSED),
        (Status.LAPSED, RegistrationPhase.OVER, Proof.OVER),
        (Status.CONFIRMED, RegistrationPhase.OVER, Proof.PROVEN),
        (Status.WAITLISTED, RegistrationPhase.OPEN, Proof.PROVEN),
        (Status.CANCELLED, RegistrationPhase.OPEN, Proof.ENDED),
        (Status.DECLINED, RegistrationPhase.OPEN, Proof.ENDED),
    ],
)
def test_the_link_knows_what_is_true_by_now(standing: Status, phase: RegistrationPhase, expected: Proof):
    assert proof(standing, phase) is expected


@pytest.mark.parametrize(
    ("standing", "phase", "expected"),
    [
        (Status.CONFIRMED, RegistrationPhase.CLOSED, Proof.OPEN),
        (Status.UNCONFIRMED, RegistrationPhase.CLOSED, Proof.OPEN),
        (Status.CONFIRMED, RegistrationPhase.OVER, Proof.OVER),
        (Status.CANCELLED, RegistrationPhase.OPEN, Proof.OPEN),
        (Status.CANCELLED, RegistrationPhase.CLOSED, Proof.CLOSED),
        (Status.SUBSTITUTED, RegistrationPhase.NOT_YET, Proof.CLOSED),
        (Status.LAPSED, RegistrationPhase.OVER, Proof.OVER),
    ],
)
def test_the_link_to_new_details_brings_nobody_back_too_late(
    standing: Status, phase: RegistrationPhase, expected: Proof
):
    assert proof_again(standing, phase) is expected


def heading(visitor: Visitor, registration_id: int) -> str:
    """The heading behind the link, and the label of its button."""
    page = visitor.get(prove_address(registration_id))
    assert page.status_code == 200
    return page.text.partition("<h1>")[2].partition("</h1>")[0].strip()


def change(event: Event, **columns: object) -> None:
    event_id = event.id
    with transaction() as session:
        for name, value in columns.items():
            setattr(session.get_one(Event, event_id), name, value)


def lapsed(event: Event) -> int:
    """Somebody whose address was not proven in time."""
    change(event, registration_opens_at=clock.now() - timedelta(days=9))
    registration_id = register(event, now=clock.now() - timedelta(hours=49))
    due_changes.lapse_and_move_up(clock.now())
    assert status(registration_id) is Status.LAPSED
    return registration_id


def test_a_second_look_says_that_the_address_is_confirmed_already(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    assert heading(visitor, registration_id) == "Ihre Adresse ist schon bestätigt"
    assert "„Mein Tag“ öffnen" in visitor.get(prove_address(registration_id)).text


def test_who_is_late_reads_until_when_they_can_still_come_and_does(visitor: Visitor, event: Event):
    registration_id = lapsed(event)
    assert heading(visitor, registration_id) == "Ihre Anmeldung ist verfallen"
    page = visitor.get(prove_address(registration_id)).text
    assert ("Doch anmelden" in page, "können Sie sich mit einem Klick doch noch anmelden" in page) == (True, True)
    assert visitor.form(prove_address(registration_id)).send().location == "/de/my/"
    assert status(registration_id) is Status.CONFIRMED


def test_who_is_too_late_is_offered_no_button(visitor: Visitor, event: Event):
    registration_id = lapsed(event)
    change(event, registration_closes_at=clock.now() - timedelta(hours=1))
    assert heading(visitor, registration_id) == "Ihre Anmeldung ist verfallen"
    assert "<form" not in visitor.get(prove_address(registration_id)).text.partition("<main")[2].partition("</main")[0]


def test_after_the_meeting_the_link_says_so_and_proves_nothing(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    form = visitor.form(prove_address(registration_id))
    change(event, starts_at=clock.now() - timedelta(hours=9), ends_at=clock.now() - timedelta(hours=1))
    assert heading(visitor, registration_id) == "Diese Veranstaltung ist vorbei"
    assert "Diese Veranstaltung ist vorbei" in form.send().text
    assert refusal(prove, event, registration_id, clock.now()) is Refusal.CLOSED
    assert status(registration_id) is Status.UNCONFIRMED


def test_in_an_archive_the_link_says_that_the_meeting_is_over(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    change(event, status=EventStatus.ARCHIVED)
    assert heading(visitor, registration_id) == "Diese Veranstaltung ist vorbei"


def test_who_has_cancelled_reads_that_and_not_that_the_address_is_confirmed(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    cancel(event, registration_id, clock.now())
    assert heading(visitor, registration_id) == "Diese Anmeldung ist beendet"
    assert "Sie sind abgemeldet." in visitor.get(prove_address(registration_id)).text


@pytest.mark.parametrize("address", [prove_address, personal])
def test_what_was_erased_is_said_to_be_gone(visitor: Visitor, event: Event, address: Callable[[int], str]):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    privacy.erase(event.id, registration_id, Act("", clock.now()))
    page = visitor.get(address(registration_id))
    assert (page.status_code, "Diese Anmeldung gibt es nicht mehr" in page.text) == (410, True)
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_who_confirms_new_details_too_late_reads_why_and_finds_no_button(visitor: Visitor, event: Event):
    person = arrive(event, "miriam@example.org", clock.now())
    cancel(event, person, clock.now())
    register(event, now=clock.now(), last_name="Anders")
    path = f"/de/my/prove-again/{token('own.prove_again', person)}"
    form = visitor.form(path)
    change(event, registration_closes_at=clock.now() - timedelta(minutes=1))
    for page in (form.send().text, visitor.get(path).text):
        assert ("Die Anmeldung ist nicht geöffnet" in page, "Neue Angaben bestätigen" in page) == (True, False)
    assert status(person) is Status.CANCELLED
    past = clock.now() - timedelta(hours=1)
    change(event, registration_closes_at=past - timedelta(hours=2), starts_at=past - timedelta(hours=1), ends_at=past)
    assert "Diese Veranstaltung ist vorbei" in visitor.get(path).text
