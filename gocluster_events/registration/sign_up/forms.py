"""The page of fields, and its two halves. Limits are those of the columns; what is asked, and facts, are handed in."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.events.rules.edition import FederalState, Mode
from gocluster_events.events.rules.reach import Reach
from gocluster_events.events.words import FEDERAL_STATES
from gocluster_events.i18n import _l
from gocluster_events.registration.people.forms import QuestionForm, answer_data, with_questions
from gocluster_events.registration.people.rules import fields as fields_rules
from gocluster_events.registration.people.rules.changing import Outcome, SecondPage
from gocluster_events.registration.people.rules.codes import ActorType, Diet, FormOfAddress, Support
from gocluster_events.registration.people.rules.entry import Part, answers_in, read
from gocluster_events.registration.people.rules.questions import NO, YES, Questionnaire
from gocluster_events.registration.people.words import codes, fields as fields_words
from gocluster_events.registration.sign_up.rules import FIRST, MOST, Input, Typed
from gocluster_events.text import N_, email_key, fold
from gocluster_events.web import fields as web_fields
from gocluster_events.web.days import Day
from gocluster_events.web.words import NO_EMAIL

Asking = TypeVar("Asking", bound=web_fields.Form)
_KEY = re.compile(r"[\w-]{1,32}", re.ASCII)
_PROMISES = re.compile(rf"[{''.join(each.value for each in Outcome)}]{{1,{MOST}}}")


class OfPerson(web_fields.Form):
    """A page about one person of the sign-up."""

    entry = HiddenField()

    @property
    def key(self) -> str:
        """The key of the person whose page it is; the first person's where no valid key was sent."""
        typed = self.entry.data or ""
        return typed if _KEY.fullmatch(typed) else FIRST


class CheckForm(web_fields.Form):
    """The binding button. ``outlook`` is what the page says of each person, as `rules.changing.encode` writes it."""

    outlook = HiddenField()

    @property
    def promised(self) -> str:
        """The prospects that the page has shown; empty where the field holds anything else."""
        typed = self.outlook.data or ""
        return typed if _PROMISES.fullmatch(typed) else ""


def _is_cluster(form: Any, _field: Any) -> None:
    if form.member_of() is None:
        raise StopValidation(str(codes.UNKNOWN_CLUSTER))


def has_short_key(_form: Any, field: Any) -> None:
    """Refuses an address whose key is longer than its column."""
    if len(email_key(field.data)) > web_fields.EMAIL_LIMIT:
        raise StopValidation(str(NO_EMAIL))


def _only_in_list(form: Any, field: Any) -> None:
    if field.data and not form.list_name.data:
        raise StopValidation(str(codes.LIST_ALONE))


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
    "mode": (web_fields.Required(_l("Choose how you take part.")),),
    "email": (has_short_key,),
    "cluster": (_is_cluster,),
    "list_email": (_only_in_list,),
    "list_public": (_only_in_list,),
}
"""What is checked of a field besides what its type says."""


def _field(detail: fields_rules.Detail) -> Any:
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
            setattr(form, each.name, _field(each))
        return form

    return with_fields


class _Demanding(OfPerson):
    """A form of core fields, each of which may be left out or demanded."""

    list_note = codes.LIST_NOTES[Reach.NOBODY]  # set for each form
    before: Mapping[str, Any] = {}

    def demand(self, questionnaire: Questionnaire) -> None:
        """The form has the fields that are asked, and demands those that must be filled in."""
        for each in fields_rules.DETAILS:
            name = each.of or each.name
            if name in fields_rules.CORE and each.name in self:
                self._demand(each, questionnaire.demand(name))
        self.show_public_list(questionnaire)

    def show_public_list(self, questionnaire: Questionnaire) -> None:
        """The form asks for the public list only where there can be one; its note says who reads the list."""
        self.list_note = codes.LIST_NOTES[questionnaire.reach]
        if "list_public" in self and not questionnaire.asks_for_public_list:
            del self["list_public"]

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


@_asking(each for each in fields_rules.DETAILS if each.section.page == "participation")
class ParticipationForm(_Demanding, QuestionForm):
    """How somebody takes part, what they need, what the others may see, and what else is asked."""

    only_mode = Mode.ONSITE  # where there is no choice; set for each form

    def participation(self) -> fields_rules.Participation:
        """The page as a value, without what is kept apart; only of a valid form."""
        return self.part(fields_rules.Participation, mode=self.mode.data if "mode" in self else self.only_mode.value)

    def second_page(self) -> SecondPage:
        """The page as a value; only of a valid form."""
        needs, identity = self.part(fields_rules.Needs), self.part(fields_rules.Identity)
        return SecondPage(self.participation(), needs, self.answers(), identity)


_FOLDED = ("form_of_address", "title", "position", "phone", "postal_address", "diet", "badge_name", "remark")
_LABELS = {
    "mode": N_("How will you take part?"), "organisation": N_("Name of the organisation"),
    "actor_type": N_("Kind of organisation"), "state": N_("Federal state"), "cluster": N_("Your cluster"),
}  # fmt: skip
_IN_SIGHT = (
    "mode", "first_name", "last_name", "email", "organisation", "actor_type", "state", "cluster", "intolerances",
    "support", "support_details", "birth_date", "birth_place",
)  # fmt: skip


def _names_cluster(form: Any, _field: Any) -> None:
    if form.member.data == YES and not form.member_of():
        raise StopValidation(str(codes.NO_CLUSTER))


def _on_one_page(form: type["SignUpForm"]) -> type["SignUpForm"]:
    """The form has its fields in the order of the page."""
    for name in (*_IN_SIGHT, *_FOLDED, "invitation_code"):
        if name == "cluster":
            choices = fields_words.YES_NO.items()
            form.member = web_fields.Voluntary(_l("Are you a go-cluster member?"), choices=choices)
        detail = fields_rules.NAMED[name]
        setattr(form, name, _field(replace(detail, label=_LABELS.get(name, detail.label))))
    for each in ("list_name", "list_email", "list_public", "no_photos"):
        setattr(form, each, None)
    return form


@_on_one_page
class SignUpForm(ParticipationForm, PersonForm):
    """Everything that one person tells, on one page: what must be told first, the rest in a fold."""

    member: web_fields.Voluntary

    def demand(self, questionnaire: Questionnaire) -> None:
        """The form has the fields that are asked, and demands those that must be filled in."""
        super().demand(questionnaire)
        if "cluster" not in self:
            del self.member
            return
        if self.cluster.flags.required:
            self.member.validators = [web_fields.Required(_l("Choose “Yes” or “No”."))]
            self.member.flags.required = self.member.flags.is_question = True
        self.cluster.validators = [*self.cluster.validators[:1], _names_cluster]
        self.cluster.flags.required = True

    def member_of(self) -> str | None:
        """The cluster as its name is spelled; empty for no member; None when there is no such cluster."""
        return super().member_of() if "member" in self and self.member.data == YES else ""

    def in_sight(self, section: str) -> Sequence[Any]:
        """The fields of that section that stand open, but for the membership."""
        apart = {"cluster", "invitation_code", *(each.name for each in self.folded())}
        return [each for each in self.section_fields(section) if each.name not in apart]

    def folded(self) -> Sequence[Any]:
        """The fields that stand under “More about you”: those of `_FOLDED` that nobody must fill in."""
        return [self[name] for name in _FOLDED if name in self and not self[name].flags.required]

    @property
    def is_unfolded(self) -> bool:
        """Whether something in the fold is typed already, or wrong."""
        fields = [*self.folded(), *(each.field for each in self.question_fields() if each.is_folded)]
        return any(each.errors or (each.data or "") != (each.default or "") for each in fields)

    def input(self) -> Input:
        """What is typed, as the browser has sent it; a field that stands as it was is left out."""
        fields = (each for each in self if each.data and each.data != each.default)
        return {each.name: list(each.raw_data or ()) for each in fields if each.name not in {"csrf_token", "entry"}}


def sign_up_form(
    questionnaire: Questionnaire, modes: Sequence[Mode], clusters: Callable[[], Sequence[str]], typed: Typed, *,
    asks_code: bool = False, is_sent: bool = False,
) -> SignUpForm:  # fmt: skip
    """The page as the edition asks it, with what was typed before unless it ``is_sent``; ``clusters`` are members."""
    kind = with_questions(SignUpForm, questionnaire, questionnaire.questions)
    answers = answer_data(questionnaire, answers_in(typed.needs))
    stored = {**typed.person, **typed.participation, **typed.needs, **answers}
    member = {"member": YES if stored["cluster"] else NO} if "cluster" in stored else {}
    data = {**stored, **member, "entry": typed.key}
    is_resumed = typed.input and not is_sent
    form = kind(MultiDict({**typed.input, "entry": [typed.key]})) if is_resumed else kind(data=data)
    if not asks_code:
        del form.invitation_code
    form.clusters, form.only_mode = clusters, modes[0] if modes else Mode.ONSITE
    form.demand(questionnaire)
    if len(modes) < 2:
        del form.mode
    return form
