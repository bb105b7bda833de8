"""What a person consents to, and takes back; the team can record no more than a no."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.acting import refuse_archived
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries.consents import standing_consent
from gocluster_events.meeting.registration.people.rules import consents as rules
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from gocluster_events.meeting.registration.people.rules.fields import Consents
from gocluster_events.meeting.registration.people.services.consents import give_consent, refuse_consent
from gocluster_events.meeting.registration.people.services.mails import own_act, record


def decide_consents(
    event_id: int, registration_id: int, answered: Consents, language: str, now: datetime
) -> Sequence[rules.ConsentPurpose]:
    """What the person answered stands, in the wording of ``language``; what they left open stays as it was.

    Whoever is not in the list is in it neither publicly nor with an address. Returns what is different now. Raises
    Refused when somebody would consent whose address is not proven, whose registration has ended, or in an archived
    edition; a no is always taken.
    """
    with transaction() as session:
        event, registration = events.lock(session, event_id), session.get_one(Registration, registration_id)
        if any(_by_purpose(answered).values()):
            refuse_archived(event, Refusal.ARCHIVED)
            rules.check_may_consent(registration.status)
        return decide_in(session, registration, answered, language, now)


def decide_in(
    session: Session, registration: Registration, answered: Consents, language: str, now: datetime
) -> Sequence[rules.ConsentPurpose]:
    """As `decide_consents`, in the caller's transaction, for somebody who may consent."""
    changes = [
        purpose
        for purpose, consents in _by_purpose(rules.tidied(answered)).items()
        if (give_consent if consents else refuse_consent)(session, registration.id, purpose, language, now)
    ]
    if answered.list_name is False:
        changes += _withdraw(session, registration.id, rules.WITHIN_LIST, language, now)
    _log(session, registration, changes, own_act(registration.id, now))
    return changes


def leave_list(event_id: int, registration_id: int, now: datetime) -> None:
    """No list names the person from this moment on; nothing happens where none did.

    It works whatever the status of the registration, and in an archived edition too.
    """
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        changes = _withdraw(session, registration_id, rules.LISTS, registration.language, now)
        _log(session, registration, changes, own_act(registration_id, now))


def record_refusals(
    event_id: int, registration_id: int, purposes: Collection[rules.ConsentPurpose], act: Act
) -> Sequence[rules.ConsentPurpose]:
    """The team notes that the person does not consent, or no longer does. Returns what is different now."""
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        language, now = registration.language, act.at
        refused = [each for each in purposes if refuse_consent(session, registration_id, each, language, now)]
        if rules.ConsentPurpose.LIST_NAME in purposes:
            refused += _withdraw(session, registration_id, rules.WITHIN_LIST, language, now)
        _log(session, registration, refused, act)
        return refused


def _by_purpose(answered: Consents) -> dict[rules.ConsentPurpose, bool]:
    """The answers that were given."""
    given = {each.name: getattr(answered, each.name) for each in fields(Consents)}
    return {rules.ConsentPurpose(name): answer for name, answer in given.items() if answer is not None}


def _withdraw(
    session: Session, registration_id: int, purposes: Collection[rules.ConsentPurpose], language: str, now: datetime
) -> list[rules.ConsentPurpose]:
    """Whatever of these was given is withdrawn; returns what that was."""
    standing = [each for each in purposes if standing_consent(session, registration_id, each) is not None]
    return [each for each in standing if refuse_consent(session, registration_id, each, language, now)]


def _log(session: Session, registration: Registration, changes: Collection[rules.ConsentPurpose], act: Act) -> None:
    if changes:
        record(session, registration, "registration.consents_changed", act, [each.value for each in changes])
