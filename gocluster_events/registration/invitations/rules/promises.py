"""How many places of a quota are promised by invitations, before more of them are sent."""

from dataclasses import dataclass

from gocluster_events.text import Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A quota whose places are taken, promised to those who have not answered yet, and would be promised to more."""

    quota_id: int
    name: Localized
    places: int
    taken: int
    unanswered: int
    new: int

    @property
    def missing(self) -> int:
        """How many places are missing if everybody accepts."""
        return max(self.taken + self.unanswered + self.new - self.places, 0)
