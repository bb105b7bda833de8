"""How a photo stands, what it lacks, and why something about it is refused."""

from collections.abc import Iterable
from enum import Enum

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.post_event.photos.rules.codes import Lack, Refusal, State

STATES: dict[State, LazyString] = {
    State.DRAFT: _l("Not public"),
    State.PUBLISHED: _l("Public"),
    State.HIDDEN: _l("Hidden on objection"),
}
LACKS: dict[Lack, LazyString] = {
    Lack.CREDIT: _l("photo credit"),
    Lack.LICENCE: _l("licence"),
    Lack.ALT_DE: _l("German alt text"),
    Lack.ALT_EN: _l("English alt text"),
    Lack.CHECK: _l("tick for the people in it"),
}
REFUSALS: dict[Enum, LazyString] = {
    Refusal.TOO_MANY: _l("An event can have at most 100 photos. Remove one first."),
    Refusal.LACKING: _l(
        "A public photo needs a credit, a licence, an alt text in both languages and the tick for the people in it."
    ),
    Refusal.HIDDEN: _l("Somebody in this photo has hidden it. Decide about that first."),
    Refusal.ONCE: _l("This photo was already shown again once. It can only be removed now."),
    Refusal.NO_DRAFT: _l("Only an organiser can remove a photo that is public or hidden."),
    Refusal.NOTHING_OPEN: _l("Nobody is waiting for a decision about this photo."),
    Refusal.GONE: _l("A colleague has removed this photo in the meantime."),
}


def missing(lacks: Iterable[Lack]) -> str:
    """What a photo lacks, one after the other."""
    return ", ".join(str(LACKS[each]) for each in lacks)
