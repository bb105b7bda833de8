"""In which languages people speak in a programme, and what is interpreted."""

from collections import Counter
from dataclasses import dataclass

from gocluster_events.meeting.agenda.rules.codes import Part, SpokenLanguage
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many items in which somebody speaks are in German alone, and how many are not; how many are interpreted."""

    german: int
    foreign: int
    interpreted: int


def is_interpreted(item: Item) -> bool:
    """Whether somebody interprets in the item."""
    return any(each.part is Part.INTERPRETING for each in item.people)


def spoken(timetable: Timetable) -> Spoken:
    """The languages of the items in which somebody appears: a break has none."""
    talks = [item for item in timetable.items if item.people]
    languages = Counter(item.language for item in talks)
    german = languages[SpokenLanguage.GERMAN]
    return Spoken(german, len(talks) - german, sum(map(is_interpreted, talks)))
