"""Sentences and labels for the codes of an edition."""

from gocluster_events.colour import WHITE, contrast, is_colour
from gocluster_events.events.rules import (
    ACCENT,
    Confirmation,
    EventStatus,
    FederalState,
    Mismatch,
    Mode,
    MovingUp,
    Phase,
    Reach,
    Refusal,
    Settings,
    darker,
)
from gocluster_events.events.words.places import COLOUR_FLAWS, PLACE_REFUSALS  # noqa: F401 -- tables of codes
from gocluster_events.events.words.team import *  # noqa: F403 -- every table of codes, by its own name
from gocluster_events.i18n import LazyString, _l, decimal

MODES: dict[Mode, LazyString] = {
    Mode.ONSITE: _l("on site"),
    Mode.ONLINE: _l("online"),
}

FEDERAL_STATES: dict[FederalState, LazyString] = {
    FederalState.BW: _l("Baden-Württemberg"),
    FederalState.BY: _l("Bavaria"),
    FederalState.BE: _l("Berlin"),
    FederalState.BB: _l("Brandenburg"),
    FederalState.HB: _l("Bremen"),
    FederalState.HH: _l("Hamburg"),
    FederalState.HE: _l("Hesse"),
    FederalState.MV: _l("Mecklenburg-Western Pomerania"),
    FederalState.NI: _l("Lower Saxony"),
    FederalState.NW: _l("North Rhine-Westphalia"),
    FederalState.RP: _l("Rhineland-Palatinate"),
    FederalState.SL: _l("Saarland"),
    FederalState.SN: _l("Saxony"),
    FederalState.ST: _l("Saxony-Anhalt"),
    FederalState.SH: _l("Schleswig-Holstein"),
    FederalState.TH: _l("Thuringia"),
    FederalState.ABROAD: _l("Outside Germany"),
}

STATUSES: dict[EventStatus, LazyString] = {
    EventStatus.DRAFT: _l("Draft"),
    EventStatus.PUBLISHED: _l("Published"),
    EventStatus.ARCHIVED: _l("Archived"),
}

STATUS_CHOICES: dict[EventStatus, LazyString] = {
    EventStatus.DRAFT: _l("Draft: only the organising team sees the event; nobody can register."),
    EventStatus.PUBLISHED: _l("Published: everyone sees the event; registration follows its times."),
    EventStatus.ARCHIVED: _l(
        "Archived: everyone sees the event as it was; nobody can register and nothing can be changed."
    ),
}

CONFIRMATIONS: dict[Confirmation, LazyString] = {
    Confirmation.AUTOMATIC: _l("Automatic: whoever confirms the address gets a free place at once."),
    Confirmation.REVIEW: _l("By review: the team decides about every registration."),
}

MOVING_UP: dict[MovingUp, LazyString] = {
    MovingUp.DIRECT: _l("Directly: whoever is next gets the free place at once."),
    MovingUp.OFFER: _l("By offer: whoever is next can accept the free place until a deadline."),
    MovingUp.BY_HAND: _l("By hand: nobody moves up until the team decides."),
}

VENUE_STATES: dict[FederalState, LazyString] = {
    **FEDERAL_STATES,
    FederalState.ABROAD: _l("Outside Germany: weekends only"),
}

REACHES: dict[Reach, LazyString] = {
    Reach.NOBODY: _l("Nobody: the team alone keeps it, and may hand it out."),
    Reach.PARTICIPANTS: _l("Confirmed participants: behind their personal link."),
    Reach.PUBLIC: _l("Everybody: on a public page as well, without e-mail addresses."),
}

PHASES: dict[Phase, LazyString] = {
    Phase.NOT_YET: _l("Registration has not opened yet"),
    Phase.OPEN: _l("Registration open"),
    Phase.CLOSED: _l("Registration closed"),
    Phase.ARCHIVED: _l("Archived"),
}

MISMATCHES: dict[Mismatch, LazyString] = {
    Mismatch.ENDS_BEFORE_START: _l("The event must end after it begins. Choose a later time."),
    Mismatch.CLOSES_BEFORE_OPENING: _l("Registration must close after it opens. Choose a later time."),
    Mismatch.CLOSES_AFTER_END: _l("Registration must close before the event ends. Choose an earlier time."),
    Mismatch.NO_PLACES: _l("Offer at least one place, on site or online."),
    Mismatch.NO_COLOUR: _l("Enter the colour as # and six characters, for example %(proposal)s."),
    Mismatch.TOO_LIGHT: _l(
        "This colour has a contrast of only %(contrast)s : 1 with white; text needs 4.5 : 1. %(proposal)s would do."
    ),
}

REFUSALS: dict[Refusal, LazyString] = {
    Refusal.ARCHIVED: _l("This event is archived. Choose another status to change its details."),
    Refusal.HAS_REGISTRATIONS: _l(
        "People have registered for this event, so it cannot become a draft again. Close the registration instead."
    ),
    Refusal.MOVES_OTHERS: _l("The number of people who would move up has changed. Look at it below, then save again."),
}

LOGO_WITHOUT_NAME = _l("State whose logo this is: it is read aloud in place of the picture.")


def mismatch(found: Mismatch, settings: Settings) -> str:
    """The sentence for what does not fit in these settings; of a colour with its contrast, and one that would do."""
    measured = is_colour(settings.accent)
    facts = {
        "contrast": decimal(contrast(settings.accent, WHITE)) if measured else "",
        "proposal": darker(settings.accent) if measured else ACCENT,
    }
    return str(MISMATCHES[found]) % facts
