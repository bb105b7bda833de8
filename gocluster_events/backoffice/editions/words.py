"""What the points of the checklist and the parts of a copied edition are called."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from gocluster_events.backoffice.editions.rules.copying import CopiedPart, Date, LeftPart
from gocluster_events.backoffice.editions.rules.holding import Waiting
from gocluster_events.backoffice.editions.rules.year import Point, Remark, State
from gocluster_events.core.i18n import LazyString, _, _l, _n, day, moment

POINTS: dict[Point, LazyString] = {
    Point.DATES: _l("Date and times"),
    Point.VENUE: _l("Venue and directions"),
    Point.TEXTS: _l("Title, motto and description"),
    Point.CONTACT: _l("Contact"),
    Point.TEAM: _l("Team"),
    Point.LEGAL: _l("Legal texts"),
    Point.LOOK: _l("Colour and logo"),
    Point.PUBLIC: _l("Publish the event"),
    Point.ROOMS: _l("Rooms"),
    Point.TRACKS: _l("Tracks"),
    Point.CLUSTERS: _l("Member clusters"),
    Point.QUESTIONS: _l("Questions on the registration form"),
    Point.PLACES: _l("Places and quotas"),
    Point.LETTERS: _l("Your own e-mail texts"),
    Point.TRIAL: _l("Testing the registration"),
    Point.INVITATIONS: _l("Invitations"),
    Point.WINDOW: _l("Registration period"),
    Point.ITEMS: _l("Programme items"),
    Point.REMINDERS: _l("Reminders"),
    Point.PEOPLE: _l("Contributors"),
    Point.VERSION: _l("Publish the programme"),
    Point.CATERER: _l("Figures for the caterer"),
    Point.GATE: _l("List for the gate"),
    Point.BADGES: _l("Badges and signature list"),
    Point.ADMISSION: _l("Rehearse admission"),
    Point.CERTIFICATES: _l("Certificates of attendance"),
    Point.FIGURES: _l("Figures for the report"),
    Point.ARCHIVE: _l("Archive the event"),
}
STATES: dict[State, LazyString] = {
    State.MEND: _l("Incomplete"),
    State.LOOK: _l("To be checked"),
    State.OPEN: _l("Still open"),
    State.DONE: _l("Complete"),
}
REMARKS: dict[Remark, LazyString] = {
    Remark.PAST: _l("The event began in the past."),
    Remark.NO_DAY: _l(
        "The day on which the event begins is not one of its days. Without it the programme has no times."
    ),
    Remark.DAY_OFF: _l("It begins on a weekend or public holiday."),
    Remark.CLOSED: _l("The registration deadline is in the past."),
    Remark.OPENS_AT_ONCE: _l("Registration opens as soon as the event is published."),
    Remark.NO_CODES: _l("It opens to invitation codes first, but nobody has been invited yet."),
    Remark.OPENS_ON_DAY_OFF: _l("Registration opens on a weekend or public holiday."),
    Remark.NO_DESCRIPTION: _l("The motto or description is missing."),
    Remark.NO_ENGLISH: _l("Some of it is missing in English; readers then see the German text."),
    Remark.NO_VENUE: _l("The venue, address or city is missing."),
    Remark.NO_DIRECTIONS: _l("There are no directions yet."),
    Remark.NO_CONTACT: _l("The contact has no name or no e-mail address."),
    Remark.NO_LOOK: _l("It uses the colour of the site and has no logo."),
    Remark.OVER_CAPACITY: _l("Quotas reserve more places than there are."),
    Remark.NONE: _l("There are none yet."),
    Remark.AS_BEFORE: _l("Same as for the earlier event. Is it still right?"),
    Remark.MENTIONS: _l("Some of it still refers to an earlier event:"),
    Remark.UNCONFIRMED: _l("Some have not agreed yet."),
    Remark.UNAPPROVED: _l("Some are not approved yet. Administrators do that for the whole site; nothing is copied."),
    Remark.OUTDATED: _l(
        "The software now does something different from what the approved text says, or more. Please check:"
    ),
    Remark.ALONE: _l("There is only one organiser. Who can stand in?"),
    Remark.NOT_PUBLIC: _l("The event is a draft. Only the team can see it."),
    Remark.NOBODY_INVITED: _l("Nobody has been invited yet. If nobody is to be, tick this item."),
    Remark.NO_REMINDER: _l("No reminder is switched on."),
    Remark.NO_VERSION: _l("No version of the programme is public yet."),
    Remark.NOT_TAKEN: _l("Nobody has downloaded this list yet."),
    Remark.TO_DO: _l("Tick this item once it is done."),
    Remark.NOT_ARCHIVED: _l("The event is not archived yet."),
    Remark.UNTRIED: _l("Look at the form as participants see it, then tick this item."),
}


def held_back(waiting: Waiting) -> Iterator[str]:
    """What archiving or hiding the event will hold back, a sentence for each kind; none where nothing waits."""
    if waiting.invitations:
        yield _n(
            "%(num)d invitation waits in the outbox. It is withdrawn and counts as not sent.",
            "%(num)d invitations wait in the outbox. They are withdrawn and count as not sent.",
            waiting.invitations,
        )
    if waiting.reminders:
        yield _n(
            "%(num)d reminder waits in the outbox and is withdrawn.",
            "%(num)d reminders wait in the outbox and are withdrawn.",
            waiting.reminders,
        )
    if waiting.messages:
        yield _n(
            "%(num)d e-mail of a message waits in the outbox and is withdrawn.",
            "%(num)d e-mails of messages wait in the outbox and are withdrawn.",
            waiting.messages,
        )
    if waiting.programme:
        yield _n(
            "%(num)d e-mail about the programme waits in the outbox and is withdrawn.",
            "%(num)d e-mails about the programme wait in the outbox and are withdrawn.",
            waiting.programme,
        )
    if waiting.planned:
        yield _n(
            "%(num)d message is planned for later. It becomes a draft again.",
            "%(num)d messages are planned for later. They become drafts again.",
            waiting.planned,
        )
    if waiting.publications:
        yield _("A version of the programme is planned for later. It is not published.")


def reminders_stop(ahead: Sequence[datetime], zone: str) -> str:
    """Which reminders would still come, of which none goes out any more; empty where none would."""
    if not ahead:
        return ""
    return _n(
        "%(num)d reminder is still to come, on %(last)s. It will not be sent.",
        "%(num)d reminders are still to come, the last on %(last)s. None of them will be sent.",
        len(ahead),
        last=moment(ahead[-1], zone),
    )


def was_held_back(waiting: Waiting) -> Iterator[str]:
    """What archiving or hiding the event has held back; none where nothing waited."""
    if waiting.mails:
        yield _n("%(num)d e-mail was withdrawn.", "%(num)d e-mails were withdrawn.", waiting.mails)
    if waiting.planned:
        yield _n("%(num)d message is a draft again.", "%(num)d messages are drafts again.", waiting.planned)
    if waiting.publications:
        yield _("The planned version of the programme is not published.")


COPIED_PARTS: dict[CopiedPart, LazyString] = {
    CopiedPart.DAYS: _l("Days with their times"),
    CopiedPart.ROOMS: _l("Rooms, without links to streams"),
    CopiedPart.TRACKS: _l("Tracks"),
    CopiedPart.CLUSTERS: _l("Member clusters"),
    CopiedPart.QUESTIONS: _l("Your own questions on the registration form"),
    CopiedPart.QUOTAS: _l("Quotas, with the times at which they are released"),
    CopiedPart.LETTERS: _l("Your own e-mail texts"),
    CopiedPart.REMINDERS: _l("Reminders"),
    CopiedPart.ITEMS: _l("Items of the draft, with their rooms and times"),
    CopiedPart.PEOPLE: _l("Contributors, to be asked again"),
    CopiedPart.LESSONS: _l("Open notes for next time, as items on the checklist"),
    CopiedPart.SURVEY: _l("Questions of the survey"),
}
LEFT_PARTS: dict[LeftPart, LazyString] = {
    LeftPart.REGISTRATIONS: _l("Registrations with all their details"),
    LeftPart.INVITATIONS: _l("Invitations and codes"),
    LeftPart.VERSIONS: _l("Published versions of the programme"),
    LeftPart.REPORT: _l("Report on the event with its versions"),
    LeftPart.PHOTOS: _l("Photos"),
    LeftPart.MATERIALS: _l("Materials with their releases"),
    LeftPart.CARDS: _l("Knowledge cards"),
    LeftPart.FOLLOW_UPS: _l("What became of next steps"),
    LeftPart.ARCHIVE: _l("Archive copy"),
    LeftPart.ANSWERS: _l("Answers to the survey"),
    LeftPart.MAILS: _l("E-mails"),
}
DATES: dict[Date, LazyString] = {
    Date.STARTS: _l("Start"),
    Date.ENDS: _l("End"),
    Date.CODES: _l("Open to invitation codes from"),
    Date.OPENS: _l("Registration opens"),
    Date.CLOSES: _l("Registration closes"),
}


def due(until: date, today: date) -> str:
    """By when a point of the plan is to be settled, or since when that is late."""
    plain = day(until, form="plain")
    return _("By %(day)s.", day=plain) if until >= today else _("Overdue since %(day)s.", day=plain)
