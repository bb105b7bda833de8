"""Pages of the programme; importing them puts them on the blueprint."""

from gocluster_events.agenda.views import draft, feeds, items, people, programme, steps
from gocluster_events.agenda.views.blueprint import blueprint

__all__ = ["blueprint", "draft", "feeds", "items", "people", "programme", "steps"]
