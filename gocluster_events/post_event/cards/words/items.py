"""What items, people and knowledge cards are called, and how a card stands."""

from collections.abc import Iterable
from datetime import datetime

from gocluster_events.core.i18n import _, _n, current_language
from gocluster_events.meeting.agenda.rules.codes import ASIDE
from gocluster_events.meeting.agenda.rules.redaction import REMOVED
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.post_event.cards.rules.cards import Card
from gocluster_events.post_event.cards.rules.codes import State
from gocluster_events.post_event.cards.rules.states import days_left
from gocluster_events.post_event.cards.words.codes import ORIGINS


def item_name(item: Item) -> str:
    """Number and title of an item in the reader's language."""
    title = item.title.pick(current_language())[0]
    return f"{item.code} {title}" if item.code else title


def item_choices(timetable: Timetable | None, item: str = "") -> list[tuple[str, str]]:
    """The items of a programme that can have cards, by UUID, and the one of ``item``, if it is not among them."""
    items = timetable.items if timetable else ()
    choices = [(each.uuid, item_name(each)) for each in items if each.kind not in ASIDE or each.uuid == item]
    is_there = not item or item in dict(choices)
    return choices if is_there else [(item, _("No longer on the programme")), *choices]


def person_choices(timetable: Timetable | None, first: Iterable[Person], *others: str) -> list[tuple[str, str]]:
    """Nobody, then the people of the programme by UUID, the ``first`` ones before all; and those chosen before."""
    near = {person.uuid: person.name for person in first}
    people = sorted(timetable.people if timetable else (), key=lambda person: (person.last_name, person.first_name))
    far = {person.uuid: person.name for person in people if not person.is_redacted and person.uuid not in near}
    gone = {uuid: _("No longer on the programme") for uuid in others if uuid and uuid not in near | far}
    return [("", _("nobody")), *(near | far | gone).items()]


def person_name(timetable: Timetable | None, uuid: str) -> str:
    """The name of somebody of the programme."""
    person = timetable.person(uuid) if timetable else None
    if person is None:
        return _("No longer on the programme")
    return REMOVED.pick(current_language())[0] if person.is_redacted else person.name


def author_name(name: str) -> str:
    """Who wrote a card; an empty name was removed."""
    return name or REMOVED.pick(current_language())[0]


def card_name(card: Card) -> str:
    """Number and question of a card."""
    return _(
        "Card %(number)d: %(question)s", number=card.number, question=card.facts.question or _("without a question")
    )


def standing(card: Card, now: datetime) -> str:
    """Who wrote a card, or what those who spoke say of it."""
    if card.state is State.PUBLIC:
        return _("confirmed") if card.is_confirmed else _("not confirmed")
    if card.state is not State.ASKED:
        return str(ORIGINS[card.origin])
    if card.denied:
        return _n("%(num)d person says: not right", "%(num)d people say: not right", len(card.denied))
    if card.is_confirmed:
        return _("confirmed")
    names = ", ".join(person.name for person in card.silent) or _("nobody asked")
    days = days_left(card, now)
    left = _n("%(num)d day left", "%(num)d days left", days) if days else _("seven days are over")
    return _("%(names)s, %(left)s", names=names, left=left)
