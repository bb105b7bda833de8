"""What the cookies of the meeting's browsers hold: the keys of sessions."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask

from gocluster_events.core.accounts.models import Account
from gocluster_events.core.accounts.rules import Deed, Limits
from gocluster_events.core.accounts.services.managing import do
from gocluster_events.core.accounts.services.sessions import sign_in, start_participant_session
from gocluster_events.core.db import session
from gocluster_events.meeting.agenda.models import Person as Contributor
from gocluster_events.meeting.events.models import Event
from tests.support.make import PASSWORD, make_member
from tests.support.settings import NOW


def cookie(app: Flask, keys: dict[str, Any]) -> str:
    """The cookie of a browser that holds those keys."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(serializer.dumps(keys))


def contributor(event: Event) -> dict[str, Any]:
    """Somebody on the programme, if there is one."""
    person = first_person(event)
    return {"contributor": start_participant_session(f"edition:{event.id}", f"person:{person}", 1, NOW)}


def first_person(event: Event) -> int:
    """The id of somebody on the programme; 0 where there is none."""
    person_id = session().scalar(sa.select(sa.func.min(Contributor.id)).where(Contributor.event_id == event.id))
    return person_id or 0


def participant(event: Event, registration_id: int) -> dict[str, Any]:
    """Somebody who has opened their personal link."""
    key = start_participant_session(f"edition:{event.id}", f"registration:{registration_id}", 1, NOW)
    return {"participant": key}


def signed_in(account: Account) -> dict[str, Any]:
    """Somebody who has typed their password."""
    return by_password(account.email)


def by_password(email: str, now: datetime = NOW) -> dict[str, Any]:
    """Whoever has that address has typed their password."""
    return {"_user_id": sign_in(email, PASSWORD, "127.0.0.1", Limits(5, 50), now), "_fresh": True}


def blocked(event: Event, admin: Account) -> dict[str, Any]:
    """Somebody who ran the edition, signed in, and was blocked then."""
    gone = make_member(event, name="Uta Gegangen", email="gegangen@example.org")
    held = signed_in(gone)
    do(Deed.BLOCK, gone.id, admin, NOW)
    return held
