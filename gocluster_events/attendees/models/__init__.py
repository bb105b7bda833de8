"""The tables of the attendee list: what left the house, and who came."""

from gocluster_events.attendees.models.admission import Admission
from gocluster_events.attendees.models.exports import Export
from gocluster_events.attendees.models.lists import ListRow

__all__ = ["Admission", "Export", "ListRow"]
