"""What people type about their own registration, and to get a lost link again."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField

from gocluster_events.events.rules.edition import Mode
from gocluster_events.i18n import _l
from gocluster_events.registration.people.forms import answer_data, with_questions
from gocluster_events.registration.people.rules.entry import SignUp, document
from gocluster_events.registration.people.rules.questions import Questionnaire
from gocluster_events.registration.people.words import codes
from gocluster_events.registration.sign_up.forms import ParticipationForm, PersonForm
from gocluster_events.web.fields import Email, Form, Required


class MyPersonForm(PersonForm):
    """Who comes, and from where; what is not asked any more stays as it was told."""

    revision = HiddenField()


class MyParticipationForm(ParticipationForm):
    """How somebody takes part; what is not asked any more stays as it was told."""

    revision = HiddenField()


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
    questionnaire: Questionnaire, modes: Sequence[Mode], sign_up: SignUp, revision: int, **options: Any
) -> MyParticipationForm:
    """The second page with what the person stated; it asks for the mode only where there is another one to choose."""
    before = {**document(sign_up.entry), **document(sign_up.needs), **document(sign_up.identity)}
    kind = with_questions(MyParticipationForm, questionnaire, questionnaire.questions)
    form = kind(data={**before, **answer_data(questionnaire, sign_up.answers), "revision": revision}, **options)
    form.before, form.only_mode = before, sign_up.entry.mode
    form.demand(questionnaire)
    if not {*modes} - {sign_up.entry.mode}:
        del form.mode
    return form


class LostLinkForm(Form):
    """The address with which one has registered."""

    email = Email(_l("E-mail"), validators=[Required(_l("Enter your e-mail address."))])
