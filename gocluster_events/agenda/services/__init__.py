"""The verbs of the programme: changing its draft and publishing it."""

from gocluster_events.agenda.services.drafting import apply, apply_in, recount, redo, restore, undo
from gocluster_events.agenda.services.moving import copy_to_every_room, shift
from gocluster_events.agenda.services.publishing import publish

__all__ = ["apply", "apply_in", "copy_to_every_room", "publish", "recount", "redo", "restore", "shift", "undo"]
