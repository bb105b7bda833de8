"""What somebody changed in the draft, in a few words."""

from collections.abc import Sequence
from dataclasses import replace

from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.agenda.words.people import person_name
from gocluster_events.agenda.words.programme import name, place_and_time
from gocluster_events.i18n import LazyString, _, _l, _n

_NEW = _l("%(subject)s is new")
_GONE = _l("%(subject)s taken out")
_MOVED = _l("%(subject)s moved")
_CHANGED = _l("%(subject)s changed")
_STOOD_IN = _l("%(subject)s: somebody stands in")


def told(changes: Sequence[Change]) -> str:
    """A step as one reads it in a list: A1 moved; several changes are counted after the first of an item."""
    first = next((change for change in changes if isinstance(change.subject, Item)), changes[0])
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
        return _("%(item)s is not scheduled any more.", item=name(item))
    return _("%(item)s: %(place)s.", item=name(item), place=place_and_time(item, draft))


def _deed(change: Change) -> LazyString:
    match change.before, change.after:
        case None, _:
            return _NEW
        case _, None:
            return _GONE
        case Item() as before, Item() as after if _without_place(before) == _without_place(after):
            return _MOVED
        case Item() as before, Item() as after if _absent(after) - _absent(before):
            return _STOOD_IN
        case _:
            return _CHANGED


def _without_place(item: Item) -> Item:
    return replace(item, starts_at=None, room=None, length_minutes=1)


def _absent(item: Item) -> set[str | None]:
    return {each.for_person for each in item.people} - {None}


def _name(subject: Item | Person) -> str:
    return person_name(subject) if isinstance(subject, Person) else name(subject)
