"""What a link says when one opens it, and why somebody stands before their own page."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.meeting.registration.own.rules import Proof

PROOFS: dict[Proof, LazyString] = {
    Proof.OPEN: _l("Confirm your e-mail address"),
    Proof.PROVEN: _l("Your address is already confirmed"),
    Proof.LAPSED: _l("Your registration has lapsed"),
    Proof.CLOSED: _l("Your registration has lapsed"),
    Proof.ENDED: _l("This registration has ended"),
    Proof.OVER: _l("This event is over"),
}
PROOFS_AGAIN: dict[Proof, LazyString] = {
    Proof.OPEN: _l("Confirm your new details"),
    Proof.CLOSED: _l("Registration is not open"),
    Proof.OVER: PROOFS[Proof.OVER],
}

CLOSED: dict[str, LazyString] = {
    "closed": _l(
        "Your page closes after 30 minutes of inactivity. Nothing was changed. Please open it again with your link."
    ),
    "unreadable": _l("We could not read this link. Part of it may be missing. We can send you a new one."),
    "ended": _l("Your page has been closed on this device."),
}
"""Why somebody stands before their page, by what its address says."""
