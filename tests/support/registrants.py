"""Somebody who signs up, and the verbs around it, in as few words as a test needs."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.own.services import addresses, details, ending
from gocluster_events.meeting.registration.own.services.consents import decide_consents
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.changing import SecondPage
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from gocluster_events.meeting.registration.people.rules.entry import SignUp
from gocluster_events.meeting.registration.people.rules.fields import (
    Consents,
    Needs,
    Participation,
    Person,
    PersonalData,
)
from gocluster_events.meeting.registration.people.words.fields import changes_named
from gocluster_events.meeting.registration.sign_up.rules import FIRST, Begun
from gocluster_events.meeting.registration.sign_up.services import drafts, proving, registering
from tests.support.settings import NOW

HOUR = timedelta(hours=1)
CHANCE = Random(2027)
NOBODY = Needs()


def sign_up(email: str = "miriam@example.org", needs: Needs = NOBODY, **changes: Any) -> SignUp:
    """What Miriam Tannert typed."""
    values: dict[str, Any] = {
        "first_name": "Miriam",
        "last_name": "Tannert",
        "email": email,
        "organisation": "Musternetzwerk Leichtbau",
        "actor_type": ActorType.CLUSTER,
        "state": FederalState.SN,
        "mode": Mode.ONSITE,
        "language": "de",
    }
    return SignUp(PersonalData(**{**values, **changes}), needs, agrees_to_health=needs.is_health)


def register(event: Event, email: str = "miriam@example.org", now: datetime = NOW, **changes: Any) -> int:
    """The id of the address's registration, after it was sent."""
    event_id = event.id
    with transaction() as writing:
        return registering.register_in(writing, event_id, sign_up(email, **changes), now, CHANCE).id


def prove(event: Event, registration_id: int, now: datetime = NOW) -> Status:
    """The status after the link in the last mail was used."""
    event_id, generation = event.id, row_of(registration_id).generation
    proving.prove(event_id, registration_id, generation, now)
    return row_of(registration_id).status


def arrive(event: Event, email: str, now: datetime = NOW, **changes: Any) -> int:
    """The id of somebody who registered, proved the address at once and gave the consents that are named."""
    answers = {each.name: changes.pop(each.name) for each in fields(Consents) if each.name in changes}
    registration_id = register(event, email, now, **changes)
    prove(event, registration_id, now)
    decide(event, registration_id, now, **answers)
    return registration_id


def decide(event: Event, registration_id: int, now: datetime = NOW, **answers: bool) -> None:
    """The person has answered on their page of consents."""
    decide_consents(event.id, registration_id, Consents(**answers), "de", now)


def cancel(event: Event, registration_id: int, now: datetime = NOW) -> None:
    ending.cancel(event.id, registration_id, now)


def needs_of(registration_id: int) -> Needs:
    """What is stored of somebody's needs."""
    return people.sign_up_of(session(), row_of(registration_id)).needs


def person_of(registration_id: int, **changes: Any) -> Person:
    """The first page of fields as it was told, but for the ``changes``."""
    return replace(first_page(people.entry_of(row_of(registration_id))), **changes)


def first_page(entry: PersonalData) -> Person:
    return Person(**{each.name: getattr(entry, each.name) for each in fields(Person)})


def second_page(typed: SignUp) -> SecondPage:
    participation = {each.name: getattr(typed.entry, each.name) for each in fields(Participation)}
    return SecondPage(Participation(**participation), typed.needs, typed.answers, typed.identity)


def keep_draft(
    event_id: int, draft: str, typed: SignUp, now: datetime = NOW, *, key: str = FIRST, secret_digest: str = "0" * 64
) -> None:
    """A sign-up is being typed, and its page is complete."""
    begun = Begun(draft, event_id, secret_digest, now)
    drafts.keep_page(begun, first_page(typed.entry), second_page(typed), key=key)


def participation_of(registration_id: int, **changes: Any) -> Participation:
    """The second page of fields as it was told, but for the needs and the ``changes``."""
    entry = people.entry_of(row_of(registration_id))
    return replace(Participation(**{each.name: getattr(entry, each.name) for each in fields(Participation)}), **changes)


def change_person(event: Event, registration_id: int, now: datetime = NOW, **changes: Any) -> Sequence[str]:
    """What was changed on the first page."""
    event_id, revision = event.id, row_of(registration_id).revision
    person = person_of(registration_id, **changes)
    return details.change_person(event_id, registration_id, person, revision, now, changes_named).fields


def change_participation(
    event: Event, registration_id: int, now: datetime = NOW, needs: Needs | None = None, **changes: Any
) -> Sequence[str]:
    """What was changed on the second page."""
    event_id, revision = event.id, row_of(registration_id).revision
    current = people.sign_up_of(session(), row_of(registration_id))
    stated = participation_of(registration_id, **changes)
    wanted = current.needs if needs is None else needs
    page = SecondPage(stated, wanted, current.answers, current.identity, wanted.is_health)
    return details.change_participation(event_id, registration_id, page, revision, now, changes_named).fields


def ask_for_email(event: Event, registration_id: int, email: str, now: datetime = NOW) -> None:
    """The person has typed another address, which has yet to be proven."""
    change_person(event, registration_id, now, email=email)


def prove_email(event: Event, registration_id: int, now: datetime = NOW) -> int:
    """The generation after the link to the new address was used."""
    event_id, generation = event.id, row_of(registration_id).email_generation
    return addresses.prove_email(event_id, registration_id, generation, now)


def come_back(event: Event, registration_id: int, now: datetime = NOW) -> Status:
    proving.come_back(event.id, registration_id, now)
    return row_of(registration_id).status


def decline(event: Event, registration_id: int, now: datetime = NOW) -> None:
    event_id = event.id
    with transaction() as writing:
        ending.decline_in(writing, event_id, registration_id, Act("organiser@example.org", now))


def row_of(registration_id: int) -> Registration:
    """The registration as it is stored now."""
    session().rollback()
    return session().get_one(Registration, registration_id)


def status(registration_id: int) -> Status:
    return row_of(registration_id).status


def letters(to: str = "") -> list[str]:
    """The names of the letters in the outbox, oldest first; only those to an address if given."""
    session().rollback()
    statement = sa.select(Mail.letter).where(Mail.recipient == to) if to else sa.select(Mail.letter)
    return list(session().scalars(statement.order_by(Mail.id)))


def outbox(letter: str, to: str = "miriam@example.org") -> Mail:
    """The one mail of that letter to an address."""
    session().rollback()
    return session().scalars(sa.select(Mail).where(Mail.letter == letter, Mail.recipient == to)).one()


def logged(registration_id: int) -> list[tuple[str, list[str]]]:
    """What the audit log says of the registration: the action and the fields."""
    session().rollback()
    statement = sa.select(AuditEntry.action, AuditEntry.fields)
    of_theirs = statement.where(AuditEntry.subject == f"registration:{registration_id}").order_by(AuditEntry.id)
    return [(action, fields) for action, fields in session().execute(of_theirs)]
