"""What people type about their own registration, and to get a lost link again."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from wtforms import HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Email, Form, MultipleChoice, Required, Voluntary
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.forms import QuestionField, answer_data, field_name, with_questions
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.entry import SignUp, document
from gocluster_events.meeting.registration.people.rules.fields import Consents
from gocluster_events.meeting.registration.people.rules.questions import Questionnaire
from gocluster_events.meeting.registration.people.rules.seats import applicant_of
from gocluster_events.meeting.registration.people.words import codes, consents as consents_words
from gocluster_events.meeting.registration.sign_up.forms.details import ParticipationForm, PersonForm


class MyPersonForm(PersonForm):
    """Who comes, and from where; what is not asked any more stays as it was told."""

    revision = HiddenField()


class MyParticipationForm(ParticipationForm):
    """How somebody takes part; what is not asked any more stays as it was told.

    Membership and institution stand on the other page. So an answer to a question that the person is asked in no mode
    is refused by a sentence that names the question: the page was open while that changed.
    """

    revision = HiddenField()
    possible: frozenset[int] = frozenset()  # the questions that the person is asked in some mode; set for each form

    def question_fields(self, *, protected: bool | None = None, below: str | None = None) -> Sequence[QuestionField]:
        """The questions that the person is asked in some mode of attendance."""
        names = {field_name(each) for each in self.own if each.id in self.possible}
        fields = super().question_fields(protected=protected, below=below)
        return [each for each in fields if each.field.name in names]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then that nothing is answered that is for others."""
        super().validate(extra_validators)
        self.form_errors.extend(self.left_out(but=self.possible))
        return not self.errors


def my_person_form(
    questionnaire: Questionnaire, clusters: Sequence[str], sign_up: SignUp, revision: int, **options: Any
) -> MyPersonForm:
    """The first page with what the person stated; a cluster that is no member any more may stay."""
    before = document(sign_up.entry)
    field_values = {**before, "cluster": before["cluster"] or str(codes.NO_MEMBER), "revision": revision}
    form = MyPersonForm(data=field_values, **options)
    del form.invitation_code  # it stays as it was used
    names = [*clusters, *filter(None, [before["cluster"]])]
    form.clusters, form.before = lambda: names, before
    form.demand(questionnaire)
    return form


def my_participation_form(
    questionnaire: Questionnaire, modes: Sequence[Mode], sign_up: SignUp, invited_to: int | None, revision: int,
    **options: Any,
) -> MyParticipationForm:  # fmt: skip
    """The second page with what the person stated; it asks for the mode only where there is another one to choose.

    ``invited_to`` is the quota whose code they hold.
    """
    before = {**document(sign_up.entry), **document(sign_up.needs), **document(sign_up.identity)}
    before |= {"agrees_to_health": True, "has_needs": "yes"} if sign_up.agrees_to_health else {}
    kind = with_questions(MyParticipationForm, questionnaire, questionnaire.questions)
    form = kind(data={**before, **answer_data(questionnaire, sign_up.answers), "revision": revision}, **options)
    form.before, form.only_mode, form.invited_to = before, sign_up.entry.mode, lambda: invited_to
    applicant = applicant_of(sign_up.entry, invited_to)
    somehow = (replace(applicant, mode=each) for each in {*modes, applicant.mode})
    form.possible = frozenset(each.id for each in questionnaire.among(*somehow).questions)
    form.demand(questionnaire)
    form.ask_for_needs()
    if not {*modes} - {sign_up.entry.mode}:
        del form.mode
    return form


_YES_OR_NO = [("yes", _l("Yes")), ("no", _l("No"))]


class ConsentsForm(Form):
    """Yes or no to every consent that the edition asks for; what is left open stays as it was."""

    list_name = Voluntary(consents_words.QUESTIONS[ConsentPurpose.LIST_NAME], choices=_YES_OR_NO)
    list_public = Voluntary(consents_words.QUESTIONS[ConsentPurpose.LIST_PUBLIC], choices=_YES_OR_NO)
    list_email = Voluntary(consents_words.QUESTIONS[ConsentPurpose.LIST_EMAIL], choices=_YES_OR_NO)
    photos = Voluntary(consents_words.QUESTIONS[ConsentPurpose.PHOTOS], choices=_YES_OR_NO)

    def consents(self) -> Consents:
        """The answers; only of a valid form."""
        chosen = {each.name: self[each.name].data for each in fields(Consents) if each.name in self}
        return Consents(**{name: answer == "yes" for name, answer in chosen.items() if answer})


def consents_form(questionnaire: Questionnaire, answered: Consents) -> ConsentsForm:
    """What the edition asks to consent to, with what was answered before and nothing else chosen."""
    answers = {each.name: getattr(answered, each.name) for each in fields(Consents)}
    form = ConsentsForm(
        data={name: "yes" if answer else "no" for name, answer in answers.items() if answer is not None}
    )
    for name in answers:
        is_wanted = questionnaire.asks_for_public_list if name == "list_public" else questionnaire.wants(name)
        if not is_wanted:
            del form[name]
    return form


class RefusalForm(Form):
    """To what somebody does not consent, or no longer does."""

    purposes = MultipleChoice(
        _l("The person does not consent to:"),
        choices=[(each.value, label) for each, label in consents_words.PURPOSES.items()],
        validators=[Required(_l("Choose at least one consent."))],
    )

    def refused(self) -> Sequence[ConsentPurpose]:
        """What was chosen; only of a valid form."""
        return [ConsentPurpose(each) for each in self.purposes.data or ()]


class LostLinkForm(Form):
    """The address with which one has registered."""

    email = Email(_l("E-mail"), validators=[Required(_l("Enter your e-mail address."))])
