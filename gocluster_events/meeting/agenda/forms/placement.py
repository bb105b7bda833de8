"""The forms that place, shift and copy items of the draft, and that undo or redo a step."""

from datetime import UTC, date, datetime
from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import _, _l, clock_time, current_language
from gocluster_events.core.web.collision import number_in, read_number
from gocluster_events.core.web.fields import Form, MultipleChoice, Number
from gocluster_events.core.web.time_fields import YEARS
from gocluster_events.meeting.agenda.rules.placement import Placement, on_a_day
from gocluster_events.meeting.agenda.rules.time_grid import Spot
from gocluster_events.meeting.agenda.rules.timetable import Timetable

MOST_MINUTES = 24 * 60
_FORMAT = "%Y-%m-%dT%H:%MZ"
_PARTS = 5


class Moves(HiddenField):
    """Any number of items, each as ``uuid;revision;start;minutes;room``; start (in UTC) and room may be empty."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """``data`` holds the placements that were sent. Raises ValueError when one is malformed or impossible."""
        self.data = tuple(placement(each) for each in valuelist)

    def process_data(self, _value: Any) -> None:
        """Nothing is moved unless it was sent."""
        self.data = ()


def _on_a_day(form: Any, field: Any) -> None:
    if not field.data or not on_a_day(form.timetable, field.data):
        raise StopValidation(_("An item can only be put on a day of the meeting."))


class PlacementForm(Form):
    """Items of the draft that are moved to other places in one step."""

    move = Moves(validators=[_on_a_day])
    timetable: Timetable


class Uuids(HiddenField):
    """Any number of items, by UUID."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """``data`` holds the UUIDs that were sent."""
        self.data = tuple(valuelist)

    def process_data(self, _value: Any) -> None:
        """No item is meant unless it was sent."""
        self.data = ()


class PinForm(Form):
    """Items that no proposal may move from now on, or that one may move again."""

    item = Uuids()
    is_pinned = BooleanField()


class ShiftForm(Form):
    """Items of a day, and by how many minutes they move; ``seen`` is the draft's revision that was looked at."""

    seen = HiddenField()
    items = MultipleChoice(_l("Items"))
    minutes = Number(_l("Minutes later"), least=-MOST_MINUTES, most=MOST_MINUTES)

    def validate_items(self, field: Any) -> None:
        """Raises StopValidation when none is ticked."""
        if not field.data:
            raise StopValidation(_("Choose at least one item."))

    def validate_minutes(self, field: Any) -> None:
        """Raises StopValidation when nothing would move."""
        if field.data == 0:
            raise StopValidation(_("Enter how many minutes later; a minus sign moves them earlier."))


class CopyForm(Form):
    """The button that copies a break into every room; ``seen`` is the draft's revision that was looked at."""

    seen = HiddenField()


def placement(sent: str) -> Placement:
    """The placement that `sent_as` wrote. Raises ValueError for any other text."""
    parts = sent.split(";")
    if len(parts) != _PARTS:
        raise ValueError(_("An item can only be put on a day of the meeting."))
    uuid, revision, start, minutes, room = parts
    length = number_in(minutes)
    if not 0 < length <= MOST_MINUTES:
        raise ValueError(_("An item lasts at least one minute and at most a day."))
    return Placement(uuid, number_in(revision), _instant(start), length, number_in(room) if room else None)


def _instant(sent: str) -> datetime | None:
    if not sent:
        return None
    try:
        starts_at = datetime.strptime(sent, _FORMAT).replace(tzinfo=UTC)
    except ValueError:
        starts_at = None
    if starts_at is None or starts_at.year not in YEARS:
        raise ValueError(_("An item can only be put on a day of the meeting."))
    return starts_at


def sent_as(where: Placement) -> str:
    """The placement as a field sends it."""
    start = f"{where.starts_at:{_FORMAT}}" if where.starts_at else ""
    room = "" if where.room is None else where.room
    return f"{where.item};{where.revision};{start};{where.length_minutes};{room}"


def shift_form(timetable: Timetable, on: date | None, start: str, seen: int) -> ShiftForm:
    """A form for the items of a day; those from the clock time ``start`` on are ticked to begin with."""
    items = timetable.by_day().get(on, ()) if on else ()
    at = {item.uuid: clock_time(item.span[0], timetable.zone) for item in items}
    form = ShiftForm(data={"items": [uuid for uuid in at if at[uuid] >= start] if start else [], "seen": seen})
    form.items.choices = [
        SelectChoice(item.uuid, f"{at[item.uuid]} {item.code} {item.title.pick(current_language())[0]}")
        for item in items
    ]
    return form


class PlaceForm(Form):
    """Buttons for free places; ``spot`` is the pressed one's, ``revision`` that of the item that was looked at."""

    revision = HiddenField()
    spot = HiddenField()

    @property
    def chosen(self) -> Spot | None:
        """Where the item is to go; None if that was tampered with."""
        room, _sign, when = str(self.spot.data or "").partition("@")
        try:
            starts_at = datetime.fromisoformat(when)
            return Spot(starts_at.astimezone(UTC), number_in(room)) if starts_at.tzinfo else None
        except (ValueError, OverflowError):
            return None


def written(spot: Spot) -> str:
    """The value that the button of a place sends."""
    return f"{spot.room}@{spot.starts_at.isoformat()}"


class StepForm(Form):
    """A button; ``number`` is that of the step or proposal which the page has named."""

    number = HiddenField()

    @property
    def wanted(self) -> int:
        """The number that was sent; if it was tampered with, one that no step or proposal has."""
        return read_number(self.number)
