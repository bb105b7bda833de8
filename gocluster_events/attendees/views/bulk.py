"""The bar above the list, with what can be decided about those who are ticked."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g

from gocluster_events import clock, db
from gocluster_events.attendees.queries import listing
from gocluster_events.attendees.rules.filter import Filter
from gocluster_events.door.rules import takers
from gocluster_events.events.rules.edition import EventStatus, Mode
from gocluster_events.registration.people.queries import places
from gocluster_events.registration.people.rules.codes import Status
from gocluster_events.registration.people.rules.deciding import Kind, possible

NOUNS: Mapping[str, Kind] = {
    "confirmation": Kind.CONFIRM,
    "waiting": Kind.WAITLIST,
    "decline": Kind.DECLINE,
    "review": Kind.REVIEW,
}
"""What stands in the address of each decision, in the order of the buttons."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The decisions by their noun, how many of all that the filter finds can take each, and the free places."""

    nouns: Mapping[str, Kind]
    totals: Mapping[str, int]
    free: Mapping[Mode, int]

    def can(self, status: Status) -> str:
        """The nouns that are possible for somebody who stands there."""
        return " ".join(noun for noun, kind in self.nouns.items() if kind in possible(status))


def bar(wanted: Filter) -> Bar | None:
    """The bar of this list; None in an archive, where nothing is decided any more."""
    if g.event.status is EventStatus.ARCHIVED:
        return None
    board = places.board(db.session(), g.event, clock.now())
    free = {mode: board.seats(mode).free for mode in Mode}
    standing = listing.standing(db.session(), g.event.id, wanted)
    return Bar(NOUNS, {noun: takers(standing, kind, free) for noun, kind in NOUNS.items()}, free)
