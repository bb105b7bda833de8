"""What an organiser says when publishing."""

from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.i18n import _, _l
from gocluster_events.text import Localized
from gocluster_events.web.fields import Form, Paragraph


def _is_accepted(form: Any, field: Any) -> None:
    if form.errors_left and not field.data:
        raise StopValidation(_("Fix the errors, or confirm that you want to publish in spite of them."))


class PublicationForm(Form):
    """The note of a version, and the draft's ``revision`` that was looked at."""

    revision = HiddenField()
    note_de = Paragraph(_l("Note on this version, German"), limit=500)
    note_en = Paragraph(_l("Note on this version, English"), limit=500)
    accepted = BooleanField(_l("Publish in spite of these errors."), validators=[_is_accepted])

    errors_left = 0  # how many conflicts of the draft are errors; set for each form

    @property
    def note(self) -> Localized:
        """The note as typed."""
        return Localized(self.note_de.data, self.note_en.data)
