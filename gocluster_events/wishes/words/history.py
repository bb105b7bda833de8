"""What the audit log says of wishes and their allocation."""

from gocluster_events.i18n import LazyString, _l

ACTIONS: dict[str, LazyString] = {
    "wishes.round_set": _l("Deadline for choices set"),
    "wishes.round_checked": _l("Deadline for choices checked"),
    "wishes.round_closed": _l("Choices closed"),
}
FIELDS: dict[str, LazyString] = {
    "wishes_opens_at": _l("Choices open"),
    "wishes_closes_at": _l("Choices close"),
    "wishes_most_wishes": _l("Choices for each time"),
}
