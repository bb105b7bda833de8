"""The pages on which the team sets up who gets in and works on the waiting list."""

import pytest
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from tests.support.make import make_event, make_member, make_quota, make_registration
from tests.support.registrants import arrive, cancel, status
from tests.support.signing_up import errors
from tests.support.visitor import OpenForm, Visitor

MANAGE = "/de/manage/jahrestagung-2027/registration"


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(slug="jahrestagung-2027", capacity_onsite=3, capacity_online=0)


@pytest.fixture
def organiser(visitor: Visitor, event: Event) -> Visitor:
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    return visitor


def opened(visitor: Visitor, path: str) -> OpenForm:
    """The page's own form; there is one more on it, to sign out."""
    return visitor.own_form(path)


def test_a_quota_is_added_changed_and_removed(organiser: Visitor, event: Event, session: Session):
    typed = {"name_de": "Presse", "places": "2", "by_invitation": "y", "release_at": "2027-04-01T12:00"}
    assert opened(organiser, f"{MANAGE}/quotas/new").send(**typed).location == f"{MANAGE}/quotas"
    (row,) = seats.quotas(session, event.id)
    assert (row.name.de, row.places, f"{row.release_at:%d %H:%M}", row.by_invitation) == ("Presse", 2, "01 10:00", True)
    opened(organiser, f"{MANAGE}/quotas/{row.id}").send(release_at="", places="1")
    session.rollback()
    assert (row.places, row.release_at, row.by_invitation) == (1, None, True)
    opened(organiser, f"{MANAGE}/quotas/{row.id}/removal").send()
    session.rollback()
    assert seats.quotas(session, event.id) == []


def test_what_does_not_fit_is_said_with_its_numbers_and_kept(organiser: Visitor, event: Event):
    make_quota(event, places=2)
    form = opened(organiser, f"{MANAGE}/quotas/new")
    assert errors(form.send(name_de="Presse", places="1")) == [
        "Dieses Kontingent würde für alle gelten: Wählen Sie mindestens eine Bedingung."
    ]
    answer = form.send(name_de="Presse", places="2", members_only="y")
    assert errors(answer) == ["Vor Ort gibt es 3 Plätze; andere Kontingente halten 2 frei. Es bleiben höchstens 1."]
    assert 'value="Presse"' in answer.text


def test_two_colleagues_at_one_quota_see_both_texts(organiser: Visitor, event: Event):
    quota_id = make_quota(event, places=2).id
    first, second = (opened(organiser, f"{MANAGE}/quotas/{quota_id}") for _ in range(2))
    first.send(name_de="Gründungen")
    answer = second.send(name_de="Junge Firmen")
    assert (answer.status_code, "Gründungen" in answer.text, "Junge Firmen" in answer.text) == (409, True, True)


def test_two_colleagues_at_the_procedure_see_both_texts(organiser: Visitor, event: Event):
    first, second = (opened(organiser, f"{MANAGE}/procedure") for _ in range(2))
    assert first.send(moving_up="offer", offer_hours="72").location == f"{MANAGE}/procedure"
    answer = second.send(offer_hours="24")
    assert (answer.status_code, "72" in answer.text) == (409, True)


def test_the_procedure_says_beforehand_who_would_move_up_and_who_stays_under_review(organiser: Visitor, event: Event):
    people = [arrive(event, f"{name}@example.org") for name in ("ada", "ben", "jo", "kim")]
    make_registration(event, status=Status.RECEIVED)
    opened(organiser, f"{MANAGE}/procedure").send(moving_up="by_hand")
    cancel(event, people[0])
    form = opened(organiser, f"{MANAGE}/procedure")
    assert "Auf der Warteliste steht 1 Person" in organiser.get(f"{MANAGE}/procedure").text
    assert "1 Anmeldung ist in Prüfung" in organiser.get(f"{MANAGE}/procedure").text
    arrive(event, "mai@example.org")
    cancel(event, people[1])
    answer = form.send(moving_up="direct")
    assert errors(answer) == [
        "Inzwischen würden andere Personen nachrücken. Prüfen Sie es unten und speichern Sie erneut."
    ]
    assert status(people[3]) is Status.WAITLISTED
    opened(organiser, f"{MANAGE}/procedure").send(moving_up="direct")
    assert status(people[3]) is Status.CONFIRMED


def test_an_archived_edition_can_only_be_looked_at(organiser: Visitor, event: Event, session: Session):
    quota_id = make_quota(event).id
    form = opened(organiser, f"{MANAGE}/quotas/{quota_id}")
    session.get_one(Event, event.id).status = EventStatus.ARCHIVED
    session.commit()
    assert errors(form.send(name_de="Neu")) == [
        "Diese Veranstaltung ist archiviert. Die Kontingente bleiben, wie sie sind."
    ]
    assert "Speichern" not in organiser.get(f"{MANAGE}/quotas/{quota_id}").text


def test_a_list_that_changed_meanwhile_is_shown_anew(organiser: Visitor, event: Event):
    people = [arrive(event, f"{name}@example.org") for name in ("ada", "ben", "jo", "kim", "lea", "mai")]
    form = opened(organiser, f"{MANAGE}/{people[5]}/waiting/position")
    cancel(event, people[4])
    answer = form.send(number="1", reason="hält die Rede")
    assert (answer.status_code, errors(answer)[0][:33]) == (409, "Die Liste hat sich inzwischen geä")
    again = opened(organiser, f"{MANAGE}/{people[5]}/waiting/position").send(number="1", reason="hält die Rede")
    assert again.location == f"{MANAGE}/waiting"


def test_a_place_given_out_of_turn_asks_for_the_reason(organiser: Visitor, event: Event):
    opened(organiser, f"{MANAGE}/procedure").send(moving_up=MovingUp.BY_HAND.value)
    people = [arrive(event, f"{name}@example.org") for name in ("ada", "ben", "jo", "kim", "mai")]
    form = opened(organiser, f"{MANAGE}/{people[4]}/waiting/place")
    assert errors(form.send()) == ["Zurzeit ist kein Platz frei. Ein Platz wird frei, wenn sich jemand abmeldet."]
    cancel(event, people[0])
    form = opened(organiser, f"{MANAGE}/{people[4]}/waiting/place")
    reason = "Nennen Sie den Grund, weshalb Sie ihn trotzdem dieser Person geben."
    assert errors(form.send()) == [f"Für diesen Platz ist jemand anderes an der Reihe. {reason}"]
    form.send(reason="hält die Rede")
    assert status(people[4]) is Status.CONFIRMED
    page = organiser.get(f"{MANAGE}/{people[3]}/waiting").text
    assert "hat das von Hand entschieden. Grund: „hält die Rede“." in page


def test_people_of_another_edition_are_not_found(organiser: Visitor, event: Event):
    other = make_event(slug="andere")
    stranger, quota = arrive(other, "fremd@example.org"), make_quota(other).id
    addresses = [f"{stranger}/waiting", f"{stranger}/waiting/position", f"{stranger}/waiting/place", f"quotas/{quota}"]
    assert [organiser.get(f"{MANAGE}/{each}").status_code for each in addresses] == [404] * 4


def test_the_list_of_registrations_names_the_quota(organiser: Visitor, event: Event):
    make_quota(event, places=1)
    arrive(event, "mai@example.org", actor_type=ActorType.STARTUP)
    assert "vor Ort, Start-ups" in organiser.get("/de/manage/jahrestagung-2027/attendees").text
