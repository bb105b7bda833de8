"""What an organiser may type about a room or a track."""

from typing import Any
from urllib.parse import urlsplit

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _l
from gocluster_events.core.text import LANGUAGES, Localized
from gocluster_events.core.web.fields import Form, Line, Number, Paragraph, Required
from gocluster_events.meeting.events.rules.rooms_and_tracks import PlaceFacts, RoomFacts, TrackFacts, colour_refusal
from gocluster_events.meeting.events.words import NO_LETTER, NO_LINK, bad_colour

MOST_SEATS = 100_000
_LINK_LIMIT = 500


def is_secure_link(value: str) -> bool:
    """Whether it is a whole address that begins with https and names a host, without a name or password in it."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and not set(value) & set(' "<>')


def _is_secure(_form: Any, field: Any) -> None:
    if field.data and not is_secure_link(field.data):
        raise StopValidation(str(NO_LINK))


def _is_letter(_form: Any, field: Any) -> None:
    if not (field.data.isascii() and field.data.isalnum()):
        raise StopValidation(str(NO_LETTER))


def _is_legible(_form: Any, field: Any) -> None:
    refusal = colour_refusal(field.data)
    if refusal is not None:
        raise StopValidation(bad_colour(refusal, field.data))


class RoomForm(Form):
    """A room. ``revision`` is the one that was read, to notice a colleague's change."""

    revision = HiddenField()
    name = Line(_l("Name of the room"), limit=80, validators=[Required()])
    floor_de = Line(_l("Floor, German"), limit=80)
    floor_en = Line(_l("Floor, English"), limit=80)
    seats = Number(_l("Seats"), least=0, most=MOST_SEATS)
    is_step_free = BooleanField(_l("The room can be reached without steps"))
    has_stream = BooleanField(_l("What happens here is streamed"))
    stream_url = Line(_l("Link to the stream"), limit=_LINK_LIMIT, validators=[_is_secure])
    for_sessions = BooleanField(_l("Suitable for talks and workshops"), default=True)
    for_breaks = BooleanField(_l("Suitable for breaks, registration and receptions"), default=True)
    for_exhibition = BooleanField(_l("Suitable for exhibition, posters and advice"), default=True)

    def facts(self) -> RoomFacts:
        """The room as typed; only of a valid form."""
        return RoomFacts(
            name=self.name.data,
            floor=Localized(self.floor_de.data, self.floor_en.data),
            seats=self.seats.data or 0,
            is_step_free=self.is_step_free.data,
            has_stream=self.has_stream.data,
            stream_url=self.stream_url.data,
            for_sessions=self.for_sessions.data,
            for_breaks=self.for_breaks.data,
            for_exhibition=self.for_exhibition.data,
        )


class TrackForm(Form):
    """A track. ``revision`` is the one that was read, to notice a colleague's change."""

    revision = HiddenField()
    letter = Line(_l("Letter"), limit=2, validators=[Required(), _is_letter])
    name_de = Line(_l("Name, German"), limit=120, validators=[Required()])
    name_en = Line(_l("Name, English"), limit=120)
    description_de = Paragraph(_l("Description, German"), limit=1000)
    description_en = Paragraph(_l("Description, English"), limit=1000)
    colour = Line(_l("Colour"), limit=7, validators=[Required(), _is_legible])

    def facts(self) -> TrackFacts:
        """The track as typed; only of a valid form."""
        return TrackFacts(
            letter=self.letter.data.upper(),
            name=Localized(self.name_de.data, self.name_en.data),
            description=Localized(self.description_de.data, self.description_en.data),
            colour=self.colour.data.upper(),
        )


PlaceForm = RoomForm | TrackForm


def place_form(facts: PlaceFacts, revision: int = 0, *, is_typed: bool = True) -> PlaceForm:
    """The form of a room or a track, which holds these facts until something is typed (never, if not ``is_typed``)."""
    kind = RoomForm if isinstance(facts, RoomFacts) else TrackForm
    form: PlaceForm = kind() if is_typed else kind(formdata=None)
    if not (is_typed and form.is_submitted()):
        for name in facts.__dataclass_fields__:
            value = getattr(facts, name)
            if isinstance(value, Localized):
                for language in LANGUAGES:
                    form[f"{name}_{language}"].data = getattr(value, language)
            else:
                form[name].data = value
        form.revision.data = str(revision)
    return form
