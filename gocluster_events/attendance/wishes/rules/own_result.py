"""What somebody reads of an allocation: what they have of each block now, what they missed, how it went for all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gocluster_events.attendance.bookings.rules.clashes import Span, clashes
from gocluster_events.attendance.bookings.rules.offers import OwnBooking
from gocluster_events.attendance.wishes.rules.lacking import Given
from gocluster_events.attendance.wishes.rules.outcome import BlockOutcome
from gocluster_events.attendance.wishes.rules.reasons import numbers_of
from gocluster_events.attendance.wishes.rules.small_numbers import WISHED, granted, untold


@dataclass(frozen=True, slots=True)
class Missed:
    """A better wish: the item (UUID), its rank from 1, why it was not granted, and where they wait for it, if so."""

    item: str
    rank: int
    explanation: Mapping[str, Any]
    own: OwnBooking | None = None

    @property
    def numbers(self) -> tuple[int, int] | None:
        """Places and first wishes, where these are why and can be told."""
        return numbers_of(self.explanation)


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A block: the place that they have in it now, None: none, and which wish that is, None: another item."""

    span: Span
    place: OwnBooking | None
    rank: int | None
    missed: tuple[Missed, ...]


def own_parts(
    given: Iterable[Given], spans: Sequence[Span], own: Sequence[OwnBooking]
) -> tuple[OwnPart, ...]:  # fmt: skip
    """What somebody has of each block in which they wished; they may have moved up, swapped or given up since.

    A place in an item that they wished is theirs wherever that item is by now; only without one it is what they have at
    the block's time.
    """
    return tuple(_part(each, spans[each.block], own) for each in given)


def _part(given: Given, span: Span, own: Sequence[OwnBooking]) -> OwnPart:
    ranks = {each["item"]: each["rank"] for each in given.explanations}
    if given.item is not None and given.rank is not None:
        ranks[given.item] = given.rank
    places = [each for each in own if each.is_held]
    wished = min((each for each in places if each.item in ranks), key=lambda each: ranks[each.item], default=None)
    place = wished or min(clashes(span, places), key=lambda each: each.span, default=None)
    rank = ranks.get(place.item) if place else None
    lists = {each.item: each for each in own if not each.is_held}
    missed = (
        Missed(each["item"], each["rank"], each, lists.get(each["item"]))
        for each in given.explanations
        if rank is None or each["rank"] < rank
    )
    return OwnPart(span, place, rank, tuple(missed))


def awaited(parts: Iterable[OwnPart]) -> tuple[str, ...]:
    """The items (UUIDs) for which somebody waits that they wished more than what they have."""
    return tuple(missed.item for part in parts for missed in part.missed if missed.own is not None)


@dataclass(frozen=True, slots=True)
class Share:
    """How many got which wish (``rank`` from 1, None: nothing), and in percent; None where that may not be told."""

    rank: int | None
    number: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a block went for everybody: how many wished in it, None: too few to tell, and what they got."""

    span: Span
    wished: int | None
    shares: tuple[Share, ...]


def endings(blocks: Iterable[BlockOutcome], most: int) -> tuple[Ending, ...]:
    """How each block went that has up to ``most`` wishes; no number is shown that could tell of one person."""
    return tuple(_ending(each, most) for each in blocks)


def _ending(block: BlockOutcome, most: int) -> Ending:
    ranks: list[int | None] = [*range(1, most + 1), None]
    numbers = {rank: block.none if rank is None else block.granted[rank - 1] for rank in ranks}
    unseen = untold(block)
    shares = (
        Share(rank, None, None)
        if {granted(rank), WISHED} & unseen
        else Share(rank, number, _percent(number, block.wished))
        for rank, number in numbers.items()
    )
    return Ending((block.starts, block.ends), None if WISHED in unseen else block.wished, tuple(shares))


def _percent(number: int, total: int) -> int:
    return round(100 * number / total) if total else 0
