"""What was done to the draft and to the programme, as sentences."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from gocluster_events.core.i18n import LazyString, _, _l, _n, clock_time, current_language, day
from gocluster_events.meeting.agenda.rules.change import Change, Subject
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, SpokenLanguage
from gocluster_events.meeting.agenda.rules.differences import Difference, Fact, Turn
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.meeting.agenda.words.differences import TURNS, fact_text, lengths
from gocluster_events.meeting.agenda.words.people import credited, person_name
from gocluster_events.meeting.agenda.words.programme import PARTS, name, place_and_time, room_name
from gocluster_events.meeting.events.rules.happening import Happening

_NEW = _l("%(subject)s is new")
_GONE = _l("%(subject)s removed")
_MOVED = _l("%(subject)s moved")
_OTHER_ROOM = _l("%(subject)s in another room")
_SHORTER = _l("%(subject)s shortened")
_LONGER = _l("%(subject)s lengthened")
_PLANNED = _l("%(subject)s scheduled")
_UNPLANNED = _l("%(subject)s taken out of the plan")
_PINNED = _l("%(subject)s pinned")
_UNPINNED = _l("%(subject)s no longer pinned")
_RENAMED = _l("%(subject)s: title changed")
_CHANGED = _l("%(subject)s changed")
_BLOCK_RENAMED = _l("%(subject)s: name changed")
_STOOD_IN = _l("%(subject)s: stand-in entered")


def step_sentence(changes: Sequence[Change]) -> str:
    """A step as one reads it in a list: A1 moved; several changes are counted after that of a block, or of an item."""
    blocks = [change for change in changes if isinstance(change.subject, TimeBlock)]
    first = next((change for change in (*blocks, *changes) if not isinstance(change.subject, Person)), changes[0])
    sentence = str(_deed(first)) % {"subject": _name(first.subject)}
    others = len(changes) - 1
    if not others:
        return sentence
    more = _n("%(num)d more change", "%(num)d more changes", others)
    return _("%(change)s, and %(more)s", change=sentence, more=more)


def put(changes: Sequence[Change], draft: Timetable) -> str:
    """Where items were put: B2 is now in 1.06, 14:15–15:30; several are counted."""
    item = draft.item(changes[0].touched)
    if len(changes) > 1 or item is None:
        return _n("%(num)d item moved.", "%(num)d items moved.", len(changes))
    if item.starts_at is None:
        return _("%(item)s is no longer scheduled.", item=name(item))
    return _("%(item)s: %(place)s.", item=name(item), place=place_and_time(item, draft))


def _deed(change: Change) -> LazyString:
    match change.before, change.after:
        case None, _:
            return _NEW
        case _, None:
            return _GONE
        case Item() as before, Item() as after:
            return _done_to(before, after)
        case TimeBlock() as before, TimeBlock() as after:
            return _BLOCK_RENAMED if before.span == after.span else _MOVED if before.name == after.name else _CHANGED
        case _:
            return _CHANGED


def _done_to(before: Item, after: Item) -> LazyString:
    if _without_place(before) == _without_place(after):
        return _put_elsewhere(before, after)
    if replace(before, is_pinned=after.is_pinned) == after:
        return _PINNED if after.is_pinned else _UNPINNED
    if replace(before, title=after.title) == after:
        return _RENAMED
    return _STOOD_IN if _absent(after) - _absent(before) else _CHANGED


def author(name: str, at: datetime, now: datetime, zone: str, *, is_mine: bool) -> str:
    """Who took a step and when, in the few words of a button: You, 09:12; before today the day."""
    is_today = day(at, zone) == day(now, zone)
    when = clock_time(at, zone) if is_today else day(at, zone, "short")
    return _("You, %(time)s", time=when) if is_mine else _("%(name)s, %(time)s", name=name, time=when)


def _put_elsewhere(before: Item, after: Item) -> LazyString:
    if before.starts_at is None or after.starts_at is None:
        return _MOVED if before.starts_at == after.starts_at else _PLANNED if after.starts_at else _UNPLANNED
    if before.length_minutes == after.length_minutes:
        return _OTHER_ROOM if before.starts_at == after.starts_at else _MOVED
    keeps_an_end = before.span[0] == after.span[0] or before.span[1] == after.span[1]
    if before.room != after.room or not keeps_an_end:
        return _MOVED
    return _LONGER if after.length_minutes > before.length_minutes else _SHORTER


def _without_place(item: Item) -> Item:
    return replace(item, starts_at=None, room=None, length_minutes=1)


def _absent(item: Item) -> set[str | None]:
    return {each.for_person for each in item.people} - {None}


def _name(subject: Subject) -> str:
    match subject:
        case Person():
            return person_name(subject)
        case TimeBlock():
            return subject.name.pick(current_language())[0]
        case _:
            return name(subject)


_SPOKEN = {SpokenLanguage.GERMAN: ("de",), SpokenLanguage.ENGLISH: ("en",), SpokenLanguage.BOTH: ("de", "en")}
_NO_PART = BREAKS | {Kind.CLOSED_SESSION}


def part(item: Item, timetable: Timetable, whole: Happening, url: str) -> Happening:
    """The item as a part of the meeting, which is ``whole``; it can be followed online if it has a stream."""
    language, room = current_language(), timetable.room(item)
    starts_at, ends_at = item.span
    return replace(
        whole,
        name=item.title.pick(language)[0],
        url=url,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=timetable.zone,
        description=item.summary.pick(language)[0],
        room=room_name(room) if room else "",
        languages=_SPOKEN[item.language],
        performers=tuple(person.name for person, _part in timetable.cast(item) if not person.is_redacted),
        online=whole.online and (timetable.is_streamed(item) or not whole.onsite),
        offer=None,
        parts=(),
        whole=whole,
    )


def with_parts(whole: Happening, timetable: Timetable, url: Callable[[Item], str]) -> Happening:
    """The meeting with what it consists of, and the languages that are spoken there."""
    items = [item for item in timetable.items if item.kind not in _NO_PART]
    spoken = {language for item in items for language in _SPOKEN[item.language]}
    parts = tuple(part(item, timetable, whole, url(item)) for item in items)
    return replace(whole, parts=parts, languages=tuple(sorted(spoken)) or whole.languages)


def sides(fact: Fact, change: Difference, old: Timetable, new: Timetable) -> tuple[str, str]:
    """What a fact was and what it becomes; empty where there is nothing to strike out or to add."""
    before, after = change.old, change.new
    if before is None or after is None:
        return (fact_text(fact, before, old) if before else "", fact_text(fact, after, new) if after else "")
    if fact is Fact.PEOPLE:
        return _people(before, old, after, new)
    if (length := lengths(fact, change)) is not None:
        return length
    if fact is Fact.START and before.starts_at and after.starts_at and old.day_of(before) == new.day_of(after):
        return clock_time(before.starts_at, old.zone), clock_time(after.starts_at, new.zone)
    return fact_text(fact, before, old), fact_text(fact, after, new)


def _people(before: Item, old: Timetable, after: Item, new: Timetable) -> tuple[str, str]:
    """Those who go and those who come; everybody, where only their order changes."""
    gone, come = _credits(before, old), _credits(after, new)
    lost, won = [each for each in gone if each not in come], [each for each in come if each not in gone]
    return (", ".join(lost), ", ".join(won)) if lost or won else (", ".join(gone), ", ".join(come))


def _credits(item: Item, timetable: Timetable) -> list[str]:
    return [f"{credited(each)} ({PARTS[each.part]})" for each in timetable.credits(item)]


def turn(change: Difference) -> LazyString:
    """The word for what happens to the item; its own word where somebody stands in."""
    before, after = change.old, change.new
    if change.turn is Turn.PEOPLE and before and after:
        come = set(after.people) - set(before.people)
        if any(each.for_person or each.part is Part.STANDING_IN for each in come):
            return PARTS[Part.STANDING_IN]
    return TURNS[change.turn]
