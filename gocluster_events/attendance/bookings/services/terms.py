"""The team sets how many places an item has, and from when until when they can be booked."""

from collections.abc import Collection, Sequence
from dataclasses import fields

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.queries.offers import offer_row
from gocluster_events.attendance.bookings.queries.terms import offer_rows, offers_of, seen_as, terms_of
from gocluster_events.attendance.bookings.rules.terms import (
    Terms,
    TermsRefusal,
    WindowEdit,
    edited,
    fitting,
    terms_refusals,
)
from gocluster_events.attendance.bookings.rules.windows import WindowStep
from gocluster_events.attendance.bookings.services.settling import settle
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale, as_seen
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due


def set_terms(event_id: int, item: str, terms: Terms, revision: int, act: Act) -> None:
    """The offer is as typed, and looked at; whoever can move up by that has. Nobody ever loses a place by it.

    Raises Stale when somebody saved after ``revision``, Refused where the hours do not fit the item.
    """
    with transaction() as session:
        opened(session, event_id, TermsRefusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        _set(session, as_seen(offer_row(session, event_id, item), revision), terms, act)
        settle(session, event_id, act.at)


def set_windows(event_id: int, items: Collection[str], edit: WindowEdit, seen: str, act: Act) -> Sequence[WindowStep]:
    """These items have the hours of the edit, each other hour as it was; returns what `reset_windows` undoes.

    Raises Stale when one of them was saved since it was ``seen`` (`seen_as`), Refused where an hour does not fit.
    """
    with transaction() as session:
        opened(session, event_id, TermsRefusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        offers = offer_rows(session, event_id, items)
        if seen_as(offers, edit) != seen:
            raise Stale
        before = [(offer, terms_of(offer), offer.wants_check) for offer in offers]
        for offer, terms, _wanted in before:
            _set(session, offer, edited(terms, fitting(edit, by_wish=offer.by_wish)), act)
        settle(session, event_id, act.at)
        return [
            WindowStep(offer.id, offer.revision, (terms.opens_at, terms.closes_at, terms.moves_until), wanted)
            for offer, terms, wanted in before
        ]


def reset_windows(event_id: int, steps: Sequence[WindowStep], act: Act) -> int:
    """The hours of these offers are as before again, but for those that somebody has saved since; returns how many.

    Whoever has moved up meanwhile keeps the place.
    """
    with transaction() as session:
        opened(session, event_id, TermsRefusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        by_id = {offer.id: offer for offer in offers_of(session, event_id, [step.offer for step in steps])}
        same = [(by_id[each.offer], each) for each in steps if _is_same(by_id.get(each.offer), each)]
        for offer, step in same:
            _store(session, offer, edited(terms_of(offer), step.edit), act)
            offer.wants_check = step.wanted_check
        settle(session, event_id, act.at)
        return len(same)


def _is_same(offer: Offer | None, step: WindowStep) -> bool:
    return offer is not None and offer.revision == step.revision


def _set(session: Session, offer: Offer, terms: Terms, act: Act) -> None:
    for refusal in terms_refusals(terms, offer.starts_at):
        raise Refused(refusal)
    _store(session, offer, terms, act)


def _store(session: Session, offer: Offer, terms: Terms, act: Act) -> None:
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
