"""The letters about somebody's places in items: each says all that they have, and replaces one that still waits."""

from datetime import timedelta

from gocluster_events.core.text import Localized
from gocluster_events.meeting.letters.rules import MEETING, Letter

GATHERED = timedelta(minutes=1)
"""How long a letter about what somebody did waits, so that one tells of all that they do meanwhile."""
_ITEM, _OTHER = "B2 Vom Pitch zum Pilotprojekt", "C2 KI im Clustermanagement"
_ROW = f"- {_ITEM}, Do., 22. Apr., 14:00–15:15, Raum 1.04"
_PERSON = {**MEETING, "salutation": "Frau Dr. Tannert", "reference": "4K7M-92QX-3", "item": _ITEM, "places": _ROW}


def _letter(name: str, **samples: str) -> Letter:
    return Letter(name, f"attendance/bookings/mail/{name}.txt", {**_PERSON, **samples}, "own.personal")


ITEM_BOOKED = _letter("item_booked")
ITEM_WAITING = _letter("item_waiting", number="3", places=f"{_ROW}: Warteliste, Platz 3")
ITEM_MOVED_UP = _letter("item_moved_up", lists="")
ITEM_SWAPPED = _letter("item_swapped", other=_OTHER, lists="")
ITEM_MOVED = _letter("item_moved", other=_OTHER, reason="Der Raum hat sich geändert.")
ITEM_TAKEN_OUT = _letter("item_taken_out", reason="Der Workshop ist nur für Kommunen.", places=_ROW.replace("B2", "A2"))
LETTERS: tuple[Letter, ...] = (ITEM_BOOKED, ITEM_WAITING, ITEM_MOVED_UP, ITEM_SWAPPED, ITEM_MOVED, ITEM_TAKEN_OUT)
STANDING = frozenset(letter.name for letter in LETTERS) - {ITEM_MOVED.name, ITEM_TAKEN_OUT.name}
"""Those that say how things stand, so that a later one says more."""

ON_LIST = Localized("Warteliste, Platz {number}", "waiting list, number {number}")
ROOM = Localized("Raum {name}", "Room {name}")
"""How a room is spoken of that is only a number."""
LISTS_LEFT = Localized(
    "Damit stehen Sie nicht mehr auf der Warteliste von: {items} (zur selben Zeit).",
    "With it you are no longer on the waiting list of: {items} (at the same time).",
)
NOTHING = Localized("- keine", "- none")
