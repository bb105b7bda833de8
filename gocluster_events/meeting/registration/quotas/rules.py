"""The free places of quotas once the places that are open to all are gone."""

from dataclasses import dataclass

from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.seats import SeatPlan


@dataclass(frozen=True, slots=True)
class Spare:
    """Free places of a quota for which nobody needs an invitation."""

    quota_id: int
    mode: Mode
    free: int


def spare(board: SeatPlan) -> tuple[Spare, ...]:
    """The free places of quotas without invitation, in the modes that have no open place for a newcomer."""
    spares = (
        Spare(pool.id, pool.mode, board.spare(pool))
        for pool in board.pools
        if not pool.by_invitation and not board.has_open_place(pool.mode)
    )
    return tuple(each for each in spares if each.free)
