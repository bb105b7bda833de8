"""Everything somebody told, in the order of the form."""

from collections.abc import Iterable
from dataclasses import dataclass

from gocluster_events.events.words import FEDERAL_STATES
from gocluster_events.i18n import _, current_language, day
from gocluster_events.registration.invitations.rules.codes import spelled
from gocluster_events.registration.people.rules.codes import Diet
from gocluster_events.registration.people.rules.entry import Identity, Needs, Participation, Person
from gocluster_events.registration.people.rules.fields import CoreField
from gocluster_events.registration.people.rules.questions import Answered, Asked
from gocluster_events.registration.people.words.codes import (
    ACTOR_TYPES,
    DIETS,
    FORMS_OF_ADDRESS,
    MODES,
    NO_MEMBER,
    SUPPORT,
)
from gocluster_events.registration.people.words.fields import answer

Row = tuple[str, str]
Field = tuple[CoreField | None, Row, object]
"""Which field of the form it is (None: always asked), the row, and what it holds: nothing, and it is not asked?"""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of what somebody told, as terms and values; ``page`` and ``part`` are where the form asks for it."""

    title: str
    page: str
    part: str
    rows: tuple[Row, ...]


def groups(
    person: Person, participation: Participation, needs: Needs, *,
    questionnaire: Asked | None = None, answered: Answered = (), identity: Identity | None = None,
) -> tuple[Group, ...]:  # fmt: skip
    """Everything somebody told; a field that is not asked is left out unless it holds something.

    ``questionnaire`` is what the edition asks (None: the usual form), ``answered`` the answers to its own questions.
    """
    core = questionnaire or Asked()
    found = (
        Group(_("Person"), "person", "about-you", _rows(core, _person(person))),
        Group(_("Institution"), "person", "institution", _rows(core, _institution(person))),
        Group(_("Participation"), "participation", "attendance", _rows(core, _participation(participation))),
        Group(_("Catering and accessibility"), "participation", "needs", _rows(core, _needs(needs))),
        Group(_("For the entrance check"), "participation", "identity", _rows(core, _identity(identity or Identity()))),
        Group(_("List and photographs"), "participation", "visibility", _rows(core, _visibility(participation, core))),
        Group(_("Further questions"), "participation", "questions", _answers(answered)),
    )
    return tuple(group for group in found if group.rows)


def _rows(questionnaire: Asked, fields: Iterable[Field]) -> tuple[Row, ...]:
    return tuple(row for core, row, value in fields if core is None or questionnaire.wants(core) or value)


def _person(person: Person) -> tuple[Field, ...]:
    address = person.form_of_address
    badge = (_("Name on the badge"), person.badge_name or person.name)
    return (
        (CoreField.FORM_OF_ADDRESS, (_("Form of address"), str(FORMS_OF_ADDRESS[address]) if address else ""), address),
        (None, (_("Name"), person.name), person.name),
        (CoreField.BADGE_NAME, badge, person.badge_name),
        (None, (_("E-mail"), person.email), person.email),
        (CoreField.PHONE, (_("Work phone"), person.phone), person.phone),
        (CoreField.POSTAL_ADDRESS, (_("Postal address"), person.postal_address), person.postal_address),
        *([(None, (_("Invitation code"), spelled(code)), code)] if (code := person.invitation_code) else []),
    )


def _institution(person: Person) -> tuple[Field, ...]:
    kind, state = person.actor_type, person.state
    return (
        (CoreField.ORGANISATION, (_("Institution"), person.organisation), person.organisation),
        (CoreField.CLUSTER, (_("go-cluster member"), person.cluster or str(NO_MEMBER)), person.cluster),
        (CoreField.POSITION, (_("Position"), person.position), person.position),
        (CoreField.ACTOR_TYPE, (_("Type of actor"), str(ACTOR_TYPES[kind]) if kind else ""), kind),
        (
            CoreField.STATE,
            (_("Federal state of the institution"), str(FEDERAL_STATES[state]) if state else ""),
            state,
        ),
    )


def _participation(participation: Participation) -> tuple[Field, ...]:
    return (
        (None, (_("Mode of attendance"), str(MODES[participation.mode])), participation.mode),
        (CoreField.REMARK, (_("Question or remark"), participation.remark), participation.remark),
    )


def _needs(needs: Needs) -> tuple[Field, ...]:
    support = ", ".join(str(SUPPORT[each]) for each in needs.support)
    return (
        (CoreField.DIET, (_("Catering"), str(DIETS[needs.diet])), needs.diet is not Diet.UNSAID),
        (CoreField.INTOLERANCES, (_("Intolerances"), needs.intolerances), needs.intolerances),
        (CoreField.SUPPORT, (_("Support needs"), support), support),
        (CoreField.SUPPORT, (_("What we should know about it"), needs.support_details), needs.support_details),
    )


def _identity(identity: Identity) -> tuple[Field, ...]:
    born = identity.birth_date
    return (
        (CoreField.BIRTH_DATE, (_("Date of birth"), day(born, form="plain") if born else ""), born),
        (CoreField.BIRTH_PLACE, (_("Place of birth"), identity.birth_place), identity.birth_place),
    )


def _visibility(participation: Participation, questionnaire: Asked) -> tuple[Field, ...]:
    listed = _("Name, institution and position") if participation.list_name else _("Not in the list")
    photos = _("Please do not photograph me") if participation.no_photos else _("No objection")
    return (
        (CoreField.LIST_NAME, (_("Attendee list"), listed), participation.list_name),
        (
            CoreField.LIST_EMAIL,
            (_("E-mail in the attendee list"), _("Yes") if participation.list_email else _("No")),
            participation.list_email,
        ),
        *(
            [(None, (_("Public attendee list"), _("Yes") if participation.list_public else _("No")), True)]
            if questionnaire.asks_for_public_list or participation.list_public
            else []
        ),
        (CoreField.NO_PHOTOS, (_("Photographs"), photos), participation.no_photos),
    )


def _answers(answered: Answered) -> tuple[Row, ...]:
    """The questions as they were asked then; what only the team knows is not among them."""
    return tuple(
        (question.label.pick(current_language())[0], answer(question, given))
        for question, given in answered
        if not question.for_staff
    )
