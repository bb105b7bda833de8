"""Reads of what is wished, beside what can be allotted."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.bookings.queries.offers import COMES
from gocluster_events.bookings.queries.terms import OfferRow, offer_board
from gocluster_events.bookings.rules.blocks import by_block
from gocluster_events.bookings.rules.offers import Offering
from gocluster_events.events.models import Event
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import ENDED
from gocluster_events.wishes.models import ItemWish
from gocluster_events.wishes.queries.rounds import round_of
from gocluster_events.wishes.rules.codes import MOST_WISHES, Phase
from gocluster_events.wishes.rules.demand import Demand, DemandRow
from gocluster_events.wishes.rules.phases import phase_of


def demand(session: Session, event: Event) -> Demand:
    """What goes by wish in the published programme, and what is wished of it. Five statements at most."""
    board = offer_board(session, event)
    mine = [row for row in board.rows if row.offering.by_wish]
    if not mine:
        return Demand(board.timetable, ())
    wishes = _wishes(session, event.id)
    rows = [DemandRow(row.item, row.offering.seats, _ranks(row, wishes)) for row in mine]
    people, unready = _people(session, event.id)
    coming, silent = _coming(session, event.id)
    return Demand(
        timetable=board.timetable,
        blocks=by_block(board.timetable, rows, lambda row: row.item),
        people=people,
        unready=unready,
        silent=silent,
        declined=coming - people - silent,
    )


def undated(session: Session, event: Event, offers: Iterable[Offering], now: datetime) -> int:
    """How many of these go by wish while nobody has set until when one can wish, or checked a copied deadline.

    One statement at most.
    """
    ahead = sum(each.by_wish and now < each.starts_at for each in offers)
    round_ = round_of(session, event) if ahead else None
    return 0 if round_ is not None and not round_.wants_check else ahead


def unserved(session: Session, event: Event, now: datetime) -> int:
    """How many people wait for the allocation: wishes are closed, and nothing is binding. Two statements at most."""
    phase = phase_of(round_of(session, event), now)
    return _people(session, event.id)[0] if phase is Phase.CLOSED and now < event.ends_at else 0


def _ranks(row: OfferRow, wishes: Mapping[tuple[str, int], int]) -> tuple[int, ...]:
    return tuple(wishes.get((row.item.uuid, rank), 0) for rank in range(1, MOST_WISHES + 1))


def _wishes(session: Session, event_id: int) -> Mapping[tuple[str, int], int]:
    """How many wish for each item (UUID) as which wish, of those who count."""
    statement = sa.select(ItemWish.item, ItemWish.rank, sa.func.count()).join(Registration)
    here = statement.where(ItemWish.event_id == event_id, ItemWish.rank > 0, COMES)
    return {(item, rank): number for item, rank, number in session.execute(here.group_by(ItemWish.item, ItemWish.rank))}


def _people(session: Session, event_id: int) -> tuple[int, int]:
    """How many have wished for something and count, and how many have and do not yet."""
    who = sa.func.count(sa.distinct(ItemWish.registration_id))
    statement = sa.select(COMES, who).join(Registration, Registration.id == ItemWish.registration_id)
    here = statement.where(ItemWish.event_id == event_id, ItemWish.rank > 0, Registration.status.not_in(tuple(ENDED)))
    numbers = {bool(comes): number for comes, number in session.execute(here.group_by(COMES))}
    return numbers.get(True, 0), numbers.get(False, 0)


def _coming(session: Session, event_id: int) -> tuple[int, int]:
    """How many come on site, and how many of them have neither wished nor said that they do not come."""
    has_answered = sa.exists().where(ItemWish.registration_id == Registration.id)
    numbers = sa.select(sa.func.count(), sa.func.count().filter(~has_answered))
    everybody, silent = session.execute(numbers.where(Registration.event_id == event_id, COMES)).one()
    return everybody, silent
