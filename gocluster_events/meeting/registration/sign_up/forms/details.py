"""The fields of a sign-up, in two halves. Limits are those of the columns; what is asked, and facts, are handed in."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from wtforms import BooleanField
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _l
from gocluster_events.core.text import fold
from gocluster_events.core.web import fields as web_fields
from gocluster_events.core.web.days import Day
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.events.words import FEDERAL_STATES
from gocluster_events.meeting.registration.people.forms import QuestionForm
from gocluster_events.meeting.registration.people.rules import fields as fields_rules
from gocluster_events.meeting.registration.people.rules.changing import SecondPage
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Diet, FormOfAddress, Support
from gocluster_events.meeting.registration.people.rules.consents import WORDINGS, ConsentPurpose
from gocluster_events.meeting.registration.people.rules.entry import Part, read
from gocluster_events.meeting.registration.people.rules.questions import Question, Questionnaire, is_protected
from gocluster_events.meeting.registration.people.rules.seats import Applicant
from gocluster_events.meeting.registration.people.words import codes, consents as consents_words
from gocluster_events.meeting.registration.sign_up.forms.draft import OfPerson
from gocluster_events.meeting.registration.sign_up.rules import Input

Asking = TypeVar("Asking", bound=web_fields.Form)
Coded = TypeVar("Coded", Mode, ActorType)


def _is_cluster(form: Any, _field: Any) -> None:
    if form.member_of() is None:
        raise StopValidation(str(codes.UNKNOWN_CLUSTER))


_BIRTHS = {"first": dt.date(1900, 1, 1), "last": dt.date(2030, 12, 31)}
_CHOICES: Mapping[type[Any], tuple[type[Any], Mapping[Any, Any]]] = {
    FormOfAddress: (web_fields.Voluntary, codes.FORMS_OF_ADDRESS),
    ActorType: (web_fields.Choice, codes.ACTOR_TYPES),
    FederalState: (web_fields.Choice, FEDERAL_STATES),
    Mode: (web_fields.Voluntary, codes.MODES),
    Diet: (web_fields.Radio, codes.DIETS),
    Support: (web_fields.MultipleChoice, codes.SUPPORT),
}
_CHECKS: Mapping[str, tuple[Any, ...]] = {
    "mode": (web_fields.Required(_l("Choose how you will take part.")),),
    "cluster": (_is_cluster,),
}
"""What is checked of a field besides what its type says."""


def field_of(detail: fields_rules.Detail) -> Any:
    """The form field for a detail, by its type; required where no edition can leave it out."""
    label, kind = _l(detail.sentence or detail.label), detail.kind
    filled = [web_fields.Required(_l(detail.missing))] if detail.missing and detail.usual is None else []
    options: dict[str, Any] = {"validators": [*filled, *_CHECKS.get(detail.name, ())]}
    if detail.name == "email":
        return web_fields.Email(label, **options)
    if kind in _CHOICES:
        widget, words = _CHOICES[kind]
        choices = [(code.value, word) for code, word in words.items()]
        usual = {"default": detail.default.value} if isinstance(detail.default, kind) else {}
        return widget(
            label,
            choices=[("", _l("Please choose")), *choices] if widget is web_fields.Choice else choices,
            **usual,
            **options,
        )
    if kind is dt.date:
        return Day(label, **_BIRTHS, **options)
    if kind is bool:
        return BooleanField(label, **options)
    return (web_fields.Paragraph if detail.is_long else web_fields.Line)(label, limit=detail.limit, **options)


def _asking(details: Iterable[fields_rules.Detail]) -> Callable[[type[Asking]], type[Asking]]:
    """A class decorator: the form gets a field for each of these details."""

    def with_fields(form: type[Asking]) -> type[Asking]:
        for each in details:
            setattr(form, each.name, field_of(each))
        return form

    return with_fields


class _Demanding(OfPerson):
    """A form of core fields, each of which may be left out or demanded."""

    before: Mapping[str, Any] = {}

    def demand(self, questionnaire: Questionnaire) -> None:
        """The form has the fields that are asked, and demands those that must be filled in."""
        for each in fields_rules.DETAILS:
            name = each.of or each.name
            if name in fields_rules.CORE and each.name in self:
                self._demand(each, questionnaire.demand(name))

    def section_fields(self, section: str) -> Sequence[Any]:
        """The fields that the form has of that section, in their order."""
        return [self[each.name] for each in fields_rules.DETAILS if each.section.id == section and each.name in self]

    def value_of(self, name: str) -> Any:
        """What stands in a field, or what was told before where there is no such field."""
        if name not in self:
            return self.before.get(name)
        field = self[name]
        if isinstance(field, Day):
            return str(field.day() or "")
        return field.data

    def part(self, kind: type[Part], **known: Any) -> Part:
        """The values of the page as a ``kind``; defaults where a field is empty or not asked. Only of a valid form."""
        typed = {each.name: self.value_of(each.name) for each in fields(kind)}
        return read(kind, {name: value for name, value in typed.items() if value} | known)

    def input(self) -> Input:
        """What is typed, as the browser has sent it; a field that stands as it was is left out."""
        typed = (each for each in self if each.data and each.data != each.default)
        return {each.name: list(each.raw_data or ()) for each in typed if each.name not in {"csrf_token", "entry"}}

    def _demand(self, detail: fields_rules.Detail, demand: fields_rules.Requirement) -> None:
        field = self[detail.name]
        if demand is fields_rules.Requirement.OFF:
            del self[detail.name]
        elif demand is fields_rules.Requirement.MANDATORY:
            field.validators = [*field.validators[:1], web_fields.Required(_l(detail.missing)), *field.validators[1:]]
            field.flags.required = True


@_asking(fields_rules.PARTS[0])
class PersonForm(_Demanding):
    """Who comes, and from where."""

    clusters: Callable[[], Sequence[str]] = tuple  # set for each form; asked only where somebody names one

    def member_of(self) -> str | None:
        """The cluster as its name is spelled; empty for no member; None when there is no such cluster."""
        typed = fold(self.value_of("cluster") or "")
        if typed in {"", fold(str(codes.NO_MEMBER))}:
            return ""
        return {fold(name): name for name in self.clusters()}.get(typed)

    def person(self) -> fields_rules.Person:
        """The page as a value; only of a valid form."""
        return self.part(fields_rules.Person, email=self.email.data or "", cluster=self.member_of() or "")


def has_needs() -> Any:
    """The plain question about health."""
    return web_fields.Voluntary(
        _l("Do you need support, or is there anything you cannot eat?"),
        choices=[("no", _l("No")), ("yes", _l("Yes, I would like to tell you"))],
    )


def agrees_to_health() -> Any:
    """The consent to the use of what stands behind that question."""
    return BooleanField(consents_words.WORDINGS[ConsentPurpose.HEALTH, WORDINGS[ConsentPurpose.HEALTH]])


def _code(kind: type[Coded], value: Any) -> Coded | None:
    """The member of that value; None where there is none."""
    return next((each for each in kind if each.value == value), None)


@_asking(each for each in fields_rules.DETAILS if each.section.page == "participation")
class ParticipationForm(_Demanding, QuestionForm):
    """How somebody takes part, what they need, and what else is asked."""

    only_mode = Mode.ONSITE  # where there is no choice; set for each form
    has_needs = has_needs()
    agrees_to_health = agrees_to_health()
    invited_to: Callable[[], int | None] = staticmethod(lambda: None)  # the quota of the code; set for each form

    @property
    def is_member(self) -> bool:
        """Whether the person names a cluster."""
        return bool(self.before.get("cluster"))

    def applicant(self) -> Applicant:
        """The person as the form says now, as far as it can be read."""
        counts_invitation = any(pool.by_invitation for pool in self.questionnaire.pools)
        return Applicant(
            mode=_code(Mode, self.value_of("mode")) or self.only_mode,
            actor_type=_code(ActorType, self.value_of("actor_type")),
            is_member=self.is_member,
            invited_to=self.invited_to() if counts_invitation else None,
        )

    def ask_for_needs(self) -> None:
        """The question about health is there only where something stands behind it."""
        if not (self.section_fields("needs") or any(map(is_protected, self.own))):
            del self.has_needs, self.agrees_to_health

    def validate_agrees_to_health(self, field: Any) -> None:
        """Refuses health data without the consent to them."""
        if self._tells_of_health() and not field.data:
            raise StopValidation(str(codes.HEALTH_WITHOUT_CONSENT))

    def counting(self) -> tuple[Question, ...]:
        """The questions whose answers count: behind the question about health only where it was opened."""
        counting = super().counting()
        if "has_needs" not in self or self._tells_of_health():
            return counting
        return tuple(each for each in counting if not is_protected(each))

    @property
    def consents_to_health(self) -> bool:
        """Whether the person consents to the use of what stands behind the question about health."""
        if "has_needs" not in self:
            return bool(self.before.get("agrees_to_health"))
        return self._tells_of_health() and bool(self.agrees_to_health.data)

    def needs(self) -> fields_rules.Needs:
        """What the person needs; of health only with the consent to it. Only of a valid form."""
        stated = self.part(fields_rules.Needs)
        return stated if self.consents_to_health else stated.food

    def _tells_of_health(self) -> bool:
        """Whether something stands behind the question, and “No” was not chosen above it."""
        if "has_needs" not in self or self.has_needs.data == "no":
            return False
        return any(each.data for each in self.of_health())

    def of_health(self) -> Sequence[Any]:
        """The fields that stand behind the question about health."""
        own = [each.field for each in self.question_fields(protected=True)]
        return [*self.section_fields("needs"), *own]

    def participation(self) -> fields_rules.Participation:
        """The page as a value, without what is kept apart; only of a valid form."""
        return self.part(fields_rules.Participation, mode=self.mode.data if "mode" in self else self.only_mode.value)

    def second_page(self) -> SecondPage:
        """The page as a value; only of a valid form."""
        identity, agrees = self.part(fields_rules.Identity), self.consents_to_health
        return SecondPage(self.participation(), self.needs(), self.answers(), identity, agrees)
