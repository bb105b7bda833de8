"""What somebody types about a mail that did not arrive."""

from gocluster_events.core.i18n import _l
from gocluster_events.core.mail.rules.outbox import NOTE_LIMIT
from gocluster_events.core.web.fields import Email, Form, Line, Required


class AddressForm(Form):
    """The address to which the mail should have gone."""

    email = Email(_l("Correct e-mail address"), validators=[Required()])


class DismissalForm(Form):
    """The note that says why nobody has to deal with a failure any more."""

    note = Line(_l("Note for the team"), limit=NOTE_LIMIT)
