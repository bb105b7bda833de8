"""What a note taker types: five fields and a tick, in the language of the page."""

from typing import Any
from uuid import UUID

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _l, current_language
from gocluster_events.core.web import fields, words
from gocluster_events.post_event.cards.rules.cards import TEXTS, CardFacts
from gocluster_events.post_event.cards.rules.codes import LIMITS
from gocluster_events.post_event.cards.rules.notes import Note


def _is_uuid(_form: Any, field: Any) -> None:
    """Only what a browser makes itself, written as everybody writes it."""
    try:
        is_one = str(UUID(field.data or "")) == field.data
    except ValueError:
        is_one = False
    if not is_one:
        raise StopValidation(str(words.FORM_EXPIRED))


class NoteForm(fields.Form):
    """A card of a note taker. ``uuid`` is the card's, made before it is sent; ``revision`` the one that was read."""

    uuid = HiddenField(validators=[_is_uuid])
    revision = HiddenField()
    question = fields.Line(_l("Question"), limit=LIMITS["question"])
    insight = fields.Paragraph(_l("Insight"), limit=LIMITS["insight"])
    evidence = fields.Paragraph(_l("Evidence"), limit=LIMITS["evidence"])
    ask_function = fields.Line(_l("Position"), limit=LIMITS["ask_function"])
    ask_institution = fields.Line(_l("Organisation"), limit=LIMITS["ask_institution"])
    next_step = fields.Line(_l("Next step"), limit=LIMITS["next_step"])
    is_open = BooleanField(_l("Open question: nobody had an answer to it"))

    def facts(self, item: str) -> CardFacts:
        """The card as typed, of the item (UUID); only of a valid form."""
        texts = {name: self[name].data for name in TEXTS}
        return CardFacts(item=item, language=current_language(), is_open=self.is_open.data, **texts)


def note_form(note: Note | None, uuid: str, **source: Any) -> NoteForm:
    """A form that shows what was typed, and before anything was typed the note; a new one has that UUID.

    ``formdata=None``: it shows the note whatever was typed.
    """
    if note is None:
        return NoteForm(data={"uuid": uuid, "revision": 0}, **source)
    texts = {name: getattr(note.facts, name) for name in (*TEXTS, "is_open")}
    return NoteForm(data={"uuid": note.uuid, "revision": note.revision, **texts}, **source)
