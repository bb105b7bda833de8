"""Labels for what the desk counts, and sentences about the last places."""

from collections.abc import Callable

from gocluster_events.backoffice.oversight.rules.auditing import Deed, Happening
from gocluster_events.core.i18n import LazyString, _, _l, _n
from gocluster_events.core.web.order.shape import Phase
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.site.rules.growth import Milestone
from gocluster_events.site.rules.own_day import Mark, OwnRow
from gocluster_events.site.rules.registration_box import ModeSeats
from gocluster_events.site.rules.tasks import Occasion

OCCASIONS: dict[Occasion, LazyString] = {
    Occasion.CODES_OPEN: _l("Open to invitation codes"),
    Occasion.REGISTRATION_OPENS: _l("Registration opens"),
    Occasion.REGISTRATION_CLOSES: _l("Registration closes"),
    Occasion.PUBLICATION: _l("The programme is published"),
    Occasion.RELEASE: _l("Reserved places are released"),
    Occasion.REMINDER: _l("Reminder"),
    Occasion.WISHES: _l("Choices for workshops close"),
    Occasion.CATERER: _l("Figures for the caterer"),
    Occasion.GATE: _l("List for the gate"),
    Occasion.MEETING: _l("The event begins"),
}

PHASES: dict[Phase, LazyString] = {
    Phase.BEFORE: _l("Beforehand"),
    Phase.ON_THE_DAY: _l("On the day"),
    Phase.AFTER: _l("Afterwards"),
}

MARKS: dict[Mark, LazyString] = {
    Mark.ON_STAGE: _l("On stage"),
    Mark.BOOKED: _l("Booked"),
    Mark.ACCEPTED: _l("Accepted"),
    Mark.WAITING: _l("Waiting list, number %(number)d"),
    Mark.SAVED: _l("Saved"),
}

AT_THE_DOOR: LazyString = _l("Free places are given out at the door. Please be there five minutes early.")

MILESTONES: dict[Milestone, LazyString] = {
    Milestone.OPENING: _l("Registration opens"),
    Milestone.TODAY: _l("Today"),
    Milestone.DEADLINE: _l("Registration closes"),
}

DEEDS: dict[Deed, Callable[[int], str]] = {
    Deed.PLANNED: lambda num: _n("changed the programme.", "changed the programme %(num)d times.", num),
    Deed.PUBLISHED: lambda num: _n("published the programme.", "published the programme %(num)d times.", num),
    Deed.SETTINGS: lambda num: _n("changed the settings.", "changed the settings %(num)d times.", num),
    Deed.SHOWN: lambda num: _n("published the event.", "published the event %(num)d times.", num),
    Deed.HIDDEN: lambda num: _n(
        "turned the event back into a draft.", "turned the event back into a draft %(num)d times.", num
    ),
    Deed.ARCHIVED: lambda num: _n("archived the event.", "archived the event %(num)d times.", num),
    Deed.REOPENED: lambda num: _n("reopened the event.", "reopened the event %(num)d times.", num),
    Deed.CONFIRMED: lambda num: _n("confirmed %(num)d person.", "confirmed %(num)d people.", num),
    Deed.REVIEWED: lambda num: _n(
        "started reviewing %(num)d registration.", "started reviewing %(num)d registrations.", num
    ),
    Deed.WAITLISTED: lambda num: _n(
        "put %(num)d person on the waiting list.", "put %(num)d people on the waiting list.", num
    ),
    Deed.UNDONE: lambda num: _n(
        "undid a decision about %(num)d person.", "undid a decision about %(num)d people.", num
    ),
    Deed.DECLINED: lambda num: _n("declined %(num)d registration.", "declined %(num)d registrations.", num),
    Deed.MOVED_UP: lambda num: _n("moved %(num)d person up.", "moved %(num)d people up.", num),
    Deed.LAPSED: lambda num: _n("let %(num)d registration lapse.", "let %(num)d registrations lapse.", num),
    Deed.DOWNLOADED: lambda num: _n("downloaded %(num)d row of the list.", "downloaded %(num)d rows of the list.", num),
}


BELOW: tuple[tuple[str, LazyString], ...] = (
    ("editions.edition_copy", _l("Copy the event")),
    ("team.team_invitation", _l("Invite to the team")),
    ("agenda.common_times", _l("Common times")),
    ("editions.cluster_list", _l("Add several clusters")),
    ("legal.legal", _l("Legal texts")),
    ("attendees.new_person", _l("Register a person")),
    ("invitations.list_upload", _l("Import an address list")),
    ("agenda.new_item", _l("New programme item")),
    ("planning.proposal", _l("Proposal for the programme")),
    ("importing.programme_upload", _l("Import the programme")),
    ("publishing.publication", _l("Publish the programme")),
    ("publishing.publication_time", _l("Publish at a set time")),
    ("publishing.first_letters", _l("Write to contributors")),
    ("agenda.door_signs_page", _l("Door signs")),
    ("wishes.round", _l("Deadline of the choices")),
    ("item_door.items", _l("Admission to items")),
    ("door.walk_in", _l("Walk-in")),
    ("attendees.needs_list", _l("Support and catering needs")),
    ("papers.badges", _l("Name badges")),
    ("contributors.likenesses", _l("One person or two?")),
    ("attendees.figures_freezing", _l("Freeze the figures")),
    ("cards.note_takers", _l("Note takers")),
    ("follow_ups.follow_ups", _l("What became of it")),
    ("lessons.new_lesson", _l("Note for next time")),
    ("photos.photo_upload", _l("Add photos")),
    ("cards.new_card", _l("Write a card")),
    ("archive.archive", _l("Archive copy")),
    ("messages.new_message", _l("Write a message")),
    ("survey.questions", _l("Questions of the survey")),
    ("documentation.publication", _l("Publish the documentation")),
)
"""Pages below a tab that are found by what one does there; those of the tabs are found by the tab's name."""


def deed(happening: Happening) -> str:
    """What somebody did, as it stands after their name."""
    return str(DEEDS[happening.deed](happening.count))


def seats_left(places: ModeSeats) -> str:
    """What is worth saying about the places of a mode: that the last ones go, or are gone; otherwise nothing."""
    free, on_site = places.free, places.mode is Mode.ONSITE
    if places.are_few and on_site:
        return _n("%(num)d in-person place left", "%(num)d in-person places left", free)
    if places.are_few:
        return _n("%(num)d place left online", "%(num)d places left online", free)
    if free:
        return ""
    return _("Fully booked in person") if on_site else _("Online: fully booked")


def mark(row: OwnRow) -> str:
    """Why it stands in somebody's programme; of a waiting list also where they stand."""
    sentence = str(MARKS[row.mark]) if row.mark else ""
    return sentence % {"number": row.position} if row.mark is Mark.WAITING else sentence
