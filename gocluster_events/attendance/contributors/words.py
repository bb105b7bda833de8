"""What the team reads about people on the programme who may be registered."""

from gocluster_events.attendance.contributors.rules import Answer, MatchRefusal
from gocluster_events.core.i18n import LazyString, _l

DONE: dict[Answer, LazyString] = {
    Answer.SAME: _l("They count as one person, everywhere on site."),
    Answer.OTHER: _l("They count as two people: the contributor is expected without a registration."),
    Answer.OPEN: _l("The question is open again. Until it is answered, they count as one person."),
}

MATCH_REFUSALS: dict[MatchRefusal, LazyString] = {
    MatchRefusal.ANSWERED: _l("A colleague has changed this answer meanwhile. Here is how it is now."),
    MatchRefusal.SETTLED: _l("This question has settled itself meanwhile. Here is how it is now."),
}
