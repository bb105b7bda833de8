"""The tables of the attendee list: what left the house, who came, and how people want to see it."""

from gocluster_events.attendees.models.admission import Admission
from gocluster_events.attendees.models.choices import ColumnChoice, SavedView
from gocluster_events.attendees.models.exports import Export
from gocluster_events.attendees.models.lists import ListRow

__all__ = ["Admission", "Export", "ListRow"]
__all__ = ["Admission", "ColumnChoice", "Export", "SavedView"]
