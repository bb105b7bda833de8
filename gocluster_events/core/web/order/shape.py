"""What the order of the team's pages is made of: entries of the rail, tabs below them, the parts of a tab."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from gocluster_events.core.i18n import LazyString


class Phase(Enum):
    """The parts of an event's year, as the rail names them."""

    BEFORE = "before"
    ON_THE_DAY = "on_the_day"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Part:
    """A page that stands behind a tab, alone or beside others, and the pages of one thing below it.

    ``values`` are those of its address; ``below`` the endpoints of the pages that have a breadcrumb and no tabs, and
    ``panes`` those that show the same page with one thing open. ``query``: it is the page of another tab, asked in this
    way. ``counted``: what the number beside its name counts.
    """

    endpoint: str
    label: LazyString
    below: tuple[str, ...] = ()
    panes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counted: str = ""

    def is_at(self, endpoint: str, values: Mapping[str, object]) -> bool:
        """Whether the page of that endpoint, with these values in its address, belongs here."""
        at_home = {self.endpoint, *self.panes, *self.below}
        return endpoint in at_home and all(values.get(name) == value for name, value in self.values.items())

    def is_asked(self, query: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether a page of another tab is asked as this part asks it."""
        return bool(self.query) and all(query.get(name) == value for name, value in self.query.items())


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab below an entry; ``is_set_up``: what is set up once stands on the right. ``key``: as of an entry."""

    label: LazyString
    parts: tuple[Part, ...]
    is_set_up: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the rail; ``key``: the letter that leads there after ``g``."""

    name: str
    label: LazyString
    sign: str
    tabs: tuple[Tab, ...]
    phase: Phase | None = None
    key: str = ""

    @property
    def parts(self) -> Iterator[tuple[Tab, Part]]:
        """Every part with its tab."""
        return ((tab, part) for tab in self.tabs for part in tab.parts)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is at home. ``is_top``: it is the page of a tab or a part itself, not one of a thing below it."""

    entry: Entry
    tab: Tab
    part: Part
    is_top: bool


def part(
    endpoint: str, label: LazyString, *below: str, panes: tuple[str, ...] = (), counted: str = "", **values: str
) -> Part:  # fmt: skip
    """A part with the pages below it, all of its own room where no other is named."""
    room = endpoint.split(".", maxsplit=1)[0]
    named = (name if "." in name else f"{room}.{name}" for name in below)
    open_panes = tuple(f"{room}.{name}" for name in panes)
    return Part(endpoint, label, tuple(named), open_panes, values, counted=counted)


def tab(endpoint: str, label: LazyString, *below: str, is_set_up: bool = False, key: str = "", **more: Any) -> Tab:
    """A tab of one page; ``more`` as for `part`."""
    return Tab(label, (part(endpoint, label, *below, **more),), is_set_up, key)
