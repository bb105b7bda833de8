"""Uploading a programme for the draft, and taking it in."""

from typing import Any

from wtforms import BooleanField, FileField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.agenda.importing import words
from gocluster_events.agenda.importing.rules.clock import from_calendar
from gocluster_events.agenda.importing.rules.descriptions import in_markdown
from gocluster_events.agenda.importing.rules.plan import MOST_ENTRIES, Decision, ImportRefusal
from gocluster_events.agenda.importing.rules.schedule import from_markup, from_object
from gocluster_events.agenda.importing.rules.table import from_table
from gocluster_events.agenda.rules.source import Source
from gocluster_events.documents.reading import Document, Format, in_markdown as markdown_of, read
from gocluster_events.i18n import _l
from gocluster_events.sheets.limits import MOST_BYTES, Unreadable
from gocluster_events.web.collision import read_number
from gocluster_events.web.fields import Form, Radio


class UploadForm(Form):
    """The upload of a programme file. ``source`` is what the file of a valid form says."""

    programme = FileField(
        _l("Programme (.xml, .json, .ics or .xlsx)"), render_kw={"accept": ".xml,.json,.ics,.xlsx,.csv"}
    )
    language = Radio(_l("Language of the texts"), choices=[("de", _l("German")), ("en", _l("English"))], default="de")

    place = ""  # the venue's address, which calendars add to the room; set for each form
    source: Source | None = None

    def validate_programme(self, field: Any) -> None:
        """Reads the file in a process of its own; whatever is wrong gets one sentence."""
        chosen = field.data
        if not getattr(chosen, "filename", ""):
            raise StopValidation(str(_l("Choose a file.")))
        try:
            source = _source(read(chosen.read(MOST_BYTES + 1)), self.language.data, self.place)
            self.source = source and in_markdown(source, markdown_of)
        except Unreadable as refusal:
            raise StopValidation(words.file_error(refusal.fault, refusal.row)) from refusal
        finally:
            chosen.close()
        if refused := _refusal(self.source):
            raise StopValidation(str(words.IMPORT_REFUSALS[refused]))


def _source(document: Document, language: str, place: str) -> Source | None:
    match document.format:
        case Format.MARKUP:
            return from_markup(document.content, language)
        case Format.OBJECT:
            return from_object(document.content, language)
        case Format.CALENDAR:
            return from_calendar(document.content, language, place)
        case Format.TABLE:
            return from_table(document.content, words.vocabulary())


def _refusal(source: Source | None) -> ImportRefusal | None:
    if source is None:
        return ImportRefusal.NO_PROGRAMME
    if len(source.items) + len(source.people) > MOST_ENTRIES:
        return ImportRefusal.TOO_MANY
    return None if source.items or source.people else ImportRefusal.NO_ITEMS


class TakeInForm(Form):
    """The confirmation of an import; the draft's revision and the number of errors are those that the page showed."""

    revision = HiddenField()
    faults = HiddenField()
    leave_out = BooleanField()
    creates_places = BooleanField(_l("Create these rooms and tracks"), default=True)

    most_faults = 0  # set for each form

    def validate_leave_out(self, field: Any) -> None:
        """Raises StopValidation unless a person who saw how many entries have errors ticked to leave them out."""
        if self.most_faults and not (field.data and self.faults.data == str(self.most_faults)):
            raise StopValidation(str(words.LEAVE_OUT_ENTRIES))

    def decision(self) -> Decision:
        """What was decided; only of a valid form."""
        return Decision(read_number(self.revision), self.most_faults, creates_places=self.creates_places.data)
