"""What the team reads about two registrations that look like one person's."""

from dataclasses import dataclass

from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import LazyString, _, _l
from gocluster_events.meeting.registration.duplicates.rules import Decision, RegistrationState, afterwards
from gocluster_events.meeting.registration.people.rules.fields import Needs, PersonalData
from gocluster_events.meeting.registration.people.words.codes import MODES, STATUSES
from gocluster_events.meeting.registration.sign_up.words import groups

VERDICTS: dict[Decision, LazyString] = {
    Decision.FIRST: _l("One person: keep %(email)s. Afterwards: %(status)s, %(mode)s."),
    Decision.SECOND: _l("One person: keep %(email)s. Afterwards: %(status)s, %(mode)s."),
    Decision.APART: _l("Two people: keep both."),
    Decision.AGAIN: _l("Not sure: show both as duplicates again."),
}

DONE: dict[Decision, LazyString] = {
    Decision.FIRST: _l("The two registrations have been merged. An e-mail goes to the other address."),
    Decision.SECOND: _l("The two registrations have been merged. An e-mail goes to the other address."),
    Decision.APART: _l("Both registrations stay. You will find them below if you want to compare them again."),
    Decision.AGAIN: _l("Both registrations are shown as duplicates again."),
}


_PARTS = {"about-you", "institution", "attendance"}


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of both registrations."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.first != self.second


def compared(first: PersonalData, second: PersonalData) -> tuple[Row, ...]:
    """What both told, side by side, in the order of the form; never the special needs."""
    sides = [
        {label: text for group in groups(entry, entry, Needs()) if group.part in _PARTS for label, text in group.rows}
        for entry in (first, second)
    ]
    labels = dict.fromkeys([*sides[0], *sides[1]])
    return tuple(Row(label, sides[0].get(label, ""), sides[1].get(label, "")) for label in labels)


def decisions(
    first: RegistrationState, second: RegistrationState, emails: tuple[str, str], *, apart: bool
) -> list[tuple[str, str]]:
    """The decisions to choose from, each with what follows from it; without those that a rule would refuse."""
    choices = []
    ways = ((Decision.FIRST, first, second, emails[0]), (Decision.SECOND, second, first, emails[1]))
    for decision, stays, goes, email in ways:
        try:
            status, mode = afterwards(stays, goes)
        except Refused:
            continue
        label = str(VERDICTS[decision]) % {"email": email, "status": STATUSES[status], "mode": MODES[mode]}
        choices.append((decision.value, label))
    other = Decision.AGAIN if apart else Decision.APART
    return [*choices, (other.value, str(VERDICTS[other]))]


def refused(first: RegistrationState, second: RegistrationState, emails: tuple[str, str]) -> str:
    """Why one of the two cannot stay; empty when either can."""
    for stays, goes, email in ((first, second, emails[0]), (second, first, emails[1])):
        try:
            afterwards(stays, goes)
        except Refused:
            return _("%(email)s cannot be kept, because this address is not confirmed yet.", email=email)
    return ""
