"""Messages in words."""

from gocluster_events.backoffice.messages import rules
from gocluster_events.core.i18n import LazyString, _, _l, _n
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.words.people import GROUPS, MISSING, PERSON_STATUSES
from gocluster_events.meeting.registration.people.words.codes import STATUSES

STAGES: dict[rules.Stage, LazyString] = {
    rules.Stage.DRAFT: _l("Draft"),
    rules.Stage.PLANNED: _l("Planned"),
    rules.Stage.SENT: _l("Sent"),
    rules.Stage.STOPPED: _l("Stopped"),
}
READERS: dict[rules.Readers, LazyString] = {
    rules.Readers.REGISTRATIONS: _l("Registrations"),
    rules.Readers.PROGRAMME: _l("Contributors"),
}
STANDINGS: dict[rules.Standing, LazyString] = dict([*STATUSES.items(), *PERSON_STATUSES.items()])
LEFT_OUT: dict[rules.LeftOut, LazyString] = {
    rules.LeftOut.NO_ADDRESS: _l("No e-mail address"),
    rules.LeftOut.NOT_PROVEN: _l("Address not confirmed"),
    rules.LeftOut.UNREACHABLE: _l("E-mails do not arrive"),
    rules.LeftOut.SAME_ADDRESS: _l("The same address already receives it"),
    rules.LeftOut.COMPLETE: _l("Nothing is missing"),
}
NOT_SENT_REASONS: dict[rules.NotSentReason, LazyString] = {
    rules.NotSentReason.ERASED: _l("Erased in the meantime"),
    rules.NotSentReason.ENDED: _l("Registration has since ended"),
    rules.NotSentReason.DECLINED: _l("Has declined since"),
    rules.NotSentReason.COMPLETE: _l("Nothing is missing any more"),
    rules.NotSentReason.UNREACHABLE: _l("E-mails do not arrive"),
    rules.NotSentReason.TAKEN_BACK: _l("Withdrawn"),
}
SEND_REFUSALS: dict[rules.SendRefusal, LazyString] = {
    rules.SendRefusal.ARCHIVED: _l("This event is archived. Nothing is sent for it any longer."),
    rules.SendRefusal.NOT_PUBLISHED: _l("This event is a draft. Messages are sent only once it is published."),
    rules.SendRefusal.NOBODY: _l("Nobody on this list can receive the message."),
    rules.SendRefusal.OTHER_PEOPLE: _l("The list has changed since you last saw it. Please check it again."),
    rules.SendRefusal.NO_TEXT: _l("The message has no text yet."),
    rules.SendRefusal.PAST: _l("This time has passed. Choose a later one."),
    rules.SendRefusal.NOT_WAITING: _l("The message has already been sent, or somebody else has changed it."),
}
LANGUAGES: dict[str, LazyString] = {"de": _l("German"), "en": _l("English")}


def programme_list(listed: rules.ProgrammeList) -> str:
    """The list of people in words: Contributors · Asked · Missing: Portrait."""
    parts = [str(READERS[rules.Readers.PROGRAMME])]
    if listed.people.group:
        parts.append(str(GROUPS[listed.people.group]))
    if gaps := [str(word) for each, word in MISSING.items() if each in listed.people.missing]:
        parts.append(_("Missing: %(gaps)s", gaps=", ".join(gaps)))
    if listed.people.search:
        parts.append(_("“%(words)s”", words=listed.people.search))
    if listed.ids:
        parts.append(_n("%(num)d chosen person", "%(num)d chosen people", len(listed.ids)))
    return " · ".join(parts)


BEGINNING = rules.MessageText(
    subject=Localized("", ""),
    body=Localized(
        "Guten Tag {salutation},\n\n…\n\nMit freundlichen Grüßen\n\n{office}",
        "",
    ),
)
"""What a new message begins with."""
ASKING = rules.MessageText(
    subject=Localized(
        "Ihr Beitrag zum Programm: Es fehlt noch etwas", "Your part in the programme: something is missing"
    ),
    body=Localized(
        "Guten Tag {salutation},\n\nfür die Veranstaltung „{event}“ am {day} fehlt uns von Ihnen noch:\n\n{missing}\n\n"
        "Auf Ihrer eigenen Seite ergänzen Sie es in wenigen Minuten.\n\nMit freundlichen Grüßen\n\n{office}",
        "Dear {salutation},\n\nwe still need from you for {event} on {day}:\n\n{missing}\n\n"
        "You can add it on your own page in a few minutes.\n\nKind regards\n\n{office}",
    ),
)
"""What a message to those begins with of whom something is missing."""
