"""An app is made once a process for each kind of settings, not once a test: the next test gets it as it was made.

What was changed in it is put back. An app whose routes or templates were changed themselves is for no other test.
"""

import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from gocluster_events.core import clock, config, db
from gocluster_events.factory.app import _flask_settings, create_app

OURS = "GOCLUSTER_"
OF_A_TEST = {  # an app knows them by its config alone
    f"{OURS}{name}" for name in ("DATABASE_URL", "MAIL_URL", "BASE_URL", "CLOCK")
}
KEPT = "KEPT"
Kind = frozenset[tuple[str, str]]
_idle: dict[Kind, list["Kept"]] = defaultdict(list)


@dataclass(frozen=True)
class Kept:
    """An app, and what it was like without a database when it was made."""

    app: Flask
    kind: Kind
    attributes: Mapping[str, Any]
    inside: tuple[Any, ...]


def take(environ: Mapping[str, str]) -> Flask:
    """An app with these settings that nobody has: one that another test has given back, or a new one."""
    kind = frozenset((name, value) for name, value in environ.items() if name not in OF_A_TEST)
    if idle := _idle[kind]:
        state = idle.pop()
        vars(state.app).clear()
        vars(state.app).update(_copied(state.attributes))
        _settle(state.app, environ)
    else:
        app = create_app(environ)
        state = Kept(app, kind, _without_database(app), _inside(app))
    state.app.config[KEPT] = state
    return state.app


def create(environ: Mapping[str, str] = os.environ) -> Flask:
    """As `create_app`, at once where this process, or the one it was forked from, has made an app of that kind."""
    try:
        return take({name: value for name, value in environ.items() if name.startswith(OURS)})
    except config.BadSettings as error:
        raise SystemExit(str(error)) from error


def give_back(app: Flask) -> None:
    """Its test is over; its connections are closed."""
    state: Kept = app.config[KEPT]
    if _inside(app) == state.inside:
        _idle[state.kind].append(state)


def _settle(app: Flask, environ: Mapping[str, str]) -> None:
    """As `create_app` would, the app has these settings and their database."""
    settings = config.load(environ, Path(app.instance_path))
    clock.move(settings.clock)
    app.config.update(_flask_settings(settings))
    db.connect(app)


def _without_database(app: Flask) -> Mapping[str, Any]:
    """What the app consists of, but for what `db.connect` adds to it."""
    attributes: dict[str, Any] = _copied(vars(app))
    del attributes["extensions"]["sqlalchemy"]
    attributes["teardown_appcontext_funcs"].remove(db.db._teardown_session)
    attributes["shell_context_processors"].clear()
    return attributes


def _copied(value: Any) -> Any:
    """The same values in containers of their own; what is no container is shared."""
    if isinstance(value, defaultdict):
        return defaultdict(value.default_factory, {key: _copied(each) for key, each in value.items()})
    if isinstance(value, dict):
        copied = value.copy() if type(value) is dict else _empty(value)
        copied.update({key: _copied(each) for key, each in value.items()})
        return copied
    return list(value) if type(value) is list else value


def _empty(value: dict[Any, Any]) -> Any:
    """A dictionary of the same class, as `flask.Config` is one, with nothing in it."""
    empty: Any = type(value).__new__(type(value))
    empty.__dict__.update(value.__dict__)
    return empty


def _inside(app: Flask) -> tuple[Any, ...]:
    """What is not put back: the routes, and what templates know."""
    environment = app.jinja_env
    known = (environment.globals, environment.filters, environment.tests, environment.policies)
    manner = (environment.autoescape, environment.bytecode_cache)
    return (len(app.url_map._rules), *map(dict, known), *manner)
