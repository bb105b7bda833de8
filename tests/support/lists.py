"""Views of the attendee list that somebody has kept, and a comment about somebody."""

from gocluster_events.attendance.attendees.rules.columns import USUAL
from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.attendance.attendees.services import choices
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.notes import services as notes
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.settings import NOW


def a_view(event: Event, account_id: int, name: str = "Bestätigte", *, is_shared: bool = True) -> int:
    """The id of a view of everybody who is confirmed."""
    wanted = Filter(statuses=(Status.CONFIRMED,))
    return choices.save_view(
        event.id, account_id, name, wanted, USUAL, Act("organiser@example.org", NOW), is_shared=is_shared
    )


def a_removed_view(event: Event, account_id: int) -> int:
    """The id of a view that can be brought back."""
    view_id = a_view(event, account_id, "Alte Ansicht")
    choices.remove_view(view_id, Act("organiser@example.org", NOW))
    return view_id


def views(event: Event, account_id: int) -> tuple[int, int]:
    """The ids of a view and of one that is removed."""
    return a_view(event, account_id), a_removed_view(event, account_id)


def a_note(event_id: int, registration_id: int, author: str) -> int:
    """The id of a comment that the desk is to see."""
    return notes.add_note(event_id, registration_id, "Kommt erst um elf", Act(author, NOW), at_desk=True)


def of_lists(event: Event, registration_id: int, author: str) -> dict[str, dict[str, int]]:
    """The pages about a view that is kept (the second one is removed), and about what the team types of that person."""
    nouns = {"view": 1, "view_contents": 1, "view_removal": 1, "view_restoration": 2}
    person = {"registration_id": registration_id}
    note = {**person, "note_id": a_note(event.id, registration_id, author)}
    return {
        **{f"attendees.{noun}": {"view_id": number} for noun, number in nouns.items()},
        "attendees.correction": person,
        "attendees.new_note": person,
        "attendees.note": note,
        "attendees.note_removal": note,
    }
