"""Sentences about making editions."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.pages.rules.preparing import Along, Behind, Date

ALONG: dict[Along, LazyString] = {
    Along.DAYS: _l("Days with their hours"),
    Along.ROOMS: _l("Rooms; links to streams stay behind"),
    Along.TRACKS: _l("Tracks"),
    Along.CLUSTERS: _l("Member clusters"),
    Along.QUESTIONS: _l("Own questions of the registration"),
    Along.QUOTAS: _l("Quotas, with the times at which they are released"),
    Along.LETTERS: _l("Own wordings of letters"),
    Along.REMINDERS: _l("Reminders"),
    Along.ITEMS: _l("Items of the draft, in their rooms and at their hours"),
    Along.PEOPLE: _l("People of the programme, to be asked again"),
}
BEHIND: dict[Behind, LazyString] = {
    Behind.REGISTRATIONS: _l("Registrations with everything that was told"),
    Behind.INVITATIONS: _l("Invitations and codes"),
    Behind.VERSIONS: _l("Published versions of the programme"),
    Behind.MAILS: _l("E-mails"),
}
DATES: dict[Date, LazyString] = {
    Date.STARTS: _l("Start"),
    Date.ENDS: _l("End"),
    Date.OPENS: _l("Registration opens"),
    Date.CLOSES: _l("Registration closes"),
}
