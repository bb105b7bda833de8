"""Two languages: the one in the path decides. German lives in the catalogue; times are the venue's."""

from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from babel.support import NullTranslations
from flask import Flask, g, has_request_context
from flask_babel import Babel, LazyString, force_locale, get_domain, get_locale

from gocluster_events.text import LANGUAGES

__all__ = [
    "LANGUAGES",
    "LazyString",
    "_",
    "_l",
    "_n",
    "clock_time",
    "current_language",
    "day",
    "decimal",
    "force_locale",
    "moment",
    "time_span",
]

babel = Babel()
_known: dict[Locale | None, NullTranslations] = {}  # asked by every text; Flask-Babel takes thrice as long


def connect(app: Flask) -> None:
    """Every request speaks the language of its path; mail and commands use `force_locale`."""
    babel.init_app(app, locale_selector=_of_path)
    environment: Any = app.jinja_env
    environment.install_gettext_callables(  # no message of ours has a context, so there is no pgettext
        lambda message: _catalogue().gettext(message),
        lambda one, many, number: _catalogue().ngettext(one, many, number),
        newstyle=True,
    )
    for each in (day, clock_time, time_span, moment):
        app.add_template_filter(each)


def _of_path() -> str:
    return str(g.get("lang", "de")) if has_request_context() else "de"


def _(message: str, **values: Any) -> str:
    """The message in the language of the request, with the values in it."""
    text = _catalogue().gettext(message)
    return text % values if values else text


def _n(one: str, many: str, num: int, **values: Any) -> str:
    """The message for one or for many, with the number and the values in it."""
    text = _catalogue().ngettext(one, many, num)
    return text % {"num": num, **values}


_l = partial(LazyString, _)
"""The message, put into the language of the request each time when it is shown."""


def _catalogue() -> NullTranslations:
    locale = get_locale()
    if locale not in _known:
        _known[locale] = get_domain().get_translations()
    return _known[locale]


def current_language() -> str:
    """``de`` or ``en``."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LANGUAGES else "de"


def day(value: date | datetime, zone: str | None = None, form: str = "long") -> str:
    """A day as ``long`` (Thursday, 22 April 2027), ``plain`` (22 April 2027), ``short`` (Thu, 22 Apr), ``brief``
    (22 Apr), ``date`` (22), ``month`` (Apr), ``weekday`` (Thu) or ``number``.
    """
    local = value.astimezone(ZoneInfo(zone)).date() if isinstance(value, datetime) and zone else value
    german = current_language() == "de"
    patterns = {
        "long": "EEEE, d. MMMM y" if german else "EEEE, d MMMM y",
        "plain": "d. MMMM y" if german else "d MMMM y",
        "short": "EE, d. MMM" if german else "EEE, d MMM",
        "brief": "d. MMM" if german else "d MMM",
        "date": "d." if german else "d",
        "month": "MMM",
        "weekday": "EEE",
        "number": "dd.MM.y" if german else "dd/MM/y",
    }
    return format_date(local, patterns[form], locale=_locale())


def clock_time(value: datetime, zone: str) -> str:
    """09:45, at the venue."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{local.hour:02}:{local.minute:02}"


def time_span(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """11:45–12:45, at the venue."""
    return f"{clock_time(starts_at, zone)}–{clock_time(ends_at, zone)}"


def moment(value: datetime, zone: str) -> str:
    """8 April 2027, 12:00 – day and hour at the venue, as it stands in a sentence."""
    pattern = "d. MMMM y, HH:mm 'Uhr'" if current_language() == "de" else "d MMMM y, HH:mm"
    return format_datetime(value.astimezone(ZoneInfo(zone)), pattern, locale=_locale())


def decimal(value: float) -> str:
    """4.5, or 4,5 in German: one place, rounded down."""
    return str(format_decimal(int(value * 10) / 10, "0.0", locale=_locale()))


def _locale() -> str:
    return "de_DE" if current_language() == "de" else "en_GB"
