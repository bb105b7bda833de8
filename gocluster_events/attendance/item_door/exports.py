"""What the script of an item's door reads: as at the main entrance, and what an item has besides."""

from collections.abc import Sequence
from datetime import date, datetime

from gocluster_events.attendance.door import exports as door
from gocluster_events.attendance.door.rules import Guest, Passage
from gocluster_events.attendance.item_door.rules import ItemAnswer, ItemTally


def answer(outcome: ItemAnswer, notes: Sequence[str], label: str, hint: str) -> door.Document:
    """What becomes of somebody at an item's door, what there is to say, a hint, and the other way's button."""
    known = door.answer(outcome)
    if known["guest"] is not None:
        known["guest"] |= {"notes": [*notes, *known["guest"]["notes"]], "verdict": known["verdict"], "at": known["at"]}
    return {**known, "way": outcome.way.value if outcome.way else None, "label": label, "words": hint}


def snapshot(guests: Sequence[Guest], seats: int, day: date, dies_at: datetime) -> door.Document:
    """Everybody as a desk without network knows them at this door, how many have room, and when they must go."""
    return {**door.snapshot(guests, day, dies_at), "expected": seats}


def state(tally: ItemTally, latest: Sequence[Passage]) -> door.Document:
    """The door's numbers, and who went in last."""
    numbers = {"missing": tally.missing, "present": tally.present, "free": tally.free}
    return {**door.state(tally, latest), "numbers": numbers}
