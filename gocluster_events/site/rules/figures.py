"""How many registrations stand where."""

from collections.abc import Mapping
from dataclasses import dataclass

from gocluster_events.events.rules.edition import Mode
from gocluster_events.registration.people.rules.codes import Status


@dataclass(frozen=True, slots=True)
class Figures:
    """The registrations of an edition by mode and state; what does not occur is missing."""

    counts: Mapping[tuple[Mode, Status], int]

    def of(self, status: Status, mode: Mode | None = None) -> int:
        """The registrations in a state, in one mode or in all."""
        return sum(count for (of, at), count in self.counts.items() if at is status and mode in {None, of})

    @property
    def total(self) -> int:
        """Every registration."""
        return sum(self.counts.values())
