"""What is stored of wishes: everybody can read their own, it goes two weeks after the meeting, and no copy has any."""

from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.wishes.models import Allocation, Allotment, ItemWish, WishLot, WishRound
from gocluster_events.attendance.wishes.queries.dossier import wish_section
from gocluster_events.attendance.wishes.rules.codes import RunState
from gocluster_events.attendance.wishes.rules.facts import RoundFacts
from gocluster_events.attendance.wishes.services import binding, rounds, runs
from gocluster_events.attendance.wishes.services.forgetting import forget_wishes
from gocluster_events.backoffice.editions.services import copy_edition
from gocluster_events.core import db
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.new_edition import CopyOf
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.privacy.rules import Item, Part
from tests.support.booking import TEAM
from tests.support.make import make_account
from tests.support.settings import NOW
from tests.support.wish_rounds import (
    bound,
    committed,
    compute,
    computed,
    make_round as make_closed_round,
    meeting,
    stored,
    wisher,
)
from tests.support.wishing import CLOSES, NONE, wish

pytestmark = pytest.mark.both_databases
FORTNIGHT = timedelta(days=14)


@pytest.fixture
def allotted(session):
    """Two people who both wished for the one place of an item, and one of them has it."""
    event = meeting(1, 1)
    make_closed_round(event)
    people = [wisher(event, 1, 2, first_name=name) for name in ("Ada", "Ben")]
    bound(event)
    return event, people


def numbers() -> list[int]:
    """How many rows there are that tell who wished what."""
    db.session().rollback()
    return [db.session().scalar(sa.select(sa.func.count()).select_from(t)) for t in (ItemWish, WishLot, Allotment)]


def registration(person: int) -> Registration:
    return db.session().get_one(Registration, person)


def test_own_data_hold_ones_wishes_the_lot_and_once_it_is_told_the_result_with_reasons(allotted):
    event, people = allotted
    session, missed = db.session(), {}
    for person in people:
        section = wish_section(session, event, session.merge(person))
        assert section.part is Part.WISHES
        records = [dict(record) for record in section.records]
        assert [(each[Item.PROGRAMME_ITEM].de, each[Item.WISH]) for each in records[:2]] == [
            ("Vortrag 1", 1), ("Vortrag 2", 2),
        ]  # fmt: skip
        assert records[2][Item.LOT] in {1, 2}
        missed[records[3][Item.ALLOTTED].de] = records[4:]
    assert [missed["Vortrag 1"], [each[Item.PROGRAMME_ITEM].de for each in missed["Vortrag 2"]]] == [[], ["Vortrag 1"]]
    assert missed["Vortrag 2"][0][Item.REASON].de


def test_who_takes_no_part_reads_that_and_who_has_said_nothing_has_no_data(wished, person):
    assert wish_section(db.session(), wished, registration(person)).records == ()
    wish(wished, person, (), (NONE,))
    records = wish_section(db.session(), wished, registration(person)).records
    assert [dict(each)[Item.WISH].de for each in records] == ["keine Teilnahme", "keine Teilnahme"]


def test_two_weeks_after_the_meeting_nobody_can_tell_who_wished_what_but_how_many_did(allotted):
    event, _people = allotted
    due = event.ends_at + FORTNIGHT
    figures = db.session().scalars(sa.select(Allocation.figures)).one()
    assert forget_wishes(due, due - timedelta(seconds=1)) == 0
    assert (numbers(), figures["people"]) == ([4, 2, 2], 2)
    assert forget_wishes(due, due) == 1
    assert numbers() == [0, 0, 0]
    run = db.session().scalars(sa.select(Allocation)).one()
    assert (run.problem, run.figures) == ({}, figures)
    assert forget_wishes(due, due) == 0


@pytest.mark.parametrize("make", [compute, computed, committed])
def test_a_run_that_nobody_has_had_by_then_is_discarded_and_stops_no_worker(session, make):
    event = meeting(1, 1)
    make_closed_round(event)
    wisher(event, 1, 2)
    make(event)
    due = event.ends_at + FORTNIGHT
    assert forget_wishes(due, due) == 1
    assert (runs.run_due(due, lambda: due), binding.bind_due(due)) == (0, 0)
    assert (stored(event, 1).state, stored(event, 1).problem, numbers()) == (RunState.DISCARDED, {}, [0, 0, 0])


def test_without_a_run_nothing_of_the_wishes_stays(wished, person):
    wish(wished, person, (1,), (NONE,))
    due = wished.ends_at + FORTNIGHT
    assert (forget_wishes(due, due), numbers()) == (1, [0, 0, 0])
    assert forget_wishes(due, due) == 0


def test_a_copy_has_the_round_so_much_later_to_be_checked_and_nobodys_wishes(wished, person):
    wish(wished, person, (1,), (NONE,))
    fresh = count(10_000)
    copied = CopyOf(slug="jahrestagung-2028", title=Localized("Jahrestagung 2028"), days=364)
    copy_edition(wished.id, copied, make_account(email="neu@example.org").id, lambda: str(UUID(int=next(fresh))), NOW)
    db.session().rollback()
    copy = events.event(db.session(), "jahrestagung-2028")
    row = db.session().scalars(sa.select(WishRound).where(WishRound.event_id == copy.id)).one()
    assert (row.closes_at, row.most_wishes, row.wants_check, row.closed_at) == (
        CLOSES + timedelta(days=364), 2, True, None,
    )  # fmt: skip
    until = sa.select(Offer.wishes_until).where(Offer.event_id == copy.id)
    assert set(db.session().scalars(until)) == {None}
    rounds.set_round(copy.id, RoundFacts(closes_at=row.closes_at), TEAM, 1)
    db.session().rollback()
    assert set(db.session().scalars(until)) == {CLOSES + timedelta(days=364)}
    assert db.session().scalar(sa.select(sa.func.count()).where(ItemWish.event_id == copy.id)) == 0


def test_hours_that_nobody_has_checked_close_nothing_and_remind_nobody(wished, person):
    with db.transaction() as session:
        session.query(WishRound).one().wants_check = True
    assert (rounds.remind_due(CLOSES - timedelta(days=1)), rounds.close_due(CLOSES)) == (0, 0)
    rounds.set_round(wished.id, RoundFacts(closes_at=CLOSES + timedelta(days=1)), TEAM, 1)
    db.session().rollback()
    assert db.session().scalars(sa.select(WishRound.wants_check)).one() is False
