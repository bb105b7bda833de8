"""What the team's notes are called."""

from gocluster_events.core.i18n import LazyString
from gocluster_events.meeting.registration.people.rules.codes import Source
from gocluster_events.meeting.registration.people.words.history import ACTIONS

SOURCES: dict[Source, LazyString] = {
    Source.BY_HAND: ACTIONS["registration.added_by_hand"],
    Source.AT_DOOR: ACTIONS["registration.added_at_door"],
}
