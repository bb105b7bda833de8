"""Labels and sentences for proposals."""

from gocluster_events.agenda.planning.rules import WhyNot
from gocluster_events.agenda.rules.proposals import ProposalState
from gocluster_events.i18n import LazyString, _l

PROPOSAL_STATES: dict[ProposalState, LazyString] = {
    ProposalState.QUEUED: _l("Waiting for its turn"),
    ProposalState.RUNNING: _l("Trying places and times"),
    ProposalState.DONE: _l("The proposal is ready"),
}


WHY_NOT: dict[WhyNot, LazyString] = {
    WhyNot.TOO_LONG: _l("It is longer than any day’s opening hours."),
    WhyNot.NOWHERE_FREE: _l("Rooms, people, breaks or opening hours leave it no time."),
    WhyNot.CROWDED: _l("All its possible places went to other items."),
}
