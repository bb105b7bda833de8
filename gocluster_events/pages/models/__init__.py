"""What a site says and is told besides its editions."""

from gocluster_events.pages.models.feedback import Feedback
from gocluster_events.pages.models.legal import LegalVersion

__all__ = ["Feedback", "LegalVersion"]
"""Rows that belong to no single feature below."""

from gocluster_events.pages.models.messages import Message

__all__ = ["Message"]
