"""What is counted against abuse: how often something may happen, and by whom."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.accounts import queries, rules
from gocluster_events.core.accounts.models import Attempt
from gocluster_events.core.errors import TooMany


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many events of a kind (``bucket``) within a window count against one key.

    An event is about a ``subject`` where it counts only as long as something is ``still`` true of that, which is a
    condition on `Attempt`.
    """

    bucket: str
    key: str
    most: int
    window: timedelta
    subject: str = ""
    still: sa.ColumnElement[bool] | None = None


def by_network(bucket: str, address: str, most: int, window: timedelta, *, of: str = "") -> tuple[Limit, ...]:
    """At most so many events from the network of that address, of one account or e-mail address where ``of`` says it.

    Every rate by network is counted by this: see `rules.networks`.
    """
    return tuple(
        Limit(bucket, f"{of} {network.name}".lstrip(), most * network.share, window)
        for network in rules.networks(address)
    )


def guesses_at(email_key: str, address: str, limits: rules.Limits) -> tuple[Limit, ...]:
    """The limits that one more try at the account's password counts against."""
    return (
        *by_network("sign_in_account", address, limits.per_account, limits.window, of=email_key),
        *by_network("sign_in", address, limits.per_address, limits.window),
    )


def count(bucket: str, key: str, limit: int, window: timedelta, now: datetime) -> None:
    """One more event counts against ``key``. Raises TooMany, and counts none, when ``window`` holds ``limit``."""
    count_one_by_one([Limit(bucket, key, limit, window)], now)


def count_one_by_one(limits: Sequence[Limit], now: datetime) -> None:
    """One more event counts against each key in turn. Raises TooMany at the first that is at its limit."""
    for each in limits:
        with db.transaction() as session:
            _queue(session, each)
            count_in(session, [each], now)


def count_all(limits: Sequence[Limit], now: datetime) -> None:
    """One more event counts against every key. Raises TooMany, and counts none, when one of them is at its limit.

    It takes one statement as long as no limit is reached. On PostgreSQL requests that run at the same moment may each
    be the last one allowed, which is enough against floods; what is guessed must be counted one by one.
    """
    with db.transaction() as session:
        count_in(session, limits, now)


def check_counts(limits: Sequence[Limit], now: datetime) -> None:
    """Raises TooMany when one of the limits is reached; counts none."""
    for each in limits:
        seconds = _retry_after(db.session(), each, now)
        if seconds is not None:
            raise TooMany(seconds)


def count_in(session: Session, limits: Sequence[Limit], now: datetime) -> None:
    """As `count_all`, in the caller's transaction."""
    if limits and not _add(session, limits, now):
        raise TooMany(max(_retry_after(session, each, now) or 1 for each in limits))


def _queue(session: Session, limit: Limit) -> None:
    """Requests that count against the same key wait for each other, so each sees what the one before has counted."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(int(_digest(limit)[:15], 16))))


def _add(session: Session, limits: Sequence[Limit], now: datetime) -> bool:
    """One event is counted against each limit, or none against any; returns whether they were."""
    facts: dict[str, object] = {"moment": now}
    for number, each in enumerate(limits):
        since, until = _window(each, now)
        of_limit = {"bucket": each.bucket, "digest": _digest(each), "subject": each.subject, "since": since}
        of_limit |= {"until": until, "most": max(each.most, 1)}
        facts |= {f"limit_{number}_{name}": value for name, value in of_limit.items()}
    statement = _adding(tuple(each.still for each in limits))
    return bool(session.scalars(statement, facts).all())


@lru_cache(64)
def _adding(stills: Sequence[sa.ColumnElement[bool] | None]) -> Any:
    """The statement of `_add` for limits of that kind. Building it takes longer than running it, so it is kept."""
    rows, allowed = [], []
    for number, still in enumerate(stills):

        def given(name: str, kind: Any, number: int = number) -> sa.BindParameter[Any]:
            return sa.bindparam(f"limit_{number}_{name}", type_=kind)

        bucket, digest, subject = (given(name, sa.String()) for name in ("bucket", "digest", "subject"))
        mine = queries.is_counted(bucket, digest, *(given(name, db.UTCDateTime()) for name in ("since", "until")))
        most = given("most", sa.Integer())
        free = queries.number_of_attempts(mine) < most
        # of few it need not be asked what became of each, which takes a look at as many rows
        allowed.append(free if still is None else free | (queries.number_of_attempts(sa.and_(mine, still)) < most))
        at = sa.bindparam("moment", type_=db.UTCDateTime())
        rows.append(sa.select(bucket.label("bucket"), digest.label("digest"), subject.label("subject"), at.label("at")))
    events = sa.select(sa.union_all(*rows).subquery("event")).where(*allowed)
    attempt: Any = sa.inspect(Attempt).local_table  # an entity would take what fills the names for its columns
    statement = sa.insert(attempt).from_select(["bucket", "key_digest", "subject", "at"], events)
    return statement.returning(attempt.c.id)


def _retry_after(session: Session, limit: Limit, now: datetime) -> int | None:
    return rules.retry_after(queries.attempts(session, _counted(limit, now)), limit.most, limit.window, now)


def _counted(limit: Limit, now: datetime) -> sa.ColumnElement[bool]:
    """The events that count against the limit at ``now``."""
    mine = queries.is_counted(limit.bucket, _digest(limit), *_window(limit, now))
    return mine if limit.still is None else sa.and_(mine, limit.still)


def _window(limit: Limit, now: datetime) -> tuple[datetime, datetime]:
    """Events of a clock that is a little ahead count, too; those that a wrong one put years ahead do not."""
    return now - limit.window, now + limit.window


def _digest(limit: Limit) -> str:
    return hashlib.sha256(f"{limit.bucket} {limit.key}".encode()).hexdigest()


def refund(session: Session, limits: Sequence[Limit], now: datetime) -> None:
    """The events that were counted at ``now`` are removed again: the attempt was no failure."""
    for each in limits:
        counted = sa.and_(Attempt.bucket == each.bucket, Attempt.key_digest == _digest(each), Attempt.at == now)
        one = sa.select(sa.func.max(Attempt.id)).where(counted).scalar_subquery()
        session.execute(sa.delete(Attempt).where(Attempt.id == one))
