"""Labels and sentences for the times that all rooms have in common."""

from collections.abc import Sequence

from gocluster_events.core.i18n import LazyString, _, _l, _n
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.common_times import Use
from gocluster_events.meeting.agenda.rules.filter import is_band
from gocluster_events.meeting.agenda.rules.timetable import Item

USES: dict[Use, LazyString] = {Use.BLOCK: _l("Block"), Use.BREAK: _l("Break for everyone")}


def made(changes: Sequence[Change]) -> str:
    """What was saved, with what moved along."""
    along = sum(
        isinstance(change.before, Item) and isinstance(change.after, Item) and not is_band(change.before)
        for change in changes
    )
    saved = _("The common times are saved in the draft. You can undo this in the programme.")
    return " ".join((saved, _n("%(num)d item moved along.", "%(num)d items moved along.", along))) if along else saved
