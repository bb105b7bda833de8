"""Statistical disclosure control: which numbers may not be shown, so that nobody is recognised in them.

A number from 1 to `LEAST` - 1 is hidden. As sums and the other parts give it away, more numbers are hidden until no
hidden one can be computed from what is shown (complementary suppression, as public statistics practise it). All tables
of a report are looked at together, for one may show what another hides. Reports of two days cannot be: whoever
subtracts one from the other would learn what each hides. So every other number is rounded, sums too.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

LEAST = 5
Key = tuple[str, ...]
"""What a number counts. The same number in two tables has one key."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that is the sum of others."""

    total: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """The sum and its parts."""
        return (self.total, *self.parts)


def nearest(number: int) -> int:
    """The number of persons as it may leave the house: the multiple of `LEAST` next to it."""
    return LEAST * round(number / LEAST)


def hidden(numbers: Mapping[Key, int], sums: Sequence[Sum]) -> frozenset[Key]:
    """The keys of the numbers that may not be shown; those of no sum stand alone."""
    keys = {key for key, number in numbers.items() if 0 < number < LEAST}
    while (more := _one_more(keys, numbers, sums)) is not None:
        keys.add(more)
    return frozenset(keys)


def _one_more(concealed: set[Key], numbers: Mapping[Key, int], sums: Sequence[Sum]) -> Key | None:
    """A number that must be hidden besides: the least of a sum that gives something away; None when none does."""
    for each in sums:
        if _tells(each, concealed, numbers):
            return _least(each, concealed, numbers)
    known = determined(concealed, sums)
    for each in sums:
        if known & set(each.keys) and (more := _least(each, concealed, numbers)) is not None:
            return more
    return None


def _tells(each: Sum, concealed: set[Key], numbers: Mapping[Key, int]) -> bool:
    """Whether one sum alone gives away a hidden number, or that all of its hidden parts are small."""
    unseen = [key for key in each.keys if key in concealed]
    if not unseen or all(key in concealed for key, number in ((k, numbers[k]) for k in each.keys) if number):
        return False  # nothing hidden, or nothing left to hide
    if len(unseen) == 1:
        return True
    return each.total not in concealed and sum(numbers[key] for key in unseen) - (len(unseen) - 1) < LEAST


def _least(each: Sum, concealed: set[Key], numbers: Mapping[Key, int]) -> Key | None:
    """The smallest number of the sum that is still shown; a part rather than the sum, and no zero."""
    candidates = [key for key in each.keys if key not in concealed and numbers[key]]
    return min(candidates, key=lambda key: (key == each.total, numbers[key], key), default=None)


def determined(concealed: Collection[Key], sums: Iterable[Sum]) -> frozenset[Key]:
    """The hidden numbers that can be computed from all the sums together (Gauss–Jordan, exact)."""
    unknown = sorted(concealed)
    column = {key: at for at, key in enumerate(unknown)}
    rows = []
    for each in sums:
        row = [Fraction(0)] * len(unknown)
        for key in each.keys:
            if key in column:
                row[column[key]] += 1 if key == each.total else -1
        if any(row):
            rows.append(row)
    reduced = _reduced(rows, len(unknown))
    return frozenset(
        unknown[next(at for at, value in enumerate(row) if value)] for row in reduced if sum(map(bool, row)) == 1
    )


def _reduced(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """The reduced row echelon form."""
    done: list[list[Fraction]] = []
    for at in range(width):
        pivot = next((row for row in rows if row[at]), None)
        if pivot is None:
            continue
        rows = [row for row in rows if row is not pivot]
        pivot = [value / pivot[at] for value in pivot]
        rows = [_without(row, pivot, at) for row in rows]
        done = [*(_without(row, pivot, at) for row in done), pivot]
    return done


def _without(row: list[Fraction], pivot: list[Fraction], at: int) -> list[Fraction]:
    factor = row[at]
    return [value - factor * other for value, other in zip(row, pivot, strict=True)] if factor else row
