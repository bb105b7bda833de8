"""Two fields that may stay empty, whose data is what was typed: a day, and a whole number."""

import datetime as dt
import re
from typing import Any

from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from gocluster_events.core.web import words
from gocluster_events.core.web.fields import Line

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_WHOLE = re.compile(r"-?\d{1,9}")


class _DayInput(TextInput):
    """The browser's own picker; what no picker can show stays as it was typed."""

    input_type = "date"

    def __call__(self, field: Any, **options: Any) -> Any:
        is_shown = not field.data or (_ISO.fullmatch(field.data) is not None and field.day() is not None)
        return super().__call__(field, type="date" if is_shown else "text", **options)


class Day(Line):
    """A day from ``first`` to ``last``, as the picker sends it or as people write it: 2027-04-22 or 22.04.2027."""

    widget = _DayInput()

    def __init__(
        self, label: Any = None, *, first: dt.date, last: dt.date, validators: Any = (), **options: Any
    ) -> None:
        super().__init__(label, limit=20, validators=[*validators, self._is_day], **options)
        self.first, self.last = first, last

    def day(self) -> dt.date | None:
        """The day that was typed; None when there is none or it cannot be read."""
        iso, german = _ISO.fullmatch(self.data or ""), _GERMAN.fullmatch(self.data or "")
        parts = iso.groups() if iso else german.groups()[::-1] if german else None
        try:
            return dt.date(*map(int, parts)) if parts else None
        except ValueError:
            return None

    def _is_day(self, _form: Any, _field: Any) -> None:
        if self.data:
            day = self.day()
            if day is None:
                raise StopValidation(str(words.NO_DAY))
            if not self.first <= day <= self.last:
                raise StopValidation(str(words.DAY_OUTSIDE))


class Whole(Line):
    """A whole number of at most nine digits."""

    def __init__(self, label: Any = None, *, validators: Any = (), **options: Any) -> None:
        super().__init__(label, limit=20, validators=[*validators, self._is_whole], **options)

    def number(self) -> int | None:
        """The number that was typed; None when there is none or it cannot be read."""
        return int(self.data) if self.data.isascii() and _WHOLE.fullmatch(self.data) else None

    def _is_whole(self, _form: Any, _field: Any) -> None:
        if self.data and self.number() is None:
            raise StopValidation(str(words.NO_WHOLE))
