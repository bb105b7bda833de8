"""What the audit log says of releases."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.post_event.releases.rules import Kind
from gocluster_events.post_event.releases.words.release import KINDS

ACTIONS: dict[str, LazyString] = {
    "release.given": _l("Release granted by the person"),
    "release.refused": _l("Release refused by the person"),
    "release.withdrawn": _l("Release withdrawn by the person"),
    "release.withdrawal_noted": _l("Withdrawal of a release noted"),
    "release.on_paper": _l("Release on paper noted"),
    "release.reminded": _l("Reminder of materials and releases sent"),
}
FIELDS: dict[str, LazyString] = {f"release_{kind.value}": KINDS[kind] for kind in Kind}
