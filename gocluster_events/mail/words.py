"""The state of a mail, and why it did not arrive, in words."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.mail.rules.failure_reasons import Reason
from gocluster_events.mail.rules.outbox import Look, OutboxRefusal, Segment, State

STATES: dict[State, LazyString] = {
    State.QUEUED: _l("Waiting to be sent"),
    State.SENT: _l("Sent"),
    State.FAILED: _l("Not delivered"),
}
SEGMENTS: dict[Segment, LazyString] = {
    Segment.ALL: _l("All"),
    Segment.FAILED: _l("Failed"),
    Segment.WAITING: _l("Waiting"),
    Segment.SENT: _l("Delivered"),
}
LOOKS: dict[Look, LazyString] = {
    Look.FAILED: _l("Failed"),
    Look.BOUNCED: _l("Came back"),
    Look.DISMISSED: _l("Failed, noted"),
    Look.RETRYING: _l("New attempt"),
    Look.PLANNED: _l("Planned"),
    Look.WAITING: _l("Waiting"),
    Look.SENT: _l("Delivered"),
}
REASONS: dict[Reason, LazyString] = {
    Reason.MAILBOX_UNKNOWN: _l("Mailbox unknown"),
    Reason.MAILBOX_CLOSED: _l("Mailbox closed"),
    Reason.MAILBOX_FULL: _l("Mailbox full"),
    Reason.DOMAIN_UNKNOWN: _l("Domain unknown"),
    Reason.REFUSED_AS_SPAM: _l("Refused as spam"),
    Reason.TOO_LARGE: _l("Too large for the mailbox"),
    Reason.BUSY: _l("Server is busy"),
    Reason.UNREACHABLE: _l("Server not reachable"),
    Reason.SIGN_IN: _l("Our mail server refuses us"),
    Reason.UNWRITABLE: _l("The letter cannot be written"),
    Reason.OTHER: _l("Refused by the server"),
}
EXPLANATIONS: dict[Reason, LazyString] = {
    Reason.MAILBOX_UNKNOWN: _l("The server of %(domain)s does not know the mailbox %(mailbox)s."),
    Reason.MAILBOX_CLOSED: _l("The mailbox %(mailbox)s at %(domain)s takes no e-mails any more."),
    Reason.MAILBOX_FULL: _l("The mailbox %(mailbox)s at %(domain)s is full."),
    Reason.DOMAIN_UNKNOWN: _l("No server takes e-mails for %(domain)s. The address may hold a typing error."),
    Reason.REFUSED_AS_SPAM: _l("The server of %(domain)s takes this e-mail for advertising and refuses it."),
    Reason.TOO_LARGE: _l("The e-mail is larger than the server of %(domain)s allows."),
    Reason.BUSY: _l("The server of %(domain)s asks us to try again later."),
    Reason.UNREACHABLE: _l("The mail server could not be reached."),
    Reason.SIGN_IN: _l("Our own mail server does not accept our sign-in. The operator must mend the settings."),
    Reason.UNWRITABLE: _l("The letter could not be made into an e-mail. Trying again will not help."),
    Reason.OTHER: _l("The server of %(domain)s refused the e-mail."),
}
OUTBOX_REFUSALS: dict[OutboxRefusal, LazyString] = {
    OutboxRefusal.NOT_FAILED: _l("This e-mail has not failed any more. Somebody else may have taken care of it."),
    OutboxRefusal.EMPTIED: _l("The text of this e-mail is not kept any more, so it cannot be sent again."),
    OutboxRefusal.ARCHIVED: _l("This event is archived. Nothing is sent for it any more."),
}
