"""Pages about who takes part; importing them puts them on the blueprint."""

from gocluster_events.attendees.views import deciding, downloads, listing, person
from gocluster_events.attendees.views.blueprint import blueprint

__all__ = ["blueprint", "deciding", "downloads", "listing", "person"]
