"""Names, labels and sentences about people on the programme."""

from collections.abc import Collection

from gocluster_events.core.i18n import LazyString, _, _l, day
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.agenda.rules.people import Group, Missing
from gocluster_events.meeting.agenda.rules.placement import Presence, presence, times_on, times_text
from gocluster_events.meeting.agenda.rules.timetable import Credit, Person, Timetable

PERSON_STATUSES: dict[PersonStatus, LazyString] = {
    PersonStatus.ASKED: _l("Asked"),
    PersonStatus.AGREED: _l("Agreed"),
    PersonStatus.DECLINED: _l("Declined"),
}


GROUPS: dict[Group, LazyString] = {
    Group.ASKED: _l("Asked"),
    Group.AGREED: _l("Agreed"),
    Group.DECLINED: _l("Declined"),
    Group.IDLE: _l("Not in any item"),
}


MISSING: dict[Missing, LazyString] = {
    Missing.ANSWER: _l("Answer"),
    Missing.BIOGRAPHY: _l("Biography"),
    Missing.PORTRAIT: _l("Portrait"),
}


PRESENCES: dict[Presence, LazyString] = {
    Presence.ALL: _l("there all day"),
    Presence.SOME: _l("only at these times"),
    Presence.NONE: _l("not there"),
}


NAME_REMOVED = _l("Name removed on request")


def person_name(person: Person) -> str:
    """Title, first and last name; of somebody whose name was removed, only that it was."""
    return str(NAME_REMOVED) if person.is_redacted else person.name


def missing_names(gaps: Collection[Missing]) -> str:
    """What is missing, in order: Answer, Portrait."""
    return ", ".join(str(word) for each, word in MISSING.items() if each in gaps)


def names(uuids: Collection[str], *timetables: Timetable | None) -> list[str]:
    """What those of the people are called whom any of the timetables knows, by UUID; without removed names."""
    known = {person.uuid: person for timetable in timetables if timetable for person in timetable.people}
    return [known[uuid].name for uuid in uuids if uuid in known and not known[uuid].is_redacted]


def credited(credit: Credit) -> str:
    """The name, and for whom they stand in: Mai Lan Petersen (standing in for Dr. Tarek Lindholm)."""
    name = person_name(credit.person)
    if credit.absent is None:
        return name
    return _("%(name)s (standing in for %(absent)s)", name=name, absent=person_name(credit.absent))


def availability(person: Person, timetable: Timetable) -> str:
    """On which days somebody is there only at some times or not at all; empty: always there."""
    days = []
    for each in timetable.days if person.available else ():
        times = times_on(each.date, person.available, timetable.zone)
        if (kind := presence(times)) is not Presence.ALL:
            hours = times_text(times) if kind is Presence.SOME else str(PRESENCES[kind])
            days.append(f"{day(each.date, form='short')}: {hours}")
    return "; ".join(days)


ACTIONS: dict[str, LazyString] = {
    "person.link_sent": _l("Link to their own page sent"),
    "person.link_renewed": _l("New link to their own page sent; older ones no longer work"),
    "person.agreed": _l("Agreed to take part"),
    "person.declined": _l("Declined to take part"),
    "person.edited": _l("Changed their own details"),
    "person.text_suggested": _l("Suggested a text for an item"),
    "person.text_withdrawn": _l("Withdrew a suggested text"),
    "person.text_accepted": _l("Suggested text accepted"),
    "person.text_declined": _l("Suggested text declined"),
    "person.portrait_removed": _l("Portrait removed everywhere"),
    "person.name_removed": _l("Name removed everywhere"),
}
