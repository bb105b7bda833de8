"""Finding programme items by words, however they are spelled: "mueller", "Muller" and "Müller" are one."""

from gocluster_events import text
from gocluster_events.agenda.rules.timetable import Item, Timetable

LONGEST_QUERY = 100


def tidy_query(typed: str) -> str:
    """What was typed, with single blanks, no longer than `LONGEST_QUERY`."""
    return " ".join(typed.split())[:LONGEST_QUERY].strip()


def search(timetable: Timetable, words: str) -> tuple[Item, ...]:
    """The items in which every word occurs: in code, title, summary, abstract, or a person's name or organisation."""
    return tuple(item for item in timetable.items if says(timetable, item, words))


def says(timetable: Timetable, item: Item, words: str) -> bool:
    """Whether every word occurs in the item, in one of both foldings."""
    wanted = text.search_words(words)
    said = _text(timetable, item) if wanted else ""
    return all(any(spelling in said for spelling in spellings) for spellings in wanted)


def _text(timetable: Timetable, item: Item) -> str:
    credited = timetable.credits(item)
    people = [person for each in credited for person in (each.person, each.absent) if person and not person.is_redacted]
    return text.search_text(
        item.code,
        *(part for value in (item.title, item.summary, item.abstract) for part in text.words_of(value)),
        *(part for person in people for part in (person.name, person.organisation)),
    )
