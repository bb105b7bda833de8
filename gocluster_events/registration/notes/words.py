"""What the team's notes are called."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.registration.people.rules.codes import NoteKind, Source
from gocluster_events.registration.people.words.history import ACTIONS

NOTE_KINDS: dict[NoteKind, LazyString] = {
    NoteKind.COMMENT: _l("Comment"),
    NoteKind.CORRECTION: _l("Reason for the correction"),
    NoteKind.ADDITION: _l("Reason for registering"),
}
SOURCES: dict[Source, LazyString] = {
    Source.BY_HAND: ACTIONS["registration.added_by_hand"],
    Source.AT_DOOR: ACTIONS["registration.added_at_door"],
}
