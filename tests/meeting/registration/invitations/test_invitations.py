"""Lists become invitations, and codes give places of quotas."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.registration.invitations.models import Invitation, InvitationImport
from gocluster_events.meeting.registration.invitations.queries import codes as codes_queries
from gocluster_events.meeting.registration.invitations.rules.codes import (
    Guest,
    InvitationFilter,
    Mailing,
    Stage,
    Terms,
    format_code,
)
from gocluster_events.meeting.registration.invitations.rules.guest_list import ImportState, ListRefusal, Reading
from gocluster_events.meeting.registration.invitations.rules.heads import Column
from gocluster_events.meeting.registration.invitations.services import codes, imports, inviting
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Status
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.sign_up.services import proving
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.invited import ACTOR, KIM, MIRIAM, importing, invited, stages, the_list, upload
from tests.support.make import make_event, make_quota, make_registration
from tests.support.refusal import refusal
from tests.support.registrants import CHANCE, HOUR, arrive, cancel, change_person, prove, register, row_of
from tests.support.settings import NOW
from tests.support.sheets import a_sheet

pytestmark = pytest.mark.both_databases


@pytest.fixture
def event(app, session):
    return make_event(capacity_onsite=3)


def test_a_list_becomes_invitations_with_codes_of_their_own_and_its_rows_are_gone(event):
    number = importing(event, MIRIAM, KIM, terms=Terms(language="en"))
    row, people = the_list(number), [invited(event), invited(event, "kim@example.org")]
    assert (row.state, row.sheets, row.added, row.skipped, row.progress, row.problems) == (
        ImportState.DONE, None, 2, 0, 2, []
    )  # fmt: skip
    assert [(each.last_name, each.language, each.uses, len(each.code)) for each in people] == [
        ("Tannert", "en", 1, 10),
        ("Voss", "en", 1, 10),
    ]
    assert people[0].code != people[1].code


def test_a_list_with_problems_is_imported_only_without_the_rows_that_somebody_left_out(event):
    number = upload(
        event, MIRIAM, ("", "", "Jo", "Baum", "jo.example.org", ""), (*MIRIAM[:4], "MIRIAM@example.org", "")
    )
    event_id = event.id
    assert refusal(imports.start_import, event_id, number, Terms(), 1) is ListRefusal.PROBLEMS
    imports.start_import(event_id, number, Terms(), 2)
    imports.run_imports(NOW, CHANCE)
    assert (the_list(number).added, the_list(number).problems) == (1, [[3, "bad_email"], [4, "twice"]])


def test_whoever_is_invited_or_registered_already_is_skipped_however_the_address_is_spelled(event):
    importing(event, MIRIAM)
    arrive(event, "kim@example.org")
    jo = ("", "", "Jo", "Baum", "jo@example.org", "")
    number = importing(event, (*MIRIAM[:4], "Miriam@Example.ORG", "Neu"), (*KIM[:4], "KIM@example.org", ""), jo)
    assert (the_list(number).added, the_list(number).skipped, invited(event).organisation) == (1, 2, "Musternetzwerk")


def test_on_request_a_later_list_corrects_names_and_leaves_the_code(event):
    importing(event, MIRIAM)
    code = invited(event).code
    number = importing(event, ("Frau", "Prof.", "Miriam", "Tannert-Berg", "miriam@example.org", ""), updates_names=True)
    row = invited(event)
    assert (the_list(number).updated, row.title, row.last_name, row.code) == (1, "Prof.", "Tannert-Berg", code)


def test_a_list_that_is_removed_before_the_worker_comes_invites_nobody(event):
    number = upload(event, MIRIAM)
    event_id = event.id
    imports.start_import(event_id, number, Terms(), 0)
    imports.cancel_import(event_id, number)
    assert (imports.run_imports(NOW, CHANCE), the_list(number).state, the_list(number).sheets) == (
        0, ImportState.CANCELLED, None
    )  # fmt: skip
    assert session().scalars(sa.select(Invitation)).all() == []


def test_a_list_whose_worker_vanished_is_imported_by_another_once_and_whole(event):
    number = upload(event, MIRIAM, KIM)
    imports.start_import(event.id, number, Terms(), 0)
    with transaction() as writing:
        row = writing.get_one(InvitationImport, number)
        row.state, row.progress, row.lease_until = ImportState.RUNNING, 1, NOW + timedelta(minutes=5)
    assert imports.run_imports(NOW, CHANCE) == 0
    assert imports.run_imports(NOW + timedelta(minutes=5), CHANCE) == 1
    assert (the_list(number).added, imports.run_imports(NOW + HOUR, CHANCE)) == (2, 0)


def test_a_list_that_a_worker_with_a_wrong_clock_left_is_imported_by_another(event):
    number = upload(event, MIRIAM, KIM)
    imports.start_import(event.id, number, Terms(), 0)
    with transaction() as writing:
        row = writing.get_one(InvitationImport, number)
        row.state, row.lease_until = ImportState.RUNNING, NOW.replace(year=2038)
    assert (imports.run_imports(NOW, CHANCE), the_list(number).added) == (1, 2)


def test_a_list_that_is_imported_twice_at_once_invites_everybody_once(app, event):
    event_id, numbers = event.id, [upload(event, MIRIAM, KIM) for _ in range(2)]
    for number in numbers:
        imports.start_import(event_id, number, Terms(), 0)
    session().rollback()
    together = Barrier(2)

    def work():
        with app.app_context():
            together.wait()
            while imports.run_imports(NOW, CHANCE):
                pass

    with ThreadPoolExecutor() as workers:
        for each in [workers.submit(work) for _ in range(2)]:
            each.result()
    while imports.run_imports(NOW, CHANCE):
        pass  # a worker that was too late for one may have left the other
    assert sorted((the_list(each).state.value, the_list(each).added) for each in numbers) == [("done", 0), ("done", 2)]
    assert sorted(session().scalars(sa.select(Invitation.email))) == sorted([KIM[4], MIRIAM[4]])


def test_a_list_that_nobody_imports_is_gone_after_a_day(event):
    upload(event, MIRIAM)
    assert privacy.clean_up(NOW + timedelta(hours=23)) == 0
    assert privacy.clean_up(NOW + timedelta(hours=24)) == 1
    assert session().scalars(sa.select(InvitationImport)).all() == []


def test_the_columns_can_be_named_by_hand_but_not_without_addresses(event):
    number = imports.begin_import(event.id, "x.csv", a_sheet(("Voss", "kim@example.org")), Act(ACTOR, NOW))
    event_id = event.id
    nowhere, somewhere = Reading(mapping={0: Column.LAST_NAME}), {0: Column.LAST_NAME, 1: Column.EMAIL}
    assert refusal(imports.read_as, event_id, number, nowhere) is ListRefusal.NO_ADDRESSES
    imports.read_as(event_id, number, Reading(mapping=somewhere))
    imports.start_import(event_id, number, Terms(), 0)
    imports.run_imports(NOW, CHANCE)
    assert stages(event) == {"Voss": Stage.NEW}


def a_guest(event, **changes):
    """The code of somebody who is invited to the press's places."""
    quota = make_quota(event, by_invitation=True, actor_types=[], places=1)
    terms = Terms(quota_id=quota.id, **changes)
    codes.invite(event.id, Guest(last_name="Tannert", email="miriam@example.org"), terms, Act(ACTOR, NOW), CHANCE)
    return invited(event).code, quota.id


def test_a_code_gives_the_place_of_its_quota_when_all_open_ones_are_taken(event):
    code, quota_id = a_guest(event)
    for _ in range(2):
        make_registration(event)
    assert row_of(arrive(event, "late@example.org")).status is Status.WAITLISTED
    person = row_of(arrive(event, "miriam@example.org", invitation_code=format_code(code).lower()))
    assert (person.status, person.quota_id, person.invitation_id) == (Status.CONFIRMED, quota_id, invited(event).id)


def refused(event, email, code, now=NOW):
    with pytest.raises(Refused) as refusal:
        register(event, email, now, invitation_code=code)
    return refusal.value.code


def test_a_code_is_refused_when_it_is_unknown_expired_used_up_or_another_persons(event):
    code, _quota = a_guest(event, expires_at=NOW + HOUR, is_locked_to_email=True)
    assert [
        refused(event, "kim@example.org", "0000000000"),
        refused(event, "kim@example.org", code),
        refused(event, "miriam@example.org", code, NOW + HOUR),
    ] == [Refusal.CODE_UNKNOWN, Refusal.CODE_LOCKED, Refusal.CODE_EXPIRED]
    arrive(event, "miriam@example.org", invitation_code=code)
    assert row_of(1).invitation_code == code


def test_a_shared_code_counts_its_uses_and_gets_one_back_when_somebody_cancels(event):
    event_id = event.id
    codes.share_code(event_id, "Presse", 2, Terms(), Act(ACTOR, NOW), CHANCE)
    row = codes_queries.shared_codes(session(), event_id)[0][0]
    code, number = row.code, row.id
    first = arrive(event, "a@example.org", invitation_code=code)
    register(event, "b@example.org", invitation_code=code)
    assert refused(event, "c@example.org", code) is Refusal.CODE_USED_UP
    cancel(event, first)
    register(event, "c@example.org", invitation_code=code)
    session().rollback()
    assert codes_queries.used(session(), number) == 2


def test_whoever_registers_again_with_a_code_gets_its_place_once_the_new_data_are_proven(event):
    code, quota_id = a_guest(event)
    make_registration(event)
    make_registration(event)
    person = register(event, "miriam@example.org")
    register(event, "miriam@example.org", invitation_code=code)
    assert row_of(person).invitation_id is None
    proving.prove_again(event.id, person, row_of(person).pending_generation, NOW)
    assert (row_of(person).status, row_of(person).quota_id) == (Status.CONFIRMED, quota_id)


def test_a_code_that_somebody_else_used_meanwhile_does_not_come_back_with_a_late_proof(event):
    code, _quota = a_guest(event)
    late = register(event, "late@example.org", invitation_code=code)
    after = NOW + timedelta(hours=49)
    due_changes.lapse_and_move_up(after)
    arrive(event, "miriam@example.org", after, invitation_code=code)
    proving.prove(event.id, late, row_of(late).generation, after)
    assert (row_of(late).invitation_id, row_of(late).quota_id) == (None, None)


def test_a_code_that_somebody_else_used_meanwhile_gives_nothing_to_who_comes_back(event):
    event_id, quota = event.id, make_quota(event, by_invitation=True, actor_types=[], places=2)
    codes.share_code(event_id, "Presse", 1, Terms(quota_id=quota.id), Act(ACTOR, NOW), CHANCE)
    code = codes_queries.shared_codes(session(), event_id)[0][0].code
    first = arrive(event, "first@example.org", invitation_code=code)
    cancel(event, first)
    second = arrive(event, "second@example.org", invitation_code=code)
    proving.come_back(event_id, first, NOW + HOUR)
    assert (row_of(second).quota_id, row_of(first).quota_id) == (quota.id, None)


def test_who_has_registered_with_a_code_keeps_its_place_when_the_invitation_is_taken_back(event):
    code, quota_id = a_guest(event)
    for _ in range(2):
        make_registration(event)
    held = register(event, "miriam@example.org", invitation_code=code)
    arrive(event, "waits@example.org")
    codes.withdraw_invitation(event.id, invited(event).id, Act(ACTOR, NOW))
    assert prove(event, held) is Status.CONFIRMED
    change_person(event, held, position="Redaktion")
    assert (row_of(held).quota_id, row_of(held).position, row_of(held).invitation_id) == (quota_id, "Redaktion", None)
    assert refused(event, "kim@example.org", code) is Refusal.CODE_UNKNOWN
    cancel(event, held)
    proving.come_back(event.id, held, NOW + HOUR)
    assert (row_of(held).status, row_of(held).invited_to) == (Status.WAITLISTED, None)


def test_who_used_the_code_of_somebody_who_is_erased_keeps_its_place(event):
    code, quota_id = a_guest(event)
    person = arrive(event, "miriam@example.org")
    colleague = register(event, "kim@example.org", invitation_code=code)
    privacy.erase(event.id, person, Act(ACTOR, NOW))
    assert prove(event, colleague) is Status.CONFIRMED
    assert row_of(colleague).quota_id == quota_id


def test_nobody_is_sent_a_code_that_has_expired(event):
    a_guest(event, expires_at=NOW + HOUR)
    reached = [
        len(inviting.recipients(session(), event.id, Mailing.INVITATION, InvitationFilter(), now))
        for now in (NOW, NOW + HOUR)
    ]
    assert reached == [1, 0]
