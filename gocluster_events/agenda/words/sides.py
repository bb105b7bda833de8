"""A changed fact as it stands before and after, no longer than it takes to see the difference."""

from gocluster_events.agenda.rules.codes import Part
from gocluster_events.agenda.rules.differences import Difference, Fact, Turn
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.words.differences import TURNS, shown
from gocluster_events.agenda.words.people import credited
from gocluster_events.agenda.words.programme import PARTS
from gocluster_events.i18n import LazyString, clock_time


def sides(fact: Fact, change: Difference, old: Timetable, new: Timetable) -> tuple[str, str]:
    """What it was and what it becomes; empty where there is nothing to strike out or to add."""
    before, after = change.old, change.new
    if before is None or after is None:
        return (shown(fact, before, old) if before else "", shown(fact, after, new) if after else "")
    if fact is Fact.PEOPLE:
        return _people(before, old, after, new)
    if fact is Fact.START and before.starts_at and after.starts_at and old.day_of(before) == new.day_of(after):
        return clock_time(before.starts_at, old.zone), clock_time(after.starts_at, new.zone)
    return shown(fact, before, old), shown(fact, after, new)


def _people(before: Item, old: Timetable, after: Item, new: Timetable) -> tuple[str, str]:
    """Those who go and those who come; everybody, where only their order changes."""
    gone, come = _credits(before, old), _credits(after, new)
    lost, won = [each for each in gone if each not in come], [each for each in come if each not in gone]
    return (", ".join(lost), ", ".join(won)) if lost or won else (", ".join(gone), ", ".join(come))


def _credits(item: Item, timetable: Timetable) -> list[str]:
    return [f"{credited(each)} ({PARTS[each.part]})" for each in timetable.credits(item)]


def turn(change: Difference) -> LazyString:
    """What happens to the item; that somebody stands in is said."""
    before, after = change.old, change.new
    if change.turn is Turn.PEOPLE and before and after:
        come = set(after.people) - set(before.people)
        if any(each.for_person or each.part is Part.STANDING_IN for each in come):
            return PARTS[Part.STANDING_IN]
    return TURNS[change.turn]
