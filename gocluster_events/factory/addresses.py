"""What every address has in common: the language and the edition stand in the path and need no argument in views."""

from collections.abc import Callable
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request
from werkzeug.routing import BaseConverter, IntegerConverter, Rule

from gocluster_events.core.config import LOOPBACK, Settings
from gocluster_events.core.text import LANGUAGES


class Language(BaseConverter):
    """``de`` or ``en``."""

    regex = "|".join(LANGUAGES)


class Identity(IntegerConverter):
    """The number of a row: no longer than a database's integers."""

    regex = r"\d{1,9}"


_COMPILING = Lock()


class LateRule(Rule):
    """A rule whose function that builds an address is compiled for the first one: for all, it is an eighth of a start.

    Werkzeug compiles two for each rule as soon as it is known. Where it no longer asks for them by this name, a start
    only takes longer. One thread compiles at a time: Python 3.11 counts how deep a tree of syntax is for all threads
    together, and raises SystemError where two make one at once (https://github.com/python/cpython/issues/106905).
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 -- as there
        compiled, name = super()._compile_builder, "_build_unknown" if append_unknown else "_build"

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            with _COMPILING:
                whole: Callable[..., tuple[str, str]] = compiled(append_unknown).__get__(rule, None)
            setattr(rule, name, whole)
            return whole(**values)

        return build


def connect(app: Flask) -> None:
    """Language and edition leave the path for ``g`` on the way in, and come back by themselves in ``url_for``."""
    app.url_rule_class = LateRule
    app.url_map.converters["lang"] = Language
    app.url_map.converters["int"] = Identity
    app.url_value_preprocessor(_take)
    app.url_defaults(_give)
    app.before_request(_refuse_nul)


def trusted_hosts(settings: Settings) -> list[str]:
    """The hosts that are answered: that of BASE_URL and those named besides; outside production also loopback."""
    hosts = {urlsplit(settings.base_url).hostname or "", *settings.trusted_hosts}
    return sorted(hosts | (set() if settings.mode == "production" else LOOPBACK))


def _refuse_nul() -> None:
    """A NUL in a path is not found (404), in a query a bad request (400): no database could look it up."""
    if "\0" in request.path:
        abort(404)
    if any("\0" in name + value for name, value in request.args.items(multi=True)):
        abort(400)


def _take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.event = None
    g.slug = values.pop("edition", None) if values else None
    lang = values.pop("lang", None) if values else None
    g.lang = lang or _guess()


def _guess() -> str:
    language = request.args.get("lang", request.path.split("/")[1])
    return language if language in LANGUAGES else request.accept_languages.best_match(LANGUAGES, "de")


def _give(endpoint: str, values: dict[str, Any]) -> None:
    expects = current_app.url_map.is_endpoint_expecting
    if "lang" in g and expects(endpoint, "lang"):
        values.setdefault("lang", g.lang)
    if g.get("event") is not None and expects(endpoint, "edition"):
        values.setdefault("edition", g.event.slug)
