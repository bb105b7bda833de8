"""The verbs of the programme: changing its draft and publishing it."""

from gocluster_events.agenda.services.accepting import accept, take_back
from gocluster_events.agenda.services.drafting import (
    apply,
    apply_in,
    recount,
    redo,
    restore,
    restore_snapshot,
    touch_draft,
    undo,
)
from gocluster_events.agenda.services.importing import begin_import, clean_up, drop_import, take_in
from gocluster_events.agenda.services.moving import copy_to_every_room, shift
from gocluster_events.agenda.services.own_page import answer, save_own, send_link, subject
from gocluster_events.agenda.services.people import save_person, stand_in
from gocluster_events.agenda.services.proposing import (
    accept_proposal,
    discard_proposal,
    drop_wish,
    propose,
    run_proposals,
    wish,
)
from gocluster_events.agenda.services.publishing import publish, publish_state
from gocluster_events.agenda.services.redaction import remove_name, remove_portrait
from gocluster_events.agenda.services.snapshots import keep, keep_in, remove_snapshot, rename_snapshot
from gocluster_events.agenda.services.timing import cancel_publication, move_publication, plan_publication

__all__ = [
    "accept",
    "accept_proposal",
    "answer",
    "apply",
    "apply_in",
    "begin_import",
    "cancel_publication",
    "clean_up",
    "copy_to_every_room",
    "discard_proposal",
    "drop_import",
    "drop_wish",
    "keep",
    "keep_in",
    "move_publication",
    "plan_publication",
    "propose",
    "publish",
    "publish_state",
    "recount",
    "redo",
    "remove_name",
    "remove_portrait",
    "remove_snapshot",
    "rename_snapshot",
    "restore",
    "restore_snapshot",
    "run_proposals",
    "save_own",
    "save_person",
    "send_link",
    "shift",
    "stand_in",
    "subject",
    "take_back",
    "take_in",
    "touch_draft",
    "undo",
    "wish",
]
