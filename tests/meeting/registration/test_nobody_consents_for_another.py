"""Whoever registers somebody else stores no consent and no need of theirs, whatever is sent."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.door.rules import Arrival, WalkIn
from gocluster_events.attendance.door.services import come_unregistered
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.by_team import services as by_team
from gocluster_events.meeting.registration.duplicates.services import merge
from gocluster_events.meeting.registration.people.models import AnswerRow, Consent, Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.queries import decisions
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Diet, Retention, Support
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.entry import SignUp
from gocluster_events.meeting.registration.people.rules.fields import Identity, Needs
from gocluster_events.meeting.registration.people.rules.questions import Answer, QuestionKind
from gocluster_events.meeting.registration.sign_up.services import registering
from gocluster_events.meeting.registration.substitution import services as substitution
from tests.support.arrivals import a_key
from tests.support.make import make_event
from tests.support.proving import Proof
from tests.support.questions import answer, ask
from tests.support.registrants import CHANCE, HOUR, arrive, decide, keep_draft, prove, register, row_of, sign_up
from tests.support.settings import NOW

BORN = Identity(birth_place="Görlitz")
NEEDS = Needs(diet=Diet.VEGAN, intolerances="Haselnüsse", support=(Support.WHEELCHAIR,))
TEAM = Act("organiser@example.org", NOW)
OTHER = "other@example.org"


@pytest.fixture
def event(session):
    return make_event()


def typed(event: Event, email: str = OTHER) -> SignUp:
    """What somebody types of another person with every tick set."""
    question = ask(event, "Medikamente?", QuestionKind.LINE, retention=Retention.NEEDS)
    given: tuple[Answer, ...] = (answer(event, question, text="Insulin"),)
    return replace(sign_up(email, NEEDS), answers=given, agrees_to_health=True)


def as_a_colleague(event: Event) -> int:
    own, other = sign_up("boss@example.org", NEEDS), typed(event)
    keep_draft(event.id, "a-draft", own)
    registering.register(event.id, [own, other], "a-draft", "pp", NOW, CHANCE)
    return _of_address()


def by_hand(event: Event) -> int:
    return by_team.add(event.id, typed(event), act=TEAM, chance=CHANCE, tells=False, over_capacity=False)


def as_a_walk_in(event: Event) -> int:
    walk_in = WalkIn(first_name="Kim", last_name="Muster", organisation="Musternetzwerk", email=OTHER)
    arrival = Arrival(a_key(), NOW, "Foyer")
    return come_unregistered(event.id, walk_in, arrival, reason="", language="de", act=TEAM, chance=CHANCE)


def as_a_substitute(event: Event) -> int:
    giver = arrive(event, "giver@example.org", needs=NEEDS)
    decide(event, giver, list_name=True, list_email=True, photos=True)
    other = Substitute(first_name="Kim", last_name="Muster", email=OTHER, language="de")
    substitution.name_substitute(event.id, giver, other, NOW)
    with transaction() as session:
        named = decisions.substitution(session, giver)
        assert named is not None
        behind = named.id, named.generation
    return substitution.accept_substitution(event.id, *behind, NOW, CHANCE)[0]


def by_new_data_for_a_known_address(event: Event) -> int:
    person, other, event_id = register(event, OTHER), replace(typed(event), identity=BORN), event.id
    with transaction() as session:
        registering.register_in(session, event_id, other, NOW + HOUR, CHANCE)
        assert "Haselnüsse" not in str(session.execute(sa.text("SELECT needs FROM pending_entry")).all())
    prove(event, person)
    return person


def by_merging(event: Event) -> int:
    stays = arrive(event, OTHER, phone="1")
    goes = arrive(event, "goes@example.org", needs=NEEDS, phone="1")
    decide(event, goes, list_name=True, photos=True)
    with transaction() as session:  # a need whose consent is not known
        session.execute(sa.delete(Consent).where(Consent.purpose == ConsentPurpose.HEALTH))
    merge(event.id, stays, goes, TEAM)
    return stays


PATHS: tuple[Callable[[Event], int], ...] = (
    as_a_colleague,
    by_hand,
    as_a_walk_in,
    as_a_substitute,
    by_new_data_for_a_known_address,
    by_merging,
)


def _of_address() -> int:
    with transaction() as session:
        return session.scalars(sa.select(Registration.id).where(Registration.email == OTHER)).one()


def stored_of(person: int) -> list[str]:
    """Which consents and needs are stored of somebody who has done nothing yet."""
    with transaction() as session:
        given = sa.select(Consent.purpose).where(Consent.registration_id == person, Consent.given_at.is_not(None))
        row = session.get(SpecialNeeds, person)
        health = [row.intolerances, *row.support] if row else []
        answers = session.scalars(sa.select(AnswerRow.text).where(AnswerRow.registration_id == person))
        return [*(each.value for each in session.scalars(given)), *filter(None, health), *filter(None, answers)]


@pytest.mark.promise("P28")
@pytest.mark.both_databases
@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_stored_of_another_person_before_their_own_act(event, path, proof: Proof):
    person = path(event)
    assert row_of(person).email == OTHER
    assert stored_of(person) == []
    proof.says(f"somebody else is registered {path.__name__.replace('_', ' ')}", "no consent and no need of theirs")


@pytest.mark.promise("P28", control=True)
def test_with_the_ticks_of_the_first_person_copied_it_would_be_seen(event, monkeypatch, proof: Proof):
    monkeypatch.setattr(registering.entry, "of_colleague", lambda other: replace(other, needs=NEEDS))
    assert stored_of(as_a_colleague(event)) == ["health", "Haselnüsse", "wheelchair", "Insulin"]
    proof.says("the ticks of the first person are copied to a colleague", "it is seen")
