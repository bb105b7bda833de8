"""What items, sizes and materials are called."""

from collections.abc import Iterable

from gocluster_events.core.i18n import _, _n, current_language, decimal
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import ASIDE
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.meeting.agenda.words.people import person_name
from gocluster_events.post_event.materials.rules.material import MaterialFacts
from gocluster_events.post_event.materials.words.codes import KINDS

_KILO, _MEGA = 1024, 1024 * 1024


def item_choices(timetable: Timetable | None) -> list[tuple[str, str]]:
    """The items of a programme that can have materials, by UUID, with what they are called."""
    items = timetable.items if timetable else ()
    return [(item.uuid, item_name(item)) for item in items if item.kind not in ASIDE]


def item_name(item: Item) -> str:
    """Number and title of an item in the reader's language."""
    title = item.title.pick(current_language())[0]
    return f"{item.code} {title}" if item.code else title


def people_names(people: Iterable[Person]) -> str:
    """Their names, one after the other."""
    return ", ".join(person_name(person) for person in people)


def material_title(facts: MaterialFacts) -> Localized | str:
    """What a material is called: its title, or what kind it is."""
    return facts.title or str(KINDS[facts.kind])


def size(number: int) -> str:
    """So many bytes as people say it: 180 KB, 1.4 MB."""
    if number < _MEGA:
        return _("%(number)s KB", number=max(1, round(number / _KILO)))
    whole, rest = divmod(number, _MEGA)
    return _("%(number)s MB", number=decimal(number / _MEGA) if rest else whole)


def pages(number: int) -> str:
    """How many pages a file has."""
    return _n("%(num)d page", "%(num)d pages", number)
