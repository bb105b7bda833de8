"""A passkey signs in, and nothing that only looks like one does."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts import queries as accounts_queries
from gocluster_events.core.accounts.models import Account, Challenge, Passkey, SignIn
from gocluster_events.core.accounts.rules import HALF_LASTS, Limits, Refusal
from gocluster_events.core.accounts.services import passkeys
from gocluster_events.core.accounts.services.sessions import digest, sign_in
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused
from tests.support.device import Device, coded
from tests.support.make import PASSWORD, make_account
from tests.support.settings import NOW

SITE = passkeys.Site("localhost", "http://localhost")
LIMITS = Limits(5, 50)

_RESPONSE = {"clientDataJSON": coded(b"[" * 12_000), "authenticatorData": coded(b"x"), "signature": coded(b"x")}
DEEP_CLIENT_DATA = json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": _RESPONSE})


@pytest.fixture
def account_id(session: Session) -> int:
    return int(make_account(email="kim@example.org").id)


@pytest.fixture
def device(account_id: int) -> Iterator[Device]:
    """A device that holds the account's passkey."""
    made = Device()
    add(account_id, made)
    yield made
    reading().rollback()


def add(account_id: int, device: Device, own_session: str = "") -> list[str]:
    question = passkeys.ask_to_add(account_id, SITE, NOW)
    answer = device.make(json.loads(question.options))
    return list(passkeys.add(account_id, question.number, answer, "Telefon", SITE, own_session, NOW))


def enter(device: Device, account_id: int | None = None, half: str = "") -> str:
    question = passkeys.ask_to_enter(SITE, account_id, NOW)
    return passkeys.enter(question.number, device.sign(json.loads(question.options)), SITE, "Firefox", half, NOW)


def signed_in() -> int:
    reading().rollback()
    return len(reading().scalars(sa.select(SignIn)).all())


def keys() -> int:
    reading().rollback()
    return len(reading().scalars(sa.select(Passkey)).all())


@pytest.mark.both_databases
def test_a_device_signs_in_without_a_password_and_without_saying_who(session: Session, account_id: int, device: Device):
    key = enter(device)
    session.rollback()
    session_and_account = accounts_queries.staff_sign_in(session, digest(key))
    assert session_and_account is not None
    assert (session_and_account[1].id, session_and_account[0].browser) == (account_id, "Firefox")
    assert accounts_queries.passkeys(session, account_id)[0].used_at == NOW


def test_the_first_passkey_brings_recovery_codes_and_ends_other_sessions(session: Session, account_id: int):
    here, elsewhere = (sign_in("kim@example.org", PASSWORD, "192.0.2.7", LIMITS, NOW) for _ in range(2))
    assert len(add(account_id, Device(), own_session=digest(here))) == 10
    assert add(account_id, Device(identity=b"another key"), own_session=digest(here)) == []
    session.rollback()
    assert [accounts_queries.staff_sign_in(session, digest(key)) is None for key in (here, elsewhere)] == [False, True]


def test_with_a_passkey_the_password_alone_opens_half_a_session_which_the_device_completes(
    session: Session, account_id: int, device: Device
):
    half = sign_in("kim@example.org", PASSWORD, "192.0.2.7", LIMITS, NOW)
    session.rollback()
    assert accounts_queries.staff_sign_in(session, digest(half)) is None
    key = enter(device, account_id, half)
    session.rollback()
    assert accounts_queries.staff_sign_in(session, digest(key)) is not None
    assert accounts_queries.half_sign_in(session, digest(half)) is None


def test_an_answer_counts_once(account_id: int, device: Device):
    question = passkeys.ask_to_enter(SITE, None, NOW)
    answer = device.sign(json.loads(question.options))
    passkeys.enter(question.number, answer, SITE, "", "", NOW)
    with pytest.raises(Refused):
        passkeys.enter(question.number, answer, SITE, "", "", NOW)
    assert signed_in() == 1


def test_an_answer_to_another_browsers_question_counts_nothing(device: Device):
    mine, theirs = passkeys.ask_to_enter(SITE, None, NOW), passkeys.ask_to_enter(SITE, None, NOW)
    answer = device.sign(json.loads(mine.options))
    with pytest.raises(Refused):
        passkeys.enter(theirs.number, answer, SITE, "", "", NOW)
    assert signed_in() == 0


def test_an_answer_to_a_question_of_another_kind_counts_nothing(account_id: int, device: Device):
    question = passkeys.ask_to_add(account_id, SITE, NOW)
    with pytest.raises(Refused):
        passkeys.enter(question.number, device.sign(json.loads(question.options)), SITE, "", "", NOW)
    assert signed_in() == 0


def test_a_question_is_over_after_five_minutes(device: Device):
    question = passkeys.ask_to_enter(SITE, None, NOW)
    with pytest.raises(Refused):
        passkeys.enter(question.number, device.sign(json.loads(question.options)), SITE, "", "", NOW + HALF_LASTS)
    assert signed_in() == 0


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:9999"},
        {"host": "evil.example"},
        {"is_unlocked": False},
        {"handle": b"account:999"},
        {"identity": b"a key that nobody added"},
        {"used": -1},  # the counter goes back: somebody copied the key
    ],
    ids=["another site", "another port", "another host", "not unlocked", "somebody else", "unknown", "a copy"],
)
def test_a_device_that_is_not_the_right_one_opens_nothing(device: Device, lie: dict[str, object]):
    enter(device)
    for name, value in lie.items():
        setattr(device, name, value)
    with pytest.raises(Refused) as refusal:
        enter(device)
    assert (refusal.value.code, signed_in()) == (Refusal.PASSKEY_REFUSED, 1)


def test_another_key_cannot_sign_for_a_known_name(device: Device):
    thief = Device(handle=device.handle)
    with pytest.raises(Refused):
        enter(thief)
    assert signed_in() == 0


@pytest.mark.parametrize("lie", [{"origin": "https://evil.example"}, {"host": "evil.example"}, {"is_unlocked": False}])
def test_a_device_of_another_site_or_one_that_is_not_unlocked_is_not_added(account_id: int, lie: dict[str, object]):
    with pytest.raises(Refused):
        add(account_id, Device(**lie))  # type: ignore[arg-type]
    assert keys() == 0


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "null",
        "[]",
        "{",
        "{}",
        '{"id": 1}',
        "9" * 30_000,
        "[" * 19_000,
        DEEP_CLIENT_DATA,
        '{"id":"a","rawId":"a","type":"public-key","response":{}}',
    ],
)
def test_an_answer_that_is_none_is_refused_and_its_question_spent(session: Session, account_id: int, answer: str):
    for purpose in (passkeys.ask_to_enter(SITE, None, NOW), passkeys.ask_to_add(account_id, SITE, NOW)):
        with pytest.raises(Refused):
            passkeys.enter(purpose.number, answer, SITE, "", "", NOW)
        with pytest.raises(Refused):
            passkeys.add(account_id, purpose.number, answer, "Telefon", SITE, "", NOW)
    session.rollback()
    assert session.scalars(sa.select(Challenge)).all() == []


def test_a_question_for_one_account_adds_nothing_to_another(session: Session, account_id: int):
    question = passkeys.ask_to_add(account_id, SITE, NOW)
    other = make_account(email="noor@example.org").id
    with pytest.raises(Refused):
        passkeys.add(other, question.number, Device().make(json.loads(question.options)), "X", SITE, "", NOW)
    assert keys() == 0


def test_a_key_belongs_to_one_account(session: Session, account_id: int, device: Device):
    other = int(make_account(email="noor@example.org").id)
    with pytest.raises(Refused):
        add(other, device)
    assert keys() == 1


def test_a_blocked_account_is_opened_by_no_passkey(account_id: int, device: Device):
    with transaction() as writing:
        writing.get_one(Account, account_id).is_active = False
    with pytest.raises(Refused):
        enter(device)
    assert signed_in() == 0


def test_a_removed_passkey_opens_nothing(session: Session, account_id: int, device: Device):
    number = accounts_queries.passkeys(session, account_id)[0].id
    other = make_account(email="noor@example.org").id
    passkeys.remove(other, number, PASSWORD, NOW, is_needed=False)
    assert keys() == 1, "it is not theirs"
    with pytest.raises(Refused):
        passkeys.remove(account_id, number, PASSWORD, NOW, is_needed=True)
    passkeys.remove(account_id, number, PASSWORD, NOW + timedelta(hours=1), is_needed=False)
    with pytest.raises(Refused):
        enter(device)
    session.rollback()
    assert accounts_queries.codes_left(session, account_id) == 0


def test_a_device_is_told_which_passkeys_it_may_use_and_which_it_has(account_id: int, device: Device):
    options = json.loads(passkeys.ask_to_enter(SITE, account_id, NOW).options)
    assert [each["id"] for each in options["allowCredentials"]] == [coded(device.identity)]
    assert json.loads(passkeys.ask_to_enter(SITE, None, NOW).options)["allowCredentials"] == []
    again = json.loads(passkeys.ask_to_add(account_id, SITE, NOW).options)
    assert [each["id"] for each in again["excludeCredentials"]] == [coded(device.identity)]
    assert (again["rp"]["id"], again["authenticatorSelection"]["userVerification"]) == ("localhost", "required")
