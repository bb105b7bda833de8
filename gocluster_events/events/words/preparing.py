"""Sentences about new editions."""

from gocluster_events.events.rules.preparing import SlugFlaw
from gocluster_events.i18n import LazyString, _l

SLUG_FLAWS: dict[SlugFlaw, LazyString] = {
    SlugFlaw.NO_SLUG: _l("Use small letters, digits and single hyphens, at most 60 characters, such as annual-2028."),
    SlugFlaw.RESERVED: _l("This word is an address of the software itself. Choose another one."),
    SlugFlaw.TAKEN: _l("Another event has this address. Choose another one."),
}
