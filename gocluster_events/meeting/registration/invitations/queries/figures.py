"""What became of an edition's personal invitations, as numbers."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries.codes import STAGE
from gocluster_events.meeting.registration.invitations.rules.codes import Figures, Stage, total


def invitation_figures(session: Session, event_id: int) -> Mapping[tuple[int | None, int | None], Figures]:
    """What became of the personal invitations, by quota and list; one statement, which asks for each stage once."""
    is_opened = sa.or_(Invitation.opened_at.is_not(None), Invitation.declined_at.is_not(None))
    facts = (Invitation.sent_at.is_not(None).label("is_sent"), is_opened.label("is_opened"))
    personal = (Invitation.event_id == event_id, Invitation.email_key.is_not(None))
    places = (Invitation.quota_id, Invitation.import_id, STAGE.label("stage"))
    kinds: Any = sa.select(*places, *facts).where(*personal).subquery().c
    figures: dict[tuple[int | None, int | None], list[Figures]] = {}
    rows = session.execute(sa.select(*kinds, sa.func.count()).group_by(*kinds))
    for quota, source, stage, *each, number in rows:
        figures.setdefault((quota, source), []).append(_figures(Stage(stage), number, *map(bool, each)))
    return {key: total(each) for key, each in figures.items()}


def _figures(stage: Stage, number: int, is_sent: bool, is_opened: bool) -> Figures:  # noqa: FBT001 -- a row
    """Of so many that are at one stage, and of whom all or nobody got a mail, and opened it."""
    is_registered = stage in {Stage.REGISTERED, Stage.CONFIRMED}
    return Figures(
        invited=number,
        sent=number * is_sent,
        opened=number * (is_opened or is_registered),
        declined=number * (stage is Stage.DECLINED),
        registered=number * is_registered,
        confirmed=number * (stage is Stage.CONFIRMED),
    )
