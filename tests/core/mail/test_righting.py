"""A clock showed 2038 for a while and is right again: mails that were written meanwhile leave now, each once."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.cli.duties import DUTIES
from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.mail.services.righting import put_right
from gocluster_events.core.timekeeping.services import note_run
from tests.support.make import make_mail
from tests.support.outbox import lease_one
from tests.support.settings import NOW

pytestmark = pytest.mark.both_databases
IN_2038 = NOW.replace(year=2038)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def change(**columns: object) -> None:
    """All mails are like that."""
    with db.transaction() as session:
        session.execute(sa.update(Mail).values(columns))


def times(session: Session) -> list[tuple[datetime, datetime | None]]:
    session.rollback()
    return [(mail.not_before, mail.lease_until) for mail in session.scalars(sa.select(Mail).order_by(Mail.id))]


def test_a_mail_that_was_queued_in_2038_leaves_now(session: Session):
    make_mail()
    change(created_at=IN_2038, not_before=IN_2038)
    assert lease_one(NOW) is None
    assert (put_right(NOW), put_right(NOW)) == (1, 0)
    assert lease_one(NOW) is not None


def test_one_that_can_still_be_withdrawn_waits_as_long_as_it_was_to_wait(session: Session):
    make_mail()
    change(created_at=IN_2038, not_before=IN_2038 + 5 * MINUTE)
    put_right(NOW)
    assert times(session) == [(NOW + 5 * MINUTE, None)]


def test_one_that_could_not_be_delivered_in_2038_is_tried_again_now(session: Session):
    make_mail()
    leased = lease_one(NOW)
    assert leased is not None
    outbox.mark_failed(leased, "450 Mailbox busy", permanent=False, now=IN_2038)
    assert put_right(NOW) == 1
    assert times(session) == [(NOW, None)]


def test_one_that_a_worker_took_in_2038_and_never_sent_is_anybodys(session: Session):
    make_mail()
    assert lease_one(IN_2038) is not None
    assert (lease_one(NOW), put_right(NOW)) == (None, 1)
    assert lease_one(NOW) is not None


def test_what_is_planned_or_in_hand_or_waits_for_its_next_attempt_stays_as_it_is(session: Session):
    make_mail("in hand")
    assert lease_one(NOW) is not None
    make_mail("refused")
    refused = lease_one(NOW)
    assert refused is not None
    outbox.mark_failed(refused, "450 Mailbox busy", permanent=False, now=NOW)
    make_mail("planned", not_before=NOW + timedelta(days=90))
    before = times(session)
    assert (put_right(NOW), times(session)) == (0, before)


def test_a_worker_that_is_right_takes_nothing_from_one_whose_clock_is_ahead(session: Session):
    duty = next(each.service for each in DUTIES if each.name == "mails put right that a wrong clock wrote")
    make_mail()
    note_run(NOW)
    note_run(IN_2038)
    assert lease_one(IN_2038) is not None
    assert duty(NOW) == 0
    for minutes in range(0, 61, 20):  # the other is gone
        note_run(NOW + minutes * MINUTE)
    assert duty(NOW + HOUR) == 1
