"""An edition whose people, team and quotas do what chance says: every way to a place, away from it and between two."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from gocluster_events.backoffice.editions import services as editions
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.registration.deciding import services as deciding
from gocluster_events.meeting.registration.duplicates import queries as duplicates_queries, services as duplicates
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.rules.codes import Terms
from gocluster_events.meeting.registration.invitations.services import codes as codes_services
from gocluster_events.meeting.registration.people.models import Quota, Registration, Substitution
from gocluster_events.meeting.registration.people.queries import people as people_queries, seats
from gocluster_events.meeting.registration.people.rules.changing import Outcome, Substitute, encode, forecast
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, ActorType, Status
from gocluster_events.meeting.registration.people.rules.deciding import Kind
from gocluster_events.meeting.registration.people.rules.quota_limits import QuotaFacts
from gocluster_events.meeting.registration.people.rules.seats import applicant_of
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.quotas import services as quotas
from gocluster_events.meeting.registration.sign_up.services import proving as offers, registering
from gocluster_events.meeting.registration.substitution import services as substitution
from gocluster_events.meeting.registration.waiting import queries as waiting_queries
from gocluster_events.meeting.registration.waiting.rules import ManualPlacement, fingerprint
from gocluster_events.meeting.registration.waiting.services import due_changes, moving
from tests.support import registrants
from tests.support.decisions import standings
from tests.support.make import make_event
from tests.support.settings import NOW

TEAM = "organiser@example.org"


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

    def address(self) -> str:
        """An address that nobody has used yet."""
        self.number += 1
        return f"person-{self.number}@example.org"

    def facts(self) -> dict[str, Any]:
        """What a new person enters about themselves; it decides which places they may have."""
        return {
            "mode": self.chance.choices(list(Mode), (3, 1))[0],
            "actor_type": self.chance.choice([ActorType.STARTUP, ActorType.SME, ActorType.MUNICIPALITY]),
            "organisation": self.chance.choice(["Alpha", "Beta", "Gamma"]),
            "cluster": self.chance.choice(["", "Musternetzwerk Leichtbau"]),
        }

    def someone(self, *statuses: Status) -> int | None:
        query = sa.select(Registration.id).where(
            Registration.event_id == self.event_id, Registration.status.in_(statuses)
        )
        people = list(reading().scalars(query.order_by(Registration.id)))
        return self.chance.choice(people) if people else None

    def step(self) -> None:
        """Something happens, or is refused."""
        verb = self.chance.choices([each for each, _weight in VERBS], [weight for _each, weight in VERBS])[0]
        self.did = verb.__name__
        try:
            verb(self)
        except Refused as refusal:
            self.did += f", refused: {refusal.code.value}"
            due_changes.lapse_and_move_up(self.now)


def comes(days: Days) -> None:
    who = registrants.register if days.chance.random() < 0.3 else registrants.arrive
    who(days.event, days.address(), days.now, **days.facts())


def comes_with_a_code(days: Days) -> None:
    codes = reading().scalars(sa.select(Invitation.code).where(Invitation.event_id == days.event_id)).all()
    if codes:
        who = registrants.register if days.chance.random() < 0.3 else registrants.arrive
        who(days.event, days.address(), days.now, **days.facts(), invitation_code=days.chance.choice(codes))


def colleagues_come(days: Days) -> None:
    """Whom the page has shown a place before the button, has one."""
    together = [registrants.sign_up(days.address(), **days.facts()) for _ in range(3)]
    board, confirmation = seats.seat_plan(reading(), days.event, days.now), days.event.confirmation
    outlook = forecast(board, [applicant_of(each.entry) for each in together], confirmation)
    draft = f"draft-{days.number}"
    registrants.keep_draft(days.event_id, draft, together[0], days.now)
    registering.register(days.event_id, together, draft, encode(outlook), days.now, days.chance)
    reading().rollback()
    rows = [people_queries.registration_by_address(reading(), days.event_id, each.entry.email) for each in together]
    assert [row is not None and row.hold_until is not None for row in rows] == [
        each is Outcome.PLACE for each in outlook
    ]


def registers_again(days: Days) -> None:
    """A known address is registered once more with other data, which is proven after the first."""
    who = days.someone(Status.UNCONFIRMED, Status.CANCELLED, Status.LAPSED)
    if who is not None:
        email = registrants.row_of(who).email
        registrants.register(days.event, email, days.now, last_name="Anders", **days.facts())
        if days.chance.random() < 0.5 and registrants.row_of(who).status is Status.UNCONFIRMED:
            registrants.prove(days.event, who, days.now)
        offers.prove_again(days.event_id, who, registrants.row_of(who).pending_generation, days.now)


def tells_otherwise(days: Days) -> None:
    who, facts = days.someone(*ACTIVE), days.facts()
    if who is not None and days.chance.random() < 0.5:
        registrants.change_participation(days.event, who, days.now, mode=facts["mode"])
    elif who is not None:
        details = {name: facts[name] for name in ("actor_type", "organisation", "cluster")}
        registrants.change_person(days.event, who, days.now, **details)


def returns(days: Days) -> None:
    who = days.someone(Status.CANCELLED, Status.LAPSED)
    if who is not None:
        registrants.come_back(days.event, who, days.now)


def hands_on(days: Days) -> None:
    """Somebody with a place hands it on to a new person, or to somebody on the waiting list."""
    giver, other = days.someone(Status.CONFIRMED), days.someone(Status.WAITLISTED)
    if giver is not None:
        email = registrants.row_of(other).email if other is not None and days.chance.random() < 0.5 else days.address()
        substitute = Substitute(first_name="Kim", last_name="Weber", email=email, language="de")
        substitution.name_substitute(days.event_id, giver, substitute, days.now)
        named = sa.select(Substitution.id, Substitution.generation).where(Substitution.registration_id == giver)
        behind = reading().execute(named).one()
        places = seats.seat_plan(reading(), days.event, days.now).taken
        substitution.accept_substitution(days.event_id, *behind, days.now, days.chance)
        assert sum(seats.seat_plan(reading(), days.event, days.now).taken.values()) <= sum(places.values())


def is_one_with(days: Days) -> None:
    """Two registrations of a suspected duplicate are merged."""
    pairs = duplicates_queries.duplicates(reading(), days.event_id)
    if pairs:
        stays, goes = days.chance.sample([each.id for each in days.chance.choice(pairs)], 2)
        duplicates.merge(days.event_id, stays, goes, Act(TEAM, days.now))


def is_erased(days: Days) -> None:
    who = days.someone(*Status)
    if who is not None:
        privacy.erase(days.event_id, who, Act(TEAM, days.now))


def code_is_given_out(days: Days) -> None:
    row, uses = some_quota(days), days.chance.choice([1, 2, None])
    terms = Terms(quota_id=row.id if row else None)
    codes_services.share_code(days.event_id, "Presse", uses, terms, Act(TEAM, days.now), days.chance)


def code_is_taken_back(days: Days) -> None:
    codes = reading().scalars(sa.select(Invitation.id).where(Invitation.event_id == days.event_id)).all()
    if codes:
        before = seats.seat_plan(reading(), days.event, days.now).taken
        codes_services.withdraw_invitation(days.event_id, days.chance.choice(codes), Act(TEAM, days.now))
        assert seats.seat_plan(reading(), days.event, days.now).taken == before


def proves(days: Days) -> None:
    who = days.someone(Status.UNCONFIRMED, Status.LAPSED)
    if who is not None:
        registrants.prove(days.event, who, days.now)


def leaves(days: Days) -> None:
    who = days.someone(*ACTIVE, Status.UNCONFIRMED)
    if who is not None:
        days.chance.choice([registrants.cancel, registrants.decline])(days.event, who, days.now)


def accepts(days: Days) -> None:
    who = days.someone(Status.OFFERED)
    if who is not None:
        offers.accept_offer(days.event_id, who, days.now)


def is_moved(days: Days) -> None:
    who = days.someone(Status.WAITLISTED)
    if who is not None:
        people = waiting_queries.same_list(reading(), reading().get_one(Registration, who))
        seen, number = fingerprint(each.id for each in people), days.chance.randint(1, len(people))
        moving.move_in_line(days.event_id, who, number, "kommt von weit her", Act(TEAM, days.now), seen=seen)


def is_given_a_place(days: Days) -> None:
    who = days.someone(Status.WAITLISTED)
    if who is not None:
        moving.give_place(
            days.event_id, who, days.chance.choice(list(ManualPlacement)), "hält die Rede", Act(TEAM, days.now)
        )


def is_decided(days: Days) -> None:
    chosen = {days.someone(*ACTIVE) for _ in range(3)} - {None}
    if chosen:
        kind = days.chance.choice(list(Kind))
        made = deciding.decide(
            days.event_id, standings(days.event_id, [each for each in chosen if each]), kind, Act(TEAM, days.now)
        )
        days.decision = made.decision_id or days.decision


def is_undone(days: Days) -> None:
    if days.decision is not None:
        deciding.undo(days.event_id, days.decision, Act(TEAM, days.now))


def places_change(days: Days) -> None:
    old, revision = events.settings(reading(), days.event_id)
    onsite, online = days.chance.randint(1, 8), days.chance.randint(0, 3)
    new = replace(old, capacity_onsite=onsite, capacity_online=online)
    editions.change_settings(days.event_id, new, revision, Act(TEAM, days.now))


def procedure_changes(days: Days) -> None:
    old, revision = events.procedure(reading(), days.event_id)
    confirmation = days.chance.choices(list(Confirmation), (4, 1))[0]
    new = replace(old, moving_up=days.chance.choice(list(MovingUp)), confirmation=confirmation)
    seen = len(waiting_queries.moving_up(reading(), days.event, days.now))
    editions.change_procedure(days.event_id, new, revision, Act(TEAM, days.now), seen=seen)


def facts(days: Days, mode: Mode) -> QuotaFacts:
    return QuotaFacts(
        name=Localized("Kontingent"),
        mode=mode,
        places=days.chance.randint(1, 4),
        by_invitation=days.chance.random() < 0.3,
        members_only=days.chance.random() < 0.3,
        actor_types=tuple(days.chance.sample([ActorType.STARTUP, ActorType.MUNICIPALITY], days.chance.randint(1, 2))),
        most_per_organisation=days.chance.choice([0, 0, 1, 2]),
        release_at=days.chance.choice([None, days.now + timedelta(hours=days.chance.randint(-5, 30))]),
        position=days.chance.randint(0, 3),
    )


def quota_is_added(days: Days) -> None:
    quotas.add_quota(days.event_id, facts(days, days.chance.choices(list(Mode), (3, 1))[0]), Act(TEAM, days.now))


def some_quota(days: Days) -> Quota | None:
    rows = seats.quotas(reading(), days.event_id)
    return days.chance.choice(rows) if rows else None


def quota_changes(days: Days) -> None:
    row = some_quota(days)
    if row is not None:
        quotas.change_quota(days.event_id, row.id, facts(days, row.mode), row.revision, Act(TEAM, days.now))


def quota_is_removed(days: Days) -> None:
    row = some_quota(days)
    if row is not None:
        quotas.remove_quota(days.event_id, row.id, Act(TEAM, days.now))


def time_passes(days: Days) -> None:
    days.now += timedelta(hours=days.chance.choice([1, 5, 20]))
    due_changes.lapse_and_move_up(days.now)


VERBS: tuple[tuple[Callable[[Days], None], int], ...] = (
    (comes, 14), (comes_with_a_code, 6), (colleagues_come, 3), (proves, 4), (registers_again, 4), (tells_otherwise, 6),
    (leaves, 8), (returns, 3), (hands_on, 4), (accepts, 4), (is_moved, 4), (is_given_a_place, 3), (is_decided, 4),
    (is_undone, 3), (is_one_with, 3), (is_erased, 2), (code_is_given_out, 3), (code_is_taken_back, 1),
    (places_change, 3), (procedure_changes, 2), (quota_is_added, 3), (quota_changes, 2), (quota_is_removed, 2),
    (time_passes, 5),
)  # fmt: skip
