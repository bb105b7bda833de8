"""Reads of whom the team may give a place."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.offers import IS_ACTIVE
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.core.search import APOSTROPHES, SHORTEST_PART, Hit, Meaning, near_anywhere, rank
from gocluster_events.core.text import like
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status


def candidates(session: Session, event_id: int, words: str, limit: int) -> Sequence[Hit[sa.Row[Any]]]:
    """The ``id``, names and ``organisation`` of the confirmed people on site whom the words mean, the best first."""
    columns: tuple[Any, ...] = (
        Registration.id, Registration.title, Registration.first_name, Registration.last_name, Registration.organisation,
        Registration.search_text, Registration.reference,
    )  # fmt: skip
    here = (Registration.event_id == event_id, Registration.status == Status.CONFIRMED)
    statement = sa.select(*columns).where(*here, Registration.mode == Mode.ONSITE, _may_be_meant(words))
    rows = session.execute(statement.order_by(Registration.sort_key, Registration.id))
    return rank(words, rows, lambda each: each.search_text, lambda each: each.reference)[:limit]


def engagements(
    session: Session, people: Collection[int], offering: Offering
) -> Mapping[int, Sequence[tuple[str, State]]]:
    """What each of these people has at that time: the items (UUIDs), and whether a place or a number on the list.

    What they have of that very item comes first, then places. One statement.
    """
    columns = (Booking.registration_id, Booking.state, Booking.offer_id, Offer.item)
    statement = sa.select(*columns).select_from(Booking).join(Offer, Offer.id == Booking.offer_id)
    then = (Offer.starts_at < offering.ends_at, Offer.ends_at > offering.starts_at)
    rows = session.execute(statement.where(Booking.registration_id.in_(people), IS_ACTIVE, *then)).all()
    others = sorted(rows, key=lambda each: (each.offer_id != offering.id, each.state is not State.HELD, each.offer_id))
    things: dict[int, list[tuple[str, State]]] = {}
    for each in others:
        things.setdefault(each.registration_id, []).append((each.item, each.state))
    return things


def _may_be_meant(words: str) -> sa.ColumnElement[bool]:
    """The condition that every word stands there with at most one letter wrong, or a part of the number; and others."""
    meaning = Meaning(words)
    near = [sa.or_(*map(_has, _pieces(spellings)), _has_part(part)) for spellings, part in _words(meaning)]
    return sa.or_(sa.and_(*near), _has_part(meaning.number), *(_has(like(sign)) for sign in APOSTROPHES))


def _words(meaning: Meaning) -> Sequence[tuple[Sequence[str], str]]:
    return list(zip(meaning.wanted, meaning.parts, strict=True))


def _pieces(spellings: Sequence[str]) -> Collection[str]:
    return dict.fromkeys(pattern for word in spellings for pattern in near_anywhere(word))


def _has(pattern: str) -> sa.ColumnElement[bool]:
    return Registration.search_text.like(pattern, escape="\\")


def _has_part(number: str) -> sa.ColumnElement[bool]:
    if len(number) < SHORTEST_PART:
        return sa.false()
    return sa.func.replace(Registration.reference, "-", "").like(like(number), escape="\\")
