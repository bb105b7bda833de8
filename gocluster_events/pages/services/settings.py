"""Changing what an edition is, where it changes who has a place."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.agenda import services as agenda
from gocluster_events.db import transaction
from gocluster_events.errors import Refused, Stale
from gocluster_events.events import queries as events
from gocluster_events.events import services as editions
from gocluster_events.events.models import Event
from gocluster_events.events.rules import EventStatus, MovingUp, NewLogo, Procedure, Refusal, Settings
from gocluster_events.events.rules.status import LEADS_TO, POSSIBLE, Turn
from gocluster_events.registration import queries as registrations
from gocluster_events.registration import services as registration


def change_settings(
    event_id: int, settings: Settings, revision: int, actor: str, now: datetime, logo: NewLogo | None = None
) -> None:
    """The edition has these facts; where places were added, the waiting list has moved up. Nobody loses a place.

    Raises Stale when somebody saved after ``revision``, Refused when the edition is archived and stays so, or when
    it would become a draft although people have registered.
    """
    with transaction() as session:
        _change(session, event_id, settings, revision, actor, now, logo)


def turn_edition(event_id: int, turn: Turn, actor: str, now: datetime) -> None:
    """The edition has the status to which the step leads. Twice changes nothing.

    Raises Stale when it is in no status from which the step goes, Refused when it would become a draft although people
    have registered.
    """
    with transaction() as session:
        events.lock(session, event_id)
        settings, revision = events.settings(session, event_id)
        if settings.status is LEADS_TO[turn]:
            return
        if turn not in POSSIBLE[settings.status]:
            raise Stale
        _change(session, event_id, replace(settings, status=LEADS_TO[turn]), revision, actor, now, None)


def _change(
    session: Session, event_id: int, settings: Settings, revision: int, actor: str, now: datetime, logo: NewLogo | None
) -> None:  # fmt: skip
    events.lock(session, event_id)  # before any other read: what was read earlier may be stale
    if settings.status is EventStatus.DRAFT and registrations.counts(session, event_id):
        raise Refused(Refusal.HAS_REGISTRATIONS)
    editions.change_settings(session, event_id, settings, revision, actor, now, logo)
    agenda.recount(session, event_id)
    registration.settle(session, event_id, now)


def change_procedure(
    event_id: int, procedure: Procedure, revision: int, actor: str, now: datetime, *, seen: int
) -> None:
    """The edition lets people in by this procedure; who waits for a free place that they may have has moved up.

    ``seen`` is how many would, where nobody did until now. Raises Stale when somebody saved after ``revision``, Refused
    when the edition is archived or when others would move up than were seen.
    """
    with transaction() as session:
        events.lock(session, event_id)  # before any other read: what was read earlier may be stale
        registration.settle(session, event_id, now)
        before, _revision = events.procedure(session, event_id)
        begins = before.moving_up is MovingUp.BY_HAND and procedure.moving_up is not MovingUp.BY_HAND
        movers = len(registrations.moving_up(session, session.get_one(Event, event_id), now)) if begins else seen
        editions.change_procedure(session, event_id, procedure, revision, actor, now)
        if movers != seen:
            raise Refused(Refusal.MOVES_OTHERS)
        registration.settle(session, event_id, now)
