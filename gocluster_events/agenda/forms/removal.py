"""Taking something out of the draft."""

from wtforms import HiddenField

from gocluster_events.web.fields import Form


class RemovalForm(Form):
    """A button; ``revision`` is the one of what was looked at."""

    revision = HiddenField()
