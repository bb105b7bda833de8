"""The letters to those whose places a new version of the programme concerns."""

from gocluster_events.letters.rules import MEETING, Letter
from gocluster_events.text import Localized

_PERSON = {**MEETING, "salutation": "Frau Dr. Tannert", "reference": "4K7M-92QX-3"}

ITEM_LOST = Letter(
    "item_lost",
    "bookings/mail/item_lost.txt",
    {**_PERSON, "places": "- B2 Vom Pitch zum Pilotprojekt, Do., 22. Apr., 14:00–15:15: entfällt"},
    "own.personal",
)
ITEM_CLASH = Letter(
    "item_clash",
    "bookings/mail/item_clash.txt",
    {
        **_PERSON,
        "places": "- B2 Vom Pitch zum Pilotprojekt, Do., 22. Apr., 14:30–15:45\n"
        "- C2 KI im Clustermanagement, Do., 22. Apr., 14:00–15:15",
    },
    "own.personal",
)
LETTERS = (ITEM_LOST, ITEM_CLASH)

GONE = Localized("entfällt", "no longer takes place")
FOR_MEMBERS = Localized("ist jetzt nur für Mitglieder von go-cluster", "is for go-cluster members only from now on")
FREE_FOR_ALL = Localized("findet ohne Anmeldung statt", "takes place without sign-up")
