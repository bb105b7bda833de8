"""Sentences and labels for the codes of an edition."""

from gocluster_events.events.rules import EventStatus, FederalState, Mismatch, Mode, Phase, Refusal
from gocluster_events.i18n import LazyString, _l

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
    EventStatus.DRAFT: _l("Draft: only the organising team sees the edition; nobody can register."),
    EventStatus.PUBLISHED: _l("Published: everyone sees the edition; registration follows its times."),
    EventStatus.ARCHIVED: _l(
        "Archived: everyone sees the edition as it was; nobody can register and nothing can be changed."
    ),
}

PHASES: dict[Phase, LazyString] = {
    Phase.NOT_YET: _l("Registration has not opened yet"),
    Phase.OPEN: _l("Registration open"),
    Phase.CLOSED: _l("Registration closed"),
    Phase.ARCHIVED: _l("Archived"),
}

MISMATCHES: dict[Mismatch, LazyString] = {
    Mismatch.ENDS_BEFORE_START: _l("The meeting must end after it begins. Choose a later time."),
    Mismatch.CLOSES_BEFORE_OPENING: _l("Registration must close after it opens. Choose a later time."),
    Mismatch.CLOSES_AFTER_END: _l("Registration must close before the meeting ends. Choose an earlier time."),
    Mismatch.NO_PLACES: _l("Offer at least one place, on site or online."),
}

REFUSALS: dict[Refusal, LazyString] = {
    Refusal.ARCHIVED: _l("This edition is archived. Choose another status to change its facts."),
    Refusal.HAS_REGISTRATIONS: _l(
        "People have registered for this edition, so it cannot become a draft again. Close the registration instead."
    ),
}
