"""Sentences for what changed from one version to another."""

from collections.abc import Callable, Mapping
from datetime import datetime

from gocluster_events.core.i18n import LazyString, _, _l, _n, clock_time, current_language, day, time_span
from gocluster_events.core.text import words_of
from gocluster_events.meeting.agenda.rules.codes import SignUp, Visibility
from gocluster_events.meeting.agenda.rules.common_times import CommonTime
from gocluster_events.meeting.agenda.rules.differences import BlockDifference, Difference, Fact, Turn
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words.people import credited, person_name
from gocluster_events.meeting.agenda.words.programme import KINDS, LANGUAGES, PARTS, SIGN_UPS, VISIBILITIES, room_name

TURNS: dict[Turn, LazyString] = {
    Turn.NEW: _l("New"),
    Turn.DROPPED: _l("Removed"),
    Turn.MOVED: _l("Moved"),
    Turn.LENGTH: _l("Length"),
    Turn.PEOPLE: _l("People"),
    Turn.CHANGED: _l("Changed"),
}


FACTS: dict[Fact, LazyString] = {
    Fact.START: _l("Start"),
    Fact.END: _l("End"),
    Fact.ROOM: _l("Room"),
    Fact.PEOPLE: _l("People"),
    Fact.DETAILS: _l("Details of the people"),
    Fact.TITLE: _l("Title"),
    Fact.SUMMARY: _l("Short text"),
    Fact.ABSTRACT: _l("Description"),
    Fact.KIND: _l("Kind"),
    Fact.CODE: _l("Code"),
    Fact.TRACK: _l("Track"),
    Fact.LANGUAGE: _l("Language"),
    Fact.SEATS: _l("Places"),
    Fact.STREAM: _l("Stream"),
    Fact.VISIBILITY: _l("Visibility"),
    Fact.SIGN_UP: _l("Booking of places"),
    Fact.RECORDING: _l("Recording"),
    Fact.LINKS: _l("Links"),
}


def fact_label(fact: Fact, difference: Difference) -> str:
    """What the fact is called; an item that only lasts longer or shorter has another length, not another end."""
    return str(TURNS[Turn.LENGTH] if _is_length(fact, difference) else FACTS[fact])


def _is_length(fact: Fact, difference: Difference) -> bool:
    before, after = difference.old, difference.new
    return fact is Fact.END and before is not None and after is not None and before.starts_at == after.starts_at


def lengths(fact: Fact, difference: Difference) -> tuple[str, str] | None:
    """How long the item took and takes, where only that changes."""
    if difference.old is None or difference.new is None or not _is_length(fact, difference):
        return None
    return minutes(difference.old.length_minutes), minutes(difference.new.length_minutes)


def minutes(number: int) -> str:
    """So many minutes."""
    return _n("%(num)d minute", "%(num)d minutes", number)


def fact_text(fact: Fact, item: Item, timetable: Timetable) -> str:
    """A fact as people read it; a dash where there is nothing."""
    return _FACT_TEXTS[fact](item, timetable) or "–"


def news(difference: Difference, old: Timetable, new: Timetable) -> str:
    """What a change means for a reader, shortly: Room 1.06 instead of 1.05."""
    before, after = difference.old, difference.new
    if before is None or after is None:
        return _("new on the programme") if before is None else _("removed")
    if before.starts_at == after.starts_at and Fact.END in difference.facts:
        phrases = [_lasting(before, after)]
    elif {Fact.START, Fact.END} & set(difference.facts):
        phrases = [_swap(_when(before, old, after), _when(after, new, before))]
    else:
        phrases = []
    phrases += [_FACT_NEWS[fact](before, old, after, new) for fact in difference.facts if fact in _FACT_NEWS]
    return ", ".join(phrases)


def _clock(instant: datetime | None, zone: str) -> str:
    return clock_time(instant, zone) if instant else ""


def _moment(instant: datetime | None, zone: str) -> str:
    return f"{day(instant, zone, 'short')}, {clock_time(instant, zone)}" if instant else ""


def _people(item: Item, timetable: Timetable) -> str:
    return ", ".join(f"{credited(each)} ({PARTS[each.part]})" for each in timetable.credits(item))


def _details(item: Item, timetable: Timetable) -> str:
    return "\n\n".join(
        ", ".join(
            filter(
                None,
                (person_name(person), *words_of(person.position), person.organisation, *words_of(person.biography)),
            )
        )
        for person, _part in timetable.cast(item)
    )


def _room(item: Item, timetable: Timetable) -> str:
    room = timetable.room(item)
    return room_name(room) if room else ""


def _track(item: Item, timetable: Timetable) -> str:
    track = timetable.track(item)
    return f"{track.letter} {track.name.pick(current_language())[0]}" if track else ""


_FACT_TEXTS: Mapping[Fact, Callable[[Item, Timetable], str]] = {
    Fact.START: lambda item, timetable: _moment(item.starts_at, timetable.zone),
    Fact.END: lambda item, timetable: _clock(item.ends_at, timetable.zone),
    Fact.ROOM: _room,
    Fact.PEOPLE: _people,
    Fact.DETAILS: _details,
    Fact.SUMMARY: lambda item, _timetable: " / ".join(words_of(item.summary)),
    Fact.TITLE: lambda item, _timetable: " / ".join(filter(None, (item.title.de, item.title.en))),
    Fact.ABSTRACT: lambda item, _timetable: "\n\n".join(filter(None, (item.abstract.de, item.abstract.en))),
    Fact.KIND: lambda item, _timetable: str(KINDS[item.kind]),
    Fact.CODE: lambda item, _timetable: item.code,
    Fact.TRACK: _track,
    Fact.LANGUAGE: lambda item, _timetable: str(LANGUAGES[item.language]),
    Fact.SEATS: lambda item, _timetable: str(item.seats or ""),
    Fact.STREAM: lambda item, timetable: _("yes") if timetable.is_streamed(item) else _("no"),
    Fact.VISIBILITY: lambda item, _timetable: str(VISIBILITIES[item.visibility]),
    Fact.SIGN_UP: lambda item, _timetable: str(SIGN_UPS[item.sign_up]),
    Fact.RECORDING: lambda item, _timetable: _("Not recorded") if item.do_not_record else "",
    Fact.LINKS: lambda item, _timetable: "\n\n".join(f"{each.label} {each.address}".strip() for each in item.links),
}


def block_text(block: TimeBlock | CommonTime, zone: str) -> str:
    """A common time as people read it: Block 1, Thu, 22 Apr, 10:30–11:45."""
    name = block.name.pick(current_language())[0]
    return f"{name}, {day(block.starts_at, zone, 'short')}, {time_span(*block.span, zone)}"


def block_turn(change: BlockDifference) -> LazyString:
    """The word for what happens to a common time."""
    if change.old is None or change.new is None:
        return TURNS[Turn.NEW if change.old is None else Turn.DROPPED]
    return TURNS[Turn.CHANGED if change.old.starts_at == change.new.starts_at else Turn.MOVED]


def block_sides(change: BlockDifference, zone: str) -> tuple[str, str]:
    """What a common time was and what it becomes; empty where there was or will be none."""
    before, after = (block_text(side, zone) if side else "" for side in (change.old, change.new))
    return before, after


def _lasting(before: Item, after: Item) -> str:
    return _n(
        "now lasts %(num)d minute instead of %(old)d",
        "now lasts %(num)d minutes instead of %(old)d",
        after.length_minutes,
        old=before.length_minutes,
    )


def _swap(before: str, after: str) -> str:
    if not before or not after:
        return after or _("without %(old)s", old=before)
    return _("%(new)s instead of %(old)s", new=after, old=before)


def _room_news(before: Item, old: Timetable, after: Item, new: Timetable) -> str:
    was, goes = old.room(before), new.room(after)
    if was and goes and was.name[:1].isdigit() and goes.name[:1].isdigit():
        return _swap(was.name, room_name(goes))  # the word is said once
    return _swap(_room(before, old), _room(after, new))


def _sign_up_news(before: SignUp, after: SignUp) -> str:
    if after is SignUp.WISH:
        return _("places now go by choice")
    if after is SignUp.NONE:
        return _("places no longer go by choice") if before is SignUp.WISH else _("booking no longer needed")
    return _("booking now needed")


def _when(item: Item, timetable: Timetable, other: Item) -> str:
    starts_at, ends_at = item.span
    when = time_span(starts_at, ends_at, timetable.zone)
    if timetable.day_of(item) == timetable.day_of(other):
        return when
    return f"{day(starts_at, timetable.zone, 'short')}, {when}"


def _people_news(before: Item, old: Timetable, after: Item, new: Timetable) -> str:
    gone = [credited(each) for each in old.credits(before)]
    come = [credited(each) for each in new.credits(after)]
    lost, won = [each for each in gone if each not in come], [each for each in come if each not in gone]
    return _swap(", ".join(lost), ", ".join(won)) if lost or won else _("other roles")


_FACT_NEWS: Mapping[Fact, Callable[[Item, Timetable, Item, Timetable], str]] = {
    Fact.ROOM: _room_news,
    Fact.PEOPLE: _people_news,
    Fact.TITLE: lambda before, _old, _after, _new: _(
        "previously: %(title)s", title=before.title.pick(current_language())[0]
    ),
    Fact.KIND: lambda before, _old, after, _new: _swap(str(KINDS[before.kind]), str(KINDS[after.kind])),
    Fact.LANGUAGE: lambda before, _old, after, _new: _swap(
        str(LANGUAGES[before.language]), str(LANGUAGES[after.language])
    ),
    Fact.STREAM: lambda _before, _old, after, new: (
        _("now with stream") if new.is_streamed(after) else _("now without stream")
    ),
    Fact.SIGN_UP: lambda before, _old, after, _new: _sign_up_news(before.sign_up, after.sign_up),
    Fact.VISIBILITY: lambda _before, _old, after, _new: (
        _("now for members only") if after.visibility is Visibility.MEMBERS else _("now for everyone")
    ),
}
