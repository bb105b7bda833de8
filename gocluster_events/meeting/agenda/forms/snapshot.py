"""The forms for the name of a snapshot, and for the reason to accept a finding."""

from collections.abc import Mapping

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Form, Line, MultipleChoice, Paragraph, Required

REASON_LIMIT = 300


class AcceptanceForm(Form):
    """The reason why a finding of the checks is accepted."""

    reason = Paragraph(
        _l("Reason"),
        limit=REASON_LIMIT,
        validators=[Required(_l("Give the reason: colleagues can read it in the checks."))],
    )
    others = MultipleChoice(_l("The same reason for these, too"))


def acceptance_form(alike: Mapping[str, str], *, are_ticked: bool) -> AcceptanceForm:
    """A form that offers the findings of the same kind, by fingerprint and sentence."""
    form = AcceptanceForm(data={"others": list(alike) if are_ticked else []})
    form.others.choices = [SelectChoice(fingerprint, sentence) for fingerprint, sentence in alike.items()]
    return form


class SnapshotForm(Form):
    """The name that the team gives a snapshot."""

    name = Line(_l("Name"), limit=120, validators=[Required()])
