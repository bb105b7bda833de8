"""What an organiser says when publishing: the note, who is told, and at which hour."""

from typing import Any

from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import StopValidation

from gocluster_events.backoffice.publishing.rules import Announcement, Audience
from gocluster_events.core.i18n import _l
from gocluster_events.core.text import Localized
from gocluster_events.core.web.collision import number_in
from gocluster_events.core.web.fields import Form, Paragraph, Required
from gocluster_events.core.web.time_fields import LocalTime, OptionalLocalTime
from gocluster_events.core.web.words import NO_TIME


class LetterForm(Form):
    """The note of a version, and who is told of it by letter."""

    note_de = Paragraph(_l("Note on this version, German"), limit=500)
    note_en = Paragraph(_l("Note on this version, English"), limit=500)
    participants = BooleanField(_l("Participants, confirmed"))
    people = BooleanField(_l("Contributors to the items concerned"))
    waiting = BooleanField(_l("Waiting list"))
    recipient = StringField()

    @property
    def announcement(self) -> Announcement:
        """The note as typed, and the audiences that are ticked."""
        chosen = frozenset(audience for audience in Audience if self[audience.value].data)
        return Announcement(Localized(self.note_de.data or "", self.note_en.data or ""), chosen)

    def place(self, most: int) -> int:
        """The position of the shown letter among ``most``, counted from 1."""
        return max(1, min(number_in(str(self.recipient.data or "1")), most))


def _is_chosen(form: Any, field: Any) -> None:
    if form.is_for_later and field.data is None:
        raise StopValidation(str(NO_TIME))


class PublicationForm(LetterForm):
    """The note, the audiences and the hour, with the ``revision`` of the draft that was looked at."""

    revision = HiddenField()
    accepted = BooleanField(_l("Publish despite these errors."))
    at = OptionalLocalTime(_l("Publish at"), is_required=True, zone=lambda form: form.zone, validators=[_is_chosen])
    silent, later = StringField(), StringField()  # two of its buttons

    zone = "UTC"  # the edition's

    @property
    def is_for_later(self) -> bool:
        """Whether the draft is to be published at the hour that was chosen, not at once."""
        return bool(self.later.data)

    @property
    def announcement(self) -> Announcement:
        """The note and the ticked audiences; no audience when the button says that nobody is told."""
        selection = super().announcement
        return Announcement(selection.note) if self.silent.data else selection


class FirstLettersForm(Form):
    """One button; ``seen`` is how many people the page said are written to."""

    seen = HiddenField()


class TimeForm(Form):
    """When what is planned is published; ``seen`` is the hour that it had when the form was opened."""

    seen = HiddenField()
    at = LocalTime(_l("Publish at"), zone=lambda form: form.zone, validators=[Required(NO_TIME)])

    zone = "UTC"  # the edition's
