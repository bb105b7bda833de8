"""What the audit log says of wishes and their allocation."""

from gocluster_events.core.i18n import LazyString, _l

ACTIONS: dict[str, LazyString] = {
    "wishes.round_set": _l("Deadline for choices set"),
    "wishes.round_checked": _l("Deadline for choices checked"),
    "wishes.round_closed": _l("Choices closed"),
    "wishes.round_reopened": _l("Choices opened again"),
    "wishes.forgotten": _l("Choices deleted after the event"),
    "wishes.computed": _l("Run of the allocation begun"),
    "wishes.discarded": _l("Run of the allocation discarded"),
    "wishes.committed": _l("Allocation made binding"),
    "wishes.taken_back": _l("Allocation taken back"),
    "wishes.asked": _l("Question about the allotted places asked"),
    "wishes.bound": _l("Places allotted"),
    "wishes.opened": _l("Places opened for booking without an allotment"),
}
FIELDS: dict[str, LazyString] = {
    "wishes_opens_at": _l("Choices open"),
    "wishes_closes_at": _l("Choices close"),
    "wishes_most_wishes": _l("Choices for each time"),
}
