"""What somebody reads who cannot wish, or whose wishes are none that can be kept."""

from typing import Any

from gocluster_events.i18n import LazyString, _l
from gocluster_events.wishes.rules.wishing import WishRefusal
from gocluster_events.wishes.words import codes

FLAWS: dict[WishRefusal, LazyString] = {
    WishRefusal.NOT_YET: _l("You cannot name choices yet."),
    WishRefusal.CLOSED: _l("Choices are closed."),
    WishRefusal.TOO_MANY: _l("These are more choices than you have at this time."),
    WishRefusal.GAP: _l("A choice is missing before this one. Please begin with the 1st choice."),
    WishRefusal.SAME_TWICE: _l("You have chosen the same item twice. Each of your choices must be another item."),
    WishRefusal.NOT_IN_BLOCK: _l("This item cannot be chosen here any more. Please choose again."),
}
REFUSALS: dict[Any, LazyString] = {**codes.REFUSALS, **FLAWS}
