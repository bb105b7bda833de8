"""An edition whose places went by wishes: everybody has had theirs. It needs an app's context."""

from datetime import timedelta
from random import Random

from gocluster_events.attendance.wishes.models import ItemWish, WishRound
from gocluster_events.attendance.wishes.queries.allotments import committed
from gocluster_events.attendance.wishes.queries.rounds import runs as stored_runs
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.attendance.wishes.services import binding, runs
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.models import Event
from tests.support.booking import item, publish_offers, standing
from tests.support.make import add, make_registration
from tests.support.programme import plan, slot
from tests.support.settings import NOW

SCARCE, LARGE = 61, 62
SEATS = {SCARCE: 5, LARGE: 9}
TITLES = {SCARCE: Localized("Start-ups halten", "Keeping start-ups"), LARGE: Localized("Wissen sichern", "Knowledge")}
PEOPLE = 11
TEAM = Act("organiser@example.org", NOW - timedelta(hours=1))


def allotted(event: Event) -> int:
    """All wished for the same item first, before another; returns who has the other one and waits (a registration)."""
    plan(
        event,
        *(
            slot(number, code=f"B{number - 60}", title=title, room=None, seats=SEATS[number], sign_up=SignUp.WISH)
            for number, title in TITLES.items()
        ),
    )
    publish_offers(event)
    closed_at = TEAM.at - timedelta(hours=1)
    add(WishRound(event_id=event.id, closes_at=closed_at, closed_at=closed_at))
    for number in range(PEOPLE):
        person = make_registration(event, organisation=f"Institut {number}", confirmed_at=closed_at)
        _wish(event, person.id)
    run = runs.compute(event.id, {}, TEAM, Random(1))
    runs.run_due(TEAM.at, lambda: TEAM.at)
    with db.transaction() as session:
        digest = next(each.digest for each in stored_runs(session, event.id))
    binding.commit(event.id, run, TEAM, digest)
    binding.bind_due(TEAM.at + UNDO)
    assert committed(db.session(), event.id) is not None
    return standing(event.id, LARGE)[0][0]


def _wish(event: Event, person: int) -> None:
    with db.transaction() as session:
        for rank, number in enumerate(TITLES, 1):
            row = ItemWish(event_id=event.id, registration_id=person, item=item(number), rank=rank, at=TEAM.at)
            session.add(row)
