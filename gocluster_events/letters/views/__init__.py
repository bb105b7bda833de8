"""Pages about an edition's mails; importing them puts them on the blueprint."""

from gocluster_events.letters.views.blueprint import blueprint

__all__ = ["blueprint"]
