"""Reads of the items whose places are allotted by wishes, by the times that they have in common."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries.terms import OfferRow, offer_board
from gocluster_events.attendance.bookings.rules.blocks import Block, by_block
from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries.seats import applicant


@dataclass(frozen=True, slots=True)
class WishProgramme:
    """The published programme, and what of it people wish for."""

    timetable: Timetable
    blocks: tuple[Block[OfferRow], ...]

    @property
    def items(self) -> tuple[tuple[str, ...], ...]:
        """The items (UUIDs) of each block, in the order of the rooms."""
        return tuple(tuple(row.item.uuid for row in block.rows) for block in self.blocks)

    def open_to(self, person: Registration) -> tuple[tuple[str, ...], ...]:
        """As `items`, without what is for members only unless the person is one."""
        is_member = applicant(person).is_member
        return tuple(
            tuple(row.item.uuid for row in block.rows if is_member or not row.offering.is_members_only)
            for block in self.blocks
        )

    @property
    def offerings(self) -> tuple[Offering, ...]:
        """The places of all of them, block by block."""
        return tuple(row.offering for block in self.blocks for row in block.rows)


def wish_programme(session: Session, event: Event, begins_after: datetime | None = None) -> WishProgramme:
    """The items of the published programme whose places go by wishes; none before it is published. Two statements.

    Only those that begin after that time, if one is given.
    """
    board = offer_board(session, event)
    rows = [
        row
        for row in board.rows
        if row.offering.by_wish and (begins_after is None or row.offering.starts_at > begins_after)
    ]
    return WishProgramme(board.timetable, by_block(board.timetable, rows, lambda row: row.item))
