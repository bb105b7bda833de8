"""An item by choice that is published after the result is open like the others."""

from dataclasses import replace
from datetime import timedelta

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.services.following import follow_publication
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.attendance.wishes.services.rounds import announce_round
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.queries.publishing import latest
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.models import Event
from tests.support.booking import TEAM, item
from tests.support.programme import slot
from tests.support.settings import NOW
from tests.support.wish_rounds import bound, make_round, meeting, wisher

OVER = NOW + UNDO


def test_an_item_that_is_published_after_the_result_in_place_of_all_others_can_be_booked(session):
    event = meeting(1)
    make_round(event)
    wisher(event, 1)
    run, day = bound(event), latest(db.session(), event.id).timetable
    new = slot(5, 120, code="W5", room=None, seats=3, sign_up=SignUp.WISH)
    for items in ((), (new,)):
        publish_as(event, replace(day, items=(*(each for each in day.items if each.uuid != item(1)), *items)))
    offer = db.session().query(Offer).filter_by(item=item(5)).one()
    assert (offer.wishes_until, offer.rest_from) == (NOW - timedelta(hours=1), run.bound_at)


def publish_as(event, day):
    """What a new version does to the items and their places."""
    act = Act(TEAM.by, OVER)
    with db.transaction() as session:
        before = latest(session, event.id).timetable
        follow_publication(session, session.get_one(Event, event.id), before, day, act)
        announce_round(session, event.id)
    db.session().rollback()
