"""Somebody says what they wish; until wishes are closed they can say something else."""

from collections.abc import Sequence

import sqlalchemy as sa

from gocluster_events.attendance.wishes.models import ItemWish
from gocluster_events.attendance.wishes.queries.blocks import wish_programme
from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.attendance.wishes.queries.wishes import own_wishes, standing, unanswered
from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.rules.letters import WISHES_REMINDER
from gocluster_events.attendance.wishes.rules.phases import phase_of
from gocluster_events.attendance.wishes.rules.standing import obstacle, seen_as
from gocluster_events.attendance.wishes.rules.wishing import answer, refusal, rows_of
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import subject
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due


def save(event_id: int, registration_id: int, values: Sequence[Sequence[str]], act: Act, seen: str) -> None:
    """The person wishes in each block what these ``values`` say (as `rules.wishing.answer` reads them).

    Whoever has answered everywhere is not reminded any more. Raises Stale where their wishes or the items are others
    than were ``seen`` (`seen_as`), and Refused where they cannot wish, or not for that.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        person, programme = session.get_one(Registration, registration_id), wish_programme(session, event)
        round_, rows = round_of(session, event), own_wishes(session, registration_id)
        hurdle = obstacle(phase_of(round_, act.at), standing(event, person, programme))
        if hurdle is not None or round_ is None:
            raise Refused(hurdle or Refusal.NO_ROUND)
        if seen != seen_as(rows, programme.items, round_.most_wishes) or len(values) != len(programme.blocks):
            raise Stale
        open_to = programme.open_to(person)
        for given, block in zip(values, open_to, strict=True):
            flaw = refusal(given, block, round_.most_wishes)
            if flaw is not None:
                raise Refused(flaw)
        wishes = rows_of([answer(given) for given in values], programme.items)
        if set(wishes) == set(rows):
            return
        session.execute(sa.delete(ItemWish).where(ItemWish.registration_id == registration_id))
        facts = {"event_id": event_id, "registration_id": registration_id, "at": act.at}
        session.add_all(ItemWish(item=each.item, rank=each.rank, **facts) for each in wishes)
        if not unanswered(wishes, programme, person, round_.most_wishes):
            outbox.withdraw_about(session, subject(registration_id), {WISHES_REMINDER.name})
