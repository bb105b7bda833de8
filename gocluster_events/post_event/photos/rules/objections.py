"""“I am in this photo”: what hides it at once, what is only asked for, and when it may be shown again."""

from collections.abc import Sequence
from datetime import datetime

from gocluster_events.post_event.photos.rules.codes import HIDDEN_AT_ONCE, PROOF_LASTS, Refusal, State


def hides_at_once(photos: Sequence[int | None], photo_id: int, *, has_place: bool) -> bool:
    """Whether a participant who has hidden ``photos`` hides this one without asking: two of an edition, each once, with
    a confirmed place.

    None stands for one that has been removed since.
    """
    return has_place and photo_id not in photos and len(photos) < HIDDEN_AT_ONCE


def showing_refusal(state: State, shown_again_at: datetime | None, number_open: int) -> Refusal | None:
    """Why a photo with so many open objections cannot stay public, or be shown again: a hidden one is that once."""
    if not number_open:
        return Refusal.NOTHING_OPEN
    if state is State.HIDDEN and shown_again_at is not None:
        return Refusal.ONCE
    return None


def is_provable(asked_at: datetime, now: datetime) -> bool:
    """Whether the address with which somebody asked can still be proven."""
    return now < asked_at + PROOF_LASTS
