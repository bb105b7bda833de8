"""Why a wish was not granted, in one sentence each; said once, for pages and letters."""

from collections.abc import Mapping
from typing import Any

from gocluster_events.attendance.attendees.rules.disclosure import LEAST
from gocluster_events.attendance.wishes.rules.explaining import Cause
from gocluster_events.core.text import Localized

CAUSES: Mapping[Cause, Localized] = {
    Cause.ON_STAGE: Localized(
        "Zur selben Zeit steht ein eigener Auftritt im Programm.",
        "Already on the programme at that time, as a contributor.",
    ),
    Cause.NOT_ALLOWED: Localized(
        "Die Plätze sind nur für Mitglieder von go-cluster.", "The places are for go-cluster members only."
    ),
    Cause.CLASH: Localized(
        "Zur selben Zeit besteht schon ein anderer Platz.", "There is another place at that time already."
    ),
    Cause.SEATS: Localized("Dort war kein Platz mehr zu vergeben.", "No place was left to be allotted there."),
    Cause.ORGANISATION: Localized(
        "Je Institution ist die Zahl der Plätze dort begrenzt, und diese Grenze ist erreicht.",
        "The number of places of each organisation is limited there, and that limit is reached.",
    ),
    Cause.FAIRNESS: Localized(
        "Ein Tausch hätte über den Tag insgesamt mehr genommen als gegeben.",
        "Over the day as a whole, a swap would have taken more than it would have given.",
    ),
    Cause.LOT: Localized(
        "Das Los entschied: Ein Tausch hätte an der Summe nichts geändert.",
        "The lot decided: a swap would have left the sum as it is.",
    ),
    Cause.DROPPED: Localized(
        "Dafür werden keine Plätze mehr vergeben: Das Programm wurde geändert.",
        "No places are allotted there any more: the programme has changed.",
    ),
    Cause.BEGUN: Localized(
        "Dort hatte es schon begonnen, als die Plätze vergeben wurden.",
        "It had begun when the places were allotted.",
    ),
}
NUMBERS = Localized(
    "„{item}“ hatte {seats} Plätze zu vergeben und {wishes} Erstwünsche.",
    "“{item}” had {seats} places to allot and {wishes} first choices.",
)
_SCARCE = frozenset({Cause.FAIRNESS, Cause.LOT})
"""Where it is the number of places that stood in the way."""


def numbers_of(explanation: Mapping[str, Any]) -> tuple[int, int] | None:
    """The places that the item had to allot and its first wishes, where these are why and can be told."""
    seats, wishes = explanation["seats"], explanation["first_wishes"]
    is_reason = Cause(explanation["cause"]) in _SCARCE and wishes > seats
    return (seats, wishes) if is_reason and min(seats, wishes) >= LEAST else None


def reason(explanation: Mapping[str, Any], title: Localized) -> Localized:
    """Why the wish for the item of that title was not granted; ``explanation`` as a run stores it."""
    cause, numbers = CAUSES[Cause(explanation["cause"])], numbers_of(explanation)
    if numbers is None:
        return cause
    facts = {
        language: NUMBERS.pick(language)[0].format(item=title.pick(language)[0], seats=numbers[0], wishes=numbers[1])
        for language in ("de", "en")
    }
    return Localized(f"{facts['de']} {cause.de}", f"{facts['en']} {cause.en}")
