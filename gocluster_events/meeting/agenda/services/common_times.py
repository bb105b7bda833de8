"""The verbs that change the times which all rooms have in common; each is one step of the draft."""

from collections.abc import Collection, Mapping, Sequence

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Stale
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.common_times import CommonTime, aligned, changes_to, common_times
from gocluster_events.meeting.agenda.services.drafting import apply_in, open_for_changes


def set_common_times(
    event_id: int, wanted: Sequence[CommonTime], removed: Collection[str], revisions: Mapping[str, int], act: Act
) -> Sequence[Change]:
    """The draft's common times are as wanted, and what stands in a block has moved with it; returns what changed.

    ``revisions`` are those of the common times that ``act.by`` saw, by UUID. Raises Stale when somebody changed one of
    them since, Refused when the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        timetable = draft.draft(session, event)
        if revisions.keys() - {each.uuid for each in common_times(timetable)} - set(removed):
            raise Stale
        changes = changes_to(timetable, wanted, removed, event_id)
        seen = {**draft.revisions(session, event_id), **revisions}
        return apply_in(session, event_id, changes, seen, act)


def align(event_id: int, uuid: str, act: Act) -> Sequence[Change]:
    """The first item of each room in the block begins with it; returns what changed. Twice changes nothing.

    Raises Refused when the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        timetable = draft.draft(session, event)
        block = timetable.block(uuid)
        return apply_in(session, event_id, aligned(timetable, block) if block else (), None, act)
