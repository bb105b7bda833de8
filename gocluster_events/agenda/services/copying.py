"""The draft of one edition becomes that of another one."""

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.agenda import models
from gocluster_events.agenda.queries import draft
from gocluster_events.agenda.rules.copying import Ground, copied
from gocluster_events.agenda.services.drafting import apply_in
from gocluster_events.events.models import Event


def copy(session: Session, source: Event, event_id: int, ground: Ground, fresh: Callable[[], str], act: Act) -> None:
    """The other edition, which has none yet, plans the same programme by one step; what is wished of items as well.

    See `rules.copying.copied` for what stays behind. Accepted findings, versions and snapshots do too.
    """
    made = copied(draft.draft(session, source), ground, fresh)
    if not made.changes:
        return
    apply_in(session, event_id, made.changes, None, act)
    old = {row.id: uuid for uuid, row in draft.item_rows(session, source.id, made.items).items()}
    new = draft.item_rows(session, event_id, made.items.values())
    for wish in session.scalars(sa.select(models.Wish).where(models.Wish.event_id == source.id)).all():
        if wish.first_id in old and wish.second_id in old:
            ids = sorted(new[made.items[old[each]]].id for each in (wish.first_id, wish.second_id))
            session.add(models.Wish(event_id=event_id, kind=wish.kind, first_id=ids[0], second_id=ids[1]))
