"""What the desk's script reads: codes as they are, instants as ISO 8601 in UTC."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gocluster_events.attendance.door.rules import Answer, Guest, Passage, Tally

Document = dict[str, Any]
CONTRIBUTOR = "contributor"
"""Who somebody on the programme is instead of a kind of organisation."""


def answer(outcome: Answer) -> Document:
    """What becomes of somebody at the door."""
    return {
        "verdict": outcome.verdict.value,
        "guest": guest(outcome.guest) if outcome.guest else None,
        "at": _instant(outcome.at),
        "desk": outcome.desk,
    }


def guest(person: Guest) -> Document:
    """Somebody as the desk knows them."""
    return {
        "reference": person.reference,
        "number": person.number,
        "name": person.name,
        "organisation": person.organisation,
        "verdict": person.verdict.value,
        "actor": CONTRIBUTOR if person.is_contributor else person.actor_type.value if person.actor_type else "",
        "photos": not person.no_photos,
        "notes": list(person.notes),
        "at": _instant(person.in_since),
        "desk": person.desk,
        "passage": person.passage,
    }


def snapshot(guests: Sequence[Guest], day: date, dies_at: datetime) -> Document:
    """The guests of a day that a desk needs to know without network, how many are expected, and when they must go."""
    return {
        "day": day.isoformat(),
        "dies_at": _instant(dies_at),
        "expected": sum(each.is_expected for each in guests),
        "guests": [guest(each) for each in guests],
    }


def state(counter: Tally, latest: Sequence[Passage]) -> Document:
    """The counter, and who went in last. Where it changes, the script reads the snapshot: that says who is expected."""
    return {
        "admitted": counter.admitted,
        "places": counter.expected,
        "recent": counter.recent,
        "latest": [
            {
                "key": each.key,
                "reference": each.reference,
                "name": each.name,
                "organisation": each.organisation,
                "at": _instant(each.at),
                "desk": each.desk,
            }
            for each in latest
        ],
    }


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
