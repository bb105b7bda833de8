"""Passwords of tests are worth nothing: to hash one takes no time, but for tests of just that, and in full proofs."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from argon2 import PasswordHasher

from gocluster_events.core.accounts.services import sessions
from tests.support import proving

QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
_sessions: Any = sessions
_safe: PasswordHasher = _sessions._hasher
NOBODY: str = _sessions._NOBODY  # as in production


def keep() -> None:
    """From now on a password is hashed in less than a millisecond."""
    if not proving.is_full():
        _sessions._hasher, _sessions._NOBODY = QUICK, QUICK.hash(secrets.token_hex())


@contextmanager
def safe() -> Iterator[None]:
    """In this block it is hashed as in production."""
    before, _sessions._hasher = _sessions._hasher, _safe
    try:
        yield
    finally:
        _sessions._hasher = before
