"""Two languages: the one in the path decides. German lives in the catalogue; times are the venue's."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal
from babel.support import NullTranslations
from flask import Flask, g, has_request_context
from flask_babel import Babel, LazyString, force_locale, get_domain, get_locale
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from gocluster_events.core import dates as wording
from gocluster_events.core.dates import clock_time, time_span
from gocluster_events.core.text import LANGUAGES, ended, over_days, without_second_stop

__all__ = [
    "LANGUAGES",
    "LazyString",
    "_",
    "_l",
    "_n",
    "clock_time",
    "current_language",
    "dates",
    "day",
    "decimal",
    "force_locale",
    "hours",
    "moment",
    "time_span",
]

babel = Babel()
_known: dict[str | None, NullTranslations] = {}  # asked by every text; Flask-Babel takes thrice as long


def connect(app: Flask) -> None:
    """Every request speaks the language of its path; mail and commands use `force_locale`."""
    babel.init_app(app, locale_selector=_of_path)
    environment: Any = app.jinja_env
    environment.install_gettext_callables(  # no message of ours has a context, so there is no pgettext
        lambda message: _catalogue().gettext(message),
        lambda one, many, number: _catalogue().ngettext(one, many, number),
        newstyle=True,
    )
    environment.globals.update(gettext=_in_page, ngettext=_number_in_page)
    for each in (day, dates, hours, clock_time, time_span, moment, ended):
        app.add_template_filter(each)


@pass_context
def _in_page(context: Context, message: str, /, **values: Any) -> str:
    """As `_`, in a template, where what the values hold is escaped."""
    return _filled(context, _catalogue().gettext(message), values)


@pass_context
def _number_in_page(context: Context, one: str, many: str, num: int, /, **values: Any) -> str:
    """As `_n`, in a template."""
    return _filled(context, _catalogue().ngettext(one, many, num), {"num": num, **values})


def _filled(context: Context, text: str, values: Mapping[str, Any]) -> str:
    text = _read_aloud(text, values)
    return (Markup(text) if context.eval_ctx.autoescape else text) % values  # noqa: S704 -- a message of ours


def _of_path() -> str:
    return str(g.get("lang", "de")) if has_request_context() else "de"


def _(message: str, **values: Any) -> str:
    """The message in the language of the request, with the values in it."""
    text = _catalogue().gettext(message)
    return _read_aloud(text, values) % values if values else text


def _n(one: str, many: str, num: int, **values: Any) -> str:
    """The message for one or for many, with the number and the values in it."""
    text = _catalogue().ngettext(one, many, num)
    return _read_aloud(text, values) % {"num": num, **values}


def _read_aloud(text: str, values: Mapping[str, Any]) -> str:
    return over_days(without_second_stop(text, values), values)


_l = partial(LazyString, _)
"""The message, put into the language of the request each time when it is shown."""


def _catalogue() -> NullTranslations:
    locale = get_locale()
    language = locale and locale.language
    if language not in _known:
        _known[language] = get_domain().get_translations()
    return _known[language]


def current_language() -> str:
    """``de`` or ``en``."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LANGUAGES else "de"


def day(value: date | datetime, zone: str | None = None, form: str = "long") -> str:
    """As `dates.day`, in the language of the request; of an instant the day in that zone."""
    local = value.astimezone(ZoneInfo(zone)).date() if isinstance(value, datetime) and zone else value
    return wording.day(local, current_language(), form)


def dates(starts_at: datetime, ends_at: datetime, zone: str, form: str = "long") -> str:
    """As `dates.days`, in the language of the request."""
    return wording.days(starts_at, ends_at, zone, current_language(), form)


def hours(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """As `dates.hours`, in the language of the request."""
    return wording.hours(starts_at, ends_at, zone, current_language())


def moment(value: datetime, zone: str) -> str:
    """As `dates.moment`, in the language of the request."""
    return wording.moment(value, zone, current_language())


def decimal(value: float) -> str:
    """4.5, or 4,5 in German: one place, rounded down."""
    return str(format_decimal(int(value * 10) / 10, "0.0", locale=wording.LOCALES[current_language()]))
