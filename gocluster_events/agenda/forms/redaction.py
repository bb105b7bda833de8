"""Taking a person's name or portrait out of everything that is stored."""

from wtforms import BooleanField

from gocluster_events.i18n import _l
from gocluster_events.web.fields import Action, Filled


class RedactionForm(Action):
    """What cannot be undone needs a tick."""

    is_sure = BooleanField(
        _l("I have understood that this cannot be undone"), validators=[Filled(_l("Tick this to go on."))]
    )
