"""Sentences about rooms and tracks."""

from gocluster_events.colour import is_colour
from gocluster_events.events.rules.places import (
    SUGGESTED,
    ColourFlaw,
    PlaceRefusal,
    least_contrast,
    nearest_legible,
)
from gocluster_events.i18n import LazyString, _l, decimal

PLACE_REFUSALS: dict[PlaceRefusal, LazyString] = {
    PlaceRefusal.ARCHIVED: _l("This event is archived. Reopen it to change what it consists of."),
    PlaceRefusal.KNOWN_ROOM: _l("There is a room of this name. Choose another name."),
    PlaceRefusal.KNOWN_LETTER: _l("There is a track with this letter. Choose another letter."),
    PlaceRefusal.KNOWN_CLUSTER: _l("There is a cluster of this name. Choose another name."),
    PlaceRefusal.IN_USE: _l("Programme items stand in it. Move them first, then remove it."),
}
PLACE_FIELDS: dict[PlaceRefusal, str] = {
    PlaceRefusal.KNOWN_ROOM: "name",
    PlaceRefusal.KNOWN_LETTER: "letter",
    PlaceRefusal.KNOWN_CLUSTER: "name",
}

COLOUR_FLAWS: dict[ColourFlaw, LazyString] = {
    ColourFlaw.NO_COLOUR: _l("Enter the colour as # and six characters, for example %(proposal)s."),
    ColourFlaw.TOO_LIGHT: _l(
        "This colour has a contrast of only %(contrast)s : 1 on light pages; text needs 4.5 : 1. %(proposal)s would do."
    ),
    ColourFlaw.TOO_DARK: _l(
        "This colour has a contrast of only %(contrast)s : 1 on dark pages; text needs 4.5 : 1. %(proposal)s would do."
    ),
}

NO_LINK = _l("Enter the whole address of the stream; it must begin with https://.")
NO_LETTER = _l("Use one or two letters or digits, without umlauts.")


def bad_colour(flaw: ColourFlaw, colour: str) -> str:
    """The sentence for a colour that a track cannot have, with one that would do."""
    measured = is_colour(colour)
    facts = {
        "contrast": decimal(least_contrast(colour)) if measured else "",
        "proposal": nearest_legible(colour) if measured else SUGGESTED[0],
    }
    return str(COLOUR_FLAWS[flaw]) % facts
