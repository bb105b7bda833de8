"""The letters about wishes: to who has none yet, and to whom wishes were no use since they have no place on site."""

from gocluster_events.meeting.letters.rules import MEETING, Letter

_PERSON = {**MEETING, "salutation": "Frau Dr. Tannert", "reference": "4K7M-92QX-3"}


def _letter(name: str, **samples: str) -> Letter:
    return Letter(name, f"attendance/wishes/mail/{name}.txt", {**_PERSON, **samples}, "own.personal")


WISHES_REMINDER = _letter("wishes_reminder", until="1. April 2027, 12:00 Uhr")
WISHES_MISSED = _letter("wishes_missed")
LETTERS: tuple[Letter, ...] = (WISHES_REMINDER, WISHES_MISSED)
