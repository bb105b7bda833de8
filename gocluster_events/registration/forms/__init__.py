"""What a person may type about a registration."""

from gocluster_events.registration.forms.sign_up import (
    ParticipationForm,
    PersonForm,
    participation_form,
    person_form,
)

__all__ = ["ParticipationForm", "PersonForm", "participation_form", "person_form"]
