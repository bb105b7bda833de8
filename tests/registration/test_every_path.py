"""Places stay exact however people, quotas and the team get into each other's way: random days on both databases."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from gocluster_events.db import session as reading
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules import Confirmation, Mode, MovingUp
from gocluster_events.pages import services as pages
from gocluster_events.registration import queries, services
from gocluster_events.registration.models import Quota, Registration
from gocluster_events.registration.rules.codes import ACTIVE, ActorType, Status
from gocluster_events.registration.rules.deciding import Kind
from gocluster_events.registration.rules.giving import Giving
from gocluster_events.registration.rules.keeping import QuotaFacts
from gocluster_events.registration.rules.quotas import Board
from gocluster_events.registration.rules.seats import Seats
from gocluster_events.registration.rules.waiting import fingerprint
from gocluster_events.text import Localized
from tests.registration.people import arrive, cancel, decline, prove, register
from tests.support.make import NOW, make_event

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]

TEAM = "organiser@example.org"
STEPS = 60


class Days:
    """An edition whose people, team and quotas do what chance says. ``did`` is the last thing that happened."""

    def __init__(self, seed: int) -> None:
        self.chance, self.now, self.did = Random(seed), NOW, "began"
        made = make_event(capacity_onsite=4, capacity_online=2, registration_closes_at=NOW + timedelta(days=30))
        self.event_id, self.number = made.id, 0
        self.taken: Mapping[Mode, int] = {}
        self.decision: int | None = None

    @property
    def event(self) -> Event:
        reading().rollback()
        return reading().get_one(Event, self.event_id)

    def someone(self, *statuses: Status) -> int | None:
        found = sa.select(Registration.id).where(
            Registration.event_id == self.event_id, Registration.status.in_(statuses)
        )
        people = list(reading().scalars(found.order_by(Registration.id)))
        return self.chance.choice(people) if people else None

    def step(self) -> None:
        """Something happens, or is refused."""
        verb = self.chance.choices([each for each, _weight in VERBS], [weight for _each, weight in VERBS])[0]
        self.did = verb.__name__
        try:
            verb(self)
        except Refused as refusal:
            self.did += f", refused: {refusal.code.value}"
            services.lapse_and_move_up(self.now)


def comes(days: Days) -> None:
    days.number += 1
    who = register if days.chance.random() < 0.3 else arrive
    who(
        days.event, f"person-{days.number}@example.org", days.now,
        mode=days.chance.choices(list(Mode), (3, 1))[0],
        actor_type=days.chance.choice([ActorType.STARTUP, ActorType.SME, ActorType.MUNICIPALITY]),
        organisation=days.chance.choice(["Alpha", "Beta", "Gamma"]),
        cluster=days.chance.choice(["", "Musternetzwerk Leichtbau"]),
    )  # fmt: skip


def proves(days: Days) -> None:
    who = days.someone(Status.UNCONFIRMED, Status.LAPSED)
    if who is not None:
        prove(days.event, who, days.now)


def leaves(days: Days) -> None:
    who = days.someone(*ACTIVE, Status.UNCONFIRMED)
    if who is not None:
        days.chance.choice([cancel, decline])(days.event, who, days.now)


def accepts(days: Days) -> None:
    who = days.someone(Status.OFFERED)
    if who is not None:
        services.accept_offer(days.event_id, who, days.now)


def is_moved(days: Days) -> None:
    who = days.someone(Status.WAITLISTED)
    if who is not None:
        people = queries.same_list(reading(), reading().get_one(Registration, who))
        seen, number = fingerprint(each.id for each in people), days.chance.randint(1, len(people))
        services.move_in_line(days.event_id, who, number, "kommt von weit her", TEAM, days.now, seen=seen)


def is_given_a_place(days: Days) -> None:
    who = days.someone(Status.WAITLISTED)
    if who is not None:
        services.give_place(days.event_id, who, days.chance.choice(list(Giving)), "hält die Rede", TEAM, days.now)


def is_decided(days: Days) -> None:
    chosen = {days.someone(*ACTIVE) for _ in range(3)} - {None}
    if chosen:
        kind = days.chance.choice(list(Kind))
        made = services.decide(days.event_id, [each for each in chosen if each], kind, TEAM, days.now)
        days.decision = made.decision_id or days.decision


def is_undone(days: Days) -> None:
    if days.decision is not None:
        services.undo(days.event_id, days.decision, TEAM, days.now)


def places_change(days: Days) -> None:
    old, revision = events.settings(reading(), days.event_id)
    onsite, online = days.chance.randint(1, 8), days.chance.randint(0, 3)
    new = replace(old, capacity_onsite=onsite, capacity_online=online)
    pages.change_settings(days.event_id, new, revision, TEAM, days.now)


def procedure_changes(days: Days) -> None:
    old, revision = events.procedure(reading(), days.event_id)
    confirmation = days.chance.choices(list(Confirmation), (4, 1))[0]
    new = replace(old, moving_up=days.chance.choice(list(MovingUp)), confirmation=confirmation)
    seen = len(queries.moving_up(reading(), days.event, days.now))
    pages.change_procedure(days.event_id, new, revision, TEAM, days.now, seen=seen)


def facts(days: Days, mode: Mode) -> QuotaFacts:
    return QuotaFacts(
        name=Localized("Kontingent"),
        mode=mode,
        places=days.chance.randint(1, 4),
        members_only=days.chance.random() < 0.3,
        actor_types=tuple(days.chance.sample([ActorType.STARTUP, ActorType.MUNICIPALITY], days.chance.randint(1, 2))),
        most_per_organisation=days.chance.choice([0, 0, 1, 2]),
        release_at=days.chance.choice([None, days.now + timedelta(hours=days.chance.randint(-5, 30))]),
        position=days.chance.randint(0, 3),
    )


def quota_is_added(days: Days) -> None:
    services.add_quota(days.event_id, facts(days, days.chance.choices(list(Mode), (3, 1))[0]), TEAM, days.now)


def some_quota(days: Days) -> Quota | None:
    rows = queries.quotas(reading(), days.event_id)
    return days.chance.choice(rows) if rows else None


def quota_changes(days: Days) -> None:
    row = some_quota(days)
    if row is not None:
        services.change_quota(days.event_id, row.id, facts(days, row.mode), row.revision, TEAM, days.now)


def quota_is_removed(days: Days) -> None:
    row = some_quota(days)
    if row is not None:
        services.remove_quota(days.event_id, row.id, TEAM, days.now)


def time_passes(days: Days) -> None:
    days.now += timedelta(hours=days.chance.choice([1, 5, 20]))
    services.lapse_and_move_up(days.now)


VERBS: tuple[tuple[Callable[[Days], None], int], ...] = (
    (comes, 16), (proves, 4), (leaves, 6), (accepts, 4), (is_moved, 4), (is_given_a_place, 3),
    (is_decided, 4), (is_undone, 3), (places_change, 3),
    (procedure_changes, 2), (quota_is_added, 3), (quota_changes, 2), (quota_is_removed, 2), (time_passes, 5),
)  # fmt: skip


def wrong(days: Days) -> Iterator[str]:
    """What must never be, after whatever happened."""
    session, event = reading(), days.event
    board = queries.board(session, event, days.now)
    people = queries.waiting(session, days.event_id)
    for mode in Mode:
        seats = board.seats(mode)
        if seats.taken > max(seats.capacity, days.taken.get(mode, 0)):
            yield f"{mode.value}: {seats.taken} of {seats.capacity} places are taken, before {days.taken.get(mode, 0)}"
    moves_by_themselves = event.moving_up is not MovingUp.BY_HAND and days.now < queries.moves_up_until(event)
    for person in people:
        applicant = queries.applicant(person)
        if moves_by_themselves and board.place(applicant) is not None:
            yield f"{person.email} waits although {board.place(applicant)} is free"
        if (person.mode, person.quota_id) != board.line(applicant):
            yield f"{person.email} waits on the list of {person.quota_id}, not on {board.line(applicant)}"
    ranks = Counter(person.waiting_rank for person in people)
    yield from (f"{number} people have the rank {rank}" for rank, number in ranks.items() if number > 1)


@pytest.mark.parametrize("seed", [2027, 415])
def test_whatever_happens_places_are_exact_and_nobody_waits_for_a_free_one(seed: int):
    days = Days(seed)
    story = []
    for number in range(STEPS):
        days.step()
        story.append(days.did)
        assert list(wrong(days)) == [], f"seed {seed}, step {number}: {story[-6:]}"
        board = queries.board(reading(), days.event, days.now)
        days.taken = {mode: board.seats(mode).taken for mode in Mode}
    assert len({each.__name__ for each, _weight in VERBS} & set(story)) > len(VERBS) // 2  # it was no idle day


def test_a_board_that_forgets_how_many_places_there_are_would_be_caught(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Board, "quota_seats", lambda board, pool: Seats(board.kept(pool), 0))
    days, found = Days(2027), ""
    while not found and days.number < STEPS:
        days.step()
        found = next((each for each in wrong(days) if "places are taken" in each), "")
        board = queries.board(reading(), days.event, days.now)
        days.taken = {mode: board.seats(mode).taken for mode in Mode}
    assert found
