"""The page of fields of whoever signs up, and the shorter one for a colleague."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _l
from gocluster_events.core.text import N_
from gocluster_events.core.web import fields as web_fields
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.forms import answer_data, with_questions
from gocluster_events.meeting.registration.people.rules import fields as fields_rules
from gocluster_events.meeting.registration.people.rules.entry import OF_COLLEAGUES, answers_in
from gocluster_events.meeting.registration.people.rules.questions import NO, YES, Questionnaire
from gocluster_events.meeting.registration.people.words import codes, fields as fields_words
from gocluster_events.meeting.registration.sign_up.forms import details
from gocluster_events.meeting.registration.sign_up.forms.draft import OfPerson
from gocluster_events.meeting.registration.sign_up.rules import Input, Typed

Resumed = TypeVar("Resumed", bound=OfPerson)
_FOLDED = ("form_of_address", "title", "position", "phone", "postal_address", "diet", "badge_name", "remark")
_LABELS = {
    "mode": N_("How will you take part?"), "organisation": N_("Name of the organisation"),
    "actor_type": N_("Type of organisation"), "state": N_("Federal state"), "cluster": N_("Your cluster"),
}  # fmt: skip
_IN_SIGHT = (
    "mode", "first_name", "last_name", "email", "organisation", "actor_type", "state", "cluster", "intolerances",
    "support", "support_details", "birth_date", "birth_place",
)  # fmt: skip
_TELLS = ("has_needs", [YES])


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
        if name == "intolerances":
            form.has_needs = details.has_needs()
        setattr(form, name, details.field_of(replace(detail, label=_LABELS.get(name, detail.label))))
        if name == "support_details":
            form.agrees_to_health = details.agrees_to_health()
    return form


@_on_one_page
class SignUpForm(details.ParticipationForm, details.PersonForm):
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
        return super().member_of() if self.is_member else ""

    @property
    def is_member(self) -> bool:
        """Whether the person says so: which cluster it is may still be wrong."""
        return "member" in self and self.member.data == YES

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
        fields = [*self.folded(), *(each.field for each in self.question_fields(protected=False) if each.is_folded)]
        return any(each.errors or (each.data or "") != (each.default or "") for each in fields)

    def input(self) -> Input:
        """What is typed, as the browser has sent it; nothing of health without the consent to it."""
        agrees = "has_needs" in self and self.has_needs.data != NO and self.agrees_to_health.data
        typed = super().input()
        if agrees:
            return typed
        of_health = {"agrees_to_health", *(each.name for each in self.of_health())}
        return {name: values for name, values in typed.items() if name not in of_health and (name, values) != _TELLS}


def sign_up_form(
    questionnaire: Questionnaire, modes: Sequence[Mode], clusters: Callable[[], Sequence[str]], typed: Typed, *,
    asks_code: bool = False, is_sent: bool = False,
) -> SignUpForm:  # fmt: skip
    """The page as the edition asks it, with what was typed before unless it ``is_sent``; ``clusters`` are members.

    Questions whose audience no field of the page could tell are not on it.
    """
    fields_there = {*filter(questionnaire.wants, fields_rules.CORE), *(["invitation_code"] if asks_code else [])}
    own = tuple(each for each in questionnaire.questions if fields_there.issuperset(questionnaire.deciding(each)))
    kind = with_questions(SignUpForm, questionnaire, own)
    answers = answer_data(questionnaire, answers_in(typed.needs))
    stored = {**typed.person, **typed.participation, **typed.needs, **answers}
    stored |= {"member": YES if stored["cluster"] else NO} if "cluster" in stored else {}
    stored |= {"has_needs": YES} if stored.get("agrees_to_health") else {}
    form = _resumed(kind, typed, stored, is_sent=is_sent)
    if not asks_code:
        del form.invitation_code
    form.clusters, form.only_mode = clusters, modes[0] if modes else Mode.ONSITE
    form.demand(questionnaire)
    form.ask_for_needs()
    if len(modes) < 2:
        del form.mode
    return form


def _resumed(kind: type[Resumed], typed: Typed, stored: Mapping[str, Any], *, is_sent: bool) -> Resumed:
    """The form as it is sent, else with what was typed when it was left, else with what is ``stored``."""
    if typed.input and not is_sent:
        return kind(MultiDict({**typed.input, "entry": [typed.key]}))
    return kind(data={**stored, "entry": typed.key})


class ColleagueForm(details.PersonForm):
    """Another person of the sign-up: name, address and how they take part; the institution is as the first one's."""

    mode = details.field_of(fields_rules.NAMED["mode"])
    only_mode = Mode.ONSITE  # where there is no choice; set for each form

    def participation(self) -> fields_rules.Participation:
        """How the person takes part; only of a valid form."""
        return fields_rules.Participation(mode=Mode(self.mode.data) if "mode" in self else self.only_mode)


def colleague_form(
    questionnaire: Questionnaire, modes: Sequence[Mode], clusters: Callable[[], Sequence[str]], typed: Typed, *,
    is_sent: bool = False,
) -> ColleagueForm:  # fmt: skip
    """The page for one more person, with what was typed before unless it ``is_sent``."""
    stored = {**typed.person, **typed.participation, "cluster": typed.person.get("cluster") or str(codes.NO_MEMBER)}
    form = _resumed(ColleagueForm, typed, stored, is_sent=is_sent)
    for each in fields(fields_rules.Person):
        if each.name not in OF_COLLEAGUES:
            del form[each.name]
    form.clusters, form.only_mode = clusters, modes[0] if modes else Mode.ONSITE
    form.demand(questionnaire)
    if len(modes) < 2:
        del form.mode
    return form
