"""Reads of whom the team may give a place."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.events.rules.edition import Mode
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import Status
from gocluster_events.search import Hit, rank


def candidates(session: Session, event_id: int, words: str, limit: int) -> Sequence[Hit[sa.Row[Any]]]:
    """The ``id``, names and ``organisation`` of the confirmed people on site whom the words mean, the best first."""
    columns: tuple[Any, ...] = (
        Registration.id, Registration.title, Registration.first_name, Registration.last_name, Registration.organisation,
        Registration.search_text, Registration.reference,
    )  # fmt: skip
    here = (Registration.event_id == event_id, Registration.status == Status.CONFIRMED)
    statement = sa.select(*columns).where(*here, Registration.mode == Mode.ONSITE)
    rows = session.execute(statement.order_by(Registration.sort_key, Registration.id))
    return rank(words, rows, lambda each: each.search_text, lambda each: each.reference)[:limit]
