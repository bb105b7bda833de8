from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import extract_parameters
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.accounts import queries as accounts_queries
from gocluster_events.core.accounts.models import Account, Attempt, AuditEntry, SignIn
from gocluster_events.core.accounts.rules import Limits, Refusal
from gocluster_events.core.accounts.services import counting, sessions
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, TooMany
from tests.support import quick_passwords
from tests.support.make import PASSWORD, make_account
from tests.support.refusal import refusal
from tests.support.settings import NOW

LIMITS = Limits(per_account=5, per_address=50)
HERE, ELSEWHERE = "192.0.2.7", "198.51.100.9"
WINDOW = timedelta(minutes=15)


def sign_in(email: str, password: str = PASSWORD, address: str = HERE, **changes: timedelta) -> str:
    return sessions.sign_in(email, password, address, LIMITS, NOW + changes.get("later", timedelta()))


def fail(email: str, address: str = HERE, times: int = 1) -> None:
    for _ in range(times):
        assert refusal(sign_in, email, "a wrong password indeed", address) is Refusal.WRONG


def count(session: Session, model: type[db.Base]) -> int:
    return session.scalars(sa.select(sa.func.count()).select_from(model)).one()


@pytest.mark.both_databases
def test_signing_in_begins_a_session_that_only_the_key_opens(session: Session):
    account_id = make_account(email="maria@example.org").id
    key = sign_in("Maria@Example.ORG")
    session_and_account = accounts_queries.staff_sign_in(session, sessions.digest(key))
    assert session_and_account is not None
    assert (session_and_account[1].id, session_and_account[0].seen_at) == (account_id, NOW)
    assert key not in session_and_account[0].key_digest
    assert sign_in("maria@example.org") != key


def test_a_password_counts_the_same_however_its_umlaut_was_typed(session: Session):
    with db.transaction() as writing:
        sessions.create_account(writing, email="a@example.org", name="A", password="schöne lange Worte", now=NOW)
    assert sign_in("a@example.org", "scho\u0308ne lange Worte")


def test_an_unknown_address_takes_as_long_as_a_known_one():
    with quick_passwords.safe():
        assert not sessions._hasher.check_needs_rehash(quick_passwords.NOBODY)
        assert not sessions.fits(quick_passwords.NOBODY, PASSWORD)


def test_a_password_kept_with_old_parameters_is_kept_anew(session: Session):
    account = make_account(email="maria@example.org")
    assert extract_parameters(account.password_hash).memory_cost == 64
    with quick_passwords.safe():
        sign_in("maria@example.org")
    parameters = extract_parameters(session.get_one(Account, account.id).password_hash)
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19456, 2, 1)
    assert sign_in("maria@example.org")


@pytest.mark.both_databases
def test_the_sixth_guess_at_an_account_is_not_looked_at(session: Session):
    make_account(email="maria@example.org")
    fail("maria@example.org", times=5)
    with pytest.raises(TooMany) as refused:
        sign_in("maria@example.org")
    assert refused.value.retry_after == 15 * 60
    assert sign_in("maria@example.org", later=WINDOW + timedelta(seconds=1))


def test_guessing_locks_an_account_for_no_other_address(session: Session):
    make_account(email="maria@example.org")
    fail("maria@example.org", times=5)
    assert sign_in("maria@example.org", address=ELSEWHERE)


def test_an_address_that_guesses_at_many_accounts_is_stopped(session: Session):
    for number in range(10):
        fail(f"person-{number}@example.org", times=5)
    make_account(email="maria@example.org")
    with pytest.raises(TooMany):
        sign_in("maria@example.org")


def test_a_ministry_behind_one_address_can_sign_in_as_often_as_it_likes(session: Session):
    make_account(email="maria@example.org")
    for _ in range(8):
        sign_in("maria@example.org")
    assert count(session, Attempt) == 0


def test_neither_a_stranger_nor_an_account_switched_off_can_sign_in(session: Session):
    make_account(email="off@example.org", is_active=False)
    fail("off@example.org")
    with pytest.raises(Refused):
        sign_in("stranger@example.org")


def test_signing_out_ends_the_session(session: Session):
    make_account(email="maria@example.org")
    key, other = sign_in("maria@example.org"), sign_in("maria@example.org")
    sessions.sign_out(key)
    assert accounts_queries.staff_sign_in(session, sessions.digest(key)) is None
    assert accounts_queries.staff_sign_in(session, sessions.digest(other)) is not None


@pytest.mark.both_databases
def test_a_forgotten_person_has_no_session_and_no_trace_in_the_audit_log(session: Session):
    sessions.start_participant_session("edition:1", "registration:17", 1, NOW)
    with db.transaction() as writing:
        for subject in ("registration:17", "registration:18"):
            sessions.audit(
                writing,
                act=Act(subject, NOW),
                action="cancelled",
                scope="edition:1",
                subject=subject,
                fields=["status"],
            )
        sessions.forget(writing, "registration:17")
    assert session.scalars(sa.select(SignIn)).all() == []
    rows = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(row.actor, row.subject, row.fields) for row in rows] == [
        ("", "", ["status"]),
        ("registration:18", "registration:18", ["status"]),
    ]


def test_ending_sessions_leaves_the_audit_log_as_it_was(session: Session):
    sessions.start_participant_session("edition:1", "registration:17", 1, NOW)
    with db.transaction() as writing:
        sessions.audit(writing, act=Act("worker", NOW), action="lapsed", scope="edition:1", subject="registration:17")
        sessions.end_sessions(writing, "registration:17")
    assert session.scalars(sa.select(SignIn)).all() == []
    assert [row.subject for row in session.scalars(sa.select(AuditEntry))] == ["registration:17"]


@pytest.mark.both_databases
def test_only_sessions_and_counts_whose_time_is_up_are_cleaned_up(session: Session):
    make_account(email="maria@example.org")
    fail("maria@example.org")
    sign_in("maria@example.org")
    sessions.start_participant_session("edition:1", "registration:17", 1, NOW)
    assert sessions.clean_up(NOW + timedelta(minutes=59)) == 0
    assert sessions.clean_up(NOW + timedelta(minutes=61)) == 1 + 2
    assert sessions.clean_up(NOW + timedelta(hours=25) - timedelta(seconds=1)) == 0
    assert sessions.clean_up(NOW + timedelta(hours=25)) == 1
    assert (count(session, SignIn), count(session, Attempt)) == (0, 0)


@pytest.mark.both_databases
def test_a_rate_limit_counts_each_key_by_itself(session: Session):
    for _ in range(3):
        counting.count("resend", "maria@example.org", 3, timedelta(hours=1), NOW)
    with pytest.raises(TooMany):
        counting.count("resend", "maria@example.org", 3, timedelta(hours=1), NOW)
    counting.count("resend", "kim@example.org", 3, timedelta(hours=1), NOW)
    stored = session.scalars(sa.select(Attempt)).all()
    assert len(stored) == 4
    assert not any("example.org" in row.key_digest for row in stored)


def test_what_was_counted_by_a_wrong_clock_counts_no_more_once_it_is_right(session: Session):
    for _ in range(3):
        counting.count("resend", "maria@example.org", 3, timedelta(hours=1), NOW.replace(year=2038))
    counting.count("resend", "maria@example.org", 3, timedelta(hours=1), NOW)


def test_an_admin_needs_an_address_and_a_password_of_their_own(session: Session):
    sessions.create_admin("ada@example.org", "Ada", "sieben Zwerge am See", NOW)
    assert sign_in("ada@example.org", "sieben Zwerge am See")
    for password, code in (
        ("sieben Zwerge am See", Refusal.ADDRESS_KNOWN),
        ("too short", Refusal.PASSWORD_SHORT),
        ("go-cluster-demo-2027", Refusal.PASSWORD_COMMON),
    ):
        assert refusal(sessions.create_admin, "ADA@example.org", "Ada", password, NOW) is code
