"""Sentences and labels for editions, rooms, tracks, clusters and the team."""

from collections.abc import Callable, Iterator
from enum import Enum

from gocluster_events.core.access import Role
from gocluster_events.core.colour import WHITE, contrast, is_colour
from gocluster_events.core.i18n import LazyString, _, _l, decimal, force_locale
from gocluster_events.core.text import LANGUAGES, fold, fold_german
from gocluster_events.core.web import words as ground
from gocluster_events.meeting.events.rules import edition, rooms_and_tracks
from gocluster_events.meeting.events.rules.clusters import NAME_LIMIT, ClusterLine, LineError, ListVocabulary
from gocluster_events.meeting.events.rules.day_plan import DayFlaw
from gocluster_events.meeting.events.rules.new_edition import SlugRefusal
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.events.rules.status import Turn
from gocluster_events.meeting.events.rules.team import TeamRefusal

MODES: dict[edition.Mode, LazyString] = {
    edition.Mode.ONSITE: _l("in person"),
    edition.Mode.ONLINE: _l("online"),
}

FEDERAL_STATES: dict[edition.FederalState, LazyString] = {
    edition.FederalState.BW: _l("Baden-Württemberg"),
    edition.FederalState.BY: _l("Bavaria"),
    edition.FederalState.BE: _l("Berlin"),
    edition.FederalState.BB: _l("Brandenburg"),
    edition.FederalState.HB: _l("Bremen"),
    edition.FederalState.HH: _l("Hamburg"),
    edition.FederalState.HE: _l("Hesse"),
    edition.FederalState.MV: _l("Mecklenburg-Western Pomerania"),
    edition.FederalState.NI: _l("Lower Saxony"),
    edition.FederalState.NW: _l("North Rhine-Westphalia"),
    edition.FederalState.RP: _l("Rhineland-Palatinate"),
    edition.FederalState.SL: _l("Saarland"),
    edition.FederalState.SN: _l("Saxony"),
    edition.FederalState.ST: _l("Saxony-Anhalt"),
    edition.FederalState.SH: _l("Schleswig-Holstein"),
    edition.FederalState.TH: _l("Thuringia"),
    edition.FederalState.ABROAD: _l("Outside Germany"),
}

STATUSES: dict[edition.EventStatus, LazyString] = {
    edition.EventStatus.DRAFT: _l("Draft"),
    edition.EventStatus.PUBLISHED: _l("Published"),
    edition.EventStatus.ARCHIVED: _l("Archived"),
}

STANDINGS: dict[edition.EventStatus, LazyString] = {
    edition.EventStatus.DRAFT: _l("The event is a draft."),
    edition.EventStatus.PUBLISHED: _l("The event is public."),
    edition.EventStatus.ARCHIVED: _l("The event is archived."),
}
STAYS_PUBLIC = _l("It cannot become a draft again because people have registered.")
MEANINGS: dict[edition.EventStatus, LazyString] = {
    edition.EventStatus.DRAFT: _l("Only the organising team sees it; nobody can register."),
    edition.EventStatus.PUBLISHED: _l("Everyone can see it; registration opens and closes at its set times."),
    edition.EventStatus.ARCHIVED: _l("Everyone sees it as it was; nobody can register and nothing can be changed."),
}

CONFIRMATIONS: dict[Confirmation, LazyString] = {
    Confirmation.AUTOMATIC: _l("Automatic: anyone who confirms their address gets a free place at once."),
    Confirmation.REVIEW: _l("By review: the team decides on every registration."),
}

MOVING_UP: dict[MovingUp, LazyString] = {
    MovingUp.DIRECT: _l("Directly: the next person gets the free place at once."),
    MovingUp.OFFER: _l("By offer: the next person can accept the free place until a deadline."),
    MovingUp.BY_HAND: _l("Manually: nobody moves up until the team decides."),
}

VENUE_STATES: dict[edition.FederalState, LazyString] = {
    **FEDERAL_STATES,
    edition.FederalState.ABROAD: _l("Outside Germany: weekends only"),
}

REACHES: dict[Reach, LazyString] = {
    Reach.NOBODY: _l("Nobody: only the team has it, and may hand it out."),
    Reach.PARTICIPANTS: _l("Confirmed participants: on their personal page."),
    Reach.PUBLIC: _l("Everyone: on a public page as well, without e-mail addresses."),
}

PHASES: dict[edition.RegistrationPhase, LazyString] = {
    edition.RegistrationPhase.NOT_YET: _l("Registration has not opened yet"),
    edition.RegistrationPhase.CODES: _l("Registration open with an invitation code"),
    edition.RegistrationPhase.OPEN: _l("Registration open"),
    edition.RegistrationPhase.CLOSED: _l("Registration closed"),
    edition.RegistrationPhase.OVER: _l("This event is over"),
}

MISMATCHES: dict[edition.Mismatch, LazyString] = {
    edition.Mismatch.ENDS_BEFORE_START: _l("The event must end after it begins. Choose a later time."),
    edition.Mismatch.CLOSES_BEFORE_OPENING: _l("Registration must close after it opens. Choose a later time."),
    edition.Mismatch.CLOSES_AFTER_END: _l("Registration must close before the event ends. Choose an earlier time."),
    edition.Mismatch.CODES_AFTER_OPENING: _l(
        "Codes must become valid no later than when registration opens. Choose an earlier time, or leave the field "
        "empty."
    ),
    edition.Mismatch.NO_PLACES: _l("Offer at least one place, on site or online."),
    edition.Mismatch.NO_COLOUR: _l("Enter the colour as # and six characters, for example %(proposal)s."),
    edition.Mismatch.TOO_LIGHT: _l(
        "This colour has a contrast of only %(contrast)s : 1 with white; text needs 4.5 : 1. "
        "%(proposal)s would be enough."
    ),
}

MAIN_DAY, SIDE_DAY = _l("Main programme"), _l("Side programme")
DAY_FLAWS: dict[DayFlaw, LazyString] = {
    DayFlaw.TWICE: _l("This date is there twice. Choose another date or remove one of the days."),
    DayFlaw.CLOSES_BEFORE: _l("The day must end after it begins. Choose a later time."),
    DayFlaw.ADMISSION_AFTER: _l("Admission must begin no later than the day does. Choose an earlier time."),
    DayFlaw.NO_SUCH_TIME: ground.NO_LOCAL_TIME,
    DayFlaw.NO_MAIN: _l("At least one day must belong to the main programme."),
    DayFlaw.GAP: _l(
        "A day is missing before this one. Add the days in between, or make this day part of the side programme."
    ),
}

REFUSALS: dict[edition.Refusal, LazyString] = {
    edition.Refusal.ARCHIVED: _l("This event is archived. Choose another status to change its details."),
    edition.Refusal.DAY_HAS_ITEMS: _l(
        "There are programme items on a day that would be removed. They are named below; save again to go on."
    ),
    edition.Refusal.HAS_REGISTRATIONS: _l(
        "People have registered for this event, so it cannot become a draft again. Close the registration instead."
    ),
    edition.Refusal.MOVES_OTHERS: _l("The people who would move up have changed. Check below, then save again."),
}

LOGO_WITHOUT_NAME = _l("Name the organisation behind the logo: its name is read aloud in place of the picture.")


def mismatch(reason: edition.Mismatch, settings: edition.Settings) -> str:
    """The sentence for what does not fit in these settings; of a colour with its contrast, and one that would do."""
    measured = is_colour(settings.accent)
    facts = {
        "contrast": decimal(contrast(settings.accent, WHITE)) if measured else "",
        "proposal": edition.darker(settings.accent) if measured else edition.ACCENT,
    }
    return str(MISMATCHES[reason]) % facts


LINE_ERRORS: dict[LineError, LazyString] = {
    LineError.NO_NAME: _l("The name is missing."),
    LineError.TOO_LONG: _l("The name is longer than %(limit)d characters."),
    LineError.BAD_TEXT: _l("The name contains invisible characters."),
    LineError.NO_STATE: _l("The federal state is missing."),
    LineError.UNKNOWN_STATE: _l("“%(other)s” is not a federal state."),
    LineError.TWICE: _l("Line %(other)s says the same."),
}
NO_LINES = _l("Paste at least one line, or choose a file.")
TOO_MANY_LINES = _l("There are more than %(most)d lines. Add them in several parts.")
CSV_NAME = _l("clusters")
NAME, STATE = _l("Cluster"), _l("Federal state")
STATE_CHOICES: list[tuple[str, LazyString]] = [(state.value, label) for state, label in FEDERAL_STATES.items()]
_MORE_HEADS = ("Name", "Cluster name", "Clustername", "Netzwerk", "Organisation", "Clusterinitiative")
_MORE_STATE_HEADS = ("State", "Land", "Bundesland")


def line_error(line: ClusterLine) -> str:
    """The sentence that says why the line cannot become a cluster."""
    return str(LINE_ERRORS[line.wrong]) % {"limit": NAME_LIMIT, "other": line.other} if line.wrong else ""


def vocabulary() -> ListVocabulary:
    """The words that a pasted list of clusters may use for states and column heads, in both languages."""
    states = {fold(state.value): state for state in edition.FederalState}
    for state, label in FEDERAL_STATES.items():
        for word in _in_each(lambda label=label: str(label)):  # type: ignore[misc]
            states |= {fold(word): state, fold_german(word): state}
    return ListVocabulary(
        states=states,
        name_heads=frozenset(map(fold, [*_in_each(lambda: _("Cluster")), *_MORE_HEADS])),
        state_heads=frozenset(map(fold, [*_in_each(lambda: _("Federal state")), *_MORE_STATE_HEADS])),
    )


def _in_each(word: Callable[[], str]) -> Iterator[str]:
    for language in LANGUAGES:
        with force_locale(language):
            yield word()


PLACE_REFUSALS: dict[rooms_and_tracks.PlaceRefusal, LazyString] = {
    rooms_and_tracks.PlaceRefusal.ARCHIVED: _l("This event is archived. Take it out of the archive to change it."),
    rooms_and_tracks.PlaceRefusal.KNOWN_ROOM: _l("There is already a room with this name. Choose another one."),
    rooms_and_tracks.PlaceRefusal.KNOWN_LETTER: _l("There is already a track with this letter. Choose another one."),
    rooms_and_tracks.PlaceRefusal.KNOWN_CLUSTER: _l("There is already a cluster with this name. Choose another one."),
    rooms_and_tracks.PlaceRefusal.IN_USE: _l("It contains programme items. Move those items first."),
}
PLACE_FIELDS: dict[rooms_and_tracks.PlaceRefusal, str] = {
    rooms_and_tracks.PlaceRefusal.KNOWN_ROOM: "name",
    rooms_and_tracks.PlaceRefusal.KNOWN_LETTER: "letter",
    rooms_and_tracks.PlaceRefusal.KNOWN_CLUSTER: "name",
}

COLOUR_REFUSALS: dict[rooms_and_tracks.ColourRefusal, LazyString] = {
    rooms_and_tracks.ColourRefusal.NO_COLOUR: _l("Enter the colour as # and six characters, for example %(proposal)s."),
    rooms_and_tracks.ColourRefusal.TOO_LIGHT: _l(
        "This colour has a contrast of only %(contrast)s : 1 on light pages; text needs 4.5 "
        ": 1. %(proposal)s would be enough."
    ),
    rooms_and_tracks.ColourRefusal.TOO_DARK: _l(
        "This colour has a contrast of only %(contrast)s : 1 on dark pages; text needs 4.5 : "
        "1. %(proposal)s would be enough."
    ),
}

NO_LINK = _l("Enter the whole address of the stream; it must begin with https://.")
NO_LETTER = _l("Use one or two letters or digits, without umlauts.")


def bad_colour(flaw: rooms_and_tracks.ColourRefusal, colour: str) -> str:
    """The sentence for a colour that a track cannot have, with one that would do."""
    measured = is_colour(colour)
    facts = {
        "contrast": decimal(rooms_and_tracks.least_contrast(colour)) if measured else "",
        "proposal": rooms_and_tracks.nearest_legible(colour) if measured else rooms_and_tracks.SUGGESTED[0],
    }
    return str(COLOUR_REFUSALS[flaw]) % facts


ROLES: dict[Role, LazyString] = {
    Role.ORGANISER: _l("Organising team"),
    Role.DESK: _l("Registration desk"),
    Role.STAFF: _l("Staff"),
}
MAY: dict[Role, LazyString] = {
    Role.ORGANISER: _l("Can do everything in this event and decides who is in the team."),
    Role.DESK: _l(
        "Can do what staff can, and also correct names, organisation and position, and register people while a place "
        "is free."
    ),
    Role.STAFF: _l(
        "Can see registrations and figures, download and print lists, check people in, and book places in programme "
        "items for them. Afterwards they draft the report and add photos and materials. Can change nothing else."
    ),
}
TEAM_REFUSALS: dict[Enum, LazyString] = {
    TeamRefusal.ARCHIVED: _l("This event is archived. Nobody joins its team and no role changes."),
    TeamRefusal.ALREADY_IN: _l("This person is already in the team."),
    TeamRefusal.LAST_ORGANISER: _l("An event needs an organiser. Give somebody else that role first."),
    TeamRefusal.YOURSELF: _l("You would lose rights yourself. Tick the box if that is what you want."),
    TeamRefusal.OVER: _l("This invitation is no longer open."),
}
TEAM_ACTIONS: dict[str, LazyString] = {
    "team.invited": _l("Invited to the team"),
    "team.invitation_resent": _l("Invited to the team again"),
    "team.invitation_withdrawn": _l("Invitation to the team withdrawn"),
    "team.joined_as_organiser": _l("Joined the organising team"),
    "team.joined_as_desk": _l("Joined the team as registration desk"),
    "team.joined_as_staff": _l("Joined the team as staff"),
    "team.made_organiser": _l("Made an organiser"),
    "team.made_desk": _l("Changed to the registration desk"),
    "team.made_staff": _l("Changed to staff"),
    "team.let_go": _l("Left the team"),
}
COPY_ACTIONS: dict[str, LazyString] = {
    "archive.requested": _l("Archive copy requested"),
    "archive.downloaded": _l("Archive copy downloaded"),
    "archive.removed": _l("Archive copy deleted"),
}

SLUG_REFUSALS: dict[SlugRefusal, LazyString] = {
    SlugRefusal.NO_SLUG: _l(
        "Use lower-case letters, digits and single hyphens, at most 60 characters, for example annual-2028."
    ),
    SlugRefusal.TOO_SHORT: _l(
        "Use at least 4 characters: conference apps do not read the programme of an event whose address is shorter."
    ),
    SlugRefusal.RESERVED: _l("This address is used by the software itself. Choose another one."),
    SlugRefusal.TAKEN: _l("Another event already has this address. Choose another one."),
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
