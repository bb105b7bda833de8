"""A change of the draft: what one item or person was and becomes."""

from dataclasses import dataclass

from gocluster_events.agenda.rules.timetable import Item, Person


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` None: it was not in the draft. ``after`` None: it is taken out. Both name the same row."""

    before: Item | Person | None
    after: Item | Person | None

    def __post_init__(self) -> None:
        """Raises ValueError when it changes nothing, or more than one row."""
        named = {(type(each), each.uuid) for each in (self.before, self.after) if each is not None}
        if len(named) != 1:
            raise ValueError("a change is of one item or one person")

    @property
    def subject(self) -> Item | Person:
        """What it is about: as it becomes, or as it was if it is taken out."""
        subject = self.after or self.before
        assert subject is not None  # noqa: S101 -- __post_init__ saw to it
        return subject

    @property
    def touched(self) -> str:
        """The UUID of the row whose revision rises."""
        return self.subject.uuid

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(before=self.after, after=self.before)
