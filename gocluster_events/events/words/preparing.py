"""Sentences about new editions, and about how far one is."""

from gocluster_events.events.rules.preparing import SlugFlaw
from gocluster_events.events.rules.status import Turn
from gocluster_events.i18n import LazyString, _l

SLUG_FLAWS: dict[SlugFlaw, LazyString] = {
    SlugFlaw.NO_SLUG: _l("Use small letters, digits and single hyphens, at most 60 characters, such as annual-2028."),
    SlugFlaw.RESERVED: _l("This word is an address of the software itself. Choose another one."),
    SlugFlaw.TAKEN: _l("Another event has this address. Choose another one."),
}

TURNS: dict[Turn, LazyString] = {
    Turn.PUBLISH: _l("Publish the event"),
    Turn.HIDE: _l("Make the event a draft again"),
    Turn.ARCHIVE: _l("Archive the event"),
    Turn.REOPEN: _l("Take the event out of the archive"),
}
TURNED: dict[Turn, LazyString] = {
    Turn.PUBLISH: _l("The event is published."),
    Turn.HIDE: _l("The event is a draft again."),
    Turn.ARCHIVE: _l("The event is archived."),
    Turn.REOPEN: _l("The event is out of the archive."),
}
