"""The state of a mail, and why it did not arrive, in words."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.core.mail.rules.failure_reasons import Reason
from gocluster_events.core.mail.rules.outbox import Look, OutboxRefusal, Segment, State

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
    Look.BOUNCED: _l("Returned"),
    Look.DISMISSED: _l("Failed, acknowledged"),
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
    Reason.REFUSED_AS_SPAM: _l("Rejected as spam"),
    Reason.TOO_LARGE: _l("Too large for the mailbox"),
    Reason.BUSY: _l("Server is busy"),
    Reason.UNREACHABLE: _l("Server not reachable"),
    Reason.SIGN_IN: _l("Our mail server rejects our sign-in"),
    Reason.UNWRITABLE: _l("The e-mail cannot be created"),
    Reason.OTHER: _l("Rejected by the server"),
}
EXPLANATIONS: dict[Reason, LazyString] = {
    Reason.MAILBOX_UNKNOWN: _l("The server of %(domain)s does not know the mailbox %(mailbox)s."),
    Reason.MAILBOX_CLOSED: _l("The mailbox %(mailbox)s at %(domain)s no longer accepts e-mails."),
    Reason.MAILBOX_FULL: _l("The mailbox %(mailbox)s at %(domain)s is full."),
    Reason.DOMAIN_UNKNOWN: _l("No server accepts e-mails for %(domain)s. The address may contain a typing error."),
    Reason.REFUSED_AS_SPAM: _l("The server of %(domain)s treats this e-mail as spam and rejects it."),
    Reason.TOO_LARGE: _l("The e-mail is larger than the server of %(domain)s allows."),
    Reason.BUSY: _l("The server of %(domain)s asks us to try again later."),
    Reason.UNREACHABLE: _l("The mail server could not be reached."),
    Reason.SIGN_IN: _l("Our own mail server does not accept our sign-in. The operator must correct the settings."),
    Reason.UNWRITABLE: _l("The text could not be turned into an e-mail. Trying again will not help."),
    Reason.OTHER: _l("The server of %(domain)s rejected the e-mail."),
}
OUTBOX_REFUSALS: dict[OutboxRefusal, LazyString] = {
    OutboxRefusal.NOT_FAILED: _l("This e-mail no longer counts as failed. Somebody else may have dealt with it."),
    OutboxRefusal.EMPTIED: _l("The text of this e-mail is no longer stored, so it cannot be sent again."),
    OutboxRefusal.ARCHIVED: _l("This event is archived. Nothing is sent for it any longer."),
}
