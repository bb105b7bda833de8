"""Where a mail is on its way, in words."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.mail.rules import State

STATES: dict[State, LazyString] = {
    State.QUEUED: _l("Waiting to be sent"),
    State.SENT: _l("Sent"),
    State.FAILED: _l("Not delivered"),
}
