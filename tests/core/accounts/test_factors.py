"""Codes of an app count once, recovery codes count once, and half a session opens nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core.accounts import queries as accounts_queries
from gocluster_events.core.accounts.models import Account, AuditEntry, Authenticator, RecoveryCode, SignIn
from gocluster_events.core.accounts.rules import (
    APP_WAITS,
    HALF_LASTS,
    Limits,
    Refusal,
    Typed,
    fitting_step,
    plain_code,
    recovery_code,
)
from gocluster_events.core.accounts.services import factors, own
from gocluster_events.core.accounts.services.sessions import clean_up, digest, sign_in
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused, TooMany
from gocluster_events.core.tokens import Vault
from tests.support.make import PASSWORD, make_account
from tests.support.refusal import refusal
from tests.support.settings import NOW, SECRET_KEY

VAULT, LIMITS = Vault((SECRET_KEY,)), Limits(5, 50)
STEP = timedelta(seconds=30)
HERE = "192.0.2.7"


def app_of(account_id: int, now: datetime = NOW) -> pyotp.TOTP:
    """The app on somebody's phone, after it has read the picture."""
    factors.begin_app(account_id, VAULT, now)
    reading().rollback()
    row = accounts_queries.authenticator(reading(), account_id)
    assert row is not None
    secret = VAULT.open(row.pending)
    assert secret is not None
    return pyotp.TOTP(secret)


def protected(email: str = "kim@example.org") -> tuple[int, pyotp.TOTP, list[str]]:
    """An account with an app, proven five minutes ago, and its recovery codes."""
    account_id = make_account(email=email).id
    earlier = NOW - timedelta(minutes=5)
    app = app_of(account_id, earlier)
    return account_id, app, list(factors.prove_app(account_id, Typed(app.at(earlier), earlier), VAULT, "", earlier))


def half(email: str = "kim@example.org", now: datetime = NOW) -> str:
    return sign_in(email, PASSWORD, HERE, LIMITS, now)


def show(key: str, code: str, now: datetime = NOW, address: str = HERE) -> str:
    return factors.show_code(key, Typed(code, now), address, LIMITS, VAULT, now)


def refused(key: str, code: str, now: datetime = NOW) -> Refusal:
    with pytest.raises(Refused) as refusal:
        show(key, code, now)
    return Refusal(refusal.value.code)


@pytest.mark.both_databases
def test_a_code_makes_a_whole_session_of_half_a_one_with_another_key(session: Session):
    _account_id, app, _codes = protected()
    first = half()
    assert accounts_queries.staff_sign_in(session, digest(first)) is None
    key = show(first, app.at(NOW))
    session.rollback()
    assert key != first
    assert accounts_queries.staff_sign_in(session, digest(key)) is not None
    assert accounts_queries.half_sign_in(session, digest(first)) is None


@pytest.mark.both_databases
def test_a_code_counts_once_and_no_older_one_after_it(session: Session):
    _account_id, app, _codes = protected()
    show(half(), app.at(NOW))
    assert refused(half(), app.at(NOW)) is Refusal.WRONG_CODE
    assert refused(half(), app.at(NOW - STEP)) is Refusal.WRONG_CODE
    assert show(half(now=NOW + STEP), app.at(NOW + STEP), NOW + STEP)


@pytest.mark.both_databases
def test_the_same_code_typed_twice_at_once_counts_once(app: Flask, session: Session):
    _account_id, made, _codes = protected()
    keys = [half() for _ in range(4)]
    code = made.at(NOW)

    def enter(key: str) -> bool:
        with app.app_context():
            try:
                return bool(show(key, code))
            except (Refused, TooMany):
                return False

    with ThreadPoolExecutor() as browsers:
        assert sorted(browsers.map(enter, keys)) == [False, False, False, True]


def test_the_code_that_set_the_app_up_signs_nobody_in(session: Session):
    account_id = make_account(email="kim@example.org").id
    app = app_of(account_id)
    factors.prove_app(account_id, Typed(app.at(NOW), NOW), VAULT, "", NOW)
    assert refused(half(), app.at(NOW)) is Refusal.WRONG_CODE


@pytest.mark.parametrize(("off", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_wrong(off: int, fits: bool):  # noqa: FBT001 -- a column of a table
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    typed = pyotp.TOTP(secret).at(NOW + timedelta(seconds=off))
    assert (fitting_step(secret, Typed(f" {typed[:3]} {typed[3:]} ", NOW), 0) is not None) == fits


@pytest.mark.both_databases
def test_a_recovery_code_counts_once_however_it_is_typed(session: Session):
    account_id, _app, codes = protected()
    assert len(set(codes)) == 10
    assert show(half(), codes[0].lower().replace("-", " "))
    assert refused(half(), codes[0]) is Refusal.WRONG_CODE
    session.rollback()
    assert accounts_queries.codes_left(session, account_id) == 9
    assert session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()[-1] == "account.code_used"


def test_a_recovery_code_opens_no_other_account(session: Session):
    protected("kim@example.org")
    _other, _app, codes = protected("noor@example.org")
    assert refused(half("kim@example.org"), codes[0]) is Refusal.WRONG_CODE


def test_new_recovery_codes_kill_the_older_ones(session: Session):
    account_id, _app, codes = protected()
    fresh = factors.renew_codes(account_id, NOW)
    assert refused(half(), codes[0]) is Refusal.WRONG_CODE
    assert show(half(), fresh[0])


def test_nothing_that_could_be_used_is_stored(session: Session):
    account_id, app, codes = protected()
    row = session.get_one(Authenticator, account_id)
    stored = [row.secret, row.pending, *session.scalars(sa.select(RecoveryCode.digest))]
    assert not any(app.secret in each or plain_code(code) in each for each in stored for code in codes)


def test_what_people_misread_in_a_code_still_fits():
    code = recovery_code(bytes([0, 1, 31]) * 4)
    assert code == "01Z0-1Z01-Z01Z"
    assert plain_code("olz0-IZO1-zoLz") == plain_code(code)
    assert plain_code("123456") == ""


def test_a_half_session_lasts_five_minutes(session: Session):
    _account_id, app, _codes = protected()
    key, later = half(), NOW + HALF_LASTS
    assert refused(key, app.at(later), later) is Refusal.HALF_OVER
    before = later - timedelta(seconds=1)
    assert show(key, app.at(before), before)


def test_a_whole_session_is_no_half_one(session: Session):
    _account_id, app, _codes = protected()
    whole = show(half(), app.at(NOW))
    assert refused(whole, app.at(NOW + STEP), NOW + STEP) is Refusal.HALF_OVER


def test_the_sixth_guess_at_a_code_is_not_looked_at_and_elsewhere_it_still_is(session: Session):
    _account_id, app, _codes = protected()
    key = half()
    for _ in range(5):
        assert refused(key, "000000") is Refusal.WRONG_CODE
    with pytest.raises(TooMany):
        show(key, app.at(NOW))
    assert show(half(), app.at(NOW), address="198.51.100.9")


def test_many_addresses_together_have_no_more_than_twenty_five_guesses(session: Session):
    protected()
    for number in range(25):
        with pytest.raises(Refused):
            show(half(), "000000", address=f"198.51.100.{number}")
    with pytest.raises(TooMany):
        show(half(), "000000", address="203.0.113.1")


def test_a_new_password_ends_half_sessions_too_and_leaves_the_second_factor(session: Session):
    account_id, app, _codes = protected()
    key = half()
    with transaction() as writing:
        generation = own.ask_reset(writing, account_id, NOW)
        own.reset(writing, account_id, generation, "sieben Zwerge am See", NOW)
    assert refused(key, app.at(NOW)) is Refusal.HALF_OVER
    again = sign_in("kim@example.org", "sieben Zwerge am See", HERE, LIMITS, NOW)
    session.rollback()
    assert accounts_queries.staff_sign_in(session, digest(again)) is None


def test_a_new_password_kills_the_link_to_an_address_that_a_thief_gave(session: Session):
    account_id = make_account(email="kim@example.org").id
    with transaction() as writing:
        generation = own.ask_email(writing, writing.get_one(Account, account_id), "thief@example.org", NOW)
    own.change_password(account_id, "sieben Zwerge am See", "", NOW)
    with transaction() as writing, pytest.raises(Refused):
        own.prove_email(writing, account_id, generation, NOW)
    session.rollback()
    assert session.get_one(Account, account_id).email == "kim@example.org"


def test_a_new_factor_ends_every_other_session(session: Session):
    account_id = make_account(email="kim@example.org").id
    here, elsewhere = half(), half()
    app = app_of(account_id)
    factors.prove_app(account_id, Typed(app.at(NOW), NOW), VAULT, digest(here), NOW)
    session.rollback()
    assert [accounts_queries.staff_sign_in(session, digest(key)) is None for key in (here, elsewhere)] == [False, True]


def test_an_app_that_never_made_a_code_protects_nothing_and_replaces_nothing(session: Session):
    account_id, app, _codes = protected()
    factors.begin_app(account_id, VAULT, NOW)
    with pytest.raises(Refused):
        factors.prove_app(account_id, Typed("000000", NOW), VAULT, "", NOW)
    assert show(half(), app.at(NOW))
    bare = make_account(email="bare@example.org").id
    factors.begin_app(bare, VAULT, NOW)
    session.rollback()
    assert not accounts_queries.has_factor(session, bare)


def test_an_app_waits_ten_minutes_for_its_first_code(session: Session):
    account_id = make_account(email="kim@example.org").id
    app, over = app_of(account_id), NOW + APP_WAITS
    with pytest.raises(Refused):
        factors.prove_app(account_id, Typed(app.at(over), over), VAULT, "", over)
    in_time = over - timedelta(seconds=1)
    assert factors.prove_app(account_id, Typed(app.at(in_time), in_time), VAULT, "", in_time)


@pytest.mark.both_databases
def test_an_app_that_waited_too_long_is_forgotten_and_one_that_counts_stays(session: Session):
    protected_id, app, _codes = protected()
    bare = make_account(email="bare@example.org").id
    for account_id in (protected_id, bare):
        factors.begin_app(account_id, VAULT, NOW)
    assert clean_up(NOW + APP_WAITS - timedelta(seconds=1)) == 0
    assert clean_up(NOW + APP_WAITS) == 2
    session.rollback()
    rows = [(row.account_id, row.pending, row.pending_at) for row in session.scalars(sa.select(Authenticator))]
    assert rows == [(protected_id, "", None)]
    assert show(half(), app.at(NOW))


def test_the_last_factor_stays_where_it_is_needed_or_the_password_is_short(session: Session):
    account_id, _app, _codes = protected()
    for password, needed, why in [
        ("a long enough password", True, Refusal.FACTOR_NEEDED),
        ("short one 12", False, Refusal.PASSWORD_TOO_SHORT_ALONE),
    ]:
        assert refusal(factors.remove_app, account_id, password, NOW, is_needed=needed) is why
    factors.remove_app(account_id, "a long enough password", NOW, is_needed=False)
    session.rollback()
    assert (accounts_queries.has_factor(session, account_id), accounts_queries.codes_left(session, account_id)) == (
        False,
        0,
    )


def test_a_blocked_account_gets_no_further_than_half(session: Session):
    account_id, app, _codes = protected()
    key = half()
    with transaction() as writing:
        writing.get_one(Account, account_id).is_active = False
    assert refused(key, app.at(NOW)) is Refusal.HALF_OVER
    assert session.scalars(sa.select(SignIn).where(SignIn.awaits_factor.is_(False))).all() == []
