"""A change of the draft, its undoing, and the names that items keep."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from gocluster_events.agenda.rules.timetable import Item, Person, Timetable


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


def changes_back(draft: Timetable, version: Timetable) -> tuple[Change, ...]:
    """What makes the draft's scheduled items those of the version.

    What is not scheduled stays as it is, and what is pinned stays pinned. People keep what is known of them now; who is
    gone comes back as they were.
    """
    people = [Change(None, person) for person in version.people if draft.person(person.uuid) is None]
    kept = {item.uuid for item in version.items}
    items = [change for item in version.items if (change := _back(draft.item(item.uuid), item))]
    gone = [Change(item, None) for item in draft.items if item.starts_at is not None and item.uuid not in kept]
    return (*people, *items, *gone)


def _back(now: Item | None, then: Item) -> Change | None:
    then = then if now is None else replace(then, is_pinned=now.is_pinned)
    return None if now == then else Change(now, then)


def still_there(changes: Sequence[Change], draft: Timetable) -> tuple[Change, ...]:
    """The same changes without rooms, tracks and people that neither the draft's edition has nor they bring back."""
    rooms, tracks = {room.id for room in draft.rooms}, {track.id for track in draft.tracks}
    people = {person.uuid for person in draft.people}
    people |= {change.after.uuid for change in changes if isinstance(change.after, Person)}

    def trimmed(item: Item) -> Item:
        return replace(
            item,
            room=item.room if item.room in rooms else None,
            track=item.track if item.track in tracks else None,
            people=tuple(
                each if each.for_person in people else replace(each, for_person=None)
                for each in item.people
                if each.person in people
            ),
        )

    return tuple(
        replace(change, after=trimmed(change.after)) if isinstance(change.after, Item) else change for change in changes
    )


_NAMESPACE = UUID("0b4f4a52-3c5e-4d0e-9a8e-6d1f6a0c2b17")


def uuid_from(token: str, event_id: int) -> str:
    """The UUID of what a form with this token makes in this edition: a form that is sent twice makes one thing."""
    return str(uuid5(_NAMESPACE, f"edition:{event_id} {token}"))
