"""Everything somebody told, in the order of the form."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass
from datetime import date
from enum import Enum
from typing import Any

from gocluster_events.core.i18n import _, _n, current_language, day
from gocluster_events.core.text import fold
from gocluster_events.meeting.events.words import FEDERAL_STATES
from gocluster_events.meeting.registration.invitations.rules.codes import format_code
from gocluster_events.meeting.registration.people.rules import fields
from gocluster_events.meeting.registration.people.rules.entry import SignUp
from gocluster_events.meeting.registration.people.rules.questions import Answered, Questionnaire
from gocluster_events.meeting.registration.people.rules.seats import Seats
from gocluster_events.meeting.registration.people.words import codes
from gocluster_events.meeting.registration.people.words.fields import answer

Row = tuple[str, str]
_CODES: Mapping[Any, Any] = {
    **codes.FORMS_OF_ADDRESS,
    **codes.ACTOR_TYPES,
    **FEDERAL_STATES,
    **codes.MODES,
    **codes.DIETS,
    **codes.SUPPORT,
}
_IN_NAME = frozenset({"title", "last_name"})


@dataclass(frozen=True, slots=True)
class Group:
    """A group of what somebody told, as terms and values; ``page`` and ``part`` are where the form asks for it."""

    title: str
    page: str
    part: str
    rows: tuple[Row, ...]


def groups(
    person: fields.Person, participation: fields.Participation, needs: fields.Needs, *,
    questionnaire: Questionnaire | None = None, answered: Answered = (), identity: fields.Identity | None = None,
    consents: fields.Consents | None = None,
) -> tuple[Group, ...]:  # fmt: skip
    """Everything somebody told; a field that is not asked is left out unless it holds something.

    ``questionnaire`` is what the edition asks (None: the usual form), ``answered`` the answers to its own questions,
    ``consents`` what was answered about lists and photographs (None: that is not shown).
    """
    values_by_field: dict[str, Any] = {"name": person.name}
    for part in (identity or fields.Identity(), needs, participation, person, consents or fields.Consents()):
        values_by_field |= vars(part)
    section_groups = (
        Group(_(each.title), each.page, each.id, _rows(each, values_by_field, questionnaire or Questionnaire()))
        for each in fields.SECTIONS
        if each is not fields.VISIBILITY or consents is not None
    )
    own = Group(_("Further questions"), "participation", "questions", _answers(answered))
    return tuple(group for group in (*section_groups, own) if group.rows)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line of the check page: what it is about, what matters most, and the rest; ``part`` is where the form asks."""

    part: str
    term: str
    main: str
    more: tuple[str, ...] = ()


_PERSON = ("email", "phone", "postal_address")
_INSTITUTION = ("actor_type", "state")
_SUPPORT = ("support", "intolerances", "support_details")
_IN_ROWS = frozenset(
    {
        "first_name",
        "last_name",
        "title",
        "mode",
        "organisation",
        "cluster",
        "position",
        *_PERSON,
        *_INSTITUTION,
        *_SUPPORT,
    }
)


def check_rows(sign_up: SignUp, answered: Answered) -> tuple[CheckRow, ...]:
    """What somebody told, and nothing else: the participation first, then person, institution and the rest."""
    values: dict[str, Any] = {}
    for part in (sign_up.identity, sign_up.needs, sign_up.entry):
        values |= vars(part)

    def stated(*names: str) -> tuple[str, ...]:
        return tuple(
            _value(fields.NAMED[each], values) for each in names if _is_stated(fields.NAMED[each], values[each])
        )

    member = (_membership(sign_up.entry),) if sign_up.entry.cluster else ()
    place = (", ".join(each),) if (each := stated(*_INSTITUTION)) else ()
    needs = stated("support", "intolerances")
    rows = (
        CheckRow("attendance", _("Participation"), "".join(stated("mode"))),
        CheckRow("about-you", _("Person"), sign_up.entry.name, stated(*_PERSON)),
        CheckRow("institution", _("Organisation"), sign_up.entry.organisation, (*stated("position"), *place, *member)),
        CheckRow("needs", _("Support, intolerances"), " · ".join(needs), stated("support_details")),
        *(
            CheckRow(_part(each), _(each.heading or each.label), "".join(stated(each.name)))
            for each in fields.DETAILS
            if each.name in values and each.name not in _IN_ROWS and _is_stated(each, values[each.name])
        ),
        *(
            CheckRow(f"q{question.id}-question", *row)
            for question, given in answered
            for row in _answers(((question, given),))
        ),
    )
    return tuple(each for each in rows if each.main or each.more)


def _is_stated(detail: fields.Detail, value: Any) -> bool:
    return value not in {detail.default, ""} if detail.default is not MISSING else True


def _part(detail: fields.Detail) -> str:
    return detail.section.id if detail.section is fields.IDENTITY else "more"


def _membership(person: fields.Person) -> str:
    if fold(person.cluster) == fold(person.organisation):
        return _("go-cluster member")
    return _("go-cluster member: %(cluster)s", cluster=person.cluster)


def mode_note(seats: Seats, *, is_full: bool) -> str:
    """What a mode of attendance has to offer, where that is worth knowing before one chooses."""
    if is_full:
        return _("All places are taken: you will join the waiting list.")
    are_few = 5 * seats.free <= seats.capacity or seats.free <= 5
    return str(_n("%(num)d place left", "%(num)d places left", seats.free)) if are_few and seats.free else ""


def _rows(section: fields.Section, values: Mapping[str, Any], questionnaire: Questionnaire) -> tuple[Row, ...]:
    return tuple(
        (_("Name") if each.name == "first_name" else _(each.heading or each.label), _value(each, values))
        for each in fields.DETAILS
        if each.section is section and each.name not in _IN_NAME and _is_shown(each, values[each.name], questionnaire)
    )


def _is_shown(detail: fields.Detail, value: Any, questionnaire: Questionnaire) -> bool:
    name = detail.of or detail.name
    if name == "list_public" and not value:
        return questionnaire.asks_for_public_list
    return value != detail.default or (name in fields.CORE and questionnaire.wants(name))


def _value(detail: fields.Detail, values: Mapping[str, Any]) -> str:
    value = values[detail.name]
    match detail.name:
        case _ if value is None and detail.section is fields.VISIBILITY:
            return _("Not answered yet")
        case "first_name":
            return str(values["name"])
        case "badge_name":
            return str(value or values["name"])
        case "cluster":
            return str(value or codes.NO_MEMBER)
        case "invitation_code":
            return format_code(value)
    return _worded(detail, value)


def _worded(detail: fields.Detail, value: Any) -> str:
    match value:
        case bool():
            return _(detail.yes if value else detail.no)
        case date():
            return day(value, form="plain")
        case tuple():
            return ", ".join(_worded(detail, each) for each in value)
        case Enum():
            return str(_CODES[value])
        case _:
            return str(value or "")


def _answers(answered: Answered) -> tuple[Row, ...]:
    """The questions as they were asked then; what only the team knows is not among them."""
    return tuple(
        (question.label.pick(current_language())[0], answer(question, given))
        for question, given in answered
        if not question.for_staff
    )
