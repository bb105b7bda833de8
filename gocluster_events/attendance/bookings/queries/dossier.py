"""What is stored of somebody's choices of the programme, for everything that is stored about them."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries.moves import moves_of_person
from gocluster_events.attendance.bookings.queries.saved import saved_items
from gocluster_events.meeting.agenda.queries.publishing import published
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.privacy.rules import Item, Part, Section, section


def sections(session: Session, event: Event, person: Registration) -> tuple[Section, Section]:
    """The items that the person has starred, and what happened to their places and numbers on lists."""
    titles = _titles(session, event, person.language)
    starred = sorted(saved_items(session, person.id))
    return (
        section(Part.SAVED, *(((Item.PROGRAMME_ITEM, titles.get(uuid, uuid)),) for uuid in starred)),
        section(
            Part.BOOKINGS,
            *(
                (
                    (Item.AT, move.at),
                    (Item.PROGRAMME_ITEM, titles.get(uuid, uuid)),
                    (Item.ACTION, f"registration.item_{move.move.value}"),
                    (Item.PLACE_IN_LINE, move.position),
                    (Item.NEW_PLACE, move.to_position),
                    (Item.REASON, move.reason),
                )
                for move, uuid in reversed(moves_of_person(session, person.id))
            ),
        ),
    )


def _titles(session: Session, event: Event, language: str) -> Mapping[str, str]:
    """What the published items are called, by their UUIDs; one that is no longer published has its UUID."""
    version = published(session, event.id)
    return {each.uuid: each.title.pick(language)[0] for each in version.timetable.items} if version else {}
