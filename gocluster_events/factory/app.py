"""The app, made from settings, extensions, features and the few things that every request passes through."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from gocluster_events.backoffice.team import services as team
from gocluster_events.cli import commands
from gocluster_events.core import clock, config, db, i18n
from gocluster_events.core.web import headers
from gocluster_events.core.web.requests import Request
from gocluster_events.factory import (
    access_control as admission,
    addresses,
    archiving,
    compression,
    failures,
    page,
    question_items,
    rooms,
    static_files,
)
from gocluster_events.post_event.cards.services import redacting as cards
from gocluster_events.post_event.cards.views import notes, own as own_cards
from gocluster_events.post_event.follow_ups.queries.board import waiting as waiting_steps
from gocluster_events.post_event.follow_ups.services import forgetting as follow_ups
from gocluster_events.post_event.follow_ups.views import owner as own_steps
from gocluster_events.post_event.materials.services import redacting as materials
from gocluster_events.post_event.photos.services import objections, redaction as photos
from gocluster_events.post_event.report.queries.quotes import own_quotes
from gocluster_events.post_event.report.services import redaction as report
from gocluster_events.site.views import results

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 2 * 1024 * 1024


def create_app(environ: Mapping[str, str] = os.environ, instance: Path = ROOT / "instance") -> Flask:
    """Make a ready WSGI app, which keeps what is its own in the folder ``instance``.

    Ends the process with one line per mistake when a setting is wrong.
    """
    app = Flask("gocluster_events", root_path=str(ROOT), instance_path=str(instance), static_folder=None)
    commands.register(app)
    is_demo = environ.get("GOCLUSTER_MODE") == "demo"
    if is_demo:
        from gocluster_events.demo import unfilled  # noqa: PLC0415 -- production loads nothing of the demo
        from gocluster_events.factory import demo_run  # noqa: PLC0415 -- as above

        environ = demo_run.completed(environ, instance / "demo", create_app)
    try:
        settings = config.load(environ, instance)
    except config.BadSettings as error:
        if "--help" in sys.argv:
            return app  # its commands can be listed and explained without settings, and nothing else is done
        raise SystemExit(str(error)) from error
    clock.move(settings.clock)
    app.config.update(_flask_settings(settings))
    app.session_interface = headers.CookieSessions()
    app.request_class = Request
    _connect(app, settings)
    if is_demo:
        unfilled.connect(app)
    for part in (addresses, admission, failures, page, compression, static_files, rooms, archiving):
        part.connect(app)
    _introduce(app)
    app.after_request(headers.secure)
    return app


def _introduce(app: Flask) -> None:
    """Let features below find what features above them do."""
    app.extensions["account_notice"] = team.notice
    app.extensions["texts_about_people"] = (
        report.forget_person, materials.forget_person, cards.forget_person, follow_ups.forget_person,
        photos.take_name_out,
    )  # fmt: skip
    app.extensions["parting"] = objections.hide_asked_about
    app.extensions["programme_items"] = question_items.programme_items
    app.extensions["own_sections"] = (notes.own_notes, own_cards.own_section, own_steps.own_section)
    app.extensions["waiting_steps"] = waiting_steps
    app.extensions["item_results"] = results.item_results
    app.extensions["own_quotes"] = own_quotes


def _connect(app: Flask, settings: config.Settings) -> None:
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    Path(app.instance_path).mkdir(exist_ok=True)
    db.connect(app)
    i18n.connect(app)


def _flask_settings(settings: config.Settings) -> dict[str, object]:
    return {
        "SETTINGS": settings,
        "TESTING": settings.mode == "test",
        "PROPAGATE_EXCEPTIONS": None if settings.mode == "demo" else False,  # None: to the debugger, where there is one
        "SECRET_KEY": settings.secret_keys[0],
        "SECRET_KEY_FALLBACKS": list(settings.secret_keys[1:]),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": db.engine_options(settings.database_url),
        "MAX_CONTENT_LENGTH": MOST_BYTES,
        "MAX_FORM_MEMORY_SIZE": MOST_BYTES,
        "TRUSTED_HOSTS": addresses.trusted_hosts(settings),
        "SESSION_COOKIE_NAME": "__Host-events" if settings.is_https else "events",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "gocluster_events" / "translations"),
    }
