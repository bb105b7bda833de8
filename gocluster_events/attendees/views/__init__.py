"""Pages about who takes part; importing them puts them on the blueprint."""

from gocluster_events.attendees.views import badges, deciding, downloads, listing, papers, person, profiles
from gocluster_events.attendees.views.blueprint import blueprint

__all__ = ["badges", "blueprint", "deciding", "downloads", "listing", "papers", "person", "profiles"]
