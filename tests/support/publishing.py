"""What the house's tests know of publishing and of the checks before it: who may, and what there is to do."""

from datetime import timedelta

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.services import snapshots as agenda
from gocluster_events.meeting.events.models import Event
from tests.support.make import make_mail
from tests.support.programme import accept_one, plan, plan_to_publish, slot


def to_be_published(event: Event) -> dict[str, dict[str, str]]:
    """The pages about letters that have not left, about what is kept and what is planned."""
    later = clock.now() + timedelta(minutes=5)
    make_mail("programme_changed:1", scope=f"edition:{event.id}", letter="programme_changed", not_before=later)
    plan(event, slot(7, 180, room=None))
    plan_to_publish(event, clock.now() + timedelta(days=365))
    snapshot = str(agenda.keep(event.id, "Kept", Act("organiser@example.org", clock.now())))
    snapshots = {f"agenda.{noun}": {"number": snapshot} for noun in ("snapshot", "snapshot_name", "snapshot_removal")}
    return {"publishing.letter": {"audience": "participants"}, **snapshots}


def checked(event: Event) -> dict[str, dict[str, str]]:
    """The pages about what the checks find: one thing is accepted, another is not."""
    plan(event, slot(1, room=None), slot(2, 60, room=None))
    pages = {"finding": "agenda.acceptance", "accepted": "agenda.acceptance_removal"}
    return {pages[which]: {"fingerprint": each} for which, each in accept_one(event).items()}
