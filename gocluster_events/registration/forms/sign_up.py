"""The two pages of fields. Their limits are those of the columns; facts, such as the clusters, are handed in."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField
from wtforms.validators import StopValidation

from gocluster_events.events.rules import FederalState, Mode
from gocluster_events.events.words import FEDERAL_STATES
from gocluster_events.i18n import _l
from gocluster_events.registration import words
from gocluster_events.registration.rules.codes import ActorType, Diet, FormOfAddress, Support
from gocluster_events.registration.rules.entry import Needs, Participation, Person
from gocluster_events.text import email_key, fold
from gocluster_events.web.fields import EMAIL_LIMIT, Choice, Email, Filled, Form, Line, Paragraph, Radio, Several
from gocluster_events.web.words import NO_EMAIL

_PLEASE_CHOOSE = ("", _l("Please choose"))


class Voluntary(Radio):
    """A choice that one need not make."""

    def pre_validate(self, form: Any) -> None:
        """Refuses a value that is not among the choices, but not the lack of one."""
        if self.data:
            super().pre_validate(form)


def _is_cluster(form: Any, _field: Any) -> None:
    if form.member_of() is None:
        raise StopValidation(str(words.UNKNOWN_CLUSTER))


def has_short_key(_form: Any, field: Any) -> None:
    """Refuses an address whose key is longer than its column."""
    if len(email_key(field.data)) > EMAIL_LIMIT:
        raise StopValidation(str(NO_EMAIL))


def _only_in_list(form: Any, field: Any) -> None:
    if field.data and not form.list_name.data:
        raise StopValidation(str(words.EMAIL_IN_LIST_ALONE))


class PersonForm(Form):
    """Who comes, and from where."""

    form_of_address = Voluntary(
        _l("Form of address"), choices=[(code.value, label) for code, label in words.FORMS_OF_ADDRESS.items()]
    )
    title = Line(_l("Title"), limit=60)
    first_name = Line(_l("First name"), limit=100, validators=[Filled(_l("Enter your first name."))])
    last_name = Line(_l("Last name"), limit=100, validators=[Filled(_l("Enter your last name."))])
    badge_name = Line(_l("Name on the badge"), limit=100)
    email = Email(_l("E-mail"), validators=[Filled(_l("Enter your e-mail address.")), has_short_key])
    phone = Line(_l("Work phone"), limit=60)
    organisation = Line(_l("Institution"), limit=200, validators=[Filled(_l("Enter your institution."))])
    cluster = Line(_l("go-cluster member"), limit=160, validators=[Filled(words.UNKNOWN_CLUSTER), _is_cluster])
    position = Line(_l("Position"), limit=120)
    actor_type = Choice(
        _l("Type of actor"),
        choices=[_PLEASE_CHOOSE, *((code.value, label) for code, label in words.ACTOR_TYPES.items())],
        validators=[Filled(_l("Choose the type of your institution."))],
    )
    state = Choice(
        _l("Federal state of the institution"),
        choices=[_PLEASE_CHOOSE, *((code.value, label) for code, label in FEDERAL_STATES.items())],
        validators=[Filled(_l("Choose the federal state of your institution."))],
    )

    clusters: Sequence[str] = ()  # set for each form

    def member_of(self) -> str | None:
        """The cluster as its name is spelled; empty for no member; None when there is no such cluster."""
        known = {fold(name): name for name in self.clusters} | {fold(str(words.NO_MEMBER)): ""}
        return known.get(fold(self.cluster.data))

    def person(self) -> Person:
        """The page as a value; only of a valid form."""
        return Person(
            form_of_address=FormOfAddress(self.form_of_address.data) if self.form_of_address.data else None,
            title=self.title.data,
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            badge_name=self.badge_name.data,
            email=self.email.data or "",
            phone=self.phone.data,
            organisation=self.organisation.data,
            cluster=self.member_of() or "",
            position=self.position.data,
            actor_type=ActorType(self.actor_type.data),
            state=FederalState(self.state.data),
        )


class ParticipationForm(Form):
    """How somebody takes part, what they need, and what the others may see."""

    mode = Radio(
        _l("Mode of attendance"),
        choices=[(code.value, label) for code, label in words.MODES.items()],
        validators=[Filled()],
    )
    diet = Radio(
        _l("Catering"),
        choices=[(code.value, label) for code, label in words.DIETS.items()],
        default=Diet.UNSAID.value,
    )
    intolerances = Line(_l("Intolerances"), limit=300)
    support = Several(_l("Support needs"), choices=[(code.value, label) for code, label in words.SUPPORT.items()])
    support_details = Line(_l("What we should know about it"), limit=300)
    list_name = BooleanField(_l("My name, institution and position may appear in the attendee list."))
    list_email = BooleanField(_l("My e-mail address may appear there as well."), validators=[_only_in_list])
    no_photos = BooleanField(_l("Please do not photograph me."))
    remark = Paragraph(_l("Question or remark"), limit=500)

    only_mode = Mode.ONSITE  # where there is no choice; set for each form

    def participation(self) -> Participation:
        """The page as a value, without the needs; only of a valid form."""
        return Participation(
            mode=Mode(self.mode.data) if "mode" in self else self.only_mode,
            list_name=self.list_name.data,
            list_email=self.list_email.data,
            no_photos=self.no_photos.data,
            remark=self.remark.data,
        )

    def needs(self) -> Needs:
        """What the person needs; only of a valid form."""
        return Needs(
            diet=Diet(self.diet.data),
            intolerances=self.intolerances.data,
            support=tuple(Support(each) for each in self.support.data or ()),
            support_details=self.support_details.data,
        )


def person_form(clusters: Sequence[str], kept: dict[str, Any] | None) -> PersonForm:
    """The first page, with what was kept of it; ``clusters`` are the edition's members."""
    shown = {**kept, "cluster": kept["cluster"] or str(words.NO_MEMBER)} if kept else {}
    form = PersonForm(data=shown)
    form.clusters = clusters
    return form


def participation_form(modes: Sequence[Mode], kept: dict[str, Any]) -> ParticipationForm:
    """The second page, with what was kept of it; it asks for the mode only where there are several."""
    form = ParticipationForm(data=kept)
    if len(modes) < 2:
        form.only_mode = modes[0] if modes else Mode.ONSITE
        del form.mode
    return form
