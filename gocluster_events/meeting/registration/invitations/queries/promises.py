"""Reads about places that invitations promise."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.rules.codes import SILENT, InvitationFilter
from gocluster_events.meeting.registration.invitations.rules.promises import Promise
from gocluster_events.meeting.registration.people.queries import seats


def short_quotas(session: Session, event: Event, wanted: InvitationFilter, now: datetime) -> Sequence[Promise]:
    """The quotas that would promise more places than they have if whom the filter finds were invited now."""
    return _short(session, event, codes.uninvited_by_quota(session, event.id, wanted, now), now)


def short_with(session: Session, event: Event, further: int, now: datetime) -> Mapping[int, Promise]:
    """By id the quotas that would promise too many places if everybody added and so many further people were invited.

    All of these further people are counted in each of the quotas.
    """
    if not further:
        return {}
    added = codes.uninvited_by_quota(session, event.id, InvitationFilter(), now)
    new: dict[int | None, int] = {
        quota.id: added.get(quota.id, 0) + further for quota in seats.quotas(session, event.id)
    }
    return {promise.quota_id: promise for promise in _short(session, event, new, now)}


def _short(session: Session, event: Event, new: Mapping[int | None, int], now: datetime) -> Sequence[Promise]:
    if not any(number for quota_id, number in new.items() if quota_id is not None):
        return ()
    shared = [code for code in codes.shared_codes(session, event.id) if codes.is_valid(code[0], now)]
    plan, unanswered = seats.seat_plan(session, event, now), _unanswered(session, event.id, now)
    promises = (
        Promise(
            quota_id=pool.id,
            name=pool.name,
            places=pool.places,
            taken=plan.quota_seats(pool).taken,
            unanswered=unanswered.get(pool.id, 0),
            new=new[pool.id],
            shared=sum(max(row.uses - used, 0) for row, used in shared if row.uses and row.quota_id == pool.id),
            endless=tuple(row.label for row, _used in shared if row.uses is None and row.quota_id == pool.id),
        )
        for pool in plan.pools
        if new.get(pool.id)
    )
    return [promise for promise in promises if promise.missing]


def _unanswered(session: Session, event_id: int, now: datetime) -> dict[int | None, int]:
    """How many invitations were sent, are still valid and have no answer, by quota."""
    statement = (
        sa.select(Invitation.quota_id, sa.func.count())
        .where(
            Invitation.event_id == event_id,
            Invitation.email_key.is_not(None),
            codes.STAGE.in_([stage.value for stage in SILENT]),
            sa.or_(Invitation.expires_at.is_(None), Invitation.expires_at > now),
        )
        .group_by(Invitation.quota_id)
    )
    return dict(session.execute(statement).all())
