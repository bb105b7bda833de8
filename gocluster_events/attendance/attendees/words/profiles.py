"""What the lists for one purpose are called, whom they hold, and what they say."""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import Any

from gocluster_events.attendance.attendees.rules.catering import FewPeople, Food, Total
from gocluster_events.attendance.attendees.rules.difference import Change, ChangedRow, ListChanges, Withheld
from gocluster_events.attendance.attendees.rules.profiles import Fact, ListFact, Name, Part, Profile
from gocluster_events.attendance.attendees.rules.table import Cell, Column
from gocluster_events.core.i18n import LazyString, _, _l, _n
from gocluster_events.meeting.registration.people.words.codes import DIETS, SUPPORT

NAMES: dict[Name, LazyString] = {
    Name.GATE: _l("List for the gate"),
    Name.CATERER: _l("Catering counts"),
    Name.PRESS: _l("Press list"),
    Name.PARTICIPANTS: _l("Attendee list by consent"),
    Name.NEEDS: _l("Support and catering needs"),
}
HOLDS: dict[Name, LazyString] = {
    Name.GATE: _l("Everyone with a confirmed in-person place, and contributors who are not registered."),
    Name.CATERER: _l(
        "Counts of everyone with a confirmed in-person place, rounded to the nearest 5. "
        "No names, nobody’s own words, nothing more exact below 5 than “1 to 4”."
    ),
    Name.PRESS: _l("Confirmed people from the press and other media, marked if they must not be photographed."),
    Name.PARTICIPANTS: _l("Confirmed people who agreed to the list; the address only of those who agreed to that too."),
    Name.NEEDS: _l("Confirmed people who have told us what they need. For the few who arrange it."),
}
USES: dict[Name, LazyString] = {
    Name.GATE: _l("List for the gate"),
    Name.CATERER: _l("Order for the caterer"),
    Name.PRESS: _l("Support for press and photographers on site"),
    Name.PARTICIPANTS: _l("Attendee list for the participants"),
    Name.NEEDS: _l("Preparing support and catering"),
}
FILES: dict[Name, LazyString] = {
    Name.GATE: _l("gate"),
    Name.CATERER: _l("catering"),
    Name.PRESS: _l("press"),
    Name.PARTICIPANTS: _l("participants"),
    Name.NEEDS: _l("needs"),
}
FACTS: dict[Fact, LazyString] = {
    Fact.DIET: _l("Catering"),
    Fact.INTOLERANCES: _l("Intolerances"),
    Fact.SUPPORT: _l("Support needs"),
    Fact.SUPPORT_DETAILS: _l("What we should know about it"),
    Fact.WHAT: _l("What"),
    Fact.NUMBER: _l("People"),
    Fact.CHANGE: _l("Difference"),
}
TOTALS: dict[Total, LazyString] = {Total.PEOPLE: _l("Everyone on site")}
FEW: dict[FewPeople, LazyString] = {FewPeople.FEW: _l("1 to 4")}
FOODS: dict[Food, LazyString] = {
    Food.GLUTEN: _l("Without gluten"),
    Food.CRUSTACEANS: _l("Without crustaceans"),
    Food.EGG: _l("Without egg"),
    Food.FISH: _l("Without fish"),
    Food.PEANUT: _l("Without peanuts"),
    Food.SOY: _l("Without soy"),
    Food.MILK: _l("Without milk or lactose"),
    Food.NUTS: _l("Without nuts"),
    Food.CELERY: _l("Without celery"),
    Food.MUSTARD: _l("Without mustard"),
    Food.SESAME: _l("Without sesame"),
    Food.SULPHITES: _l("Without sulphites"),
    Food.LUPIN: _l("Without lupin"),
    Food.MOLLUSCS: _l("Without molluscs"),
    Food.FRUCTOSE: _l("Without fructose"),
    Food.HISTAMINE: _l("Low in histamine"),
    Food.PORK: _l("Without pork"),
    Food.HALAL: _l("Halal"),
    Food.KOSHER: _l("Kosher"),
    Food.OTHER: _l("Other details; ask the organisers"),
}
CHANGES: dict[Change, LazyString] = {
    Change.NEW: _l("New"),
    Change.GONE: _l("No longer"),
    Change.CHANGED: _l("Changed"),
}
PARTS: dict[Part, LazyString] = {Part.WHOLE: _l("The whole list"), Part.CHANGES: _l("Only what has changed")}
WITHHELD: dict[Withheld, LazyString] = {Withheld.ADDRESS: _l("may no longer be passed on")}
_LIST_WORDS: dict[Any, LazyString] = {**FOODS, **FEW, **TOTALS, **DIETS, **CHANGES, **WITHHELD}


def list_cell_text(say: Callable[[Any], Cell]) -> Callable[[Any], Cell]:
    """A function that gives a cell of these lists its text; ``say`` does so for cells of the attendee list."""

    def tell(value: Any) -> Cell:
        if isinstance(value, tuple):
            return ", ".join(str(SUPPORT[each]) for each in value)
        return str(_LIST_WORDS[value]) if isinstance(value, Enum) and value in _LIST_WORDS else say(value)

    return tell


def heads(columns: Sequence[ListFact], of_list: dict[str, LazyString]) -> tuple[str, ...]:
    """What stands above the columns."""
    return tuple(str(of_list[each.value] if isinstance(each, Column) else FACTS[each]) for each in columns)


def changed_rows(profile: Profile, difference: ListChanges, tell: Callable[[Any], Cell]) -> Iterator[tuple[Cell, ...]]:
    """The difference as rows of a file: what became of each, and in a changed cell what it said before."""
    for row in difference.rows:
        yield (tell(row.change), *(_cell(row, *each, tell) for each in zip(profile.columns, row.cells, strict=True)))


def _cell(row: ChangedRow, column: ListFact, value: Any, tell: Callable[[Any], Cell]) -> Cell:
    if column not in row.before:
        return tell(value)
    return f"{_spoken(tell(row.before[column]))} → {_spoken(tell(value))}"


def _spoken(cell: Cell) -> str:
    return str(cell) if cell not in (None, "") else "–"


def tally(difference: ListChanges) -> str:
    """How many rows are different in which way, in one line."""
    numbers = [(str(CHANGES[each]), difference.number(each)) for each in Change]
    parts = [_("%(what)s: %(number)d", what=what, number=number) for what, number in numbers if number]
    if difference.erased:
        parts.append(erased(difference.erased))
    return ", ".join(parts) or _("Nothing has changed")


def erased(people: int) -> str:
    """The sentence that so many people were erased or have withdrawn their consent; it names nobody."""
    return str(
        _n(
            "%(num)d person has been erased or no longer wants to be named",
            "%(num)d people have been erased or no longer want to be named",
            people,
        )
    )
