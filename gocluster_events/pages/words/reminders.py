"""Reminders in words: of what, to whom, and what becomes of them."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.letters.rules.reminders import Kind, Standing, Unfit

KINDS: dict[Kind, LazyString] = {
    Kind.DEADLINE: _l("Before registration closes"),
    Kind.WEEK: _l("When the meeting comes near"),
    Kind.DAY: _l("Immediately before the meeting"),
}
READERS: dict[Kind, LazyString] = {
    Kind.DEADLINE: _l("To the invited who have not answered, and to those who have not confirmed their address."),
    Kind.WEEK: _l("To everybody whose place is confirmed, with the calendar entry and the personal link."),
    Kind.DAY: _l("To everybody whose place is confirmed, with the calendar entry and the personal link."),
}
STANDINGS: dict[Standing, LazyString] = {
    Standing.OFF: _l("Switched off"),
    Standing.PLANNED: _l("Planned"),
    Standing.DUE: _l("Is being sent"),
    Standing.WENT: _l("Sent"),
    Standing.MISSED: _l("Not sent: the hour is over"),
}
UNFIT: dict[Unfit, LazyString] = {
    Unfit.ARCHIVED: _l("This event is archived. Nothing is sent for it any more."),
    Unfit.DAYS: _l("Choose between 1 and 60 days."),
}
LETTERS: dict[Kind, tuple[str, ...]] = {
    Kind.DEADLINE: ("deadline_invited", "deadline_unproven"),
    Kind.WEEK: ("week_onsite", "week_online"),
    Kind.DAY: ("day_onsite", "day_online"),
}
