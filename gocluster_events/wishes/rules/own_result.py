"""What somebody reads of an allocation: what they have of each block now, what they missed, how it went for all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gocluster_events.attendees.rules.disclosure import Sum, hidden
from gocluster_events.bookings.rules.clashes import Span, clashes
from gocluster_events.bookings.rules.offers import OwnBooking
from gocluster_events.wishes.rules.lacking import Given
from gocluster_events.wishes.rules.outcome import BlockOutcome
from gocluster_events.wishes.rules.reasons import numbers_of


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
    """What somebody has in each block in which they wished; they may have moved up, swapped or given up since."""
    return tuple(_part(each, spans[each.block], own) for each in given)


def _part(given: Given, span: Span, own: Sequence[OwnBooking]) -> OwnPart:
    ranks = {each["item"]: each["rank"] for each in given.explanations}
    if given.item is not None and given.rank is not None:
        ranks[given.item] = given.rank
    held = [each for each in own if each.is_held]
    wished = [each for each in held if each.item in ranks]  # also what has moved to another hour
    place = min(wished or clashes(span, held), key=lambda each: (ranks.get(each.item, 0), each.span), default=None)
    rank = ranks.get(place.item) if place else None
    lists = {each.item: each for each in own if not each.is_held}
    missed = (
        Missed(each["item"], each["rank"], each, lists.get(each["item"]))
        for each in given.explanations
        if rank is None or each["rank"] < rank
    )
    return OwnPart(span, place, rank, tuple(missed))


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
    numbers = {_key(rank): block.none if rank is None else block.granted[rank - 1] for rank in ranks}
    total = ("wished",)
    unseen = hidden({**numbers, total: block.wished}, [Sum(total, tuple(numbers))])
    shares = (
        Share(rank, None, None)
        if _key(rank) in unseen or total in unseen
        else Share(rank, numbers[_key(rank)], _percent(numbers[_key(rank)], block.wished))
        for rank in ranks
    )
    return Ending((block.starts, block.ends), None if total in unseen else block.wished, tuple(shares))


def _key(rank: int | None) -> tuple[str, ...]:
    return ("granted", str(rank or ""))


def _percent(number: int, total: int) -> int:
    return round(100 * number / total) if total else 0
