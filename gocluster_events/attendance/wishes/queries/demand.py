"""Reads of what is wished, beside what can be allotted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.queries.offers import COMES
from gocluster_events.attendance.bookings.queries.terms import OfferRow, offer_board
from gocluster_events.attendance.bookings.rules.blocks import by_block
from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.attendance.wishes.models import ItemWish, WishRound
from gocluster_events.attendance.wishes.queries.rounds import round_of, round_row
from gocluster_events.attendance.wishes.queries.wishes import is_counted, uncounted, wishes_that_count
from gocluster_events.attendance.wishes.rules.codes import MOST_WISHES, Phase
from gocluster_events.attendance.wishes.rules.demand import Demand, DemandRow
from gocluster_events.attendance.wishes.rules.phases import phase_of
from gocluster_events.attendance.wishes.rules.wishing import lists_of
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration


def demand(session: Session, event: Event) -> Demand:
    """What goes by wish in the published programme, and what is wished of it as a run would see it now.

    Six statements at most.
    """
    board = offer_board(session, event)
    mine = [row for row in board.rows if row.offering.by_wish]
    if not mine:
        return Demand(board.timetable, ())
    blocks = by_block(board.timetable, mine, lambda row: row.item)
    people, ranks = _wishes(session, event, [[row.item.uuid for row in block.rows] for block in blocks])
    rows = [DemandRow(row.item, row.offering.starts_at, row.offering.seats, _numbers(row, ranks)) for row in mine]
    left_out = uncounted(session, event.id)
    silent, declined = _coming(session, event.id)
    return Demand(
        timetable=board.timetable,
        blocks=by_block(board.timetable, rows, lambda row: row.item),
        people=people,
        unready=len(left_out),
        unwritten=sum(not each.email for each in left_out),
        silent=silent,
        declined=declined,
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
    if phase_of(round_of(session, event), now) is not Phase.CLOSED or now >= event.ends_at:
        return 0
    by_wish = sa.and_(Offer.item == ItemWish.item, Offer.event_id == ItemWish.event_id, Offer.by_wish, Offer.is_listed)
    wishers = sa.select(sa.func.count(sa.distinct(ItemWish.registration_id))).join(Registration).join(Offer, by_wish)
    theirs = wishers.join(WishRound, WishRound.event_id == ItemWish.event_id)
    return session.scalar(theirs.where(ItemWish.event_id == event.id, ItemWish.rank > 0, is_counted())) or 0


def _numbers(row: OfferRow, ranks: Mapping[tuple[str, int], int]) -> tuple[int, ...]:
    return tuple(ranks.get((row.item.uuid, rank), 0) for rank in range(1, MOST_WISHES + 1))


def _wishes(
    session: Session, event: Event, blocks: Sequence[Sequence[str]]
) -> tuple[int, Mapping[tuple[str, int], int]]:  # fmt: skip
    """How many people wish for something and count, and how many of them for each item (UUID) as which wish."""
    row = round_row(session, event.id)
    most = row.most_wishes if row else MOST_WISHES
    people, ranks = 0, Counter[tuple[str, int]]()
    for rows in wishes_that_count(session, event, {item for block in blocks for item in block}).values():
        lists = [answer.items for answer in lists_of(rows, blocks, most)]
        people += any(lists)
        ranks.update((item, rank) for items in lists for rank, item in enumerate(items, 1))
    return people, ranks


def _coming(session: Session, event_id: int) -> tuple[int, int]:
    """How many of those who come on site have said nothing, and how many that they take part in none of these items."""
    mine = ItemWish.registration_id == Registration.id
    has_answered, has_wished = sa.exists().where(mine), sa.exists().where(mine, ItemWish.rank > 0)
    is_silent, is_declined = ~has_answered, sa.and_(has_answered, ~has_wished)
    numbers = sa.select(sa.func.count().filter(is_silent), sa.func.count().filter(is_declined))
    silent, declined = session.execute(numbers.where(Registration.event_id == event_id, COMES)).one()
    return silent, declined
