"""The audit log in words: a sentence for every action of every feature, the names of fields, who acted and on what."""

from collections.abc import Callable, Mapping

from gocluster_events.attendance.attendees.words.columns import COLUMNS
from gocluster_events.attendance.attendees.words.item_list import OWN_HEADS
from gocluster_events.attendance.attendees.words.profiles import FACTS
from gocluster_events.attendance.bookings.words.terms import TERMS
from gocluster_events.attendance.wishes.words import history as wishes
from gocluster_events.backoffice.editions.words import POINTS
from gocluster_events.backoffice.legal.rules import Kind, sections
from gocluster_events.backoffice.legal.words import KINDS as DOCUMENTS, heading
from gocluster_events.backoffice.oversight.rules import auditing
from gocluster_events.backoffice.oversight.words.edition_fields import OF_EDITIONS
from gocluster_events.core.accounts.words import ACCOUNT_ACTIONS as OF_ACCOUNTS
from gocluster_events.core.i18n import LazyString, _, _l, _n
from gocluster_events.meeting.events.words import COPY_ACTIONS, TEAM_ACTIONS
from gocluster_events.meeting.registration.people.rules.codes import WORKER
from gocluster_events.meeting.registration.people.words.fields import CHANGES
from gocluster_events.meeting.registration.people.words.history import ACTIONS as OF_REGISTRATIONS
from gocluster_events.post_event.cards.words import history as cards
from gocluster_events.post_event.documentation import words as documentation
from gocluster_events.post_event.follow_ups.words import history as follow_ups
from gocluster_events.post_event.lessons import words as lessons
from gocluster_events.post_event.materials.words import history as materials
from gocluster_events.post_event.photos.words import history as photos
from gocluster_events.post_event.releases.words import history as releases
from gocluster_events.post_event.report.words import history as report
from gocluster_events.post_event.survey import words as survey

_ROOMS = (wishes, materials, cards, releases, photos)
_PLAIN = (report, documentation, lessons, survey, follow_ups)  # their deeds touch no fields
GROUPS: dict[auditing.Group, LazyString] = {
    auditing.Group.REGISTRATIONS: _l("Registrations"),
    auditing.Group.INVITATIONS: _l("Invitations"),
    auditing.Group.QUESTIONS: _l("Questions"),
    auditing.Group.QUOTAS: _l("Quotas"),
    auditing.Group.OFFERS: _l("Places of programme items"),
    auditing.Group.WISHES: _l("Choices and their allocation"),
    auditing.Group.PROGRAMME: _l("Programme"),
    auditing.Group.PEOPLE: _l("Contributors"),
    auditing.Group.MATERIALS: _l("Materials"),
    auditing.Group.CARDS: _l("Knowledge cards"),
    auditing.Group.FOLLOW_UPS: _l("What became of next steps"),
    auditing.Group.REPORT: _l("Report"),
    auditing.Group.DOCUMENTATION: _l("Documentation"),
    auditing.Group.ARCHIVE: _l("Archive copy"),
    auditing.Group.RELEASES: _l("Releases"),
    auditing.Group.MAILS: _l("E-mail"),
    auditing.Group.MESSAGES: _l("Messages"),
    auditing.Group.SETTINGS: _l("Settings"),
    auditing.Group.LETTERS: _l("Texts of e-mails"),
    auditing.Group.SURVEY: _l("Survey"),
    auditing.Group.LISTS: _l("Downloads"),
    auditing.Group.LEGAL: _l("Legal texts"),
    auditing.Group.PHOTOS: _l("Photos"),
    auditing.Group.FEEDBACK: _l("Feedback on barriers"),
    auditing.Group.AUDIT: _l("Audit log"),
    auditing.Group.ACCOUNTS: _l("Accounts"),
    auditing.Group.TEAM: _l("Team"),
    auditing.Group.LESSONS: _l("Notes for next time"),
    auditing.Group.VIEWS: _l("Saved views"),
}
WHO: dict[auditing.Who, LazyString] = {
    auditing.Who.PERSON: _l("The person concerned"),
    auditing.Who.SYSTEM: _l("The system"),
}
ACTIONS: dict[str, LazyString] = {
    **OF_REGISTRATIONS,
    "list.view_saved": _l("View of the list saved"),
    "list.view_changed": _l("View of the list changed"),
    "list.view_removed": _l("View of the list deleted"),
    "list.view_brought_back": _l("View of the list restored"),
    **OF_ACCOUNTS,
    "invitation.added": _l("Invitation added"),
    "invitation.email_corrected": _l("E-mail address of the invitation corrected"),
    "invitation.withdrawn": _l("Invitation withdrawn"),
    "invitation.declined": _l("Invitation declined by the person"),
    "invitation.decline_withdrawn": _l("Decline of the invitation withdrawn"),
    "invitations.imported": _l("List of invitations imported"),
    "invitations.mailed.invitation": _l("Invitations sent by e-mail"),
    "invitations.mailed.reminder": _l("Reminders of invitations sent by e-mail"),
    "invitations.mailing_withdrawn": _l("E-mails with invitations stopped"),
    "question.added": _l("Question added"),
    "question.changed": _l("Question changed"),
    "question.moved": _l("Question moved"),
    "question.retired": _l("Question no longer asked"),
    "question.brought_back": _l("Question asked again"),
    "letter.text_changed": _l("Text of an e-mail changed"),
    "letter.text_set_aside": _l("Text of an e-mail reset to the default"),
    "letter.text_brought_back": _l("Own text of an e-mail restored"),
    "letter.reminder_changed": _l("Reminder set"),
    "letter.reminder_sent": _l("Reminder sent"),
    "letter.reminders_withdrawn": _l("Reminders withdrawn"),
    "quota.added": _l("Quota added"),
    "quota.changed": _l("Quota changed"),
    "quota.removed": _l("Quota removed"),
    "offer.changed": _l("Places of a programme item changed"),
    "offer.checked": _l("Places of a programme item checked"),
    **{action: sentence for room in (*_ROOMS, *_PLAIN) for action, sentence in room.ACTIONS.items()},
    **COPY_ACTIONS,
    auditing.PLANNED: _l("Draft of the programme changed"),
    auditing.UNDONE: _l("Change of the draft undone"),
    "programme.published": _l("Programme published"),
    "programme.timed": _l("Publication of the programme planned"),
    "programme.time_cancelled": _l("Planned publication cancelled"),
    "programme.people_written": _l("Contributors told that they are on the programme"),
    "programme.letters_withdrawn": _l("E-mails about the programme stopped"),
    "programme.imported": _l("Programme imported from a file"),
    "programme.snapshot_kept": _l("Snapshot of the draft saved"),
    "programme.snapshot_renamed": _l("Snapshot renamed"),
    "programme.snapshot_removed": _l("Snapshot deleted"),
    "programme.finding_accepted": _l("Finding of the checks accepted"),
    "programme.finding_reopened": _l("Acceptance of a finding undone"),
    "person.text_suggested": _l("Suggested a text for an item"),
    "person.text_withdrawn": _l("Withdrew a suggested text"),
    "person.text_accepted": _l("Suggested text accepted"),
    "person.text_declined": _l("Suggested text declined"),
    "person.link_sent": _l("Link to their own page sent"),
    "person.link_renewed": _l("New link to their own page; the old one no longer works"),
    "person.asked": _l("Answer of the person: still open"),
    "person.agreed": _l("Agreed to take part in the programme"),
    "person.declined": _l("Declined to take part in the programme"),
    "person.edited": _l("Own page changed by the person"),
    "person.name_removed": _l("Name removed on request, everywhere"),
    "person.portrait_removed": _l("Portrait removed on request, everywhere"),
    "edition.changed": _l("Settings changed"),
    "edition.room_added": _l("Room added"),
    "edition.room_changed": _l("Room changed"),
    "edition.room_moved": _l("Order of the rooms changed"),
    "edition.room_removed": _l("Room removed"),
    "edition.track_added": _l("Track added"),
    "edition.track_changed": _l("Track changed"),
    "edition.track_moved": _l("Order of the tracks changed"),
    "edition.track_removed": _l("Track removed"),
    "edition.clusters_added": _l("Clusters added"),
    "edition.cluster_changed": _l("Cluster changed"),
    "edition.cluster_removed": _l("Cluster removed"),
    "edition.created": _l("Event created"),
    "edition.copied": _l("Event copied from an earlier one"),
    "edition.published": _l("Event published"),
    "edition.hidden": _l("Event made a draft again"),
    "edition.archived": _l("Event archived"),
    "edition.reopened": _l("Event taken out of the archive"),
    "edition.point_ticked": _l("Item on the checklist ticked"),
    "edition.point_opened": _l("Item on the checklist reopened"),
    "edition.fields_asked": _l("Fields of the registration changed"),
    "edition.retention_changed": _l("Retention periods changed"),
    "edition.figures_frozen": _l("Figures frozen"),
    auditing.DOWNLOADED: _l("List downloaded"),
    "audit.downloaded": _l("Audit log downloaded"),
    "mail.all_sent_again": _l("All failed e-mails sent again"),
    "mail.paused": _l("Sending of e-mails paused"),
    "mail.resumed": _l("Sending of e-mails resumed"),
    "message.added": _l("Message started"),
    "message.planned": _l("Message planned"),
    "message.withdrawn": _l("Message withdrawn"),
    "message.stopped": _l("Message stopped"),
    "message.removed": _l("Message removed"),
    "team.invited": _l("Invitation to the team sent"),
    "team.invitation_resent": _l("Invitation to the team sent again"),
    "team.invitation_withdrawn": _l("Invitation into the team withdrawn"),
    "team.joined_as_organiser": _l("Joined the team as organiser"),
    **{each: sentence for each, sentence in TEAM_ACTIONS.items() if each.endswith(("_staff", "_desk"))},
    "team.made_organiser": _l("Role in the team: now organiser"),
    "team.let_go": _l("No longer in the team"),
    "view.saved": _l("View of the list saved"),
    "view.changed": _l("View of the list changed"),
    "view.removed": _l("View of the list deleted"),
    "view.brought_back": _l("View of the list restored"),
    "feedback.received": _l("Feedback on a barrier received"),
    "feedback.answered": _l("Feedback on a barrier answered"),
    "legal.saved": _l("New version of a legal text saved"),
    "legal.approved": _l("Version of a legal text approved"),
}
OTHER_ACTION = _l("Another change")

FIELDS: dict[str, LazyString] = {
    **COLUMNS,
    **{fact.value: label for fact, label in FACTS.items()},
    **OWN_HEADS,
    **TERMS,
    **CHANGES,
    **OF_EDITIONS,
    **{name: label for room in _ROOMS for name, label in room.FIELDS.items()},
    **{f"checklist_{point.value}": label for point, label in POINTS.items()},
}
KINDS: dict[str, tuple[LazyString, LazyString]] = {
    "registration": (_l("Registration"), _l("Registration, erased")),
    "person": (_l("Contributor"), _l("Contributor, removed")),
    "invitation": (_l("Invitation"), _l("Invitation, no longer there")),
    "import": (_l("Uploaded list"), _l("Uploaded list")),
    "question": (_l("Question"), _l("Question, removed")),
    "quota": (_l("Quota"), _l("Quota, removed")),
    "offer": (_l("Places of a programme item"), _l("Places of a programme item")),
    "allocation": (_l("Run of the allocation"), _l("Run of the allocation")),
    "letter": (_l("Text of an e-mail"), _l("Text of an e-mail")),
    "reminder": (_l("Reminder"), _l("Reminder")),
    "version": (_l("Version of the programme"), _l("Version of the programme, no longer there")),
    "snapshot": (_l("Snapshot of the draft"), _l("Snapshot of the draft, deleted")),
    "room": (_l("Room"), _l("Room, removed")),
    "track": (_l("Track"), _l("Track, removed")),
    "cluster": (_l("Cluster"), _l("Cluster, removed")),
    "message": (_l("Message"), _l("Message, removed")),
    "edition": (_l("Event"), _l("Event, removed")),
    "account": (_l("Account"), _l("Account, removed")),
    "legal": (_l("Legal text"), _l("Legal text")),
    "card": (_l("Knowledge card"), _l("Knowledge card, removed")),
    "photo": (_l("Photo"), _l("Photo, removed")),
    "photo_objection": (_l("Request about a photo"), _l("Request about a photo, erased")),
    "feedback": (_l("Report of a barrier"), _l("Report of a barrier, erased")),
    "view": (_l("Saved view"), _l("Saved view, removed")),
    "lesson": (_l("Note for next time"), _l("Note for next time removed")),
    "team_invitation": (_l("Invitation to join the team"), _l("Invitation to the team, no longer there")),
}
"""The kinds of objects, there and gone; the first part of a subject."""
_SECTION = "section_"
_BEHIND_LINKS = ("registration:", "invitation:", "photo_objection:")
NO_OBJECT = _l("Not about a single object")
CSV_NAME = _l("audit-log")


def action(entry: auditing.AuditRow) -> str:
    """The sentence for the action of the entry."""
    sentence = str(ACTIONS.get(entry.action, OTHER_ACTION))
    if entry.action != auditing.DOWNLOADED:
        return sentence
    return sentence + " (" + _n("%(num)d row", "%(num)d rows", entry.rows) + ")"


def actor(entry: auditing.AuditRow, names: Mapping[str, str]) -> str:
    """Who did it: somebody of the team by name, the person whom it is about, or the system."""
    if entry.actor == WORKER:
        return str(WHO[auditing.Who.SYSTEM])
    if not entry.actor:
        return _("An erased person")
    behind_a_link = entry.actor.startswith(_BEHIND_LINKS) or entry.actor == entry.subject
    return str(WHO[auditing.Who.PERSON]) if behind_a_link else names.get(entry.actor, entry.actor)


def subject(entry: auditing.AuditRow, target: auditing.AuditObject | None) -> str:
    """What the entry is about: kind and name while it exists, otherwise the words for one that is gone."""
    kind = entry.subject.partition(":")[0] or entry.action.partition(".")[0]
    there, gone = KINDS.get(kind, (NO_OBJECT, NO_OBJECT))
    if not entry.subject and kind != "registration":
        return "–"
    if target is None:
        return str(gone)
    if kind == "legal":
        version = _("Version %(number)d", number=int(target.label))
        return f"{DOCUMENTS[Kind(target.key)]}, {version}"
    return f"{there} {target.label}".strip() if kind != "edition" else str(there)


def fields(entry: auditing.AuditRow) -> str:
    """The names of the fields that the entry's action touched."""
    return ", ".join(_field(name) for name in entry.fields)


def _field(name: str) -> str:
    """A field by its words; of a legal text a section by its heading."""
    if name.startswith(_SECTION):
        known = {f"{_SECTION}{each.id}": each for kind in Kind for each in sections(kind)}
        return heading(known[name]) if name in known else name
    return str(FIELDS.get(name, name))


def choices() -> list[tuple[auditing.Group, str, list[tuple[str, str]]]]:
    """The groups with their actions, for the filter."""
    groups = []
    for group, label in GROUPS.items():
        own = [(code, str(name)) for code, name in ACTIONS.items() if code.startswith(group.value)]
        groups.append((group, str(label), own))
    return groups


def field_choices() -> list[tuple[str, str]]:
    """Every field by its words."""
    return sorted(((name, str(label)) for name, label in FIELDS.items()), key=lambda each: each[1].casefold())


def chips(wanted: auditing.AuditFilter, people: Mapping[str, str], day: Callable[..., str]) -> list[tuple[str, str]]:
    """What the log is narrowed to: for each part its name in the address, and a sentence."""
    known = {who.value: str(label) for who, label in WHO.items()}
    groups = {group.value: str(label) for group, label in GROUPS.items()}
    sentences = {
        "who": known.get(wanted.who) or people.get(wanted.who, wanted.who),
        "what": groups.get(wanted.what) or str(ACTIONS.get(wanted.what, OTHER_ACTION)) if wanted.what else "",
        "about": _about(wanted.about) if wanted.about else "",
        "field": str(FIELDS[wanted.field]) if wanted.field else "",
        "since": _("from %(day)s", day=day(wanted.since, None, "number")) if wanted.since else "",
        "until": _("until %(day)s", day=day(wanted.until, None, "number")) if wanted.until else "",
    }
    return [(name, sentence) for name, sentence in sentences.items() if sentence]


def _about(about: str) -> str:
    kind, _colon, number = about.partition(":")
    label = str(KINDS.get(kind, (NO_OBJECT, NO_OBJECT))[0])
    return _("Only one object: %(kind)s", kind=label) if number else label
