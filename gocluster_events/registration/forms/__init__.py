"""What a person may type about a registration."""

from gocluster_events.registration.forms.asking import FieldsForm, QuestionEditForm, fields_form, question_form
from gocluster_events.registration.forms.colleagues import CheckForm, RemovalForm
from gocluster_events.registration.forms.details import my_participation_form, my_person_form
from gocluster_events.registration.forms.duplicates import DecisionForm, decision_form
from gocluster_events.registration.forms.invitations import (
    ColumnsForm,
    GuestForm,
    ImportForm,
    MailingForm,
    SharedCodeForm,
    UploadForm,
    columns_form,
)
from gocluster_events.registration.forms.lost_link import LostLinkForm
from gocluster_events.registration.forms.questions import (
    InternalForm,
    QuestionField,
    QuestionForm,
    internal_form,
    kept_answers,
    with_questions,
)
from gocluster_events.registration.forms.sign_up import ParticipationForm, PersonForm, participation_form, person_form
from gocluster_events.registration.forms.substitution import SubstituteForm

__all__ = [
    "CheckForm",
    "ColumnsForm",
    "DecisionForm",
    "FieldsForm",
    "GuestForm",
    "ImportForm",
    "InternalForm",
    "LostLinkForm",
    "MailingForm",
    "ParticipationForm",
    "PersonForm",
    "QuestionEditForm",
    "QuestionField",
    "QuestionForm",
    "RemovalForm",
    "SharedCodeForm",
    "SubstituteForm",
    "UploadForm",
    "columns_form",
    "decision_form",
    "fields_form",
    "internal_form",
    "kept_answers",
    "my_participation_form",
    "my_person_form",
    "participation_form",
    "person_form",
    "question_form",
    "with_questions",
]
