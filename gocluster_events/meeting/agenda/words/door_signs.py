"""Sentences about door signs that the worker makes."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.meeting.agenda.rules.door_signs import SignsState

SIGNS_STATES: dict[SignsState, LazyString] = {
    SignsState.QUEUED: _l("Waiting to begin"),
    SignsState.RUNNING: _l("The door signs are being made"),
    SignsState.DONE: _l("The door signs are ready"),
    SignsState.FAILED: _l("The door signs could not be made"),
}
