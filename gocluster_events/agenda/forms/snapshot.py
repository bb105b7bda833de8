"""What a stored state is called, and why a finding may stay."""

from gocluster_events.i18n import _l
from gocluster_events.web.fields import Form, Line, Paragraph, Required

REASON_LIMIT = 300


class AcceptanceForm(Form):
    """Why it may stay."""

    reason = Paragraph(
        _l("Reason"),
        limit=REASON_LIMIT,
        validators=[Required(_l("State the reason: colleagues read it in the checks."))],
    )


class SnapshotForm(Form):
    """What the team calls it."""

    name = Line(_l("Name"), limit=120, validators=[Required()])
