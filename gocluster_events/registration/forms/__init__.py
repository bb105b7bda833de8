"""What a person may type about a registration."""

from gocluster_events.registration.forms.colleagues import CheckForm, RemovalForm
from gocluster_events.registration.forms.questions import QuestionField, QuestionForm, kept_answers, with_questions
from gocluster_events.registration.forms.sign_up import ParticipationForm, PersonForm, participation_form, person_form
from gocluster_events.registration.forms.substitution import SubstituteForm

__all__ = [
    "CheckForm",
    "ParticipationForm",
    "PersonForm",
    "QuestionField",
    "QuestionForm",
    "RemovalForm",
    "SubstituteForm",
    "kept_answers",
    "participation_form",
    "person_form",
    "with_questions",
]
