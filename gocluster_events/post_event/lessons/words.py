"""What lessons are called, when they come back, and what the audit log says of them."""

from gocluster_events.core.i18n import LazyString, _, _l, _n
from gocluster_events.post_event.lessons.rules import State

STATES: dict[State, LazyString] = {
    State.OPEN: _l("Open"),
    State.DONE: _l("Done"),
    State.DROPPED: _l("Dropped"),
}
ACTIONS: dict[str, LazyString] = {
    "lesson.added": _l("Something noted for next time"),
    "lesson.changed": _l("Note for next time changed"),
    "lesson.done": _l("Note for next time: done"),
    "lesson.dropped": _l("Note for next time: dropped"),
    "lesson.reopened": _l("Note for next time: open again"),
    "lesson.removed": _l("Note for next time removed"),
    "lesson.ticked": _l("Note from the earlier event ticked"),
    "lesson.opened": _l("Note from the earlier event open again"),
}


def when(weeks: int) -> str:
    """When the next event is reminded, in its own weeks."""
    if weeks == 0:
        return _("on the first day of the event")
    if weeks < 0:
        return _n("%(num)d week before the event", "%(num)d weeks before the event", -weeks)
    return _n("%(num)d week after the event", "%(num)d weeks after the event", weeks)
