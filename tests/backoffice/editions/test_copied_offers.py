"""What can be booked is offered in a copied edition too, so many days later; who has booked it stays behind."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.services.offers import follow
from gocluster_events.backoffice.editions import services as editions
from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.queries import event as event_of
from gocluster_events.meeting.events.rules.new_edition import CopyOf
from tests.support.booking import book, item, make_offer
from tests.support.make import make_account, make_day, make_event, make_registration, make_room
from tests.support.programme import NINE, plan, slot
from tests.support.settings import NOW

DAYS = 364


@pytest.fixture
def source(session):
    """An edition with an item that somebody has booked, and another that is gone."""
    made = make_event(slug="jahrestagung-2027")
    make_day(made)
    plan(made, replace(slot(1, sign_up=SignUp.BOOK), room=make_room(made).id))
    window = {"opens_at": NINE - timedelta(days=60), "closes_at": NINE - timedelta(days=1)}
    make_offer(made, seats=12, staff_seats=2, most_per_organisation=3, is_paused=True, **window)
    make_offer(made, 2, is_listed=False)
    make_offer(made, 3)
    book(made.id, make_registration(made).id, 3)
    return made


def copied(session, source):
    maker = make_account(email="neu-hier@example.org")
    title = Localized("Jahrestagung 2028", "Annual meeting 2028")
    wanted = CopyOf(slug="jahrestagung-2028", title=title, days=DAYS)
    editions.copy_edition(source.id, wanted, maker.id, lambda: str(uuid4()), NOW)
    session.rollback()
    return event_of(session, wanted.slug)


@pytest.mark.both_databases
def test_offers_of_copied_items_come_along_with_their_windows_and_nobody_who_booked(session, source):
    copy = copied(session, source)
    (row,) = session.scalars(sa.select(Offer).where(Offer.event_id == copy.id))
    assert row.item == draft(session, copy).items[0].uuid != item(1)
    shift = timedelta(days=DAYS)
    assert (row.starts_at, row.ends_at - row.starts_at) == (NINE + shift, timedelta(hours=1))
    assert (row.opens_at, row.closes_at, row.moves_until) == (
        NINE - timedelta(days=60) + shift,
        NINE - timedelta(days=1) + shift,
        None,
    )
    assert (row.seats, row.staff_seats, row.most_per_organisation) == (12, 2, 3)
    assert (row.is_listed, row.is_paused, row.wants_check) == (False, False, True)
    assert session.scalar(sa.select(sa.func.count()).where(Booking.event_id == copy.id)) == 0


def test_a_copied_offer_can_be_booked_once_the_programme_is_published(session, source):
    copy = copied(session, source)
    timetable = draft(session, copy)
    session.rollback()
    with transaction() as writing:
        follow(writing, copy.id, timetable)
    (row,) = session.scalars(sa.select(Offer).where(Offer.event_id == copy.id))
    assert (row.is_listed, row.wants_check, row.seats) == (True, True, 12)


def test_places_that_go_by_choice_do_so_in_the_copy_and_nothing_is_said_yet_of_their_hours(session, source):
    with transaction() as writing:
        hours = {"wishes_until": NOW, "rest_from": NOW}
        writing.execute(sa.update(Offer).where(Offer.item == item(1)).values(by_wish=True, **hours))
    copy = copied(session, source)
    (row,) = session.scalars(sa.select(Offer).where(Offer.event_id == copy.id))
    assert (row.by_wish, row.wishes_until, row.rest_from) == (True, None, None)
