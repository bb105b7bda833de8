"""Naming a state of the draft."""

from gocluster_events.i18n import _l
from gocluster_events.web.fields import Filled, Form, Line


class SnapshotForm(Form):
    """What the team calls it."""

    name = Line(_l("Name"), limit=120, validators=[Filled()])
