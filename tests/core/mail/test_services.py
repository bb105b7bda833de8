from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail, MailAttempt
from gocluster_events.core.mail.rules import outbox as rules
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.mail.services import handling, outbox
from tests.support.make import make_mail
from tests.support.outbox import in_hand, lease_one
from tests.support.settings import NOW

pytestmark = pytest.mark.both_databases
NEW = "maria.new@example.org"
SOON = NOW + timedelta(minutes=1)


def all_mails(session: Session) -> list[Mail]:
    session.rollback()
    return list(session.scalars(sa.select(Mail).order_by(Mail.id)))


def test_one_intention_is_one_mail(session: Session):
    make_mail()
    make_mail(recipient="someone.else@example.org")
    assert [mail.recipient for mail in all_mails(session)] == ["maria@example.org"]


def test_a_mail_is_leased_to_one_worker_until_the_lease_ends(session: Session):
    make_mail()
    first = lease_one(NOW)
    assert first is not None
    assert lease_one(NOW + rules.LEASE - timedelta(seconds=1)) is None
    assert lease_one(NOW + rules.LEASE) == first


def test_a_reminder_does_not_leave_before_its_time(session: Session):
    make_mail(not_before=SOON)
    assert lease_one(NOW) is None
    assert lease_one(SOON) is not None


def test_a_sent_mail_is_never_leased_again(session: Session):
    make_mail()
    leased = lease_one(NOW)
    assert leased is not None
    outbox.mark_sent([leased], SOON)
    assert lease_one(NOW + timedelta(days=1)) is None
    assert [(mail.state, mail.sent_at) for mail in all_mails(session)] == [(State.SENT, SOON)]


def test_a_failed_mail_keeps_its_reason_and_waits(session: Session):
    make_mail()
    leased = lease_one(NOW)
    assert leased is not None
    outbox.mark_failed(leased, "450 Mailbox busy", permanent=False, now=NOW)
    assert lease_one(NOW) is None
    (mail,) = all_mails(session)
    assert (mail.state, mail.last_error, mail.attempts) == (State.QUEUED, "450 Mailbox busy", 1)
    assert mail.not_before == rules.next_attempt(1, NOW)


def test_a_failed_mail_is_nobodys_until_it_is_tried_again(session: Session):
    make_mail()
    leased = lease_one(NOW)
    assert leased is not None
    outbox.mark_failed(leased, "450 Mailbox busy", permanent=False, now=NOW)
    assert [mail.lease_until for mail in all_mails(session)] == [None]
    with db.transaction() as writing:
        assert handling.retry(writing, "edition:1", [leased.id], SOON) == [leased.id]
    again = lease_one(SOON)
    assert again is not None
    assert again.id == leased.id


def one_tried_one_at_work_one_untried(session: Session) -> None:
    """Three mails: one has failed once, one is just leaving, one nobody has touched."""
    make_mail("tried")
    make_mail("at work")
    leased = [lease_one(NOW), lease_one(NOW)]
    assert None not in leased
    outbox.mark_failed(in_hand(all_mails(session)[0].id), "450 Mailbox busy", permanent=False, now=NOW)
    make_mail("untried")


def test_only_a_mail_that_was_never_tried_can_be_taken_back(session: Session):
    one_tried_one_at_work_one_untried(session)
    with db.transaction() as writing:
        assert outbox.withdraw(writing, ["tried", "at work", "untried"]) == {"untried"}
    assert [mail.key for mail in all_mails(session)] == ["tried", "at work"]


def test_of_the_mails_about_somebody_only_those_never_tried_are_taken_back(session: Session):
    one_tried_one_at_work_one_untried(session)
    with db.transaction() as writing:
        outbox.withdraw_about(writing, "registration:17", ["prove_address"])
    assert [mail.key for mail in all_mails(session)] == ["tried", "at work"]


def test_of_the_letters_that_wait_for_their_time_only_those_never_tried_are_taken_back(session: Session):
    one_tried_one_at_work_one_untried(session)
    with db.transaction() as writing:
        letters = outbox.withdraw_letters(writing, "edition:1", ["prove_address"], NOW - timedelta(minutes=1))
    assert letters == [("prove_address", "registration:17")]
    assert [mail.key for mail in all_mails(session)] == ["tried", "at work"]


def test_a_mail_that_another_worker_has_sent_stays_sent(session: Session):
    make_mail()
    leased = lease_one(NOW)
    assert leased is not None
    outbox.mark_sent([leased], NOW)
    outbox.mark_failed(leased, "The connection was lost", permanent=True, now=SOON)
    assert [mail.state for mail in all_mails(session)] == [State.SENT]


def readdress(session: Session) -> None:
    """Whoever mail is about has another address by now."""
    with db.transaction() as writing:
        handling.readdress(writing, "registration:17", "maria@example.org", NEW, ([], 2), NOW, first=0)
    session.rollback()


def test_a_mail_that_left_for_a_former_address_still_goes_to_the_new_one(session: Session):
    make_mail()
    leased = lease_one(NOW)
    assert leased is not None
    readdress(session)
    outbox.mark_sent([leased], NOW)
    again = lease_one(NOW)
    assert again is not None
    assert (again.id, again.recipient) == (leased.id, NEW)
    outbox.mark_sent([again], SOON)
    assert [(mail.state, mail.sent_at) for mail in all_mails(session)] == [(State.SENT, SOON)]


def test_that_a_former_address_is_refused_counts_against_that_one_alone(session: Session):
    make_mail()
    leased = lease_one(NOW)
    assert leased is not None
    readdress(session)
    outbox.mark_failed(leased, "550 No such user", permanent=True, now=NOW)
    assert [(mail.state, mail.attempts, mail.last_error) for mail in all_mails(session)] == [(State.QUEUED, 0, "")]
    assert session.scalars(sa.select(MailAttempt.recipient)).all() == ["maria@example.org"]
    again = lease_one(NOW)
    assert again is not None
    assert again.recipient == NEW


def test_a_forgotten_person_has_no_mails(session: Session):
    make_mail()
    make_mail("other", subject="registration:18")
    with db.transaction() as writing:
        outbox.forget(writing, "registration:17")
    assert [mail.subject for mail in all_mails(session)] == ["registration:18"]


def test_finished_mails_lose_their_content_after_the_retention(session: Session):
    make_mail("sent")
    leased = lease_one(NOW)
    assert leased is not None
    outbox.mark_sent([leased], NOW)
    make_mail("still waiting")
    late = NOW + timedelta(days=91)
    assert outbox.clean_up(NOW + timedelta(days=90), 90) == 0
    assert outbox.clean_up(late, 90) == 1
    assert outbox.clean_up(late, 90) == 0
    assert [(mail.recipient, mail.content is None) for mail in all_mails(session)] == [
        ("maria@example.org", True),
        ("maria@example.org", False),
    ]


def test_a_mail_to_nobody_is_not_queued(session: Session):
    with pytest.raises(ValueError, match="without an address"):
        make_mail(recipient="")
    assert all_mails(session) == []


def test_who_is_forgotten_has_no_mail_in_any_spelling_of_the_address(session: Session):
    spelled = ("mai@xn--bro-hoa.example", "Mai@büro.example", "mai@buero.example", "ma_@büro.example")
    for number, to in enumerate(spelled):
        make_mail(f"mail {number}", recipient=to, scope="edition:1")
    with db.transaction() as writing:
        outbox.forget_recipient(writing, "edition:1", "mai@BÜRO.example")
    assert [mail.recipient for mail in all_mails(session)] == ["mai@buero.example", "ma_@büro.example"]
