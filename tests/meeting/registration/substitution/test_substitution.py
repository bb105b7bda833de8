"""Handing on a place: it is never free in between, whoever acts first, with real rows on both databases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Quota, Registration, SpecialNeeds, Substitution
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Diet, Move, Refusal, Status
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.substitution import services as substitution
from tests.support.make import add, archive, make_event
from tests.support.registrants import CHANCE, HOUR, arrive, cancel, decline, letters, outbox, register, row_of, status
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]

LATER = NOW + HOUR


def name(event: Event, giver: int, email: str = "kim@example.org", now=NOW, **changes) -> None:
    named = {"first_name": "Kim", "last_name": "Weber", "email": email, "language": "de", **changes}
    substitution.name_substitute(event.id, giver, Substitute(**named), now)


def link() -> tuple[int, int]:
    """The substitution that is open, and its generation."""
    reading().rollback()
    row = reading().scalars(sa.select(Substitution)).one()
    return row.id, row.generation


def accept(event: Event, behind: tuple[int, int], now=LATER) -> int:
    return substitution.accept_substitution(event.id, *behind, now, CHANCE)[0]


def refusal(event: Event, behind: tuple[int, int], now=LATER) -> Refusal:
    with pytest.raises(Refused) as refused:
        accept(event, behind, now)
    return refused.value.code


def confirmed(event: Event) -> int:
    reading().rollback()
    return seats.seats(reading(), event, Mode.ONSITE, LATER).taken


def full(capacity: int = 1) -> tuple[Event, int, int]:
    """An edition, who has its last place, and who waits for it."""
    event = make_event(capacity_onsite=capacity)
    giver = arrive(event, "miriam@example.org", needs=Needs(diet=Diet.VEGAN), cluster="", position="Leitung")
    return event, giver, arrive(event, "waiting@example.org")


def test_the_place_passes_on_whole_and_nobody_moves_up():
    event, giver, waiting = full()
    name(event, giver)
    assert (status(giver), letters("kim@example.org")) == (Status.CONFIRMED, ["substitute_asked"])
    taker = row_of(accept(event, link()))
    assert (taker.status, taker.email, taker.organisation, taker.mode, taker.position) == (
        Status.CONFIRMED,
        "kim@example.org",
        "Musternetzwerk Leichtbau",
        Mode.ONSITE,
        "",
    )
    assert (taker.confirmed_at, taker.proven_at) == (LATER, LATER)
    assert (status(giver), row_of(giver).ended_at, status(waiting)) == (Status.SUBSTITUTED, LATER, Status.WAITLISTED)
    assert letters("kim@example.org") == ["substitute_asked", "confirmed_onsite"]
    assert letters("miriam@example.org")[-1] == "substituted"
    assert reading().get(SpecialNeeds, giver) is None
    assert confirmed(event) == 1


def test_the_calendars_change_hands_with_the_place():
    event, giver, _waiting = full()
    name(event, giver)
    accept(event, link())
    gone, come = outbox("substituted"), outbox("confirmed_onsite", "kim@example.org")
    assert gone.content["calendar"]["cancelled"]
    assert gone.content["calendar"]["sequence"] == event.revision + 1
    assert not come.content["calendar"]["cancelled"]


def test_the_mail_to_the_substitute_says_who_asks_and_repeats_nothing_else_that_was_typed():
    event, giver, _waiting = full()
    name(event, giver, first_name="Buy", last_name="Cheap Pills")
    values = outbox("substitute_asked", "kim@example.org").content["values"]
    assert sorted(values) == ["asker", "contact", "day", "event", "office", "place", "time", "until"]
    assert values["asker"] == "Miriam Tannert, Musternetzwerk Leichtbau"
    assert [value for value in values.values() if "Pills" in value] == []


def test_a_place_of_a_quota_stays_one_of_that_quota():
    event = make_event(capacity_onsite=1)
    quota = add(
        Quota(event_id=event.id, name=Localized("Start-ups"), mode=Mode.ONSITE, places=1, actor_types=["startup"])
    )
    giver = arrive(event, "mai@example.org", actor_type=ActorType.STARTUP)
    name(event, giver)
    taker = row_of(accept(event, link()))
    assert (taker.quota_id, taker.actor_type) == (quota.id, ActorType.STARTUP)


def test_who_waited_themselves_leaves_the_list_and_keeps_the_own_name():
    event, giver, waiting = full()
    behind_them = arrive(event, "third@example.org")
    name(event, giver, "Waiting@Example.org", first_name="Somebody")
    assert accept(event, link()) == waiting
    taker = row_of(waiting)
    assert (taker.status, taker.first_name, taker.waitlisted_at) == (Status.CONFIRMED, "Miriam", None)
    moves = [(move.move, person.id) for move, person in seats.moves(reading(), event.id, NOW, Mode.ONSITE)]
    assert moves == [(Move.JOINED, waiting), (Move.JOINED, behind_them), (Move.LEFT, waiting)]
    assert seats.position(reading(), row_of(behind_them)) == 1


def test_a_place_held_for_the_substitute_is_free_for_the_next_in_line():
    event = make_event(capacity_onsite=2)
    giver = arrive(event, "miriam@example.org")
    unproven = register(event, "kim@example.org", first_name="Typed", needs=Needs(diet=Diet.VEGAN))
    waiting = arrive(event, "waiting@example.org")
    name(event, giver)
    assert accept(event, link()) == unproven
    assert (row_of(unproven).first_name, reading().get(SpecialNeeds, unproven)) == ("Kim", None)
    assert (status(unproven), status(waiting), confirmed(event)) == (Status.CONFIRMED, Status.CONFIRMED, 2)


def test_who_had_cancelled_comes_back_with_the_place():
    event = make_event(capacity_onsite=2)
    giver, gone = arrive(event, "miriam@example.org"), arrive(event, "kim@example.org")
    cancel(event, gone)
    name(event, giver)
    assert accept(event, link()) == gone
    assert (status(gone), row_of(gone).ended_at) == (Status.CONFIRMED, None)


def test_a_second_acceptance_gives_no_second_place():
    event, giver, waiting = full()
    name(event, giver)
    behind = link()
    accept(event, behind)
    assert refusal(event, behind) is Refusal.LINK_OUTDATED
    assert (confirmed(event), status(waiting)) == (1, Status.WAITLISTED)


def test_who_cancels_first_frees_the_place_for_the_list_and_the_link_is_dead():
    event, giver, waiting = full()
    name(event, giver)
    behind = link()
    cancel(event, giver, LATER)
    assert refusal(event, behind) is Refusal.LINK_OUTDATED
    assert (status(giver), status(waiting), confirmed(event)) == (Status.CANCELLED, Status.CONFIRMED, 1)


def test_who_cancels_after_the_place_was_handed_on_frees_nothing():
    event, giver, waiting = full()
    name(event, giver)
    accept(event, link())
    with pytest.raises(Refused) as refused:
        cancel(event, giver, LATER)
    assert refused.value.code is Refusal.ALREADY_ENDED
    assert (status(waiting), confirmed(event)) == (Status.WAITLISTED, 1)


def test_who_is_declined_hands_nothing_on():
    event, giver, waiting = full()
    name(event, giver)
    behind = link()
    decline(event, giver, LATER)
    assert refusal(event, behind) is Refusal.LINK_OUTDATED
    assert (status(waiting), confirmed(event)) == (Status.CONFIRMED, 1)


def test_somebody_else_or_nobody_can_be_named_and_the_earlier_link_dies():
    event, giver, _waiting = full()
    name(event, giver)
    first = link()
    name(event, giver, "jo@example.org", LATER)
    assert refusal(event, first) is Refusal.LINK_OUTDATED
    second = link()
    substitution.withdraw_substitute(event.id, giver, LATER)
    substitution.withdraw_substitute(event.id, giver, LATER)
    assert refusal(event, second) is Refusal.LINK_OUTDATED
    name(event, giver, "jo@example.org", LATER + HOUR)
    assert (link()[0] > second[0], status(giver)) == (True, Status.CONFIRMED)


def test_a_lowered_capacity_takes_the_place_from_nobody():
    event, giver, waiting = full(2)
    name(event, giver)
    with transaction() as session:
        session.get_one(Event, event.id).capacity_onsite = 1
    accept(event, link())
    assert (confirmed(event), status(waiting)) == (2, Status.CONFIRMED)


@pytest.mark.parametrize(
    ("before", "expected"),
    [(Status.CONFIRMED, "substitute_known"), (Status.DECLINED, "substitute_known")],
)
def test_an_address_that_has_a_place_or_was_declined_is_told_so_by_mail_only(before: Status, expected: str):
    event = make_event(capacity_onsite=2)
    giver, known = arrive(event, "miriam@example.org"), arrive(event, "kim@example.org")
    if before is Status.DECLINED:
        decline(event, known)
    name(event, giver)
    assert letters("kim@example.org")[-1] == expected
    assert refusal(event, link()) is Refusal.HAS_PLACE
    assert (status(giver), status(known)) == (Status.CONFIRMED, before)


def test_nobody_names_themselves_however_the_address_is_spelled():
    event, giver, _waiting = full()
    with pytest.raises(Refused) as refused:
        name(event, giver, "MIRIAM@example.ORG")
    assert refused.value.code is Refusal.OWN_ADDRESS


def test_who_only_waits_has_no_place_to_hand_on():
    event, _giver, waiting = full()
    with pytest.raises(Refused) as refused:
        name(event, waiting)
    assert refused.value.code is Refusal.NO_PLACE_TO_HAND_ON


@pytest.mark.parametrize("days", [7, 60])
def test_a_naming_ends_after_a_week_and_is_forgotten(days: int):
    event, giver, _waiting = full()
    name(event, giver)
    late = NOW + timedelta(days=days)
    assert refusal(event, link(), late) is Refusal.LINK_OUTDATED
    assert privacy.clean_up(late) == 1
    assert reading().scalar(sa.select(sa.func.count()).select_from(Substitution)) == 0


def test_a_naming_ends_when_the_meeting_begins():
    event, giver, _waiting = full()
    early = event.starts_at - timedelta(days=1)
    name(event, giver, now=early)
    assert privacy.clean_up(early + HOUR) == 0
    assert refusal(event, link(), event.starts_at) is Refusal.LINK_OUTDATED
    assert privacy.clean_up(event.starts_at) == 1


def test_an_archive_hands_nothing_on():
    event, giver, _waiting = full()
    name(event, giver)
    archive(event)
    assert refusal(event, link()) is Refusal.ARCHIVED


def test_the_log_knows_who_did_what_and_no_name():
    event, giver, _waiting = full()
    name(event, giver)
    accept(event, link())
    reading().rollback()
    about = sa.or_(AuditEntry.action.like("%sub%"), AuditEntry.action.like("%over"))
    assert reading().scalars(sa.select(AuditEntry.action).where(about).order_by(AuditEntry.id)).all() == [
        "registration.substitute_named",
        "registration.substituted",
        "registration.taken_over",
    ]
    assert reading().scalar(sa.select(sa.func.count()).select_from(Registration)) == 3
    assert reading().scalar(sa.select(sa.func.count()).where(Mail.letter == "moved_up_onsite")) == 0
