"""Verbs that several features take part in."""

from gocluster_events.pages.services.announcing import letters_about
from gocluster_events.pages.services.publishing import Outcome, publish, withdraw_announcement
from gocluster_events.pages.services.settings import change_procedure, change_settings

__all__ = [
    "Outcome",
    "change_procedure",
    "change_settings",
    "letters_about",
    "publish",
    "withdraw_announcement",
]
