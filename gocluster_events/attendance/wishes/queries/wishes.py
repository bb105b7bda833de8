"""Reads of what people wish: each for themselves, in numbers, and all that counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.queries.offers import COMES
from gocluster_events.attendance.bookings.rules.clashes import Span
from gocluster_events.attendance.wishes.models import ItemWish, WishRound
from gocluster_events.attendance.wishes.queries.blocks import WishProgramme, wish_programme
from gocluster_events.attendance.wishes.queries.heirs import had_place
from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.attendance.wishes.rules.codes import Phase
from gocluster_events.attendance.wishes.rules.phases import Round, phase_of
from gocluster_events.attendance.wishes.rules.standing import Standing, obstacle
from gocluster_events.attendance.wishes.rules.wishing import WishRow, lists_of
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries.seats import applicant
from gocluster_events.meeting.registration.people.rules.codes import OPEN, Status
from gocluster_events.meeting.registration.people.rules.seats import Applicant


def own_wishes(session: Session, registration_id: int) -> tuple[WishRow, ...]:
    """What somebody has said, as it is stored. One statement."""
    mine = sa.select(ItemWish.item, ItemWish.rank).where(ItemWish.registration_id == registration_id)
    rows = session.execute(mine.order_by(ItemWish.rank, ItemWish.item))
    return tuple(WishRow(item, rank) for item, rank in rows)


def is_counted() -> sa.ColumnElement[bool]:
    """Who is confirmed on site, and was when wishes were closed, by this registration or one merged with it.

    Of people beside the round of their edition.
    """
    closed_at = WishRound.closed_at
    was = sa.and_(Registration.confirmed_at.is_not(None), Registration.confirmed_at <= closed_at)
    in_time = sa.or_(closed_at.is_(None), was, had_place(closed_at))
    return sa.and_(COMES, in_time)


def wishes_that_count(session: Session, event: Event, items: Collection[str]) -> Mapping[int, Sequence[WishRow]]:
    """By registration all that somebody says of these items whose wishes count. One statement."""
    statement = sa.select(ItemWish.registration_id, ItemWish.item, ItemWish.rank).join(Registration)
    theirs = statement.outerjoin(WishRound, WishRound.event_id == ItemWish.event_id)
    by_person: dict[int, list[WishRow]] = {}
    for who, item, rank in session.execute(theirs.where(ItemWish.event_id == event.id, is_counted())):
        by_person.setdefault(who, []).extend([WishRow(item, rank)] if item in items else [])
    return by_person


def _wishes_for_something(event_id: int) -> sa.ColumnElement[bool]:
    other = aliased(ItemWish)
    wishers = sa.select(other.registration_id).where(other.event_id == event_id, other.rank > 0)
    return Registration.id.in_(wishers)


def counts(session: Session, person: Registration, round_: Round | None) -> bool:
    """The same of one person. One statement at most."""
    comes = person.status is Status.CONFIRMED and person.mode is Mode.ONSITE
    closed_at = round_.closed_at if round_ else None
    if not comes or closed_at is None or (person.confirmed_at is not None and person.confirmed_at <= closed_at):
        return comes
    return (
        session.scalar(sa.select(Registration.id).where(Registration.id == person.id, had_place(closed_at))) is not None
    )


@dataclass(frozen=True, slots=True)
class Counting:
    """Somebody whose wishes count, by their registration, with what decides which places they may have."""

    registration: Registration
    applicant: Applicant
    rows: tuple[WishRow, ...]


def counting_lists(session: Session, event: Event) -> Sequence[Counting]:
    """Everybody whose wishes count and who wishes for something, in the order of registrations. One statement."""
    statement = sa.select(Registration, ItemWish.item, ItemWish.rank).join(ItemWish)
    mine = statement.join(WishRound, WishRound.event_id == ItemWish.event_id).where(
        ItemWish.event_id == event.id, is_counted(), _wishes_for_something(event.id)
    )
    by_person: dict[Registration, list[WishRow]] = {}
    for person, item, rank in session.execute(mine.order_by(Registration.id, ItemWish.rank, ItemWish.item)):
        by_person.setdefault(person, []).append(WishRow(item, rank))
    return [Counting(person, applicant(person), tuple(rows)) for person, rows in by_person.items()]


def silent(session: Session, event: Event, programme: WishProgramme, most: int) -> Mapping[Registration, Sequence[int]]:
    """Those confirmed on site who have not answered in some block, with these blocks (from 0). One statement.

    What is for members only asks members only.
    """
    statement = sa.select(Registration, ItemWish.item, ItemWish.rank).outerjoin(ItemWish)
    by_person: dict[Registration, list[WishRow]] = {}
    for person, item, rank in session.execute(
        statement.where(Registration.event_id == event.id, COMES).order_by(Registration.id)
    ):
        by_person.setdefault(person, []).extend([] if item is None else [WishRow(item, rank)])
    open_blocks = {person: unanswered(rows, programme, person, most) for person, rows in by_person.items()}
    return {person: blocks for person, blocks in open_blocks.items() if blocks}


def unanswered(rows: Sequence[WishRow], programme: WishProgramme, person: Registration, most: int) -> tuple[int, ...]:
    """The blocks (from 0) in which the person could wish and has said nothing."""
    answers = lists_of(rows, programme.items, most)
    blocks = zip(answers, programme.open_to(person), strict=True)
    return tuple(number for number, (answer, block) in enumerate(blocks) if block and not answer.is_given)


def standing(event: Event, person: Registration, programme: WishProgramme) -> Standing:
    """Whoever would wish for something of that programme, as the rules see them."""
    return Standing(
        status=person.status,
        mode=person.mode,
        is_archived=event.status is EventStatus.ARCHIVED,
        has_items=bool(programme.blocks),
        has_own_items=any(programme.open_to(person)),
    )


def still_to_name(
    session: Session, event: Event, person: Registration, now: datetime
) -> tuple[datetime, Sequence[Span]] | None:  # fmt: skip
    """Until when the person can wish, and the blocks in which they have said nothing; None: in none they could.

    One statement where nobody can wish now, four otherwise.
    """
    round_ = round_of(session, event)
    if round_ is None or phase_of(round_, now) is not Phase.OPEN:
        return None
    programme = wish_programme(session, event)
    if obstacle(Phase.OPEN, standing(event, person, programme)) is not None:
        return None
    open_blocks = unanswered(own_wishes(session, person.id), programme, person, round_.most_wishes)
    return (round_.closes_at, [programme.blocks[each].span for each in open_blocks]) if open_blocks else None


def uncounted(session: Session, event_id: int) -> Sequence[Registration]:
    """Those who wish for something, do not count, and have not gone. One statement."""
    here = sa.select(Registration).outerjoin(WishRound, WishRound.event_id == Registration.event_id)
    wishers = here.where(Registration.status.in_(OPEN), ~is_counted(), _wishes_for_something(event_id))
    return session.scalars(wishers.order_by(Registration.id)).all()


def due_to_close(session: Session, now: datetime) -> Sequence[int]:
    """The editions (ids) whose wishes are to be closed. One statement."""
    is_open = sa.and_(WishRound.closed_at.is_(None), ~WishRound.wants_check)
    due = sa.select(WishRound.event_id).where(is_open, WishRound.closes_at <= now)
    return session.scalars(_of_public_editions(due)).all()


def due_to_remind(session: Session, soon: datetime, now: datetime) -> Sequence[int]:
    """The editions (ids) that people wish in, whose wishes close before ``soon`` and which nobody was reminded of.

    One statement.
    """
    has_items = sa.exists().where(Offer.event_id == WishRound.event_id, Offer.by_wish, Offer.is_listed)
    is_open = sa.and_(WishRound.closed_at.is_(None), ~WishRound.wants_check, WishRound.reminded_at.is_(None))
    has_opened = sa.func.coalesce(WishRound.opens_at, Event.registration_opens_at) <= now
    in_time = (WishRound.closes_at > now, WishRound.closes_at <= soon)
    due = sa.select(WishRound.event_id).where(is_open, *in_time, has_opened, has_items)
    return session.scalars(_of_public_editions(due)).all()


def _of_public_editions(statement: sa.Select[int]) -> sa.Select[int]:
    is_public = Event.status == EventStatus.PUBLISHED
    return statement.join(Event, Event.id == WishRound.event_id).where(is_public).order_by(WishRound.event_id)
