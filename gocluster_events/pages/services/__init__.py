"""Verbs that several features take part in."""

from gocluster_events.pages.services.announcing import letters_about
from gocluster_events.pages.services.auditing import note_download
from gocluster_events.pages.services.checklist import tick, untick
from gocluster_events.pages.services.clusters import add_clusters, change_cluster, remove_cluster
from gocluster_events.pages.services.editions import copy_edition, create_edition
from gocluster_events.pages.services.feedback import answer_barrier, expire_feedback, tell_barrier
from gocluster_events.pages.services.legal import approve_text, save_text, take_back_text
from gocluster_events.pages.services.places import add_place, change_place, move_place, remove_place
from gocluster_events.pages.services.publishing import Outcome, publish, withdraw_announcement
from gocluster_events.pages.services.settings import change_procedure, change_settings, turn_edition
from gocluster_events.pages.services.timing import (
    cancel_publication,
    move_publication,
    plan_publication,
    publish_due,
)

__all__ = [
    "Outcome",
    "add_clusters",
    "add_place",
    "answer_barrier",
    "approve_text",
    "cancel_publication",
    "change_cluster",
    "change_place",
    "change_procedure",
    "change_settings",
    "copy_edition",
    "create_edition",
    "expire_feedback",
    "letters_about",
    "move_place",
    "move_publication",
    "note_download",
    "plan_publication",
    "publish",
    "publish_due",
    "remove_cluster",
    "remove_place",
    "save_text",
    "take_back_text",
    "tell_barrier",
    "tick",
    "turn_edition",
    "untick",
    "withdraw_announcement",
]
