"""Labels and sentences for proposals."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.meeting.agenda.planning.rules import Answer, NoSlotReason
from gocluster_events.meeting.agenda.rules.proposals import ProposalState

PROPOSAL_STATES: dict[ProposalState, LazyString] = {
    ProposalState.QUEUED: _l("Waiting in the queue"),
    ProposalState.RUNNING: _l("Trying rooms and times"),
    ProposalState.DONE: _l("The proposal is ready"),
}


ANSWERS: dict[Answer, LazyString] = {
    Answer.OPEN: _l("open"),
    Answer.TAKEN: _l("taken"),
    Answer.LEFT: _l("left as it is"),
}


NO_SLOT_REASONS: dict[NoSlotReason, LazyString] = {
    NoSlotReason.TOO_LONG: _l("It is longer than any day’s opening hours."),
    NoSlotReason.NOWHERE_FREE: _l("Rooms, people, breaks or opening hours leave it no time."),
    NoSlotReason.CROWDED: _l("All possible slots went to other items."),
}
