"""The materials of somebody's own items as their own page shows them: how each stands, and what they can do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.meeting.agenda.rules.codes import Part
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.post_event.materials.rules.codes import FileState
from gocluster_events.post_event.materials.rules.material import Entry
from gocluster_events.post_event.materials.rules.reminding import asked_for, is_readable
from gocluster_events.post_event.materials.rules.standing import Hurdle, hurdles
from gocluster_events.post_event.materials.rules.waiving import Waivers
from gocluster_events.post_event.releases.rules import SAID_NO, Release, State


class OwnState(Enum):
    """How a material stands for one of its people, in the order in which it matters to them."""

    ARRIVING = "arriving"
    CHECKING = "checking"
    REFUSED = "refused"
    OFF_PROGRAMME = "off_programme"
    NAME_REMOVED = "name_removed"
    YOUR_NO = "your_no"
    YOUR_RELEASE = "your_release"
    THEIR_RELEASE = "their_release"
    TEAM = "team"
    LATER = "later"
    OPEN = "open"


_STATES = {
    Hurdle.FILE_REFUSED: OwnState.REFUSED,
    Hurdle.ARRIVING: OwnState.ARRIVING,
    Hurdle.NOT_CHECKED: OwnState.CHECKING,
    Hurdle.OFF_PROGRAMME: OwnState.OFF_PROGRAMME,
    Hurdle.NAME_REMOVED: OwnState.NAME_REMOVED,
    Hurdle.LACKING: OwnState.THEIR_RELEASE,
    Hurdle.NOT_PUBLISHED: OwnState.TEAM,
    Hurdle.NOT_YET: OwnState.LATER,
}


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A material as one of its people sees it.

    ``answer`` is their own (None: they are not asked, or not yet); ``is_uploader`` that they added it themselves;
    ``others`` whose release is missing besides; ``since`` when it can be opened, or could.
    """

    entry: Entry
    state: OwnState
    answer: Release | None
    is_asked: bool
    is_uploader: bool
    others: tuple[str, ...]
    since: datetime | None

    @property
    def can_be_read(self) -> bool:
        """Whether they can look at it: it is a link, or a file that was checked."""
        return is_readable(self.entry)

    @property
    def is_granted(self) -> bool:
        """Whether they have released it."""
        return self.answer is not None and self.answer.is_granted

    @property
    def is_answered(self) -> bool:
        """Whether they have said yes or no."""
        return self.answer is not None and self.answer.state is not State.ASKED


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item of theirs, what they do in it, and its materials. ``item`` None: it is not on the programme any more.

    ``lacks``: materials are expected from them, and there are none. ``is_waived``: none come from
    them, as is noted.
    """

    item: Item | None
    parts: tuple[Part, ...]
    files: tuple[OwnFile, ...]
    lacks: bool
    is_waived: bool = False


def own_items(
    entries: Iterable[Entry],
    timetable: Timetable | None,
    person: str,
    actor: str,
    now: datetime,
    waivers: Waivers = frozenset(),
) -> tuple[OwnItem, ...]:
    """The items that somebody, by UUID, appears in on the published programme, with their materials, in its order.

    What they uploaded (as ``actor``) or were asked to release for items that are theirs no longer comes last.
    """
    stored = tuple(entries)
    there = {each.record.facts.item for each in stored if each.standing.file is not FileState.REFUSED}
    items = [item for item in timetable.items if _parts(item, person)] if timetable else []
    groups = [
        OwnItem(
            item, _parts(item, person), _files(stored, item.uuid, person, actor, now),
            lacks=item.uuid not in there and _is_asked_for(timetable, item, person, waivers),
            is_waived=(item.uuid, person) in waivers,
        )
        for item in items
    ]  # fmt: skip
    own = {item.uuid for item in items}
    rest = tuple(
        own_file(each, person, actor, now)
        for each in stored
        if each.record.facts.item not in own and (each.record.added_by == actor or _answer(each, person))
    )
    return (*groups, *([OwnItem(None, (), rest, lacks=False)] if rest else []))


def own_file(entry: Entry, person: str, actor: str, now: datetime) -> OwnFile:
    """A material as somebody, by UUID, sees it who uploads as ``actor``."""
    answer = _answer(entry, person)
    is_needed = person in {each.uuid for each in entry.needed}
    opens_at, published_at = entry.standing.opens_at, entry.record.published_at
    return OwnFile(
        entry=entry,
        state=_state(entry, answer, now, is_needed=is_needed),
        answer=answer,
        is_asked=is_needed or answer is not None,
        is_uploader=entry.record.added_by == actor,
        others=tuple(each.name for each in entry.lacking if each.uuid != person),
        since=max((each for each in (opens_at, published_at) if each), default=None),
    )


def _state(entry: Entry, answer: Release | None, now: datetime, *, is_needed: bool) -> OwnState:
    first = next(iter(hurdles(entry.standing, now)), None)
    if first is None:
        return OwnState.OPEN
    if first is not Hurdle.LACKING or not is_needed:
        return _STATES[first]
    state = answer.state if answer else State.ASKED
    if state in SAID_NO:
        return OwnState.YOUR_NO
    return OwnState.YOUR_RELEASE if state is State.ASKED else OwnState.THEIR_RELEASE


def _answer(entry: Entry, person: str) -> Release | None:
    return next((each for each in entry.releases if each.person == person), None)


def _files(
    entries: Iterable[Entry], item: str, person: str, actor: str, now: datetime
) -> tuple[OwnFile, ...]:  # fmt: skip
    return tuple(own_file(each, person, actor, now) for each in entries if each.record.facts.item == item)


def _parts(item: Item, person: str) -> tuple[Part, ...]:
    return tuple(each.part for each in item.people if each.person == person)


def _is_asked_for(timetable: Timetable | None, item: Item, person: str, waivers: Waivers) -> bool:
    return timetable is not None and person in asked_for(timetable, item, waivers)
