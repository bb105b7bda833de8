"""Whom search words mean: as the database finds them, and where nobody is written like that, as they sound."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.core import text
from gocluster_events.core.search import (
    APOSTROPHES,
    SHORTEST_PART,
    Hit,
    Meaning,
    near_anywhere,
    nearest,
    plain_number,
    rank,
    search,
)
from gocluster_events.meeting.registration.people.models import Registration

MOST_SIMILAR = 50
"""So many are offered at most where nobody is written as it was typed."""
_MOST_RANKED = 200


def is_written_so(words: str) -> sa.ColumnElement[bool]:
    """The condition that every word stands in what the person told, or that all of them are a part of their number."""
    every = sa.and_(sa.true(), *(_any_in(spellings) for spellings in text.search_words(words)))
    number = plain_number(words)
    if len(number) < SHORTEST_PART:
        return every
    reference = sa.func.replace(Registration.reference, "-", "")
    return sa.or_(every, reference.like(text.like(number), escape="\\"))


def with_similar(session: Session, event_id: int, wanted: Filter) -> Filter:
    """The filter, with the people whose names are similar where its search words match nobody of the edition."""
    if not wanted.search or _is_anybody(session, event_id, wanted.search):
        return wanted
    hits = _similar(session, event_id, wanted.search, MOST_SIMILAR)
    return replace(wanted, similar=tuple(each.who.id for each in hits))


def registrations(session: Session, event_id: int, words: str, limit: int) -> tuple[Sequence[Hit[sa.Row[Any]]], int]:
    """The ``id``, names, ``organisation`` and ``status`` of those who are meant, the best first, and how many are.

    Whoever is only similar follows those who are written so, and is not counted.
    """
    here = (Registration.event_id == event_id, is_written_so(words))
    number = session.execute(sa.select(sa.func.count()).where(*here)).scalar_one()
    by_name = _select().where(*here).order_by(Registration.sort_key, Registration.id).limit(_MOST_RANKED)
    rows = session.execute(by_name).all() if number else ()
    literal = rank(words, rows, lambda each: each.search_text, lambda each: each.reference)
    others = [~is_written_so(words)] if number else []
    similar = _similar(session, event_id, words, limit - number, *others) if number < limit else ()
    return [*literal, *_in_full(session, similar)][:limit], number


def _is_anybody(session: Session, event_id: int, words: str) -> bool:
    somebody = sa.select(Registration.id).where(Registration.event_id == event_id, is_written_so(words))
    return session.scalar(somebody.limit(1)) is not None


def _similar(
    session: Session, event_id: int, words: str, limit: int, *also: sa.ColumnElement[bool]
) -> Sequence[Hit[sa.Row[Any]]]:
    """The best of those who are meant though not written so, as `search` would choose them from everybody; looked at
    are those alone who have a piece of every word, and for whom ``also`` holds.
    """
    meaning, spelled = Meaning(words), sa.or_(*map(_has, APOSTROPHES))  # which count for `is_written_so` only
    if not meaning.wanted:
        return ()
    near = [sa.or_(*parts, spelled) for parts in map(_pieces, meaning.wanted, meaning.parts)]
    there = [sa.case((_any_in(spellings), 0), else_=1) for spellings in meaning.wanted]
    least = sa.case((spelled, 0), else_=sum(there, sa.literal(0)))
    columns = (Registration.id, Registration.search_text, Registration.reference, Registration.sort_key)
    everybody = sa.select(*columns, least.label("least")).where(Registration.event_id == event_id, *near, *also)
    first = everybody.order_by(least, Registration.sort_key, Registration.id)

    def read(most: int | None) -> Sequence[Any]:
        return session.execute(first.limit(most) if most else everybody).all()

    return nearest(read, lambda rows: _hits(words, rows), limit)[:limit]


def _hits(words: str, rows: Sequence[sa.Row[Any]]) -> Sequence[Hit[sa.Row[Any]]]:
    hits = search(words, rows, lambda each: each.search_text, lambda each: each.reference)
    return sorted(hits, key=lambda each: (each.misses, each.who.sort_key, each.who.id))


def _in_full(session: Session, hits: Sequence[Hit[sa.Row[Any]]]) -> Sequence[Hit[sa.Row[Any]]]:
    """The same people with all that `_select` reads; not whoever was erased meanwhile."""
    theirs = _select().where(Registration.id.in_([each.who.id for each in hits]))
    rows = {row.id: row for row in session.execute(theirs)} if hits else {}
    return [Hit(rows[each.who.id], each.misses) for each in hits if each.who.id in rows]


def _select() -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        Registration.id, Registration.title, Registration.first_name, Registration.last_name, Registration.organisation,
        Registration.status, Registration.reference, Registration.search_text, Registration.sort_key,
    )  # fmt: skip
    return sa.select(*columns)


def _pieces(spellings: Sequence[str], part: str) -> Sequence[sa.ColumnElement[bool]]:
    patterns = dict.fromkeys(pattern for word in spellings for pattern in near_anywhere(word))
    pieces = [Registration.search_text.like(pattern, escape="\\") for pattern in patterns]
    if len(part) >= SHORTEST_PART:
        pieces.append(sa.func.replace(Registration.reference, "-", "").like(text.like(part), escape="\\"))
    return pieces


def _any_in(spellings: Sequence[str]) -> sa.ColumnElement[bool]:
    return sa.or_(*map(_has, spellings))


def _has(word: str) -> sa.ColumnElement[bool]:
    return Registration.search_text.like(text.like(word), escape="\\")
