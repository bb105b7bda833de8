"""What the pages of fields say of places: what is left, for whom, and where one would wait."""

from dataclasses import replace
from typing import Any

from flask import g

from gocluster_events import clock, db
from gocluster_events.events.rules.edition import Mode, Phase, Window, phase
from gocluster_events.events.rules.procedure import Confirmation
from gocluster_events.registration.invitations.queries import codes
from gocluster_events.registration.people.queries import places as places_queries
from gocluster_events.registration.people.rules.entry import Entry, read
from gocluster_events.registration.quotas import queries as quotas_queries
from gocluster_events.registration.quotas import words as quotas_words
from gocluster_events.registration.sign_up.queries import OpenDraft
from gocluster_events.registration.sign_up.rules import Typed


def heading(found: OpenDraft, number: int) -> dict[str, Any]:
    """Of which draft and of which person of how many a page is, and whether the draft can still be sent."""
    total = len(found.row.entries)
    return {
        "draft": found.row.id,
        "number": min(number, total + 1),
        "total": max(total, number),
        "phase": current_phase().value,
    }


def current_phase() -> Phase:
    """Whether one can register now."""
    return phase(g.event.status, Window(g.event.registration_opens_at, g.event.registration_closes_at), clock.now())


def places() -> dict[str, Any]:
    """Whether a newcomer would wait in every mode, and for whom there is a place all the same."""
    board = places_queries.board(db.session(), g.event, clock.now())
    is_full = len(places_queries.full_modes(board, g.event)) == len(places_queries.modes(g.event))
    spare = quotas_queries.spare_places(db.session(), g.event, board) if is_full else ()
    return {"is_full": is_full, "spare": [quotas_words.spare_sentence(*each) for each in spare], "reviews": reviews()}


def full_modes(typed: Typed) -> frozenset[Mode]:
    """The modes in which that person would wait if nobody came before them."""
    if reviews() or not typed.person:
        return frozenset()
    board = places_queries.board(db.session(), g.event, clock.now())
    modes = places_queries.modes(g.event)
    entry = read(Entry, {**typed.person, "mode": modes[0], "language": g.lang})
    newcomer = codes.newcomer(db.session(), g.event.id, entry)
    return frozenset(mode for mode in modes if board.place_for_newcomer(replace(newcomer, mode=mode)) is None)


def reviews() -> bool:
    """Whether the team decides about every registration."""
    return g.event.confirmation is Confirmation.REVIEW
