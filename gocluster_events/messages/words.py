"""Messages in words."""

from gocluster_events.agenda.words.people import GROUPS, MISSING, PERSON_STATUSES
from gocluster_events.i18n import LazyString, _, _l, _n
from gocluster_events.messages.rules import (
    LeftOut,
    MessageText,
    NotSentReason,
    ProgrammeList,
    Readers,
    SendRefusal,
    Stage,
    Standing,
)
from gocluster_events.registration.people.words.codes import STATUSES
from gocluster_events.text import Localized

STAGES: dict[Stage, LazyString] = {
    Stage.DRAFT: _l("Draft"),
    Stage.PLANNED: _l("Planned"),
    Stage.SENT: _l("Sent"),
    Stage.STOPPED: _l("Stopped"),
}
READERS: dict[Readers, LazyString] = {
    Readers.REGISTRATIONS: _l("Registrations"),
    Readers.PROGRAMME: _l("Contributors"),
}
STANDINGS: dict[Standing, LazyString] = dict([*STATUSES.items(), *PERSON_STATUSES.items()])
LEFT_OUT: dict[LeftOut, LazyString] = {
    LeftOut.NO_ADDRESS: _l("No e-mail address"),
    LeftOut.NOT_PROVEN: _l("Address not confirmed"),
    LeftOut.UNREACHABLE: _l("E-mails do not arrive"),
    LeftOut.SAME_ADDRESS: _l("The same address already receives it"),
    LeftOut.COMPLETE: _l("Nothing is missing"),
}
NOT_SENT_REASONS: dict[NotSentReason, LazyString] = {
    NotSentReason.ERASED: _l("Erased in the meantime"),
    NotSentReason.ENDED: _l("Registration has since ended"),
    NotSentReason.DECLINED: _l("Has declined since"),
    NotSentReason.COMPLETE: _l("Nothing is missing any more"),
    NotSentReason.UNREACHABLE: _l("E-mails do not arrive"),
    NotSentReason.TAKEN_BACK: _l("Withdrawn"),
}
SEND_REFUSALS: dict[SendRefusal, LazyString] = {
    SendRefusal.ARCHIVED: _l("This event is archived. Nothing is sent for it any longer."),
    SendRefusal.NOT_PUBLISHED: _l("This event is a draft. Messages are sent only once it is published."),
    SendRefusal.NOBODY: _l("Nobody on this list can receive the message."),
    SendRefusal.OTHER_PEOPLE: _l("The list has changed since you last saw it. Please check it again."),
    SendRefusal.NO_TEXT: _l("The message has no text yet."),
    SendRefusal.PAST: _l("This time has passed. Choose a later one."),
    SendRefusal.NOT_WAITING: _l("The message has already been sent, or somebody else has changed it."),
}
LANGUAGES: dict[str, LazyString] = {"de": _l("German"), "en": _l("English")}


def programme_list(listed: ProgrammeList) -> str:
    """The list of people in words: Contributors · Asked · Missing: Portrait."""
    parts = [str(READERS[Readers.PROGRAMME])]
    if listed.people.group:
        parts.append(str(GROUPS[listed.people.group]))
    if gaps := [str(word) for each, word in MISSING.items() if each in listed.people.missing]:
        parts.append(_("Missing: %(gaps)s", gaps=", ".join(gaps)))
    if listed.people.search:
        parts.append(_("“%(words)s”", words=listed.people.search))
    if listed.ids:
        parts.append(_n("%(num)d chosen person", "%(num)d chosen people", len(listed.ids)))
    return " · ".join(parts)


BEGINNING = MessageText(
    subject=Localized("", ""),
    body=Localized(
        "Guten Tag {salutation},\n\n…\n\nMit freundlichen Grüßen\n\n{office}",
        "",
    ),
)
"""What a new message begins with."""
ASKING = MessageText(
    subject=Localized(
        "Ihr Beitrag zum Programm: Es fehlt noch etwas", "Your part in the programme: something is missing"
    ),
    body=Localized(
        "Guten Tag {salutation},\n\nfür {event} am {day} fehlt uns von Ihnen noch:\n\n{missing}\n\n"
        "Auf Ihrer eigenen Seite ergänzen Sie es in wenigen Minuten.\n\nMit freundlichen Grüßen\n\n{office}",
        "Dear {salutation},\n\nwe still need from you for {event} on {day}:\n\n{missing}\n\n"
        "You can add it on your own page in a few minutes.\n\nKind regards\n\n{office}",
    ),
)
"""What a message to those begins with of whom something is missing."""
