"""What somebody reads of a place or a number that they have lost without doing anything."""

from gocluster_events.attendance.bookings.rules.codes import Loss
from gocluster_events.attendance.bookings.rules.losses import OwnLoss
from gocluster_events.core.i18n import LazyString, _l

PLACES: dict[Loss, LazyString] = {
    Loss.DROPPED: _l("Your place is gone: this item is no longer in the programme."),
    Loss.NO_SIGN_UP: _l("Your place is gone: this item takes place without booking now."),
    Loss.MEMBERS_ONLY: _l("Your place is gone: this item is only for go-cluster members now."),
    Loss.RELEASED: _l("Your place was released, because you had not come yet."),
}
NUMBERS: dict[Loss, LazyString] = {
    Loss.DROPPED: _l("You are no longer waiting: this item is no longer in the programme."),
    Loss.NO_SIGN_UP: _l("You are no longer waiting: this item takes place without booking now."),
    Loss.MEMBERS_ONLY: _l("You are no longer waiting: this item is only for go-cluster members now."),
}


def sentence(loss: OwnLoss) -> LazyString:
    """What they had, and why it is gone."""
    return (PLACES if loss.is_place else NUMBERS)[loss.why]
