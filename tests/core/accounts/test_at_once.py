"""Two browsers do the same at the same moment."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.models import Account, Passkey, SignIn
from gocluster_events.core.accounts.services import own, passkeys
from gocluster_events.core.accounts.services.counting import count
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, TooMany
from tests.support.device import Device
from tests.support.make import PASSWORD, add, make_account
from tests.support.settings import NOW

SITE = passkeys.Site("localhost", "http://localhost")
pytestmark = pytest.mark.both_databases


def both(app: Flask, account_id: int, *verbs: Callable[[], object]) -> list[bool]:
    """Which of them was done; each has come as far as it can before the account is free."""

    def attempt(verb: Callable[[], object]) -> bool:
        with app.app_context():
            try:
                verb()
            except Refused:
                return False
        return True

    with ThreadPoolExecutor() as browsers:
        with transaction() as writing:
            own.lock(writing, account_id)
            started = [browsers.submit(attempt, verb) for verb in verbs]
            wait(started, timeout=0.5)
        return [each.result() for each in started]


def test_a_link_sets_one_new_password(app: Flask, session: Session):
    account_id = make_account(email="kim@example.org").id
    with transaction() as writing:
        generation = own.ask_reset(writing, account_id, NOW)

    def reset() -> None:
        with transaction() as writing:
            own.reset(writing, account_id, generation, "sieben Zwerge am See", NOW)

    assert sorted(both(app, account_id, reset, reset)) == [False, True]


def test_an_address_is_proven_once(app: Flask, session: Session):
    account_id = make_account(email="kim@example.org").id
    with transaction() as writing:
        generation = own.ask_email(writing, writing.get_one(Account, account_id), "new@example.org", NOW)

    def prove() -> None:
        with transaction() as writing:
            own.prove_email(writing, account_id, generation, NOW)

    assert sorted(both(app, account_id, prove, prove)) == [False, True]


def test_an_administrator_keeps_one_of_two_passkeys(app: Flask, session: Session):
    account_id = make_account(email="kim@example.org", is_admin=True).id
    numbers = [
        add(Passkey(account_id=account_id, credential_id=f"key{n}", public_key=b"k", name="K", created_at=NOW)).id
        for n in range(2)
    ]
    session.rollback()

    def remove(number: int) -> Callable[[], object]:
        return lambda: passkeys.remove(account_id, number, PASSWORD, NOW, is_needed=True)

    assert sorted(both(app, account_id, *(remove(number) for number in numbers))) == [False, True]
    session.rollback()
    assert len(session.scalars(sa.select(Passkey)).all()) == 1


def test_an_answer_of_a_passkey_that_is_sent_twice_at_once_opens_one_session(app: Flask, session: Session):
    account_id, device = make_account().id, Device()
    question = passkeys.ask_to_add(account_id, SITE, NOW)
    passkeys.add(account_id, question.number, device.make(json.loads(question.options)), "Telefon", SITE, "", NOW)
    session.rollback()
    question = passkeys.ask_to_enter(SITE, None, NOW)
    answer, together = device.sign(json.loads(question.options)), Barrier(2)

    def replay() -> bool:
        with app.app_context():
            together.wait()
            try:
                passkeys.enter(question.number, answer, SITE, "", "", NOW)
            except Refused:
                return False
        return True

    with ThreadPoolExecutor() as browsers:
        opened = [browsers.submit(replay) for _ in range(2)]
    assert sorted(each.result() for each in opened) == [False, True]
    session.rollback()
    assert len(session.scalars(sa.select(SignIn)).all()) == 1


def test_guessing_at_once_is_counted_as_guessing_in_turn(app: Flask, session: Session):
    ready = Barrier(8)

    def guess(_number: int) -> bool:
        with app.app_context():
            ready.wait(30)
            try:
                count("sign_in", "127.0.0.1", 5, timedelta(minutes=15), NOW)
            except TooMany:
                return False
        return True

    with ThreadPoolExecutor(8) as browsers:
        assert sum(browsers.map(guess, range(8))) == 5
