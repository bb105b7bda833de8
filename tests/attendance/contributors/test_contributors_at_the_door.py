"""People of the programme who are not registered: known at the gate, let in once, and then registered."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.contributors.queries import on_the_programme
from gocluster_events.attendance.contributors.rules import reference_of
from gocluster_events.attendance.door import queries as door
from gocluster_events.attendance.door.rules import Verdict
from gocluster_events.attendance.door.services import undo_admission
from gocluster_events.attendance.papers.queries import on_site
from gocluster_events.backoffice.oversight.queries.dossier import dossier
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import PersonStatus, Visibility
from gocluster_events.meeting.agenda.services import drafting, redaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.duplicates.queries import duplicates
from gocluster_events.meeting.registration.duplicates.services import merge
from gocluster_events.meeting.registration.people.models import Consent, Registration
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.likeness import VERSION
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.privacy.rules import Item, Part
from tests.support.arrivals import STAFF, a_key, arrive, make_guest
from tests.support.make import make_registration
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.registrants import letters
from tests.support.settings import NOW

KEY = "a key of the edition"
NUMBER = reference_of(KEY, MAI.uuid)
SPEAKER = replace(MAI, organisation="Hochschule Muster", email="mai@example.org")


@pytest.fixture
def keynote(event: Event) -> Event:
    """The edition, with somebody on its published programme who is not registered."""
    with db.transaction() as session:
        session.get_one(Event, event.id).badge_key = KEY
    plan(event, SPEAKER, with_people(slot(1, room=None), SPEAKER))
    publish(event)
    return event


def expected(event: Event) -> list[tuple[str, Verdict]]:
    return [(each.name, each.verdict) for each in door.guests(reading(), event.id, NOW.date())]


def registrations(event: Event) -> list[Registration]:
    reading().rollback()
    return list(reading().scalars(sa.select(Registration).where(Registration.event_id == event.id)))


def tally(event: Event) -> tuple[int, int]:
    numbers = door.tally(reading(), event.id, NOW.date(), NOW)
    return numbers.admitted, numbers.expected


def test_the_desk_knows_them_by_name_and_institution_among_all_others(keynote):
    make_guest(keynote, first_name="Ada", last_name="Adler")
    make_guest(keynote, first_name="Zoe", last_name="Zander")
    guests = door.guests(reading(), keynote.id, NOW.date())
    assert [each.name for each in guests] == ["Ada Adler", "Mai Lan Petersen", "Zoe Zander"]
    guest = guests[1]
    assert (guest.organisation, guest.reference, guest.verdict) == ("Hochschule Muster", NUMBER, Verdict.WELCOME)
    assert (guest.actor_type, guest.notes, guest.is_contributor, tally(keynote)) == (None, (), True, (0, 3))


@pytest.mark.both_databases
def test_who_is_let_in_is_registered_by_that_beside_the_seats_and_without_a_letter(keynote):
    before = seats.seats(reading(), keynote, Mode.ONSITE, NOW)
    answer = arrive(keynote, f"tagung/{NUMBER}")
    assert (answer.verdict, answer.at) == (Verdict.WELCOME, NOW)
    [person] = registrations(keynote)
    assert (person.reference, person.status, person.mode, person.outside_seats) == (
        NUMBER, Status.CONFIRMED, Mode.ONSITE, True,
    )  # fmt: skip
    assert (person.first_name, person.last_name, person.organisation) == ("Mai Lan", "Petersen", "Hochschule Muster")
    assert (person.email, person.position, reading().scalars(sa.select(Consent)).all()) == ("", "", [])
    assert seats.seats(reading(), keynote, Mode.ONSITE, NOW) == before
    assert (letters(), tally(keynote), expected(keynote)) == ([], (1, 1), [("Mai Lan Petersen", Verdict.ALREADY_IN)])


@pytest.mark.both_databases
def test_an_admission_sent_twice_registers_once_and_a_second_desk_hears_since_when(keynote):
    key = a_key()
    assert [arrive(keynote, NUMBER, key=key).verdict for _ in range(2)] == [Verdict.WELCOME, Verdict.WELCOME]
    assert (arrive(keynote, NUMBER, desk="Rechts").verdict, len(registrations(keynote))) == (Verdict.ALREADY_IN, 1)


def test_what_is_taken_back_leaves_them_expected_and_they_can_come_again(keynote):
    key = a_key()
    arrive(keynote, NUMBER, key=key)
    assert undo_admission(keynote.id, key, NUMBER, Act(STAFF, NOW))
    assert (tally(keynote), expected(keynote)) == ((0, 1), [("Mai Lan Petersen", Verdict.WELCOME)])
    assert arrive(keynote, NUMBER, key=key).verdict is Verdict.TAKEN_BACK
    assert (arrive(keynote, NUMBER).verdict, tally(keynote), len(registrations(keynote))) == (
        Verdict.WELCOME,
        (1, 1),
        1,
    )


@pytest.mark.both_databases
def test_what_was_taken_back_before_it_arrives_lets_nobody_in(keynote):
    key = a_key()
    assert not undo_admission(keynote.id, key, NUMBER, Act(STAFF, NOW))
    assert (arrive(keynote, NUMBER, key=key).verdict, tally(keynote)) == (Verdict.TAKEN_BACK, (0, 1))
    assert registrations(keynote) == []
    assert arrive(keynote, NUMBER).verdict is Verdict.WELCOME
    assert (arrive(keynote, NUMBER, key=key).verdict, tally(keynote)) == (Verdict.ALREADY_IN, (1, 1))


def test_an_intention_about_somebody_else_lets_nobody_of_the_programme_in(keynote):
    key = a_key()
    arrive(keynote, make_guest(keynote).reference, key=key)
    assert (arrive(keynote, NUMBER, key=key).verdict, len(registrations(keynote))) == (Verdict.USED, 1)


def test_who_registers_with_that_address_is_one_guest_and_the_printed_code_still_lets_them_in(keynote):
    own = make_guest(keynote, email="Mai@example.org", first_name="Mai", last_name="Petersen")
    assert (expected(keynote), tally(keynote)) == ([("Mai Petersen", Verdict.WELCOME)], (0, 1))
    answer = arrive(keynote, NUMBER)
    assert answer.guest is not None
    assert (answer.verdict, answer.guest.reference, len(registrations(keynote))) == (Verdict.WELCOME, own.reference, 1)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"status": Status.WAITLISTED}, Verdict.WAITING),
        ({"status": Status.RECEIVED}, Verdict.UNDER_REVIEW),
        ({"status": Status.OFFERED, "offer_until": NOW + timedelta(days=1)}, Verdict.OFFERED),
        ({"mode": Mode.ONLINE}, Verdict.ONLINE),
    ],
)
def test_who_waits_or_is_online_hears_that_under_the_own_number_and_is_welcome_by_the_programme(
    keynote, facts, verdict
):
    own = make_guest(keynote, email="mai@example.org", **facts)
    assert [each.last_name for each in on_site(reading(), keynote.id, on_the_programme(reading(), keynote.id))] == [
        "Petersen"
    ]
    assert (arrive(keynote, own.reference).verdict, tally(keynote)) == (verdict, (0, 1))
    assert (arrive(keynote, NUMBER).verdict, tally(keynote)) == (Verdict.WELCOME, (1, 1))


def test_a_stranger_who_signs_up_as_the_keynote_and_proves_nothing_takes_her_off_no_list(keynote):
    make_guest(keynote, email="mai@example.org", status=Status.UNCONFIRMED)
    make_guest(keynote, email="s@example.org", first_name="Mai Lan", last_name="Petersen", status=Status.UNCONFIRMED)
    programme = on_the_programme(reading(), keynote.id)
    assert ([each.last_name for each in programme.unregistered], programme.registrations, programme.open_pairs) == (
        ["Petersen"], frozenset(), (),
    )  # fmt: skip
    assert [each.last_name for each in on_site(reading(), keynote.id, on_the_programme(reading(), keynote.id))] == [
        "Petersen"
    ]
    assert arrive(keynote, NUMBER).verdict is Verdict.WELCOME


def test_somebody_of_the_same_name_is_asked_about_also_while_the_key_of_the_name_is_of_an_older_version(keynote):
    names = {"first_name": "Mai Lan", "last_name": "Petersen"}
    own = make_guest(keynote, **names, name_key="petersen mai lan", key_version=VERSION - 1)
    assert [pair[1] for pair in on_the_programme(reading(), keynote.id).open_pairs] == [own.id]


def test_the_printed_code_of_who_is_registered_is_known_without_network_and_finds_them(keynote, staff):
    own = make_guest(keynote, email="mai@example.org")
    [guest] = staff.get("/de/manage/tagung/admission/snapshot.json").json["guests"]
    assert (guest["reference"], guest["number"]) == (own.reference, NUMBER)
    hits = door.search(reading(), keynote.id, NUMBER, NOW.date())
    assert [hit.who.reference for hit in hits] == [own.reference]


@pytest.mark.both_databases
@pytest.mark.parametrize("email", ["mai@example.org", "other@example.org"])
def test_merged_away_the_registration_made_at_the_door_still_lets_them_in_by_the_other_one(keynote, email):
    arrive(keynote, NUMBER)
    [made] = registrations(keynote)
    name = {"first_name": "Mai Lan", "last_name": "Petersen", "organisation": "Hochschule Muster"}
    own = make_guest(keynote, email=email, proven_at=NOW, **name)
    merge(keynote.id, own.id, made.id, Act(STAFF, NOW))
    tomorrow = NOW + timedelta(days=1)
    answer = arrive(keynote, NUMBER, at=tomorrow, now=tomorrow)
    assert answer.guest is not None
    assert (answer.verdict, answer.guest.reference, len(registrations(keynote))) == (Verdict.WELCOME, own.reference, 2)


def test_who_has_cancelled_but_stays_on_the_programme_is_expected(keynote):
    make_guest(keynote, email="mai@example.org", status=Status.CANCELLED)
    assert (tally(keynote), arrive(keynote, NUMBER).verdict) == ((0, 1), Verdict.WELCOME)


def test_a_registration_that_was_made_at_the_door_and_cancelled_stays_cancelled(keynote):
    key = a_key()
    arrive(keynote, NUMBER, key=key)
    undo_admission(keynote.id, key, NUMBER, Act(STAFF, NOW))
    with db.transaction() as session:
        session.execute(sa.update(Registration).values(status=Status.CANCELLED, ended_at=NOW))
    assert expected(keynote) == [("Mai Lan Petersen", Verdict.CANCELLED)]
    assert arrive(keynote, NUMBER).verdict is Verdict.CANCELLED


def test_who_registers_after_being_let_in_stands_among_the_duplicates(keynote):
    arrive(keynote, NUMBER)
    make_registration(
        keynote, email="mai@example.org", first_name="Mai Lan", last_name="Petersen", organisation="Hochschule Muster",
    )  # fmt: skip
    assert len(duplicates(reading(), keynote.id)) == 1


def test_the_person_reads_that_they_are_on_the_programme_and_beside_the_seats(keynote):
    arrive(keynote, NUMBER)
    person = registrations(keynote)[0]
    everything = dossier(reading(), keynote, person, lambda _letter: "", NOW)
    items = [
        dict(record)
        for each in everything.sections
        if each.part in {Part.STANDING, Part.ADMISSION}
        for record in each.records
    ]
    assert (items[0][Item.OUTSIDE_SEATS], items[-1]) == (True, {Item.AT: NOW, Item.ON_PROGRAMME: True})


def test_an_erased_registration_leaves_nothing_but_the_public_programme(keynote):
    arrive(keynote, NUMBER)
    privacy.erase(keynote.id, registrations(keynote)[0].id, Act(STAFF, NOW))
    assert (registrations(keynote), expected(keynote), tally(keynote)) == (
        [], [("Mai Lan Petersen", Verdict.WELCOME)], (0, 1),
    )  # fmt: skip


def test_whose_name_was_removed_or_who_has_declined_is_not_expected(keynote):
    with db.transaction() as session:
        session.execute(sa.update(Person).values(status=PersonStatus.DECLINED))
    assert (expected(keynote), arrive(keynote, NUMBER).verdict) == ([], Verdict.UNKNOWN)
    with db.transaction() as session:
        session.execute(sa.update(Person).values(status=PersonStatus.AGREED))
    assert len(expected(keynote)) == 1
    redaction.remove_name(keynote.id, MAI.uuid, Act(STAFF, NOW))
    assert (expected(keynote), arrive(keynote, NUMBER).verdict) == ([], Verdict.UNKNOWN)


def test_a_later_version_says_who_is_expected_and_a_draft_does_not(keynote):
    plan(keynote, TAREK, with_people(slot(2, room=None), TAREK))
    assert expected(keynote) == [("Mai Lan Petersen", Verdict.WELCOME)]
    publish(keynote)
    assert [name for name, _verdict in expected(keynote)] == ["Dr. Tarek Lindholm", "Mai Lan Petersen"]
    item = draft.draft(reading(), keynote).item(slot(1).uuid)
    drafting.apply(keynote.id, [Change(item, replace(item, people=()))], None, Act(STAFF, NOW))
    publish(keynote)
    assert ([name for name, _verdict in expected(keynote)], arrive(keynote, NUMBER).verdict) == (
        ["Dr. Tarek Lindholm"], Verdict.UNKNOWN,
    )  # fmt: skip


def test_who_is_in_closed_items_alone_is_no_more_public_at_the_door(event):
    closed = replace(with_people(slot(1, room=None), SPEAKER), visibility=Visibility.CLOSED)
    plan(event, SPEAKER, closed)
    publish(event)
    assert on_the_programme(reading(), event.id).unregistered == ()


def test_the_list_for_the_time_without_network_and_the_search_know_them(keynote, staff):
    desk = "/de/manage/tagung/admission"
    [guest] = staff.get(f"{desk}/snapshot.json").json["guests"]
    assert guest == {
        "reference": NUMBER, "number": "", "name": "Mai Lan Petersen", "organisation": "Hochschule Muster",
        "verdict": "welcome", "actor": "contributor", "photos": False, "notes": [], "at": None, "desk": "",
        "passage": "",
    }  # fmt: skip
    page = staff.get(f"{desk}?search=petersen")
    answer = staff.form_in(page, desk).send()
    assert ("Willkommen" in answer.text, len(registrations(keynote))) == (True, 1)
