"""A text that somebody on the programme has suggested for an item of theirs, in an edition that takes such."""

from typing import Any

import sqlalchemy as sa

from gocluster_events.core.db import session, transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.models import Appearance, Item, Person
from gocluster_events.meeting.agenda.queries import draft, suggestions
from gocluster_events.meeting.agenda.rules.suggestions import Texts, digest
from gocluster_events.meeting.agenda.services import suggestions as services
from gocluster_events.meeting.events.models import Event
from tests.support.programme import plan, slot, with_people
from tests.support.sessions import first_person
from tests.support.settings import NOW

TEXTS = Texts(Localized("Was Kommunen können", "What towns can do"), Localized("Ein **neuer** Text."))


def suggested(event: Event) -> dict[str, str]:
    """The number of the text that the first person of the programme suggests, and the UUID of the item."""
    event_id, person_id = event.id, first_person(event)
    uuid = _item(event, person_id)
    with transaction() as writing:
        writing.get_one(Event, event_id).takes_suggestions = True
    item = draft.item(session(), event_id, uuid)
    assert item is not None
    services.suggest(event_id, person_id, uuid, TEXTS, digest=digest(item), revision=0, now=NOW)
    return {"own_item": uuid, "suggestion": str(suggestions.open_suggestions(session(), event_id)[-1].id)}


def of_suggestions(event: Event) -> dict[str, dict[str, Any]]:
    """What the views about it need in their addresses."""
    places = suggested(event)
    team = {"suggestion_id": places["suggestion"]}
    own = {"uuid": places["own_item"]}
    return {
        **dict.fromkeys(("agenda.suggestion", "agenda.suggestion_refusal"), team),
        **dict.fromkeys(("agenda.own_text", "agenda.own_text_withdrawal"), own),
    }


def _item(event: Event, person_id: int) -> str:
    """An item that the person is in; there is one."""
    here = sa.and_(Appearance.person_id == person_id, Item.dropped_at.is_(None))
    uuid = session().scalar(sa.select(Item.uuid).join(Appearance, Appearance.item_id == Item.id).where(here).limit(1))
    if uuid is not None:
        return uuid
    person = draft.person_of(session().get_one(Person, person_id))
    made = with_people(slot(77, None, room=None), person)
    plan(event, made)
    return made.uuid
