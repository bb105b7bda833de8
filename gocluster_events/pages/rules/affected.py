"""Whom a change of the settings concerns although it told nobody: people whose places are confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass

from gocluster_events.events.rules import Mode, Settings


@dataclass(frozen=True, slots=True)
class Affected:
    """``moved`` were confirmed for another time; ``beyond``: modes that now have fewer places than confirmed people.

    Of each such mode how many are confirmed, and for how many places.
    """

    moved: int = 0
    beyond: tuple[tuple[Mode, int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moved or self.beyond)


def affected(before: Settings, after: Settings, confirmed: Mapping[Mode, int]) -> Affected:
    """Whom the change concerns, of so many ``confirmed`` people of each mode."""
    is_moved = (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at)
    beyond = (
        (mode, number, _places(after, mode))
        for mode, number in confirmed.items()
        if _places(after, mode) < min(number, _places(before, mode))
    )
    return Affected(sum(confirmed.values()) if is_moved else 0, tuple(beyond))


def _places(settings: Settings, mode: Mode) -> int:
    return settings.capacity_onsite if mode is Mode.ONSITE else settings.capacity_online
