"""What goes when an address was not proven in time: at the lapse what is protected, a day later all of it."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.services.figures import freeze_in
from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.models import ProtectedIdentity, Registration
from gocluster_events.meeting.registration.people.rules.codes import DataClass, Diet, Status
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.privacy.queries import retention
from gocluster_events.meeting.registration.sign_up.services import proving
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.make import add, archive, make_event
from tests.support.registrants import HOUR, arrive, cancel, letters, needs_of, prove, register, row_of, status
from tests.support.settings import NOW

LAPSE = NOW + 48 * HOUR
GONE = LAPSE + 24 * HOUR
MINUTE = timedelta(minutes=1)
VEGAN = Needs(diet=Diet.VEGAN, intolerances="Haselnüsse")

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def ids(event: Event) -> list[int]:
    event_id = event.id
    db.session().rollback()
    return list(db.session().scalars(sa.select(Registration.id).where(Registration.event_id == event_id)))


def departed(event: Event) -> dict[tuple[Mode, Status], int]:
    event_id = event.id
    db.session().rollback()
    return dict(retention.departed(db.session(), event_id))


def test_what_is_protected_goes_at_the_lapse():
    event = make_event()
    slow = register(event, needs=VEGAN)
    add(ProtectedIdentity(registration_id=slow, birth_date=date(1980, 5, 17), birth_place="Görlitz"))
    due_changes.lapse_and_move_up(LAPSE - MINUTE)
    assert needs_of(slow) == VEGAN
    due_changes.lapse_and_move_up(LAPSE)
    assert (status(slow), needs_of(slow)) == (Status.LAPSED, Needs())
    assert db.session().get(ProtectedIdentity, slow) is None


def test_a_day_after_the_lapse_all_of_it_is_erased_and_counted_without_a_letter():
    event = make_event()
    register(event)
    due_changes.lapse_and_move_up(LAPSE)
    assert (privacy.erase_unproven(GONE - MINUTE), len(ids(event))) == (0, 1)
    assert (privacy.erase_unproven(GONE), ids(event)) == (1, [])
    assert departed(event) == {(Mode.ONSITE, Status.LAPSED): 1}
    assert letters() == []
    assert db.session().scalars(sa.select(AuditEntry.subject).distinct()).all() == [""]
    assert [(run.kind, run.number) for run in retention.runs(db.session(), event.id)] == [(DataClass.ENDED, 1)]
    assert privacy.erase_unproven(GONE) == 0


def test_it_is_erased_in_an_archive_too():
    event = make_event()
    register(event)
    due_changes.lapse_and_move_up(LAPSE)
    archive(event)
    assert (privacy.erase_unproven(GONE), ids(event)) == (1, [])


def test_more_people_than_go_in_one_transaction_all_go(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(privacy, "FEW", 2)
    event = make_event()
    for number in range(5):
        register(event, f"{number}@example.org")
    due_changes.lapse_and_move_up(LAPSE)
    assert (privacy.erase_unproven(GONE), ids(event)) == (5, [])


def test_whoever_registers_after_all_within_that_day_stays():
    event = make_event()
    slow = register(event)
    due_changes.lapse_and_move_up(LAPSE)
    assert prove(event, slow, GONE - MINUTE) is Status.CONFIRMED
    assert (privacy.erase_unproven(GONE), ids(event)) == (0, [slow])


def test_new_data_that_can_still_be_proven_keep_the_registration():
    event = make_event()
    slow = register(event)
    due_changes.lapse_and_move_up(LAPSE)
    again = GONE - HOUR
    register(event, now=again, last_name="Anders")
    assert privacy.erase_unproven(GONE) == 0
    proving.prove_again(event.id, slow, row_of(slow).pending_generation, again + 47 * HOUR)
    assert (status(slow), row_of(slow).last_name) == (Status.CONFIRMED, "Anders")


def test_once_new_data_can_no_longer_be_proven_the_registration_goes_with_them():
    event = make_event()
    register(event)
    due_changes.lapse_and_move_up(LAPSE)
    register(event, now=GONE - HOUR, last_name="Anders")
    assert (privacy.erase_unproven(GONE + 47 * HOUR - MINUTE), privacy.erase_unproven(GONE + 47 * HOUR)) == (0, 1)
    assert (ids(event), letters()) == ([], [])


def test_an_offer_that_lapses_stays_with_its_thirty_days_even_if_the_team_has_put_in_another_address():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.OFFER)
    first = arrive(event, "first@example.org")
    offered = arrive(event, "offered@example.org", needs=VEGAN)
    cancel(event, first)
    with db.transaction() as session:
        session.get_one(Registration, offered).proven_at = None  # as after a new address
    assert status(offered) is Status.OFFERED
    late = NOW + timedelta(days=6)
    due_changes.lapse_and_move_up(late)
    assert (status(offered), needs_of(offered)) == (Status.LAPSED, Needs())
    assert (privacy.erase_unproven(late + timedelta(days=2)), offered in ids(event)) == (0, True)
    privacy.expire(event.ends_at + timedelta(days=30), freeze_in)
    assert offered not in ids(event)


def test_somebody_who_lapsed_can_register_anew_as_if_never_known(session: Session):
    event = make_event()
    old = register(event)
    due_changes.lapse_and_move_up(LAPSE)
    privacy.erase_unproven(GONE)
    new = register(event, now=GONE)
    assert (new != old, row_of(new).hold_until) == (True, GONE + HOUR)
    session.rollback()
    assert session.scalars(sa.select(Mail.letter)).all() == ["prove_address"]
