"""Why somebody is declined, in words to begin with. They go into mails, which know no browser's language."""

from enum import Enum

from gocluster_events.text import Localized

LONGEST_REASON = 600


class Reason(Enum):
    """What the text of a decline begins as."""

    FULL = "full"
    AUDIENCE = "audience"
    LATE = "late"
    OWN = "own"


TEXTS: dict[Reason, Localized] = {
    Reason.FULL: Localized(
        "Es gab mehr Anmeldungen als Plätze. Die Plätze haben andere erhalten.",
        "There were more registrations than places. The places went to others.",
    ),
    Reason.AUDIENCE: Localized(
        "Die Veranstaltung richtet sich an einen bestimmten Kreis von Teilnehmenden. Ihre Anmeldung gehört nicht dazu.",
        "The event is meant for a particular group of participants. Your registration is not part of it.",
    ),
    Reason.LATE: Localized(
        "Ihre Anmeldung kam zu spät. Die Vorbereitungen sind bereits abgeschlossen.",
        "Your registration came too late. The preparations are complete.",
    ),
    Reason.OWN: Localized(),
}
"""The organisers change these texts before they are sent."""
