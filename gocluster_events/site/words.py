"""Labels for what the desk counts, and sentences about the last places."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gocluster_events.events.rules.edition import Mode
from gocluster_events.i18n import LazyString, _, _l, _n
from gocluster_events.oversight.rules.auditing import Deed, Happening
from gocluster_events.site.rules.growth import Milestone
from gocluster_events.site.rules.registration_box import ModeSeats
from gocluster_events.site.rules.tasks import Occasion
from gocluster_events.web.order.shape import Phase

OCCASIONS: dict[Occasion, LazyString] = {
    Occasion.CODES_OPEN: _l("Open to invitation codes"),
    Occasion.REGISTRATION_OPENS: _l("Registration opens"),
    Occasion.REGISTRATION_CLOSES: _l("Registration closes"),
    Occasion.PUBLICATION: _l("The programme is published"),
    Occasion.RELEASE: _l("Reserved places are released"),
    Occasion.REMINDER: _l("Reminder"),
    Occasion.CATERER: _l("Figures for the caterer"),
    Occasion.GATE: _l("List for the gate"),
    Occasion.MEETING: _l("The event begins"),
}

PHASES: dict[Phase, LazyString] = {
    Phase.BEFORE: _l("Beforehand"),
    Phase.ON_THE_DAY: _l("On the day"),
    Phase.AFTER: _l("Afterwards"),
}

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


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page of the team that is found by its name. ``values`` are what its address has besides the edition."""

    endpoint: str
    label: LazyString
    values: Mapping[str, str] = field(default_factory=dict)


PAGES = (
    NamedPage("site.desk", _l("Dashboard")),
    NamedPage("editions.checklist", _l("Checklist")),
    NamedPage("attendees.figures", _l("Figures")),
    NamedPage("oversight.audit", _l("Audit log")),
    NamedPage("site.settings", _l("Settings")),
    NamedPage("editions.edition_copy", _l("Copy the event")),
    NamedPage("team.team", _l("Team")),
    NamedPage("team.team_invitation", _l("Invite to the team")),
    NamedPage("editions.clusters", _l("Clusters")),
    NamedPage("editions.cluster_list", _l("Add several clusters")),
    NamedPage("editions.parts", _l("Rooms"), {"what": "rooms"}),
    NamedPage("editions.parts", _l("Tracks"), {"what": "tracks"}),
    NamedPage("legal.legal", _l("Legal texts")),
    NamedPage("oversight.processing", _l("Record of processing")),
    NamedPage("privacy.retention", _l("Retention")),
    NamedPage("feedback.feedback", _l("Feedback on barriers")),
    NamedPage("attendees.attendees", _l("Registrations")),
    NamedPage("attendees.new_person", _l("Register a person")),
    NamedPage("deciding.decisions", _l("Decisions")),
    NamedPage("duplicates.duplicates", _l("Duplicates")),
    NamedPage("waiting.waiting_lists", _l("Waiting list")),
    NamedPage("invitations.invitations", _l("Invitations")),
    NamedPage("invitations.list_upload", _l("Import an address list")),
    NamedPage("questions.questions", _l("What is asked")),
    NamedPage("questions.question_preview", _l("Preview of the form")),
    NamedPage("quotas.quotas", _l("Quotas")),
    NamedPage("editions.procedure", _l("Procedure")),
    NamedPage("agenda.draft", _l("Programme")),
    NamedPage("agenda.item_list", _l("Programme as a list")),
    NamedPage("agenda.new_item", _l("New programme item")),
    NamedPage("agenda.people", _l("People on the programme")),
    NamedPage("planning.proposal", _l("Proposal for the programme")),
    NamedPage("importing.programme_upload", _l("Import the programme")),
    NamedPage("publishing.publication", _l("Publish the programme")),
    NamedPage("publishing.publication", _l("Versions of the programme")),
    NamedPage("publishing.publication_time", _l("Publish at a set time")),
    NamedPage("agenda.screens", _l("Screens")),
    NamedPage("door.admission", _l("Admission")),
    NamedPage("door.walk_in", _l("Walk-in")),
    NamedPage("attendees.lists", _l("Lists to pass on")),
    NamedPage("attendees.needs_list", _l("Support and catering needs")),
    NamedPage("papers.papers", _l("Print")),
    NamedPage("papers.badges", _l("Name badges")),
    NamedPage("outbox.outbox", _l("Outbox")),
    NamedPage("messages.messages", _l("Messages")),
    NamedPage("messages.new_message", _l("Write a message")),
    NamedPage("wordings.wordings", _l("Templates")),
    NamedPage("wordings.reminders", _l("Reminders")),
)


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
