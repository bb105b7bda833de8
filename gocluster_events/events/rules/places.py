"""Letters and colours for tracks that are made by name alone."""

from collections.abc import Iterable, Iterator
from itertools import chain, cycle, product
from string import ascii_uppercase

COLOURS = ("#004B76", "#5F316E", "#005C45", "#780F2D", "#007194", "#597C39", "#576164")
"""Readable on white (the federal palette)."""


def new_letters(taken: Iterable[str]) -> Iterator[str]:
    """Letters that no track has yet, A first; two of them once the alphabet is used up."""
    known = {letter.upper() for letter in taken}
    pairs = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    return (letter for letter in chain(ascii_uppercase, pairs) if letter not in known)


def new_colours(taken: Iterable[str]) -> Iterator[str]:
    """Colours, those that no track has yet first."""
    known = {colour.upper() for colour in taken}
    return chain((colour for colour in COLOURS if colour not in known), cycle(COLOURS))
