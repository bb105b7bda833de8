"""The archive copy in the team's words."""

from typing import Any

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.meeting.events.rules.archive_copies import CopyState
from gocluster_events.post_event.archive.rules.codes import Refusal

STATES: dict[CopyState, LazyString] = {
    CopyState.REQUESTED: _l("Waiting to begin"),
    CopyState.RUNNING: _l("The archive copy is being made"),
    CopyState.READY: _l("The archive copy is ready"),
    CopyState.FAILED: _l("The archive copy could not be made"),
    CopyState.WITHDRAWN: _l("The archive copy was deleted"),
}
REFUSALS: dict[Any, LazyString] = {
    Refusal.DRAFT: _l("The event is a draft. Publish it first; an archive copy holds what is public."),
    Refusal.NOT_OVER: _l("An archive copy can be made once the event is over."),
    Refusal.NO_PROGRAMME: _l("There is no published programme yet. An archive copy is arranged by it."),
}
