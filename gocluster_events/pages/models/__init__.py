"""What a site says and is told besides its editions."""

from gocluster_events.pages.models.feedback import Feedback
from gocluster_events.pages.models.legal import LegalVersion

__all__ = ["Feedback", "LegalVersion"]
