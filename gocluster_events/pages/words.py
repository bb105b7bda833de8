"""Labels for what the desk counts."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.pages.rules.deadlines import Occasion

OCCASIONS: dict[Occasion, LazyString] = {
    Occasion.REGISTRATION_OPENS: _l("Registration opens"),
    Occasion.REGISTRATION_CLOSES: _l("Registration closes"),
    Occasion.MEETING: _l("The meeting begins"),
}
