"""The rows of the common times: those there are, and an empty one for one more."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from wtforms import HiddenField

from gocluster_events.core.dates import exists
from gocluster_events.core.i18n import _, day
from gocluster_events.core.text import Localized
from gocluster_events.core.web import words as ground
from gocluster_events.core.web.collision import read_number
from gocluster_events.core.web.fields import Choice, Form, Line
from gocluster_events.core.web.time_fields import OptionalClockTime
from gocluster_events.meeting.agenda.rules.change import uuid_from
from gocluster_events.meeting.agenda.rules.common_times import MOST_TIMES, CommonTime, Use
from gocluster_events.meeting.agenda.rules.time_block import LONGEST_NAME
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.words.common_times import USES

NAMES = ("uuid", "revision", "name_de", "name_en", "day", "start", "end", "use")
_NAMED = re.compile(r"time_(\d{1,3})_name_de")


class CommonTimesForm(Form):
    """Rows of common times; a new one's UUID is derived from ``token``. A row in which nothing is typed is none."""

    token = HiddenField()
    keys: ClassVar[tuple[int, ...]] = ()
    zone: ClassVar[str] = ""
    event_id: ClassVar[int] = 0

    def row(self, key: int) -> dict[str, Any]:
        """The fields of a row by the name of the fact."""
        return {name: self[f"time_{key}_{name}"] for name in NAMES}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of every row."""
        return [self.row(key) for key in self.keys]

    def validate(self, extra_validators: Any = None) -> bool:
        """Checks each field, then whether each row is a whole one; the field to be corrected says what is wrong."""
        valid = super().validate(extra_validators)
        for row in self.rows:
            if not _is_empty(row) and not any(field.errors for field in row.values()):
                valid = self._is_whole(row) and valid
        number, stored = sum(not _is_empty(row) for row in self.rows), len(self.revisions())
        if number > max(MOST_TIMES, stored):
            self.form_errors.append(_("An event has at most %(num)d common times.", num=MOST_TIMES))
            return False
        return valid

    def _is_whole(self, row: Mapping[str, Any]) -> bool:
        start, end = row["start"].data, row["end"].data
        flaws = {
            "name_de": None if row["name_de"].data else _("Enter a name, for example Block 1."),
            "day": None if row["day"].data else _("Choose a day."),
            "start": None if start else str(ground.NO_CLOCK_TIME),
            "end": str(ground.NO_CLOCK_TIME) if not end else self._end_flaw(start, end),
        }
        if start and end and row["day"].data:
            for name, clock in (("start", start), ("end", end)):
                is_there = exists(datetime.combine(date.fromisoformat(row["day"].data), clock), self.zone)
                flaws[name] = flaws[name] or (None if is_there else str(ground.NO_LOCAL_TIME))
        for name, sentence in flaws.items():
            if sentence:
                row[name].errors = [sentence]
        return not any(flaws.values())

    @staticmethod
    def _end_flaw(start: time | None, end: time) -> str | None:
        return _("The end must be later than the start.") if start and end <= start else None

    def times(self) -> list[CommonTime]:
        """The common times as typed; only of a valid form."""
        return [self._time(key, self.row(key)) for key in self.keys if not _is_empty(self.row(key))]

    def _time(self, key: int, row: Mapping[str, Any]) -> CommonTime:
        on = date.fromisoformat(row["day"].data)
        start, end = (self._instant(on, row[name].data) for name in ("start", "end"))
        return CommonTime(
            uuid=row["uuid"].data or uuid_from(f"{self.token.data} {key}", self.event_id),
            use=Use(row["use"].data),
            name=Localized(row["name_de"].data, row["name_en"].data),
            starts_at=start,
            length_minutes=(end - start) // timedelta(minutes=1),
        )

    def _instant(self, on: date, clock: time) -> datetime:
        return datetime.combine(on, clock, ZoneInfo(self.zone)).astimezone(UTC)

    def revisions(self) -> dict[str, int]:
        """The revisions of the rows that were read, by UUID."""
        return {row["uuid"].data: read_number(row["revision"]) for row in self.rows if row["uuid"].data}


def _is_empty(row: Mapping[str, Any]) -> bool:
    """Whether nothing was typed into a row for a new time."""
    names = ("name_de", "name_en", "start", "end")
    typed = (str(each) for name in names for each in row[name].raw_data or ())
    return not row["uuid"].data and not any(each.strip() for each in typed)


def typed_keys(names: Iterable[str]) -> list[int]:
    """The numbers of the rows among the names of a form that was sent."""
    keys = (int(match[1]) for name in names if (match := _NAMED.fullmatch(name)))
    return list(dict.fromkeys(keys))


def common_times_form(timetable: Timetable, keys: Sequence[int], event_id: int, **options: Any) -> CommonTimesForm:
    """The form with a row for each of these numbers."""
    days = {each.date for each in timetable.days} | {timetable.date_at(each.starts_at) for each in timetable.blocks}
    days |= set(timetable.by_day())
    choices = [(each.isoformat(), day(each, form="short")) for each in sorted(days)]
    fields: dict[str, Any] = {"keys": tuple(keys), "zone": timetable.zone, "event_id": event_id}
    for number, key in enumerate(keys, 1):
        fields |= {
            f"time_{key}_uuid": HiddenField(),
            f"time_{key}_revision": HiddenField(),
            f"time_{key}_name_de": Line(_("Time %(number)d: name, German", number=number), limit=LONGEST_NAME),
            f"time_{key}_name_en": Line(_("Time %(number)d: name, English", number=number), limit=LONGEST_NAME),
            f"time_{key}_day": Choice(_("Time %(number)d: day", number=number), choices=choices),
            f"time_{key}_start": OptionalClockTime(_("Time %(number)d: start", number=number)),
            f"time_{key}_end": OptionalClockTime(_("Time %(number)d: end", number=number)),
            f"time_{key}_use": Choice(
                _("Time %(number)d: kind", number=number), choices=[(use.value, label) for use, label in USES.items()]
            ),
        }
    form: CommonTimesForm = type("CommonTimesForm", (CommonTimesForm,), fields)(**options)
    return form


def stored_form(
    timetable: Timetable, times: Sequence[CommonTime], revisions: Mapping[str, int], event_id: int, **hidden: Any
) -> CommonTimesForm:
    """The form with what is stored and an empty row, of a day and a use that the last one has."""
    keys = range(len(times) + 1)
    values: dict[str, Any] = {}
    for key, each in enumerate(times):
        start, end = (instant.astimezone(ZoneInfo(timetable.zone)) for instant in each.span)
        facts = (each.uuid, revisions.get(each.uuid, 0), each.name.de, each.name.en, start.date().isoformat(),
                 start.time(), end.time(), each.use.value)  # fmt: skip
        values |= {f"time_{key}_{name}": value for name, value in zip(NAMES, facts, strict=True)}
    last = timetable.date_at(times[-1].starts_at) if times else next((each.date for each in timetable.days), None)
    values[f"time_{len(times)}_day"] = last.isoformat() if last else ""
    values[f"time_{len(times)}_use"] = Use.BLOCK.value
    return common_times_form(timetable, keys, event_id, formdata=None, data=values | hidden)
