"""What a person may type about a registration."""

from gocluster_events.registration.forms.sign_up import (
    ParticipationForm,
    PersonForm,
    participation_form,
    person_form,
)
from gocluster_events.registration.forms.substitution import SubstituteForm

__all__ = ["ParticipationForm", "PersonForm", "SubstituteForm", "participation_form", "person_form"]
