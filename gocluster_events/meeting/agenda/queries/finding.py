"""People and items of the draft as somebody looks for them: no more of each than its page is called."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.search import Hit, rank
from gocluster_events.meeting.agenda.models import Item, Person


def people(session: Session, event_id: int, words: str) -> Sequence[Hit[sa.Row[Any]]]:
    """The ``id``, ``uuid``, names and ``organisation`` of those who are meant; not of who wanted their name removed."""
    columns: tuple[Any, ...] = (
        Person.id,
        Person.uuid,
        Person.title,
        Person.first_name,
        Person.last_name,
        Person.organisation,
    )
    rows = session.execute(
        sa.select(*columns).where(Person.event_id == event_id, ~Person.is_redacted).order_by(Person.sort_key, Person.id)
    )
    return rank(words, rows, lambda each: f"{each.title} {each.first_name} {each.last_name} {each.organisation}")


def items(session: Session, event_id: int, words: str) -> Sequence[Hit[sa.Row[Any]]]:
    """The ``uuid``, ``code`` and ``title`` of the items that are meant; not of those that were taken out."""
    columns: tuple[Any, ...] = (Item.uuid, Item.code, Item.title)
    here = sa.and_(Item.event_id == event_id, Item.dropped_at.is_(None))
    rows = session.execute(sa.select(*columns).where(here).order_by(Item.code, Item.id))
    return rank(words, rows, lambda each: " ".join((each.code, *text.words_of(each.title))))
