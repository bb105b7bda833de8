"""What stands on top of every page of a copy."""

from datetime import date

from gocluster_events.core.i18n import _, day
from gocluster_events.post_event.archive.rules.surroundings import Line


def line(on: date) -> Line:
    """The line in the language of the request."""
    return Line(
        name=_("Archive copy"),
        text=_("Archive copy of %(day)s", day=day(on, form="plain")),
        website=_("Go to the website"),
        search=_("Search this copy"),
    )
