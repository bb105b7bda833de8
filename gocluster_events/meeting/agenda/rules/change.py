"""A change of the draft, its undoing, and the changes that a copied edition begins with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock, by_time
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Person, Timetable, in_order
from gocluster_events.meeting.events.rules.new_edition import later

Subject = Item | Person | TimeBlock
"""What a change can be of."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one subject. ``before`` None: it was not in the draft. ``after`` None: it is taken out."""

    before: Subject | None
    after: Subject | None

    def __post_init__(self) -> None:
        """Raises ValueError when it changes nothing, or more than one row."""
        named = {(type(each), each.uuid) for each in (self.before, self.after) if each is not None}
        if len(named) != 1:
            raise ValueError("a change is of one item, one person or one block")

    @property
    def subject(self) -> Subject:
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


def without(draft: Timetable, changes: Sequence[Change]) -> Timetable:
    """The draft as it was before these changes were made, one after the other."""
    subjects: tuple[Subject, ...] = (*draft.items, *draft.people, *draft.blocks)
    rows = {each.uuid: each for each in subjects}
    for change in reversed(changes):
        if change.before is None:
            rows.pop(change.touched, None)
        else:
            rows[change.touched] = change.before
    then = tuple(rows.values())
    return replace(
        draft,
        items=in_order(each for each in then if isinstance(each, Item)),
        people=tuple(each for each in then if isinstance(each, Person)),
        blocks=by_time(each for each in then if isinstance(each, TimeBlock)),
    )


def changes_back(draft: Timetable, version: Timetable) -> tuple[Change, ...]:
    """The changes that make the draft's scheduled items and its blocks those of the version.

    What is not scheduled stays as it is, and what is pinned stays pinned; so do the blocks, if the version is from the
    time before there were any. People keep what is known of them now; who is gone comes back as they were.
    """
    people = [Change(None, person) for person in version.people if draft.person(person.uuid) is None]
    uuids = {item.uuid for item in version.items}
    items = [change for item in version.items if (change := _back(draft.item(item.uuid), item))]
    gone = [Change(item, None) for item in draft.items if item.starts_at is not None and item.uuid not in uuids]
    return (*people, *_blocks_back(draft, version), *items, *gone)


def _blocks_back(draft: Timetable, version: Timetable) -> Iterator[Change]:
    if not version.knows_blocks:
        return
    for block in version.blocks:
        if (now := draft.block(block.uuid)) != block:
            yield Change(now, block)
    yield from (Change(block, None) for block in draft.blocks if version.block(block.uuid) is None)


def _back(now: Item | None, then: Item) -> Change | None:
    then = then if now is None else replace(then, is_pinned=now.is_pinned)
    return None if now == then else Change(now, then)


def still_there(changes: Sequence[Change], draft: Timetable) -> tuple[Change, ...]:
    """The changes without rooms, tracks and people that neither the draft has nor they bring back."""
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


@dataclass(frozen=True, slots=True)
class Ground:
    """How a copy is moved: by how many days, and to which rooms and tracks of the other edition, by the old ids."""

    days: int
    rooms: Mapping[int, int]
    tracks: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Copied:
    """The changes that make the copied draft, and the UUIDs of its items by the old ones."""

    changes: tuple[Change, ...]
    items: Mapping[str, str]


def comes_along(person: Person) -> bool:
    """Whether somebody is asked again: not those who declined, nor those whose name was removed."""
    return not person.is_redacted and person.status is not PersonStatus.DECLINED


def copied(draft: Timetable, ground: Ground, fresh: Callable[[], str]) -> Copied:
    """Copies of everybody who comes along, every item and block, with UUIDs from ``fresh``; people are only asked.

    Portrait, biography and hours stay behind: they were given for the meeting that was. Nobody stands in any more.
    """
    people = {person.uuid: _unconfirmed(person, fresh()) for person in draft.people if comes_along(person)}
    items = {item.uuid: _moved(item, draft.zone, ground, people, fresh()) for item in draft.items}
    blocks = (
        replace(each, uuid=fresh(), starts_at=later(each.starts_at, ground.days, draft.zone)) for each in draft.blocks
    )
    made: tuple[Subject, ...] = (*people.values(), *items.values(), *blocks)
    return Copied(tuple(Change(None, each) for each in made), {old: item.uuid for old, item in items.items()})


def _unconfirmed(person: Person, uuid: str) -> Person:
    return replace(
        person, uuid=uuid, status=PersonStatus.ASKED, biography=Localized(), portrait="", portrait_consent=False,
        available=(),
    )  # fmt: skip


def _moved(item: Item, zone: str, ground: Ground, people: Mapping[str, Person], uuid: str) -> Item:
    return replace(
        item,
        uuid=uuid,
        starts_at=later(item.starts_at, ground.days, zone) if item.starts_at else None,
        room=ground.rooms.get(item.room or 0),
        track=ground.tracks.get(item.track or 0),
        people=tuple(
            Appearance(people[each.person].uuid, each.part) for each in item.people if each.person in people
        ),
    )  # fmt: skip
