"""Letting people in: once, whatever is sent again, and what the desk says to everybody else."""

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound

from gocluster_events.attendance.door import queries as door
from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.door.rules import Arrival, DoorRefusal, Tally, Verdict, WalkIn
from gocluster_events.attendance.door.services import come_unregistered, undo_admission
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import NoteKind, Refusal, Status
from gocluster_events.meeting.registration.people.rules.entry import reference
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.support.arrivals import STAFF, a_key, arrive, make_guest
from tests.support.make import add, make_event, make_registration
from tests.support.refusal import refusal
from tests.support.registrants import letters
from tests.support.settings import NOW

LATER = NOW + timedelta(minutes=25)
KIM = WalkIn(first_name="Kim", last_name="Adler", organisation="Musterwerk")


def rows() -> int:
    return reading().scalar(sa.select(sa.func.count()).select_from(Admission)) or 0


def log() -> list[str]:
    return list(reading().scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)))


def come(event, person=KIM, key="", now=NOW) -> int:
    arrival = Arrival(key or a_key(), now, "Nacherfassung")
    return come_unregistered(
        event.id, person, arrival, reason="Kam so.", language="de", act=Act(STAFF, now), chance=Random(7)
    )


def test_who_is_confirmed_is_let_in_and_it_is_on_record(event):
    guest = make_guest(event)
    answer = arrive(event, f"tagung/{guest.reference}", at=NOW - timedelta(minutes=3))
    assert (answer.verdict, answer.at, answer.desk) == (Verdict.WELCOME, NOW - timedelta(minutes=3), "Foyer")
    assert answer.guest is not None
    assert (answer.guest.name, answer.guest.no_photos) == ("Maria Müller", True)  # nobody has said yes
    entry = reading().scalars(sa.select(AuditEntry)).one()
    assert (entry.action, entry.subject, entry.actor) == ("registration.admitted", f"registration:{guest.id}", STAFF)


@pytest.mark.both_databases
def test_an_intention_sent_twice_counts_once_and_is_answered_alike(event):
    guest, key = make_guest(event), a_key()
    first, second = (arrive(event, guest.reference, key=key, now=now) for now in (NOW, LATER))
    assert (first.verdict, second.verdict, second.at) == (Verdict.WELCOME, Verdict.WELCOME, NOW)
    assert (rows(), log()) == (1, ["registration.admitted"])


def test_nobody_is_in_twice_and_the_second_desk_hears_when_and_where(event):
    guest = make_guest(event)
    arrive(event, guest.reference, desk="Links")
    answer = arrive(event, guest.reference, desk="Rechts", at=LATER, now=LATER)
    assert (answer.verdict, answer.at, answer.desk, rows()) == (Verdict.ALREADY_IN, NOW, "Links", 1)


@pytest.mark.both_databases
def test_without_our_care_the_database_itself_refuses_a_second_passage(event):
    guest = make_guest(event)
    arrive(event, guest.reference)
    with pytest.raises(sa.exc.IntegrityError):
        add(
            Admission(
                event_id=event.id,
                registration_id=guest.id,
                day=NOW.date(),
                key="other",
                at=NOW,
                received_at=NOW,
                actor=STAFF,
            )
        )


@pytest.mark.both_databases
@pytest.mark.both_databases
def test_what_is_taken_back_can_be_done_again(event):
    guest, key = make_guest(event), a_key()
    arrive(event, guest.reference, key=key)
    assert [undo_admission(event.id, key, guest.reference, Act(STAFF, NOW)) for _ in range(2)] == [True, False]
    assert door.admitted(reading(), event.id) == {}
    assert arrive(event, guest.reference, key=key).verdict is Verdict.TAKEN_BACK  # a late repeat of what was taken back
    assert door.admitted(reading(), event.id) == {}
    assert arrive(event, guest.reference).verdict is Verdict.WELCOME
    assert set(door.admitted(reading(), event.id)) == {guest.id}
    assert log() == ["registration.admitted", "registration.admission_undone", "registration.admitted"]


def test_what_is_sent_again_after_another_desk_let_them_in_says_when(event):
    guest, key = make_guest(event), a_key()
    arrive(event, guest.reference, key=key)
    undo_admission(event.id, key, guest.reference, Act(STAFF, NOW))
    arrive(event, guest.reference, desk="Rechts")
    answer = arrive(event, guest.reference, key=key, now=LATER)
    assert (answer.verdict, answer.at, answer.desk) == (Verdict.ALREADY_IN, NOW, "Rechts")


def test_an_intention_lets_in_nobody_but_whom_it_was_about(event):
    guest, other, key = make_guest(event), make_guest(event, last_name="Adler"), a_key()
    arrive(event, guest.reference, key=key)
    answer = arrive(event, other.reference, key=key)
    assert answer.guest is not None
    assert (answer.verdict, answer.guest.name) == (Verdict.USED, "Maria Adler")
    assert arrive(event, "unreadable", key=key).verdict is Verdict.NO_CODE
    assert set(door.admitted(reading(), event.id)) == {guest.id}


@pytest.mark.both_databases
def test_what_was_taken_back_before_it_arrives_lets_nobody_in(event):
    guest, key = make_guest(event), a_key()
    assert [undo_admission(event.id, key, f"tagung/{guest.reference}", Act(STAFF, NOW)) for _ in range(2)] == [
        False,
        False,
    ]
    assert arrive(event, guest.reference, key=key, now=LATER).verdict is Verdict.TAKEN_BACK
    assert (door.admitted(reading(), event.id), door.times(reading(), Admission, guest.id), log()) == ({}, [], [])
    assert arrive(event, guest.reference).verdict is Verdict.WELCOME


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.UNCONFIRMED, Verdict.UNPROVEN),
        (Status.IN_REVIEW, Verdict.UNDER_REVIEW),
        (Status.WAITLISTED, Verdict.WAITING),
        (Status.CANCELLED, Verdict.CANCELLED),
        (Status.SUBSTITUTED, Verdict.SUBSTITUTED),
    ],
)
def test_who_has_no_place_hears_why_and_is_not_in(event, status, sentence):
    assert (arrive(event, make_guest(event, status=status).reference).verdict, rows()) == (sentence, 0)


def test_the_code_of_another_edition_is_called_that(event):
    other = make_guest(make_event(slug="regionalforum"))
    verdicts = [arrive(event, typed).verdict for typed in (f"regionalforum/{other.reference}", other.reference)]
    assert verdicts == [Verdict.OTHER_EDITION, Verdict.OTHER_EDITION]
    assert arrive(event, reference(Random(4711))).verdict is Verdict.UNKNOWN
    assert arrive(event, "https://example.com").verdict is Verdict.NO_CODE


def test_an_archive_admits_nobody(session):
    archive = make_event(status=EventStatus.ARCHIVED)
    guest = make_guest(archive)
    for verb in (
        lambda: arrive(archive, guest.reference),
        lambda: undo_admission(archive.id, "key-12345", "", Act(STAFF, NOW)),
    ):
        assert refusal(verb) is Refusal.ARCHIVED


@pytest.mark.both_databases
def test_the_counter_knows_who_is_here_who_is_expected_and_how_many_come(event):
    guests = [make_guest(event) for _ in range(4)]
    make_guest(event, mode=Mode.ONLINE)
    make_guest(event, status=Status.WAITLISTED)
    for guest, minutes in zip(guests, (30, 5, 1), strict=False):
        arrive(event, guest.reference, at=LATER - timedelta(minutes=minutes), now=LATER)
    assert door.tally(reading(), event.id, LATER.date(), LATER) == Tally(admitted=3, expected=4, recent=2)
    assert [each.reference for each in door.passages(reading(), event.id, LATER.date())] == [
        each.reference for each in (guests[2], guests[1], guests[0])
    ]


def test_the_desk_sees_the_notes_that_are_meant_for_it_and_no_others(event):
    guest = make_guest(event)
    values = {"registration_id": guest.id, "kind": NoteKind.COMMENT, "author": STAFF, "at": NOW}
    add(Note(**values, text="Höranlage liegt bereit", at_desk=True))
    add(Note(**values, text="Hat dreimal angerufen"))
    desk_entry = arrive(event, guest.reference).guest
    assert desk_entry is not None
    assert desk_entry.notes == ("Höranlage liegt bereit",)
    assert [each.notes for each in door.guests(reading(), event.id, NOW.date())] == [desk_entry.notes]


def test_who_comes_unregistered_gets_a_free_place_and_is_in(event):
    came = reading().get_one(Registration, come(event))
    assert (came.status, came.mode, came.email) == (Status.CONFIRMED, Mode.ONSITE, "")
    assert set(door.admitted(reading(), event.id)) == {came.id}
    assert log() == ["registration.added_at_door", "registration.admitted"]


def test_the_same_walk_in_sent_twice_is_one_person(event):
    key = a_key()
    assert come(event, key=key) == come(event, key=key)
    assert reading().scalar(sa.select(sa.func.count()).select_from(Registration)) == 1


@pytest.mark.both_databases
def test_beyond_the_capacity_only_knowingly_and_with_a_note(session):
    full = make_event(capacity_onsite=1)
    make_registration(full)
    with pytest.raises(Refused) as refusal:
        come(full)
    assert (refusal.value.code, rows()) == (DoorRefusal.NO_PLACE, 0)
    assert reading().scalar(sa.select(sa.func.count()).select_from(Registration)) == 1  # nobody was put on a list
    despite = WalkIn(first_name="Kim", last_name="Adler", organisation="Musterwerk", despite=True)
    come(full, despite)
    assert (rows(), reading().scalars(sa.select(Note.text)).all()) == (1, ["Kam so."])


def test_a_walk_in_with_an_address_gets_the_confirmation(event):
    come(event, WalkIn(first_name="Kim", last_name="Adler", organisation="Muster", email="kim@example.org"))
    assert letters("kim@example.org") == ["confirmed_onsite"]
    assert (
        refusal(come, event, WalkIn(first_name="K.", last_name="Adler", organisation="Muster", email="KIM@example.org"))
        is Refusal.ALREADY_REGISTERED
    )


def test_an_admission_goes_with_its_person(event):
    guest = make_guest(event)
    arrive(event, guest.reference)
    privacy.erase(event.id, guest.id, Act(STAFF, NOW))
    assert rows() == 0


def test_who_was_erased_a_moment_ago_is_one_who_has_vanished(event):
    erased = make_guest(event).id
    privacy.erase(event.id, erased, Act(STAFF, NOW))
    with pytest.raises(NoResultFound):
        door.guest(reading(), erased, NOW.date())
