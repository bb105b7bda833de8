"""The round is set and closed, and letters go to whom it concerns, once."""

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.wishes.models import ItemWish, WishRound
from gocluster_events.attendance.wishes.queries.wishes import counting_lists
from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.rules.facts import RoundFacts, RoundRefusal
from gocluster_events.attendance.wishes.services import rounds, runs
from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import TEAM, change_person, mails
from tests.support.make import archive, make_event, make_registration
from tests.support.programme import NINE
from tests.support.refusal import refusal
from tests.support.settings import NOW
from tests.support.wishing import CLOSES, NONE, make_round, make_wish_meeting, wish

AT = RoundFacts(closes_at=CLOSES, most_wishes=2)
REMINDED = CLOSES - timedelta(days=3)


def stored(event) -> WishRound:
    db.session().rollback()
    return db.session().scalars(sa.select(WishRound).where(WishRound.event_id == event.id)).one()


def hours_in_boxes() -> set:
    db.session().rollback()
    return set(db.session().scalars(sa.select(Offer.wishes_until)))


def actions() -> list[str]:
    db.session().rollback()
    mine = sa.select(AuditEntry.action).where(AuditEntry.action.like("wishes.%")).order_by(AuditEntry.id)
    return list(db.session().scalars(mine))


def letters(*people: int) -> list[list[str]]:
    return [[mail.letter for mail in mails(each)] for each in people]


def test_a_round_that_is_set_stands_in_the_boxes_of_its_items_and_is_on_record(session):
    event = make_wish_meeting()
    rounds.set_round(event.id, AT, TEAM, 0)
    assert (stored(event).closes_at, stored(event).most_wishes, hours_in_boxes()) == (CLOSES, 2, {CLOSES})
    later = RoundFacts(opens_at=NOW, closes_at=CLOSES + timedelta(days=1), most_wishes=3)
    rounds.set_round(event.id, later, TEAM, stored(event).revision)
    assert (stored(event).opens_at, stored(event).most_wishes, hours_in_boxes()) == (NOW, 3, {later.closes_at})
    rounds.set_round(event.id, later, TEAM, stored(event).revision)
    assert actions() == ["wishes.round_set", "wishes.round_set"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (RoundFacts(closes_at=NOW), RoundRefusal.HOUR_PASSED),
        (RoundFacts(opens_at=CLOSES, closes_at=CLOSES), RoundRefusal.REVERSED),
        (RoundFacts(closes_at=NINE), RoundRefusal.AFTER_ITEMS),
    ],
)
def test_hours_that_do_not_fit_are_refused(session, facts, code):
    event = make_wish_meeting()
    assert refusal(rounds.set_round, event.id, facts, TEAM, 0) is code


def test_a_round_is_not_changed_once_it_is_closed_or_by_who_has_not_seen_it(session):
    event = make_wish_meeting()
    make_round(event)
    with pytest.raises(Stale):
        rounds.set_round(event.id, AT, TEAM, 0)
    rounds.close_now(event.id, TEAM)
    assert refusal(rounds.set_round, event.id, AT, TEAM, 1) is Refusal.CLOSED
    assert refusal(rounds.close_now, event.id, TEAM) is Refusal.CLOSED
    archive(event)
    assert refusal(rounds.close_now, event.id, TEAM) is Refusal.ARCHIVED
    assert refusal(rounds.close_now, make_event().id, TEAM) is Refusal.NO_ROUND


def test_closed_before_its_hour_a_round_says_in_its_boxes_that_wishes_are_over(wished):
    rounds.close_now(wished.id, TEAM)
    assert (stored(wished).closed_at, hours_in_boxes(), actions()) == (NOW, {NOW}, ["wishes.round_closed"])


def test_the_worker_closes_a_round_at_its_hour_once(wished):
    assert rounds.close_due(CLOSES - timedelta(seconds=1)) == 0
    assert rounds.close_due(CLOSES + timedelta(hours=2)) == 1
    assert stored(wished).closed_at == CLOSES
    assert rounds.close_due(CLOSES + timedelta(hours=3)) == 0


def test_only_who_is_confirmed_on_site_when_wishes_close_counts(wished):
    confirmed, waiting, gone, later = (make_registration(wished).id for _ in range(4))
    idle, declines = (make_registration(wished).id for _ in range(2))
    for each in (confirmed, waiting, gone, later):
        wish(wished, each, (1, 2), (NONE,))
    wish(wished, declines, (NONE,), (NONE,))
    change_person(waiting, status=Status.IN_REVIEW, confirmed_at=None)
    change_person(later, status=Status.WAITLISTED, waitlisted_at=NOW, confirmed_at=None)
    rounds.close_due(CLOSES + timedelta(minutes=1))  # the worker was down, so who waits moves up too late
    change_person(gone, mode=Mode.ONLINE)
    counting = counting_lists(db.session(), wished)
    assert [each.registration.id for each in counting] == [confirmed]
    assert [(row.item[-1], row.rank) for row in counting[0].rows] == [("4", 0), ("5", 0), ("1", 1), ("2", 2)]
    assert letters(confirmed, waiting, gone, later, idle, declines) == [
        [], ["wishes_missed"], [], ["moved_up_onsite", "wishes_missed"], [], [],
    ]  # fmt: skip


def test_whose_wishes_do_not_count_is_told_unless_they_have_gone(wished):
    online, cancelled, reviewed = (make_registration(wished).id for _ in range(3))
    for each in (online, cancelled, reviewed):
        wish(wished, each, (1,), ())
    change_person(online, mode=Mode.ONLINE)
    change_person(cancelled, status=Status.CANCELLED, ended_at=NOW)
    change_person(reviewed, status=Status.IN_REVIEW, confirmed_at=None)
    rounds.close_now(wished.id, TEAM)
    assert letters(online, cancelled, reviewed) == [["wishes_missed"], [], ["wishes_missed"]]


def test_what_was_closed_early_opens_again_and_nobody_is_told_twice_that_they_do_not_count(wished, person):
    online, late = (make_registration(wished).id for _ in range(2))
    wish(wished, online, (1,), ())
    change_person(online, mode=Mode.ONLINE)
    rounds.close_now(wished.id, TEAM)
    sent(online)
    rounds.reopen(wished.id, TEAM)
    assert (stored(wished).closed_at, hours_in_boxes()) == (None, {CLOSES})
    wish(wished, person, (1,), (NONE,))
    wish(wished, late, (2,), ())
    change_person(late, mode=Mode.ONLINE)
    rounds.close_due(CLOSES)
    assert letters(online, late) == [["wishes_missed"], ["wishes_missed"]]
    deeds = sa.select(AuditEntry.action).where(AuditEntry.action.like("wishes.round%")).order_by(AuditEntry.id)
    assert list(db.session().scalars(deeds)) == ["wishes.round_closed", "wishes.round_reopened", "wishes.round_closed"]


def sent(person):
    """What waits for the person has left."""
    with db.transaction() as session:
        session.execute(sa.update(Mail).where(Mail.subject == f"registration:{person}").values(state=State.SENT))


def test_a_letter_that_waits_does_not_leave_once_wishes_are_open_again(wished):
    online = make_registration(wished).id
    wish(wished, online, (1,), ())
    change_person(online, mode=Mode.ONLINE)
    rounds.close_now(wished.id, TEAM)
    assert letters(online) == [["wishes_missed"]]
    rounds.reopen(wished.id, TEAM)
    assert letters(online) == [[]]


def test_nothing_opens_again_once_its_deadline_has_passed_or_something_is_computed(wished, person):
    wish(wished, person, (1,), (NONE,))
    assert refusal(rounds.reopen, wished.id, TEAM) is Refusal.NOT_CLOSED
    rounds.close_now(wished.id, TEAM)
    assert refusal(rounds.reopen, wished.id, Act(TEAM.by, CLOSES)) is Refusal.CLOSED
    runs.discard(wished.id, runs.compute(wished.id, {}, TEAM, Random(1)), TEAM)
    assert refusal(rounds.reopen, wished.id, TEAM) is Refusal.COMPUTED


def test_three_days_before_whoever_has_not_answered_everywhere_is_reminded_once(wished):
    ready, half, idle, online, waiting = (make_registration(wished, language="en").id for _ in range(5))
    wish(wished, ready, (1,), (NONE,))
    wish(wished, half, (1,), ())
    change_person(online, mode=Mode.ONLINE)
    change_person(waiting, status=Status.WAITLISTED, waitlisted_at=NOW, confirmed_at=None)
    assert rounds.remind_due(REMINDED - timedelta(seconds=1)) == 0
    assert rounds.remind_due(REMINDED) == 2
    assert rounds.remind_due(REMINDED + timedelta(hours=1)) == 0
    assert letters(ready, half, idle, online, waiting) == [[], ["wishes_reminder"], ["wishes_reminder"], [], []]
    assert mails(idle)[0].content["values"]["until"] == "1 April 2027, 12:00"


def test_nobody_is_reminded_before_a_round_opens_or_once_it_is_closed_or_where_nothing_is_public(wished):
    make_registration(wished)
    with db.transaction() as session:
        session.query(WishRound).one().opens_at = REMINDED + timedelta(hours=1)
    assert rounds.remind_due(REMINDED) == 0
    assert rounds.remind_due(CLOSES) == 0
    with db.transaction() as session:
        session.merge(wished).status = EventStatus.ARCHIVED
    assert rounds.remind_due(REMINDED + timedelta(hours=2)) == 0


def test_a_reminder_that_waits_does_not_leave_once_somebody_has_answered_or_wishes_are_closed(wished, person):
    other = make_registration(wished).id
    rounds.remind_due(REMINDED)
    wish(wished, person, (1,), (), at=REMINDED)
    assert letters(person, other) == [["wishes_reminder"], ["wishes_reminder"]]
    wish(wished, person, (1,), (NONE,), at=REMINDED)
    assert letters(person, other) == [[], ["wishes_reminder"]]
    rounds.close_now(wished.id, TEAM)
    assert letters(other) == [[]]


def test_who_has_no_address_gets_no_letter_and_stops_nobody_elses(wished):
    silent, other = make_registration(wished, email="", email_key="").id, make_registration(wished).id
    assert rounds.remind_due(REMINDED) == 1
    assert letters(silent, other) == [[], ["wishes_reminder"]]
    assert db.session().scalar(sa.select(sa.func.count(Mail.id))) == 1


def test_wishes_go_with_their_registration(wished, person):
    wish(wished, person, (1,), (NONE,))
    with db.transaction() as session:
        session.execute(sa.text("DELETE FROM registration WHERE id = :id"), {"id": person})
    assert db.session().scalar(sa.select(sa.func.count(ItemWish.id))) == 0
