"""Somebody takes another's place in an item, and the programme says for whom."""

from collections.abc import Iterable
from dataclasses import replace

from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.agenda.rules.timetable import Appearance, Item, Timetable
from gocluster_events.errors import Refused


def stood_in(draft: Timetable, absent: str, substitute: str, items: Iterable[str]) -> tuple[Change, ...]:
    """What puts ``substitute`` in the place of ``absent`` in these items, in the same part and at the same place.

    Who stood in for a third person hands their place on; who comes back stands in for nobody. Raises Refused when one
    of the items, or one of the two in it, is not there, or when ``substitute`` has that part in it already.
    """
    if draft.person(substitute) is None or absent == substitute:
        raise Refused(Refusal.NOT_THERE)
    return tuple(_changed(draft.item(uuid), absent, substitute) for uuid in dict.fromkeys(items))


def _changed(item: Item | None, absent: str, substitute: str) -> Change:
    if item is None or absent not in {each.person for each in item.people}:
        raise Refused(Refusal.NOT_THERE)
    cast = tuple(_in_place(each, substitute) if each.person == absent else each for each in item.people)
    if len({(each.person, each.part) for each in cast}) < len(cast):
        raise Refused(Refusal.THERE_ALREADY)
    return Change(item, replace(item, people=cast))


def _in_place(appearance: Appearance, substitute: str) -> Appearance:
    missing = appearance.for_person or appearance.person
    return Appearance(substitute, appearance.part, None if missing == substitute else missing)
