"""Fields for a date and time on the venue's clocks."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import DateField, DateTimeLocalField, TimeField
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput, DateTimeLocalInput, TimeInput

from gocluster_events.core.dates import exists
from gocluster_events.core.web import words

YEARS = range(2000, 2200)


class _Clock(DateTimeLocalInput):
    """The browser's own picker; a value that no picker can show stays as it was typed."""

    def __call__(self, field: Any, **options: Any) -> Any:
        return super().__call__(field, type=_kind(field, "datetime-local"), **options)


class LocalTime(DateTimeLocalField):
    """A date and time on the venue's clocks. ``instant(form)`` is it in UTC; hours that are skipped are refused."""

    widget = _Clock()

    def __init__(self, label: Any = None, *, zone: Callable[[Any], str], validators: Any = (), **options: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
        super().__init__(label, format=formats, validators=[*validators, self._exists], **options)
        self._zone = zone
        self.flags.required = True

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keeps what was typed; a value that cannot be read gets our sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(words.NO_TIME)) from error
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(str(words.NO_TIME))

    def pre_validate(self, form: Any) -> None:
        """What could not be read has its sentence already."""
        if self.process_errors:
            raise StopValidation

    def _exists(self, form: Any, field: Any) -> None:
        if self.data is not None and not exists(self.data, self._zone(form)):
            raise StopValidation(str(words.NO_LOCAL_TIME))

    def instant(self, form: Any) -> datetime:
        """The typed time as an instant in UTC; of two instants with the same local time the first.

        Raises ValueError when none was typed.
        """
        if self.data is None:
            raise ValueError("no time was typed")
        return self.data.replace(tzinfo=ZoneInfo(self._zone(form))).astimezone(UTC)


class OptionalLocalTime(LocalTime):
    """A date and time on the venue's clocks that may be left out; marked as optional unless ``is_required``."""

    def __init__(self, label: Any = None, *, is_required: bool = False, **options: Any) -> None:
        super().__init__(label, **options)
        self.flags.required = is_required

    def process_formdata(self, valuelist: list[str]) -> None:
        """An empty field means no time."""
        self.data = None
        if any(value.strip() for value in valuelist):
            super().process_formdata(valuelist)

    def if_any(self, form: Any) -> datetime | None:
        """The instant in UTC; None when none was typed."""
        return self.instant(form) if self.data is not None else None


class _DayPicker(DateInput):
    """The browser's own picker; a value that no picker can show stays as it was typed."""

    def __call__(self, field: Any, **options: Any) -> Any:
        return super().__call__(field, type=_kind(field, "date"), **options)


class _ClockPicker(TimeInput):
    """As `_DayPicker`, for an hour."""

    def __call__(self, field: Any, **options: Any) -> Any:
        return super().__call__(field, type=_kind(field, "time"), **options)


def _kind(field: Any, picker: str) -> str:
    is_unreadable = field.process_errors and any(typed.strip() for typed in field.raw_data or ())
    return "text" if is_unreadable else picker


class Day(DateField):
    """A date; what cannot be read stays as it was typed, with our sentence."""

    widget = _DayPicker()

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, format=["%Y-%m-%d", "%d.%m.%Y"], **options)
        self.flags.required = True

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keeps what was typed; an empty field is no date either."""
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as error:
            raise ValueError(str(words.NO_DAY)) from error
        if self.data is None or self.data.year not in YEARS:
            self.data = None
            raise ValueError(str(words.NO_DAY))


class ClockTime(TimeField):
    """An hour on the venue's clocks; what cannot be read stays as it was typed, with our sentence."""

    widget = _ClockPicker()
    is_needed = True

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, format=["%H:%M", "%H:%M:%S", "%H.%M"], **options)
        self.flags.required = self.is_needed

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keeps what was typed; an empty field is no hour, either."""
        typed = [value.strip() for value in valuelist if value.strip()]
        self.data = None
        if not typed and not self.is_needed:
            return
        try:
            super().process_formdata(typed)
        except ValueError as error:
            raise ValueError(str(words.NO_CLOCK_TIME)) from error
        if self.data is None:
            raise ValueError(str(words.NO_CLOCK_TIME))


class OptionalClockTime(ClockTime):
    """An hour that may be left out."""

    is_needed = False
