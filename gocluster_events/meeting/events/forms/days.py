"""The rows of an edition's days: as many as there are, each with fields of its own, named by a number that stays."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from wtforms import HiddenField

from gocluster_events.core.i18n import _
from gocluster_events.core.text import Localized
from gocluster_events.core.web.fields import Choice, Form, Line, Required
from gocluster_events.core.web.time_fields import ClockTime, Day, OptionalClockTime
from gocluster_events.meeting.events import words
from gocluster_events.meeting.events.rules import day_plan
from gocluster_events.meeting.events.rules.day_plan import DayChange, PlannedDay
from gocluster_events.meeting.events.rules.days import EditionDay

DAY_NAME_LIMIT = 60
MAIN, ASIDE = "main", "side"
_NAMED = re.compile(r"day_(\d{1,3})_date")


def typed_keys(names: Iterable[str]) -> list[int]:
    """The numbers of the rows among the names of a form that was sent, in order; not more than a meeting has days."""
    keys = (int(match[1]) for name in names if (match := _NAMED.fullmatch(name)))
    return list(dict.fromkeys(keys))[: day_plan.MOST_DAYS]


def day_fields(keys: Sequence[int]) -> dict[str, Any]:
    """The fields of the rows with these numbers, and the numbers."""
    fields: dict[str, Any] = {"keys": tuple(keys)}
    for number, key in enumerate(keys, 1):
        fields |= {
            f"day_{key}_was": HiddenField(),
            f"day_{key}_date": Day(_("Day %(number)d: date", number=number)),
            f"day_{key}_opens": ClockTime(_("Day %(number)d: start", number=number)),
            f"day_{key}_closes": ClockTime(_("Day %(number)d: end", number=number)),
            f"day_{key}_admission": OptionalClockTime(_("Day %(number)d: admission from", number=number)),
            f"day_{key}_name_de": Line(_("Day %(number)d: what for, German", number=number), limit=DAY_NAME_LIMIT),
            f"day_{key}_name_en": Line(_("Day %(number)d: what for, English", number=number), limit=DAY_NAME_LIMIT),
            f"day_{key}_kind": Choice(
                _("Day %(number)d: belongs to", number=number),
                choices=[(MAIN, words.MAIN_DAY), (ASIDE, words.SIDE_DAY)],
                validators=[Required()],
            ),
        }
    return fields


class DaysForm(Form):
    """A form with rows of days; made with `day_fields`. ``agreed`` are the items that may leave the plan."""

    agreed = HiddenField()
    keys: ClassVar[tuple[int, ...]] = ()

    def row(self, key: int) -> dict[str, Any]:
        """The fields of a row by the name of the fact."""
        names = ("was", "date", "opens", "closes", "admission", "kind", "name_de", "name_en")
        return {name: self[f"day_{key}_{name}"] for name in names}

    def known_dates(self) -> list[date | None]:
        """Which days of the edition have a row, by their date until now."""
        return [_date(self.row(key)["was"].data) for key in self.keys]

    def readable(self) -> dict[int, PlannedDay]:
        """Those of the rows that hold a date and hours, by their numbers."""
        rows = {key: self._planned(key) for key in self.keys}
        return {key: day for key, day in rows.items() if day is not None}

    def _planned(self, key: int) -> PlannedDay | None:
        row = {name: field.data for name, field in self.row(key).items()}
        if not (row["date"] and row["opens"] and row["closes"]):
            return None
        name = Localized(row["name_de"] or "", row["name_en"] or "")
        day = EditionDay(row["date"], row["opens"], row["closes"], row["kind"] != ASIDE, row["admission"], name)
        return PlannedDay(day, _date(row["was"]))

    def day_errors(self, zone: str) -> dict[str, str]:
        """What does not fit in rows that are each readable, by the name of the field."""
        rows = self.readable()
        numbers, days = list(rows), [each.day for each in rows.values()]
        wrong = day_plan.flaws(days, zone)
        return {f"day_{numbers[index]}_{name}": str(words.DAY_FLAWS[flaw]) for (index, name), flaw in wrong.items()}

    def days(self) -> DayChange:
        """The days as typed; only of a form that is valid field by field."""
        agreed = frozenset(filter(None, (self.agreed.data or "").split(",")))
        return DayChange(tuple(self.readable().values()), agreed)

    def show_day(self, key: int, day: EditionDay, was: date | None = None) -> None:
        """The row holds that day."""
        row = self.row(key)
        row["was"].data = was.isoformat() if was else ""
        row["name_de"].data, row["name_en"].data = day.name.de, day.name.en
        row["kind"].data = MAIN if day.is_main else ASIDE
        for name in ("date", "opens", "closes", "admission"):
            row[name].data, row[name].raw_data = getattr(day, name), None


def _date(typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed or "")
    except ValueError:
        return None
