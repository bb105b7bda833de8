"""What the script of an item's door reads: codes as they are, instants as ISO 8601 in UTC."""

from collections.abc import Sequence
from datetime import date, datetime

from gocluster_events.door.exports import Document, guest, state as door_state
from gocluster_events.door.rules import Passage, Tally
from gocluster_events.item_door.rules import DoorCount, ItemAnswer, ItemGuest


def answer(outcome: ItemAnswer, notes: Sequence[str], label: str, hint: str) -> Document:
    """What becomes of somebody at an item's door, what there is to say, a hint, and the other way's button."""
    person = guest(outcome.guest) if outcome.guest else None
    if person is not None:
        person |= {"notes": [*notes, *person["notes"]], "verdict": outcome.verdict.value, "at": _instant(outcome.at)}
    return {
        "verdict": outcome.verdict.value,
        "guest": person,
        "at": _instant(outcome.at),
        "desk": outcome.desk,
        "way": outcome.way.value if outcome.way else None,
        "label": label,
        "words": hint,
    }


def snapshot(known: Sequence[ItemGuest], seats: int, day: date, dies_at: datetime) -> Document:
    """Everybody as a desk without network knows them at this door, and when they must go."""
    return {
        "day": day.isoformat(),
        "dies_at": _instant(dies_at),
        "expected": seats,
        "guests": [{**guest(each.guest), "verdict": each.verdict.value} for each in known],
    }


def state(count: DoorCount, latest: Sequence[Passage]) -> Document:
    """The door's numbers, and who went in last."""
    known = door_state(Tally(count.admitted, count.seats, count.recent), latest)
    return {**known, "numbers": {"missing": count.missing, "present": count.present, "free": count.free}}


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
