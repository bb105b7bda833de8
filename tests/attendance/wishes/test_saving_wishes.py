"""What somebody wishes is kept, changed and refused."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.wishes.models import ItemWish, WishRound
from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.rules.wishing import WishRefusal
from gocluster_events.attendance.wishes.services import wishing
from gocluster_events.core import db
from gocluster_events.core.errors import Stale
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.services.mails import own_act
from tests.support.booking import change, change_person
from tests.support.make import archive, make_event, make_registration
from tests.support.settings import NOW
from tests.support.wishing import CLOSES, NONE, make_round, make_wish_meeting, seen_by, values, wish, wishes_of


def test_wishes_are_kept_by_rank_and_no_part_in_a_block_is_said_of_each_of_its_items(wished, person):
    assert wish(wished, person, (2, 3), (NONE,)) is None
    assert wishes_of(person) == [(2, 1), (3, 2), (4, 0), (5, 0)]


def test_until_wishes_close_somebody_can_say_something_else_or_nothing_any_more(wished, person):
    wish(wished, person, (2, 3), (4, 5))
    wish(wished, person, (3, 2), ())
    assert wishes_of(person) == [(2, 2), (3, 1)]
    wish(wished, person, (), (), at=CLOSES - timedelta(seconds=1))
    assert wishes_of(person) == []


def test_saying_the_same_again_keeps_the_hour_at_which_it_was_said(wished, person):
    wish(wished, person, (2,), ())
    wish(wished, person, (2,), (), at=NOW + timedelta(hours=1))
    assert db.session().scalars(sa.select(ItemWish.at)).all() == [NOW]


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        (((2, 2), ()), WishRefusal.SAME_TWICE),
        ((("", 2), ()), WishRefusal.GAP),
        (((NONE, 2), ()), WishRefusal.GAP),
        (((1, 2, 3), ()), WishRefusal.TOO_MANY),
        (((4,), ()), WishRefusal.NOT_IN_BLOCK),
        (((6,), ()), WishRefusal.NOT_IN_BLOCK),
    ],
)
def test_what_is_no_list_of_wishes_changes_nothing(wished, person, blocks, code):
    wish(wished, person, (1,), (5,))
    assert wish(wished, person, *blocks) is code
    assert wishes_of(person) == [(1, 1), (5, 1)]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"mode": Mode.ONLINE}, Refusal.WRONG_MODE),
        ({"status": Status.UNCONFIRMED, "hold_until": NOW + timedelta(hours=1)}, Refusal.NOT_PROVEN),
        ({"status": Status.CANCELLED, "ended_at": NOW}, Refusal.ENDED),
        ({"status": Status.WAITLISTED, "waitlisted_at": NOW}, None),
        ({"status": Status.IN_REVIEW}, None),
    ],
)
def test_whoever_has_proven_their_address_and_comes_on_site_can_wish(wished, person, facts, code):
    change_person(person, **facts)
    assert wish(wished, person, (1,), ()) is code


def test_nobody_wishes_before_the_round_opens_or_once_it_is_closed(wished, person):
    assert wish(wished, person, (1,), (), at=CLOSES) is Refusal.CLOSED
    with db.transaction() as session:
        session.query(WishRound).one().opens_at = NOW + timedelta(hours=1)
    assert wish(wished, person, (1,), ()) is Refusal.NOT_YET
    with db.transaction() as session:
        session.query(WishRound).one().closed_at = NOW
    assert wish(wished, person, (1,), ()) is Refusal.CLOSED


def test_without_a_round_or_items_or_in_an_archived_edition_nobody_wishes(session):
    bare, unset = make_event(), make_wish_meeting()
    make_round(bare)
    assert wish(bare, make_registration(bare).id) is Refusal.NO_ITEMS
    someone = make_registration(unset).id
    assert wish(unset, someone, (1,), ()) is Refusal.NO_ROUND
    archive(unset)
    assert wish(unset, someone, (1,), ()) is Refusal.ARCHIVED


def test_what_is_for_members_only_is_wished_by_members_only(wished, person):
    change(wished, 2, is_members_only=True)
    assert wish(wished, person, (2,), ()) is WishRefusal.NOT_IN_BLOCK
    assert wish(wished, person, (1,), ()) is None
    change_person(person, cluster="Photonik Berlin")
    assert wish(wished, person, (2,), ()) is None
    for number in range(1, 6):
        change(wished, number, is_members_only=True)
    change_person(person, cluster="")
    assert wish(wished, person, (), ()) is Refusal.MEMBERS_ONLY


def test_a_page_that_is_older_than_the_wishes_changes_nothing(wished, person):
    old = seen_by(wished, person)
    wish(wished, person, (1,), ())
    with pytest.raises(Stale):
        wishing.save(wished.id, person, values((2,), ()), own_act(person, NOW), old)
    assert wishes_of(person) == [(1, 1)]
