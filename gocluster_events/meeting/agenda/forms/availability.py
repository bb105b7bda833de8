"""The fields in which a person says, for each day of the meeting, when they are available."""

from datetime import date, datetime, time, timedelta
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from gocluster_events.core.dates import exists
from gocluster_events.core.i18n import _, _l, day
from gocluster_events.core.web import words as ground
from gocluster_events.core.web.fields import Choice, Form, Line
from gocluster_events.meeting.agenda.rules import placement
from gocluster_events.meeting.agenda.rules.timetable import Person, Span, Timetable
from gocluster_events.meeting.agenda.words import people as words


def _is_times(form: Any, field: Any) -> None:
    """Raises StopValidation unless times are given just where some are wanted, and exist on that day's clocks."""
    number = field.name.partition("_")[2]
    if form[f"presence_{number}"].data != placement.Presence.SOME.value:
        if field.data:
            raise StopValidation(_("Choose “only at these times” for this day, or empty this field."))
        return
    try:
        times = placement.read_times(field.data)
    except ValueError as error:
        raise StopValidation(_("Enter periods of time, for example 9:00–12:00, 14:00–18:00.")) from error
    on = form.dates[int(number) - 1]
    if not all(exists(_local(on, minutes), form.zone) for span in times for minutes in span):
        raise StopValidation(str(ground.NO_LOCAL_TIME))


def _local(on: date, minutes: int) -> datetime:
    return datetime.combine(on, time()) + timedelta(minutes=minutes)


class AvailabilityForm(Form):
    """For each day whether somebody is there, and at which times; made by `availability_fields`."""

    zone = ""
    dates: tuple[date, ...] = ()

    @property
    def by_day(self) -> list[tuple[Field, Field]]:
        """The fields of each day."""
        return [(self[f"presence_{number}"], self[f"times_{number}"]) for number, _date in enumerate(self.dates, 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the form is valid. A person who is there on no day must decline instead, which is another field."""
        valid = super().validate(extra_validators)
        if valid and self.dates and all(when.data == placement.Presence.NONE.value for when, _times in self.by_day):
            self.by_day[0][0].errors = [
                _("If you cannot come on any day, decline above and leave the days as they are.")
            ]
            return False
        return valid

    def available(self) -> tuple[Span, ...]:
        """The times at which the person is available, as typed; only of a valid form."""
        days = {on: _times(*fields) for on, fields in zip(self.dates, self.by_day, strict=True)}
        return placement.spans(days, self.zone)


def _times(when: Any, times: Any) -> placement.Times:
    match placement.Presence(when.data):
        case placement.Presence.ALL:
            return placement.WHOLE_DAY
        case placement.Presence.SOME:
            return placement.read_times(times.data)
        case placement.Presence.NONE:
            return ()


def availability_fields(timetable: Timetable) -> dict[str, Any]:
    """The fields for each day of the meeting, for a form that is an `AvailabilityForm`."""
    choices = [(code.value, label) for code, label in words.PRESENCES.items()]
    fields: dict[str, Any] = {"zone": timetable.zone, "dates": tuple(each.date for each in timetable.days)}
    for number, each in enumerate(timetable.days, 1):
        name = day(each.date)
        fields[f"presence_{number}"] = Choice(name, choices=choices, default=placement.Presence.ALL.value)
        fields[f"times_{number}"] = Line(_l("Times on %(day)s", day=name), limit=80, validators=[_is_times])
    return fields


def availability_data(timetable: Timetable, person: Person | None) -> dict[str, str]:
    """What the fields of `availability_fields` hold for a person; for a new one, every day is whole."""
    values: dict[str, str] = {}
    for number, each in enumerate(timetable.days, 1):
        times = placement.times_on(each.date, person.available if person else (), timetable.zone)
        values[f"presence_{number}"] = placement.presence(times).value
        values[f"times_{number}"] = (
            placement.times_text(times) if placement.presence(times) is placement.Presence.SOME else ""
        )
    return values
