"""Comments for colleagues."""

from wtforms import BooleanField

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Form, Paragraph, Required
from gocluster_events.meeting.registration.people.forms import SeenForm
from gocluster_events.meeting.registration.people.rules.codes import LONGEST_NOTE


class NoteForm(Form):
    """What colleagues are to know, and whether the desk is to see it."""

    text = Paragraph(_l("Comment"), limit=LONGEST_NOTE, validators=[Required(_l("Write what colleagues should know."))])
    at_desk = BooleanField(_l("Show it at check-in when the person arrives"))


class CancellationForm(SeenForm):
    """An optional note for colleagues about a cancellation that somebody has phoned or written."""

    note = Paragraph(_l("Internal note"), limit=LONGEST_NOTE)
