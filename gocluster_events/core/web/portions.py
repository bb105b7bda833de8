"""Long lists of which a page shows a part, with the way to the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request

from gocluster_events.core.web.collision import number_in

PER_PORTION = 100
_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True)
class Portion(Generic[_Each]):
    """The ``rows`` of one part of a list of ``total``; parts are numbered from 1.

    ``name``: the parameter that names the part, and the id of the list on its page. ``url_of``: the address of the same
    page with another part. ``is_chosen``: the address names the part.
    """

    rows: Sequence[_Each]
    number: int
    total: int
    name: str
    url_of: Callable[[int], str]
    is_chosen: bool
    most: int = PER_PORTION

    @property
    def first(self) -> int:
        """The place of its first row in the whole list, from 1."""
        return (self.number - 1) * self.most + 1


def portion(rows: Sequence[_Each], name: str) -> Portion[_Each]:
    """The part of the list that the address names with the parameter ``name``; the first part where it names none."""
    return read_portion(len(rows), name, lambda start, limit: rows[start : start + limit])


def read_portion(total: int, name: str, read: Callable[[int, int], Sequence[_Each]]) -> Portion[_Each]:
    """That of a list of ``total`` of which ``read`` gives so many rows after the first ones, and no other is read."""
    last = max(1, -(-total // PER_PORTION))
    number = max(1, min(number_in(request.args.get(name, "")), last))
    rows = read((number - 1) * PER_PORTION, PER_PORTION) if total else ()
    return Portion(rows, number, total, name, partial(_address, name), name in request.args)


def _address(name: str, number: int) -> str:
    others = [(key, value) for key, value in request.args.items(multi=True) if key != name]
    return f"{request.path}?{urlencode([*others, (name, number)])}#{name}"
