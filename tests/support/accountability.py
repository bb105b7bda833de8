"""Legal texts that are approved, and what people told of barriers."""

from collections.abc import Mapping
from random import Random
from typing import Any

import sqlalchemy as sa

from gocluster_events.backoffice.feedback import services as feedback
from gocluster_events.backoffice.feedback.models import Feedback
from gocluster_events.backoffice.feedback.rules import Report, Topic
from gocluster_events.backoffice.legal import queries as legal_queries, services as legal
from gocluster_events.backoffice.legal.rules import Kind, sections
from gocluster_events.core.act import Act
from gocluster_events.core.db import session
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from tests.support.settings import NOW

CHANCE = Random(4242)  # other numbers than those of the demo, which `dev.py sweep` adds these to
ORGANISER, ADMIN = "organiser@example.org", "admin@example.org"


def complete(kind: Kind, **changes: Localized) -> Mapping[str, Localized]:
    """A document without gaps: every section says its name."""
    return {**{each.id: Localized(f"Zu {each.id}.", f"About {each.id}.") for each in sections(kind)}, **changes}


def a_report(event: Event | None, **changes: Any) -> Feedback:
    """Somebody met a barrier in the sign-up, and wants an answer."""
    values: dict[str, Any] = {
        "event_id": event.id if event else None, "topic": Topic.BARRIER, "place": "Anmeldung", "language": "de",
        "text": "Die Auswahl lässt sich nicht verlassen.", "name": "Kim Weber", "email": "kim@example.org",
    }  # fmt: skip
    now = changes.pop("now", NOW)
    reference = feedback.tell_barrier(Report(**{**values, **changes}), "Ministerium", now, CHANCE)
    return session().scalars(sa.select(Feedback).where(Feedback.reference == reference)).one()


def approved_texts() -> None:
    """The notice on photographs: two more approved versions, and a draft."""
    last = legal_queries.latest(session(), Kind.PHOTOS)
    before = last.number if last else 0
    for number in (1, 2, 3):
        texts = complete(Kind.PHOTOS, basis=Localized(f"Fassung **{number}**", f"Version **{number}**"))
        legal.save_text(Kind.PHOTOS, texts, before + number - 1, Act(ORGANISER, NOW))
        if number < 3:
            legal.approve_text(Kind.PHOTOS, before + number, Act(ADMIN, NOW))


def to_be_answered(event: Event) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of the pages about legal texts, barriers and a free text that is gone."""
    legal.save_text(Kind.PHOTOS, complete(Kind.PHOTOS), 0, Act(ORGANISER, NOW))
    return {
        "feedback.feedback_report": {"feedback_id": a_report(event).id},
        "legal.legal_text": {"name": "photos"},
        "survey.text_removal": {"key": "0" * 32},
        **{key: {"name": "photos", "number": 1} for key in ("legal.legal_approval", "legal.legal_version")},
    }
