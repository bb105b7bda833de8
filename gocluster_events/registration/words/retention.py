"""What is kept after a meeting, in words."""

from gocluster_events.i18n import _l
from gocluster_events.registration.rules.retention import Kept

RETAINED = {
    Kept.IDENTITY: _l("Birth data"),
    Kept.NEEDS: _l("Catering and support"),
    Kept.ENDED: _l("Registrations that came to nothing"),
    Kept.INVITATIONS: _l("Invitations without a registration"),
    Kept.REGISTRATIONS: _l("All registrations"),
}
RETAINED_WHAT = {
    Kept.IDENTITY: _l("Date and place of birth, asked for by protective authorities."),
    Kept.NEEDS: _l("Special needs, and answers to questions that are kept as long as those."),
    Kept.ENDED: _l("Addresses that were never proven, lapsed and declined registrations, with everything about them."),
    Kept.INVITATIONS: _l(
        "Names and addresses of those who were invited and did not register, and the e-mails to them."
    ),
    Kept.REGISTRATIONS: _l("Everything about every person: details, answers, mails, sessions and waiting list."),
}
