"""An edition that words a letter itself, for tests that go through every page."""

from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.letters import services
from gocluster_events.meeting.letters.rules import Wording
from gocluster_events.meeting.registration.people.rules.letters import RECEIVED
from tests.support.settings import NOW

BY = "organiser@example.org"
OWN = Wording(
    "Eingegangen: {event}", "Vielen Dank", "Guten Tag {salutation},\n\nwir prüfen {reference}.", "Zur Anmeldung"
)


def reword(event: Event) -> None:
    """The acknowledgement of receipt is worded anew in German, and was in English."""
    for language in ("de", "en"):
        services.keep_wording(event.id, RECEIVED, language, OWN, 0, Act(BY, NOW))
    services.set_wording_aside(event.id, RECEIVED, "en", 1, Act(BY, NOW))


def of_wordings(event: Event) -> dict[str, dict[str, str]]:
    """What stands in the addresses of the pages about letters, where there is something to do."""
    reword(event)
    return {
        "wordings.wording": {"letter": "declined", "language": "de"},
        "wordings.wording_standard": {"letter": "received", "language": "de"},
        "wordings.wording_return": {"letter": "received", "language": "en"},
        "wordings.reminder": {"kind": "week"},
    }
