"""Messages in words."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.messages.rules import LeftOut, MessageText, NotSentReason, SendRefusal, Stage
from gocluster_events.text import Localized

STAGES: dict[Stage, LazyString] = {
    Stage.DRAFT: _l("Draft"),
    Stage.PLANNED: _l("Planned"),
    Stage.SENT: _l("Sent"),
    Stage.STOPPED: _l("Stopped"),
}
LEFT_OUT: dict[LeftOut, LazyString] = {
    LeftOut.NO_ADDRESS: _l("No e-mail address"),
    LeftOut.NOT_PROVEN: _l("Address not confirmed"),
    LeftOut.UNREACHABLE: _l("E-mails do not arrive"),
    LeftOut.SAME_ADDRESS: _l("The same address already receives it"),
}
NOT_SENT_REASONS: dict[NotSentReason, LazyString] = {
    NotSentReason.ERASED: _l("Erased in the meantime"),
    NotSentReason.ENDED: _l("Registration has since ended"),
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
BEGINNING = MessageText(
    subject=Localized("", ""),
    body=Localized(
        "Guten Tag {salutation},\n\n…\n\nMit freundlichen Grüßen\n\n{office}",
        "",
    ),
)
"""What a new message begins with."""
