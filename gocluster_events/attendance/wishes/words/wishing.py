"""What somebody reads who cannot wish, or whose wishes are none that can be kept."""

from typing import Any

from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.rules.wishing import WishRefusal
from gocluster_events.attendance.wishes.words import codes
from gocluster_events.core.i18n import LazyString, _l

FLAWS: dict[WishRefusal, LazyString] = {
    WishRefusal.NOT_YET: _l("You cannot name choices yet."),
    WishRefusal.CLOSED: _l("Choices are closed."),
    WishRefusal.TOO_MANY: _l("These are more choices than are possible at this time."),
    WishRefusal.GAP: _l("A choice is missing before this one. Please begin with the 1st choice."),
    WishRefusal.SAME_TWICE: _l("You have chosen the same item twice. Each of your choices must be another item."),
    WishRefusal.NOT_IN_BLOCK: _l("This item cannot be chosen here any more. Please choose again."),
}
REFUSALS: dict[Any, LazyString] = {**codes.REFUSALS, **FLAWS}

RANKS: dict[int, LazyString] = {1: _l("1st choice"), 2: _l("2nd choice"), 3: _l("3rd choice")}
FACES: dict[Refusal, tuple[LazyString, LazyString]] = {
    Refusal.ARCHIVED: (_l("This event is over"), _l("Choices are no longer possible.")),
    Refusal.NO_ITEMS: (_l("There is nothing to choose"), _l("No places are allotted by choice at the moment.")),
    Refusal.NO_ROUND: (
        _l("Not possible yet"),
        _l("Some places will be allotted by choice. It has not been decided yet when you can name your choices."),
    ),
    Refusal.NOT_YET: (_l("Not possible yet"), _l("From %(time)s you can name your choices here.")),
    Refusal.CLOSED: (
        _l("The places are being allotted"),
        _l("Choices are closed. As soon as the places are allotted, we write to you."),
    ),
    Refusal.NOT_PROVEN: (
        _l("Confirm your e-mail address first"),
        _l("You can name your choices once you have opened the link in our e-mail."),
    ),
    Refusal.ENDED: (
        _l("Your registration has ended"),
        _l("Only people who are registered can name their choices."),
    ),
    Refusal.WRONG_MODE: (
        _l("Choices are for people on site"),
        _l("You take part online, so you need no place in a room."),
    ),
    Refusal.MEMBERS_ONLY: (
        _l("These places are for members"),
        _l("They are allotted only to members of go-cluster."),
    ),
}
"""What the page says to whoever cannot wish: a heading and a sentence."""
UNCOUNTED = _l("Your place on site was not confirmed when choices closed, so we could not count your choices.")
UNNAMED = _l("Choices are closed, and you have named none. Once the places are allotted, you can book what is left.")
ALLOTTED = (_l("The places are allotted"), _l("You can see what you got, and book what is left."))
