"""What every template knows: the other language, static files, the rail of the management pages."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from markupsafe import Markup

from gocluster_events.core import clock, db
from gocluster_events.core.text import LANGUAGES
from gocluster_events.core.web.fields import in_summary
from gocluster_events.core.web.localized import localized
from gocluster_events.core.web.markdown import markdown
from gocluster_events.factory import frame, navigation, own_places
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.exports.accent import Sheet, accent_sheet
from gocluster_events.meeting.events.rules.edition import Logo

_MACRO = re.compile(r"\{% macro ([a-z]\w*)\(")


def connect(app: Flask) -> None:
    """Templates have their filters, globals and context."""
    app.add_template_filter(markdown)
    app.add_template_global(generate_csrf, "csrf_token")
    app.add_template_global(in_summary)
    app.add_template_global(localized)
    app.add_template_global(frame.frame)
    app.add_template_global(frame.framed)
    app.add_template_global(own_places.merged_places, "merged_places")
    app.add_template_global(own_places.own_places, "own_places")
    app.add_template_global(own_places.own_titles, "own_titles")
    app.add_template_global(navigation.may_open, "may_open")
    app.add_template_global(navigation.navigation, "navigation")
    app.add_template_global(navigation.settled_points, "settled_points")
    app.add_template_global(navigation.waiting_for, "waiting_for")
    for path in sorted(Path(app.root_path, "templates", "_ui").glob("*.html")):
        for name in _MACRO.findall(path.read_text(encoding="utf-8")):
            app.add_template_global(_macro(app, f"_ui/{path.name}", name), name)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.bytecode_cache = app.jinja_env.bytecode_cache or Compiled(str(Path(app.instance_path, "compiled")))
    app.context_processor(_context)


class Compiled(FileSystemBytecodeCache):
    """Keeps templates compiled in that folder, each until it changes; where the folder cannot be used, none."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """The template is as it was compiled, if it is there."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """The template is kept, if it can be."""
        with suppress(OSError):
            Path(self.directory).mkdir(mode=0o700, exist_ok=True)
            super().dump_bytecode(bucket)


def _macro(app: Flask, template: str, name: str) -> Callable[..., Markup]:
    """The macro of that file, compiled when a page first uses it; it knows no value of the view."""

    def call(*arguments: Any, **named: Any) -> Markup:
        macro: Callable[..., Markup] = getattr(app.jinja_env.get_template(template).module, name)
        return macro(*arguments, **named)

    return call


def _context() -> dict[str, Any]:
    settings = current_app.config["SETTINGS"]
    return {
        "lang": g.get("lang", "de"),
        "event": g.get("event"),
        "other_language_url": _other_language,
        "addresses": _addresses,
        "now": clock.now(),
        "settings": settings,
        "mode": settings.mode,
        "managed_events": _managed_events,
        "edition_accent": _accent,
        "edition_logo": _logo,
        "registration_phase": _registration_phase,
    }


def _other_language() -> str | None:
    """The address of this page in the other language, with what of the query it reads; None where there is none."""
    rule = request.url_rule
    if rule is None or "lang" not in rule.arguments or "GET" not in (rule.methods or ()):
        return None
    other = next(each for each in LANGUAGES if each != g.lang)
    reads = g.get("reads", request.args)
    parameters = [each for each in request.args.items(multi=True) if each[0] in reads]
    query = urlencode([each for each in parameters if each[0] not in {"lang", "edition"}])
    place = {"edition": g.slug} if g.slug is not None else {}
    address = url_for(rule.endpoint, **{**(request.view_args or {}), **place, "lang": other})
    return f"{address}?{query}" if query else address


def _addresses() -> dict[str, str]:
    """The full address of this page in each language, without its query, for search engines; {} where there is none."""
    rule = request.url_rule
    if rule is None or "lang" not in rule.arguments:
        return {}
    place = {"edition": g.slug} if g.slug is not None else {}
    base = current_app.config["SETTINGS"].base_url.rstrip("/")
    given = {**(request.view_args or {}), **place}
    return {lang: base + url_for(rule.endpoint, **{**given, "lang": lang}) for lang in LANGUAGES}


def _accent() -> Sheet | None:
    """The colours of this page's edition; None where they are the site's."""
    event = g.get("event")
    return accent_sheet(event.accent) if event else None


def _logo() -> Logo | None:
    """The logo of this page's edition; None where the wordmark stands in its place."""
    event = g.get("event")
    return events.logo(db.session(), event) if event else None


def _registration_phase() -> str:
    """What a visitor can do about registering for this page's edition right now."""
    return events.registration_phase(g.event, clock.now()).value


def _managed_events() -> Any:
    """The editions that the signed-in account may open."""
    return events.managed_events(db.session(), g.account.id, is_admin=g.account.is_admin)
