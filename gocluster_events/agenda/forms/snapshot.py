"""The forms for the name of a snapshot, and for the reason to accept a finding."""

from gocluster_events.i18n import _l
from gocluster_events.web.fields import Form, Line, Paragraph, Required

REASON_LIMIT = 300


class AcceptanceForm(Form):
    """The reason why a finding of the checks is accepted."""

    reason = Paragraph(
        _l("Reason"),
        limit=REASON_LIMIT,
        validators=[Required(_l("Give the reason: colleagues can read it in the checks."))],
    )


class SnapshotForm(Form):
    """The name that the team gives a snapshot."""

    name = Line(_l("Name"), limit=120, validators=[Required()])
