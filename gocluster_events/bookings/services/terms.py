"""The team sets how many places an item has, and from when until when they can be booked."""

from collections.abc import Collection
from dataclasses import fields

from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.bookings.models import Offer
from gocluster_events.bookings.queries.offers import offer_row
from gocluster_events.bookings.queries.terms import offer_rows, seen_as, terms_of
from gocluster_events.bookings.rules.terms import Terms, TermsRefusal, WindowEdit, edited, terms_refusals
from gocluster_events.bookings.services.settling import settle
from gocluster_events.db import transaction
from gocluster_events.errors import Refused, Stale, as_seen
from gocluster_events.events.services.acting import audit, opened
from gocluster_events.registration.waiting.services.due_changes import apply_due


def set_terms(event_id: int, item: str, terms: Terms, revision: int, act: Act) -> None:
    """The offer is as typed, and looked at; whoever can move up by that has. Nobody ever loses a place by it.

    Raises Stale when somebody saved after ``revision``, Refused where the hours do not fit the item.
    """
    with transaction() as session:
        opened(session, event_id, TermsRefusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        _set(session, as_seen(offer_row(session, event_id, item), revision), terms, act)
        settle(session, event_id, act.at)


def set_windows(event_id: int, items: Collection[str], edit: WindowEdit, seen: str, act: Act) -> None:
    """These items have the hours of the edit, each other hour as it was.

    Raises Stale when one of them was saved since it was ``seen`` (`seen_as`), Refused where an hour does not fit.
    """
    with transaction() as session:
        opened(session, event_id, TermsRefusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        offers = offer_rows(session, event_id, items)
        if seen_as(offers, edit) != seen:
            raise Stale
        for offer in offers:
            _set(session, offer, edited(terms_of(offer), edit), act)
        settle(session, event_id, act.at)


def _set(session: Session, offer: Offer, terms: Terms, act: Act) -> None:
    for refusal in terms_refusals(terms, offer.starts_at):
        raise Refused(refusal)
    changed = terms.changed(terms_of(offer))
    if not changed and not offer.wants_check:
        return
    for each in fields(Terms):
        setattr(offer, each.name, getattr(terms, each.name))
    offer.wants_check = False
    offer.revision += 1
    session.flush()
    action = "offer.changed" if changed else "offer.checked"
    audit(session, offer.event_id, action, act, about=f"offer:{offer.id}", fields=changed)
