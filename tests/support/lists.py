"""Views of the attendee list that somebody has kept, and a comment about somebody."""

from gocluster_events.attendees.rules.columns import USUAL
from gocluster_events.attendees.rules.filter import Filter
from gocluster_events.attendees.services import choices
from gocluster_events.events.models import Event
from gocluster_events.registration.rules.codes import Status
from tests.support.make import NOW


def a_view(event: Event, account_id: int, name: str = "Bestätigte", *, is_shared: bool = True) -> int:
    """The id of a view of everybody who is confirmed."""
    wanted = Filter(statuses=(Status.CONFIRMED,))
    return choices.save_view(
        event.id, account_id, name, wanted, USUAL, "organiser@example.org", NOW, is_shared=is_shared
    )


def a_removed_view(event: Event, account_id: int) -> int:
    """The id of a view that can be brought back."""
    view_id = a_view(event, account_id, "Alte Ansicht")
    choices.remove_view(view_id, "organiser@example.org", NOW)
    return view_id


def views_of_lists() -> dict[str, dict[str, int]]:
    """The pages about a view that is kept; the second one is removed."""
    nouns = {"view": 1, "view_contents": 1, "view_removal": 1, "view_restoration": 2}
    return {f"attendees.{noun}": {"view_id": number} for noun, number in nouns.items()}
