"""What is said to note takers and of them."""

from enum import Enum

from gocluster_events.core.i18n import LazyString, _l, current_language, force_locale
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words.programme import place_and_time
from gocluster_events.post_event.cards.rules.notes import NoteRefusal

NOTE_REFUSALS: dict[Enum, LazyString] = {
    NoteRefusal.EMPTY: _l("Type something into one of the fields first."),
    NoteRefusal.TAKEN_ON: _l("The team is already working on this card, so it can no longer be changed here."),
    NoteRefusal.CHANGED: _l("This card was changed elsewhere in the meantime. Your text has not been saved."),
    NoteRefusal.NO_PERSON: _l("This person is not among the people of the programme any more."),
    NoteRefusal.NO_ADDRESS: _l("No e-mail address is known for this person. Add it under “People” first."),
    NoteRefusal.ARCHIVED: _l("The event is archived, so nobody can be added. You can choose a person who is listed."),
}


def item_title(item: Item) -> str:
    """Code and title of an item in the reader's language."""
    title = item.title.pick(current_language())[0]
    return f"{item.code} {title}" if item.code else title


def item_place(item: Item, timetable: Timetable, language: str) -> str:
    """An item with its time and room, in that language, as a letter names it."""
    with force_locale(language):
        return f"{item_title(item)}, {place_and_time(item, timetable)}"
