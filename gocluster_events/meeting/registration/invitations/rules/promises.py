"""How many places of a quota are promised by invitations, before more of them are sent."""

from dataclasses import dataclass

from gocluster_events.core.text import Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A quota whose places are taken, promised to those who have not answered yet, and would be promised to more.

    ``shared`` is how often codes that several people share can still be used; ``endless`` are the labels of those that
    nobody limits, and which no number can count.
    """

    quota_id: int
    name: Localized
    places: int
    taken: int
    unanswered: int
    new: int
    shared: int = 0
    endless: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """How many places are missing if everybody accepts, and each code that has a limit is used up."""
        return max(self.taken + self.unanswered + self.shared + self.new - self.places, 0)
