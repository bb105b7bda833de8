"""What is left for some, in a sentence."""

from gocluster_events.events.rules import Mode
from gocluster_events.i18n import _n, current_language
from gocluster_events.registration.rules.spare import Spare
from gocluster_events.text import Localized


def spare_sentence(quota: Localized, spare: Spare) -> str:
    """For whom there are how many places."""
    name, free = quota.pick(current_language())[0], spare.free
    if spare.mode is Mode.ONSITE:
        return str(
            _n(
                "For %(name)s, %(num)d place is left on site.",
                "For %(name)s, %(num)d places are left on site.",
                free,
                name=name,
            )
        )
    return str(
        _n(
            "For %(name)s, %(num)d place is left online.",
            "For %(name)s, %(num)d places are left online.",
            free,
            name=name,
        )
    )
