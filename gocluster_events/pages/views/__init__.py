"""Pages that need several features; importing them puts them on the blueprint."""

from gocluster_events.pages.views import publish
from gocluster_events.pages.views.blueprint import blueprint

__all__ = ["blueprint", "publish"]
