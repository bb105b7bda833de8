"""What people told of barriers before the demo begins: one is answered, one waits for its answer."""

from datetime import timedelta
from random import Random

import sqlalchemy as sa

from gocluster_events.backoffice.feedback import services as feedback
from gocluster_events.backoffice.feedback.models import Feedback
from gocluster_events.backoffice.feedback.rules import Report, Topic
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.demo.registering import NOW
from gocluster_events.meeting.events.models import Event

_ANSWER = "Ja: Auf der Programmseite finden Sie unter „Drucken“ ein barrierefreies PDF."


def add(slug: str, organiser: str) -> None:
    """Two people have told of a barrier in that edition, three weeks and four days ago."""
    random = Random(2027)  # noqa: S311 -- the demo is the same every time, and none of it is secret
    event_id = db.session().scalar(sa.select(Event.id).where(Event.slug == slug))
    answered = Report(
        event_id=event_id, topic=Topic.INFORMATION, place="Programm", language="de", name="Jule Brandner",
        email="jule.brandner@example.org", text="Gibt es das Programm auch als PDF, das mein Vorleseprogramm versteht?",
    )  # fmt: skip
    waiting = Report(
        event_id=event_id, topic=Topic.BARRIER, place="Anmeldung, zweiter Schritt", language="de", name="",
        email="k.odenthal@example.org", text="Bei 400 % Vergrößerung verdeckt die Leiste unten das letzte Feld.",
    )  # fmt: skip
    reference = feedback.tell_barrier(answered, "", NOW - timedelta(days=21), random)
    feedback.tell_barrier(waiting, "", NOW - timedelta(days=4), random)
    first = db.session().scalars(sa.select(Feedback.id).where(Feedback.reference == reference)).one()
    feedback.answer_barrier(first, _ANSWER, "", Act(organiser, NOW - timedelta(days=19)))
