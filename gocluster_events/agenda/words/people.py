"""How people are named, and what they are asked and told."""

from gocluster_events.agenda.rules.codes import PersonStatus
from gocluster_events.agenda.rules.timetable import Credit, Person
from gocluster_events.i18n import LazyString, _, _l

PERSON_STATUSES: dict[PersonStatus, LazyString] = {
    PersonStatus.ASKED: _l("Asked"),
    PersonStatus.AGREED: _l("Agreed"),
    PersonStatus.DECLINED: _l("Declined"),
}


NAME_REMOVED = _l("Name removed on request")


def person_name(person: Person) -> str:
    """Title, first and last name; of somebody who wanted to be removed, only that."""
    return str(NAME_REMOVED) if person.is_redacted else person.name


def credited(credit: Credit) -> str:
    """The name, and for whom they stand in: Mai Lan Petersen (standing in for Dr. Tarek Lindholm)."""
    name = person_name(credit.person)
    if credit.absent is None:
        return name
    return str(_("%(name)s (standing in for %(absent)s)", name=name, absent=person_name(credit.absent)))
