"""What the codes of wishes are called, and why something about them is refused."""

from gocluster_events.attendance.wishes.rules.codes import Phase, Refusal, RunState
from gocluster_events.core.i18n import LazyString, _l

REFUSALS: dict[Refusal, LazyString] = {
    Refusal.ARCHIVED: _l("The event is archived."),
    Refusal.NO_ROUND: _l("No deadline for choices has been set yet."),
    Refusal.NOT_YET: _l("You cannot name choices yet."),
    Refusal.CLOSED: _l("Choices are closed."),
    Refusal.NOT_CLOSED: _l("People can still name choices. You can allot the places once the deadline has passed."),
    Refusal.NOT_PROVEN: _l("Please confirm your e-mail address first."),
    Refusal.ENDED: _l("This registration has ended."),
    Refusal.WRONG_MODE: _l("Only places on site are allotted."),
    Refusal.MEMBERS_ONLY: _l("This item is for members only."),
    Refusal.HOUR_PASSED: _l("This hour has passed. Please enter a later one."),
    Refusal.NO_ITEMS: _l("The published programme has no items whose places are allotted by choice."),
    Refusal.COMPUTED: _l("A run has been computed, so choices stay closed."),
    Refusal.NO_WISHES: _l("Nobody has named a choice that counts."),
    Refusal.WISHES_COUNT: _l("There are choices that count. Please compute the allocation."),
    Refusal.RUNNING: _l("A run is being computed. Please wait until it is done."),
    Refusal.SAME_INPUT: _l("The same choices and places always give the same result: this run is there already."),
    Refusal.CHANGED: _l("Something has changed since this run. Please compute again."),
    Refusal.NOT_DONE: _l("This run is not done."),
    Refusal.COMMITTED: _l("The places are allotted; nothing is computed anew."),
    Refusal.NOT_BINDING: _l("This run is not binding any more."),
    Refusal.TOO_LATE: _l("The allocation has been carried out and cannot be taken back any more."),
}
STATES: dict[RunState, LazyString] = {
    RunState.QUEUED: _l("about to begin"),
    RunState.RUNNING: _l("being computed"),
    RunState.DONE: _l("preview"),
    RunState.COMMITTED: _l("binding"),
    RunState.DISCARDED: _l("discarded"),
}
PHASES: dict[Phase, LazyString] = {
    Phase.NONE: _l("no deadline yet"),
    Phase.NOT_YET: _l("not open yet"),
    Phase.OPEN: _l("choices open"),
    Phase.CLOSED: _l("choices closed"),
    Phase.COMMITTED: _l("allotted"),
    Phase.REST: _l("remaining places"),
}
