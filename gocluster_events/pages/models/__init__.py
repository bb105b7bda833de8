"""What a site says and is told besides its editions, and what needs several features."""

from gocluster_events.pages.models.feedback import Feedback
from gocluster_events.pages.models.legal import LegalVersion
from gocluster_events.pages.models.messages import Message

__all__ = ["Feedback", "LegalVersion", "Message"]
