"""What the team decides about two registrations that look like one person's."""

from collections.abc import Sequence

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Form, Radio, Required
from gocluster_events.meeting.registration.duplicates.rules import Decision


class DecisionForm(Form):
    """The choice of a decision about a pair."""

    decision = Radio(_l("Your decision"), validators=[Required(_l("Decide what to do with the two registrations."))])

    def decided(self) -> Decision:
        """The decision; only of a valid form."""
        return Decision(self.decision.data)


def decision_form(choices: Sequence[tuple[str, str]]) -> DecisionForm:
    """The form that offers these decisions."""
    form = DecisionForm()
    form.decision.choices = [SelectChoice(code, label) for code, label in choices]
    return form
