"""What the audit log says of follow-ups."""

from gocluster_events.core.i18n import LazyString, _l

ACTIONS: dict[str, LazyString] = {
    "follow_up.asked": _l("Asked what became of the next step"),
    "follow_up.reminded": _l("Reminded to say what became of the next step"),
    "follow_up.answered": _l("Said what became of the next step"),
    "follow_up.ended": _l("Wants no more questions about the next step"),
    "follow_up.noted": _l("Written down what became of the next step"),
    "follow_up.published": _l("Published what became of the next step"),
    "follow_up.taken_back": _l("Taken back what became of the next step"),
    "follow_up.set_aside": _l("Set aside what became of the next step"),
}
