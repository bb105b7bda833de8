"""The two pages of fields. Their limits are those of the columns; what is asked, and facts, are handed in."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.events.rules.edition import FederalState, Mode
from gocluster_events.events.rules.reach import Reach
from gocluster_events.events.words import FEDERAL_STATES
from gocluster_events.i18n import _l
from gocluster_events.registration.people.forms import QuestionForm, kept_answers, with_questions
from gocluster_events.registration.people.rules.changing import Prospect
from gocluster_events.registration.people.rules.codes import ActorType, Diet, FormOfAddress, Support
from gocluster_events.registration.people.rules.entry import Identity, Needs, Participation, Person, answers_in
from gocluster_events.registration.people.rules.fields import CoreField, Demand
from gocluster_events.registration.people.rules.questions import Asked
from gocluster_events.registration.people.words import codes, fields
from gocluster_events.registration.sign_up.rules import FIRST, MOST
from gocluster_events.text import email_key, fold
from gocluster_events.web.days import Day
from gocluster_events.web.fields import EMAIL_LIMIT, Choice, Email, Filled, Form, Line, Paragraph, Radio, Several
from gocluster_events.web.words import NO_EMAIL

_KEY = re.compile(r"[\w-]{1,32}", re.ASCII)
_SHOWN = re.compile(rf"[{''.join(each.value for each in Prospect)}]{{1,{MOST}}}")


class OfPerson(Form):
    """A page about one person of the sign-up."""

    entry = HiddenField()

    @property
    def key(self) -> str:
        """Whose page it is; what nobody has sent like this is the first person's."""
        typed = self.entry.data or ""
        return typed if _KEY.fullmatch(typed) else FIRST


class RemovalForm(OfPerson):
    """The button that takes a person out of the sign-up."""


class CheckForm(Form):
    """The binding button. ``outlook`` is what the page says of each person, as `rules.outlook.spelled`."""

    outlook = HiddenField()

    @property
    def promised(self) -> str:
        """What the page has said; empty for what no page of ours has sent."""
        typed = self.outlook.data or ""
        return typed if _SHOWN.fullmatch(typed) else ""


_PLEASE_CHOOSE = ("", _l("Please choose"))
_NAMES: Mapping[CoreField, tuple[str, ...]] = {CoreField.SUPPORT: ("support", "support_details")}
_FIRST_BIRTH, _LAST_BIRTH = dt.date(1900, 1, 1), dt.date(2030, 12, 31)


class Voluntary(Radio):
    """A choice that one need not make."""

    def pre_validate(self, form: Any) -> None:
        """Refuses a value that is not among the choices, but not the lack of one."""
        if self.data:
            super().pre_validate(form)


def _is_cluster(form: Any, _field: Any) -> None:
    if form.member_of() is None:
        raise StopValidation(str(codes.UNKNOWN_CLUSTER))


def has_short_key(_form: Any, field: Any) -> None:
    """Refuses an address whose key is longer than its column."""
    if len(email_key(field.data)) > EMAIL_LIMIT:
        raise StopValidation(str(NO_EMAIL))


def _only_in_list(form: Any, field: Any) -> None:
    if field.data and not form.list_name.data:
        raise StopValidation(str(codes.LIST_ALONE))


class _Demanding(OfPerson):
    """A form of core fields, each of which may be left out or demanded."""

    list_note = codes.LIST_NOTES[Reach.NOBODY]  # set for each form

    def demand(self, questionnaire: Asked) -> None:
        """The form has the fields that are asked, and demands those that must be filled in."""
        for core in CoreField:
            for name in _NAMES.get(core, (core.value,)):
                if name in self:
                    self._demand(name, core, questionnaire.demand(core))
        self.show_public_list(questionnaire)

    def show_public_list(self, questionnaire: Asked) -> None:
        """It is asked whether the public may read the name only where it could; the note says who reads the list."""
        self.list_note = codes.LIST_NOTES[questionnaire.reach]
        if "list_public" in self and not questionnaire.asks_for_public_list:
            del self["list_public"]

    def value_of(self, name: str, nothing: Any = "") -> Any:
        """What stands in a field; ``nothing`` where it is empty or not asked."""
        return (self[name].data or nothing) if name in self else nothing

    def _demand(self, name: str, core: CoreField, demand: Demand) -> None:
        if demand is Demand.OFF:
            del self[name]
        elif demand is Demand.MANDATORY:
            field = self[name]
            field.validators = [*field.validators[:1], Filled(fields.MISSING[core]), *field.validators[1:]]
            field.flags.required = True


class PersonForm(_Demanding):
    """Who comes, and from where."""

    form_of_address = Voluntary(
        _l("Form of address"), choices=[(code.value, label) for code, label in codes.FORMS_OF_ADDRESS.items()]
    )
    title = Line(_l("Title"), limit=60)
    first_name = Line(_l("First name"), limit=100, validators=[Filled(_l("Enter your first name."))])
    last_name = Line(_l("Last name"), limit=100, validators=[Filled(_l("Enter your last name."))])
    badge_name = Line(_l("Name on the badge"), limit=100)
    email = Email(_l("E-mail"), validators=[Filled(_l("Enter your e-mail address.")), has_short_key])
    phone = Line(_l("Work phone"), limit=60)
    postal_address = Paragraph(_l("Postal address"), limit=300)
    organisation = Line(_l("Institution"), limit=200)
    cluster = Line(_l("go-cluster member"), limit=160, validators=[_is_cluster])
    position = Line(_l("Position"), limit=120)
    actor_type = Choice(
        _l("Type of actor"),
        choices=[_PLEASE_CHOOSE, *((code.value, label) for code, label in codes.ACTOR_TYPES.items())],
    )
    state = Choice(
        _l("Federal state of the institution"),
        choices=[_PLEASE_CHOOSE, *((code.value, label) for code, label in FEDERAL_STATES.items())],
    )
    invitation_code = Line(_l("Invitation code"), limit=20)

    clusters: Callable[[], Sequence[str]] = tuple  # set for each form; asked only where somebody names one

    def member_of(self) -> str | None:
        """The cluster as its name is spelled; empty for no member; None when there is no such cluster."""
        typed = fold(self.value_of("cluster"))
        if typed in {"", fold(str(codes.NO_MEMBER))}:
            return ""
        return {fold(name): name for name in self.clusters()}.get(typed)

    def person(self) -> Person:
        """The page as a value; only of a valid form."""
        address, kind, state = (self.value_of(name) for name in ("form_of_address", "actor_type", "state"))
        return Person(
            form_of_address=FormOfAddress(address) if address else None,
            title=self.value_of("title"),
            first_name=self.first_name.data,
            last_name=self.last_name.data,
            badge_name=self.value_of("badge_name"),
            email=self.email.data or "",
            phone=self.value_of("phone"),
            postal_address=self.value_of("postal_address"),
            organisation=self.value_of("organisation"),
            cluster=self.member_of() or "",
            position=self.value_of("position"),
            actor_type=ActorType(kind) if kind else None,
            state=FederalState(state) if state else None,
            invitation_code=self.value_of("invitation_code"),
        )


class ParticipationForm(_Demanding, QuestionForm):
    """How somebody takes part, what they need, what the others may see, and what else is asked."""

    mode = Radio(
        _l("Mode of attendance"),
        choices=[(code.value, label) for code, label in codes.MODES.items()],
        validators=[Filled()],
    )
    remark = Paragraph(_l("Question or remark"), limit=500)
    diet = Radio(
        _l("Catering"),
        choices=[(code.value, label) for code, label in codes.DIETS.items()],
        default=Diet.UNSAID.value,
    )
    intolerances = Line(_l("Intolerances"), limit=300)
    support = Several(_l("Support needs"), choices=[(code.value, label) for code, label in codes.SUPPORT.items()])
    support_details = Line(_l("What we should know about it"), limit=300)
    birth_date = Day(_l("Date of birth"), first=_FIRST_BIRTH, last=_LAST_BIRTH)
    birth_place = Line(_l("Place of birth"), limit=120)
    list_name = BooleanField(_l("My name, institution and position may appear in the attendee list."))
    list_email = BooleanField(_l("My e-mail address may appear there as well."), validators=[_only_in_list])
    list_public = BooleanField(
        _l("My name, institution and position may also appear on the public page of the event."),
        validators=[_only_in_list],
    )
    no_photos = BooleanField(_l("Please do not photograph me."))

    only_mode = Mode.ONSITE  # where there is no choice; set for each form

    def participation(self) -> Participation:
        """The page as a value, without what is kept apart; only of a valid form."""
        return Participation(
            mode=Mode(self.mode.data) if "mode" in self else self.only_mode,
            list_name=self.value_of("list_name", nothing=False),
            list_email=self.value_of("list_email", nothing=False),
            list_public=self.value_of("list_public", nothing=False),
            no_photos=self.value_of("no_photos", nothing=False),
            remark=self.value_of("remark"),
        )

    def needs(self) -> Needs:
        """What the person needs; only of a valid form."""
        return Needs(
            diet=Diet(self.value_of("diet", Diet.UNSAID.value)),
            intolerances=self.value_of("intolerances"),
            support=tuple(Support(each) for each in self.value_of("support", ())),
            support_details=self.value_of("support_details"),
        )

    def identity(self) -> Identity:
        """When and where the person was born, as far as it is asked; only of a valid form."""
        born = self.birth_date.day() if "birth_date" in self else None
        return Identity(birth_date=born, birth_place=self.value_of("birth_place"))


def person_form(
    questionnaire: Asked, clusters: Callable[[], Sequence[str]], stored: Mapping[str, Any], key: str = FIRST, *,
    asks_code: bool = False,
) -> PersonForm:  # fmt: skip
    """The first page as the edition asks it, with what was kept of it; ``clusters`` gives the edition's members.

    ``stored`` is a document of a `Person` or a part of one, ``key`` whose page it is.
    """
    shown = {**stored, "cluster": stored["cluster"] or str(codes.NO_MEMBER)} if "cluster" in stored else stored
    form = PersonForm(data={**shown, "entry": key})
    if not asks_code:
        del form.invitation_code
    form.clusters = clusters
    form.demand(questionnaire)
    return form


def participation_form(
    questionnaire: Asked, modes: Sequence[Mode], stored: Mapping[str, Any], key: str = FIRST
) -> ParticipationForm:
    """The second page as the edition asks it, with what was kept of it; for the mode only where there are several.

    ``stored`` is a document of a `Participation`, and of what is kept apart (`rules.entry.private`).
    """
    answers = kept_answers(questionnaire, answers_in(stored))
    form = with_questions(ParticipationForm, questionnaire, questionnaire.questions)(
        data={**stored, **answers, "entry": key}
    )
    form.demand(questionnaire)
    if len(modes) < 2:
        form.only_mode = modes[0] if modes else Mode.ONSITE
        del form.mode
    return form
