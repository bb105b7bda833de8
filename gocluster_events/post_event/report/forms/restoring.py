"""The button that makes an earlier version the draft."""

from wtforms import HiddenField

from gocluster_events.core.web.fields import Form


class RestoringForm(Form):
    """``seen`` is the revision of the draft that will be replaced."""

    seen = HiddenField()
