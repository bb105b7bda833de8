"""What is still to come from whom once the meeting is over, and when they are reminded: three times at most."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.letters.rules import LATE, MEETING, Letter
from gocluster_events.post_event.materials.rules.codes import FileState
from gocluster_events.post_event.materials.rules.material import Entry
from gocluster_events.post_event.materials.rules.waiving import Waivers, addressees
from gocluster_events.post_event.releases.rules import Release, State

DAYS_AFTER = (1, 7, 21)
"""How many days after the last day of the meeting people are reminded."""
MOST = len(DAYS_AFTER)
HOUR = time(10)  # on the venue's clocks
APART = timedelta(days=1)

MATERIALS_REMINDER = Letter(
    "materials_reminder",
    "post_event/materials/mail/materials_reminder.txt",
    {
        **{name: MEETING[name] for name in ("event", "day", "contact", "office")},
        "salutation": "Dr. Tarek Lindholm",
        "missing": "- A1 Kommunen als Clusterpartner: Unterlagen fehlen noch",
    },
    "agenda.own_link",
)
LETTERS = (MATERIALS_REMINDER,)


class ReminderRefusal(Enum):
    """Why nobody is reminded."""

    NOT_OVER = "not_over"
    NOT_PUBLIC = "not_public"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is still to come from somebody: materials of these items, and their release of these files and quotes."""

    items: tuple[Item, ...] = ()
    files: tuple[Entry, ...] = ()
    quotes: int = 0

    def __bool__(self) -> bool:
        return bool(self.items or self.files or self.quotes)


def due_times(ends_at: datetime, zone: str) -> tuple[datetime, ...]:
    """When people are reminded of a meeting that ends then."""
    local = ZoneInfo(zone)
    last = ends_at.astimezone(local).date()
    return tuple(
        datetime.combine(last + timedelta(days=days), HOUR, local).astimezone(UTC) for days in DAYS_AFTER
    )  # fmt: skip


def is_due(ends_at: datetime, zone: str, now: datetime) -> bool:
    """Whether it is time to remind: from the hour on for a day, since a worker may rest then."""
    return any(due <= now < due + LATE for due in due_times(ends_at, zone))


def may_be_reminded(reminded: Sequence[datetime], now: datetime) -> bool:
    """Whether somebody who was reminded then can be once more: never a fourth time, and not twice within a day."""
    return len(reminded) < MOST and all(now - at >= APART for at in reminded)


def wanted(
    entries: Iterable[Entry], timetable: Timetable | None, quotes: Mapping[str, int], waivers: Waivers = frozenset()
) -> Mapping[str, Wanted]:
    """What is still to come from each person, by UUID, in the programme's order; nothing from whoever said no."""
    if timetable is None:
        return {}
    stored = tuple(entries)
    files = [each for each in stored if is_readable(each)]
    there = {each.record.facts.item for each in stored if each.standing.file is not FileState.REFUSED}
    lacking = [(item, asked_for(timetable, item, waivers)) for item in timetable.items if item.uuid not in there]
    named = [person for person in timetable.people if not person.is_redacted]
    everything = {
        person.uuid: Wanted(
            tuple(item for item, people in lacking if person.uuid in people),
            tuple(each for each in files if waits_for(each, person.uuid)),
            quotes.get(person.uuid, 0),
        )
        for person in named
    }
    return {person: each for person, each in everything.items() if each}


def asked_for(timetable: Timetable, item: Item, waivers: Waivers) -> frozenset[str]:
    """Who, by UUID, is asked for materials of the item and has not said that none come."""
    return frozenset(person.uuid for person in addressees(timetable, item, waivers))


def is_readable(entry: Entry) -> bool:
    """Whether somebody can look at what they would release: a link, or a file that was checked."""
    return entry.standing.file in {None, FileState.CHECKED}


def waits_for(entry: Entry, person: str) -> bool:
    """Whether the person's release is needed and they have said neither yes nor no."""
    answers = {each.person: each.state for each in entry.releases}
    is_needed = person in {each.uuid for each in entry.needed}
    return is_needed and answers.get(person, State.ASKED) is State.ASKED


def open_quotes(releases: Iterable[Release]) -> Mapping[str, int]:
    """How many quotes wait for an answer of each person, by UUID."""
    return Counter(each.person for each in releases if each.state is State.ASKED)
