"""An entry as the columns of a registration."""

from dataclasses import fields

from sqlalchemy.orm import Session

from gocluster_events import text
from gocluster_events.registration.models import Registration, SpecialNeeds
from gocluster_events.registration.rules.entry import Entry, Needs, document
from gocluster_events.registration.rules.quotas import organisation_key

SORT_KEY_LENGTH = 400  # folding can make a text longer than its column


def fill(registration: Registration, entry: Entry) -> None:
    """The registration says what the entry says, and is found by it."""
    for each in fields(Entry):
        setattr(registration, each.name, getattr(entry, each.name))
    registration.email_key = text.email_key(entry.email)
    registration.organisation_key = organisation_key(entry.organisation)
    registration.sort_key = text.sort_key(entry.last_name, entry.first_name)[:SORT_KEY_LENGTH]
    registration.search_text = text.search_text(
        entry.title, entry.first_name, entry.last_name, entry.badge_name, entry.email, entry.organisation,
        entry.cluster, entry.position, registration.reference,
    )  # fmt: skip


def keep_needs(session: Session, registration_id: int, needs: Needs) -> None:
    """These are the person's needs; without any there is no row."""
    if needs:
        session.merge(SpecialNeeds(registration_id=registration_id, **{**document(needs), "diet": needs.diet}))
    else:
        forget_needs(session, registration_id)


def forget_needs(session: Session, registration_id: int) -> None:
    """Nothing is known of the person's needs."""
    kept = session.get(SpecialNeeds, registration_id)
    if kept is not None:
        session.delete(kept)
