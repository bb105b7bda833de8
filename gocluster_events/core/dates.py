"""Days and hours at the venue as they stand in a sentence, in either language; and whether its clocks show an hour."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

LOCALES = {"de": "de_DE", "en": "en_GB"}
_DAYS = {
    "long": {"de": "EEEE, d. MMMM y", "en": "EEEE, d MMMM y"},
    "plain": {"de": "d. MMMM y", "en": "d MMMM y"},
    "short": {"de": "EE, d. MMM", "en": "EEE, d MMM"},
    "brief": {"de": "d. MMM", "en": "d MMM"},
    "day": {"de": "d. MMMM", "en": "d MMMM"},
    "date": {"de": "d.", "en": "d"},
    "month": {"de": "MMM", "en": "MMM"},
    "weekday": {"de": "EEE", "en": "EEE"},
    "number": {"de": "dd.MM.y", "en": "dd/MM/y"},
}
_MOMENT = {"de": "d. MMMM y, HH:mm 'Uhr'", "en": "d MMMM y, HH:mm"}


def day(value: date, language: str, form: str = "long") -> str:
    """A day as ``long`` (Thursday, 22 April 2027), ``plain`` (22 April 2027), ``short`` (Thu, 22 Apr), ``brief``
    (22 Apr), ``day`` (22 April), ``date`` (22), ``month`` (Apr), ``weekday`` (Thu) or ``number``.
    """
    return format_date(value, _DAYS[form][language], locale=LOCALES[language])


def days(starts_at: datetime, ends_at: datetime, zone: str, language: str, form: str = "long") -> str:
    """The dates of a meeting at the venue: its one day as `day` writes it, or 22–23 April 2027."""
    first, last = _first_and_last(starts_at, ends_at, zone)
    if first == last:
        return day(first, language, form)
    end = day(last, language, "plain")
    if (first.year, first.month) == (last.year, last.month):
        return f"{day(first, language, 'date')}–{end}"
    start = day(first, language, "plain")
    word = "bis" if language == "de" else "to"
    return f"{start.removesuffix(f' {last.year}')} {word} {end}"


def hours(starts_at: datetime, ends_at: datetime, zone: str, language: str) -> str:
    """The hours of a meeting at the venue: 08:45–18:00, or Thu 09:00 – Fri 13:00 if it lasts for several days."""
    first, last = _first_and_last(starts_at, ends_at, zone)
    if first == last:
        return time_span(starts_at, ends_at, zone)
    names = [day(each, language, "weekday").rstrip(".") for each in (first, last)]
    return f"{names[0]} {clock_time(starts_at, zone)} – {names[1]} {clock_time(ends_at, zone)}"


def _first_and_last(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[date, date]:
    """The dates of beginning and end; an end at midnight belongs to the day before."""
    clocks = ZoneInfo(zone)
    return starts_at.astimezone(clocks).date(), (ends_at - timedelta(minutes=1)).astimezone(clocks).date()


def clock_time(value: datetime, zone: str) -> str:
    """09:45, at the venue."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{local.hour:02}:{local.minute:02}"


def time_span(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """11:45–12:45, at the venue."""
    return f"{clock_time(starts_at, zone)}–{clock_time(ends_at, zone)}"


def moment(value: datetime, zone: str, language: str) -> str:
    """8 April 2027, 12:00 – day and hour at the venue, as it stands in a sentence."""
    return format_datetime(value.astimezone(ZoneInfo(zone)), _MOMENT[language], locale=LOCALES[language])


def exists(local: datetime, zone: str) -> bool:
    """Whether the naive ``local`` time is on the clocks of ``zone``: false in the hour that spring skips."""
    aware = local.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
