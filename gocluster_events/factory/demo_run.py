"""How Flask's own command runs the demo with nothing but ``GOCLUSTER_MODE=demo``, and how it is filled in."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
from flask import Flask

from gocluster_events.core.config import LOOPBACK
from gocluster_events.demo import environment, seed

_ENOUGH = {"GOCLUSTER_MODE", "GOCLUSTER_CLOCK"}
_DEFAULT_PORT = 5000  # of `flask run`


def completed(
    environ: Mapping[str, str], folder: Path, create: Callable[[Mapping[str, str]], Flask]
) -> Mapping[str, str]:
    """Return every setting of the demo where a command of Flask's is given no more than its mode and perhaps a clock.

    Its meetings, in ``folder``, are filled in before. Under any other circumstances ``environ`` is returned as it is.
    """
    context = click.get_current_context(silent=True)
    names = {name for name in environ if name.startswith("GOCLUSTER_")}
    if context is None or environ.get("GOCLUSTER_MODE") != "demo" or not names <= _ENOUGH or "--help" in sys.argv:
        return environ
    host, port = context.params.get("host") or "127.0.0.1", context.params.get("port") or _DEFAULT_PORT
    if host not in LOOPBACK:
        raise SystemExit(environment.PUBLIC_HOST.format(host=host))
    settings = {**environ, **environment.settings_of(folder, environment.address(host, port))}
    print("Filling in the demo meetings, at the first start …", file=sys.stderr, flush=True)  # noqa: T201 -- a developer waits
    settings.setdefault("GOCLUSTER_CLOCK", environment.clock_of(folder))
    for _slug in fill(create(settings), folder):
        pass  # all of them are there before the first page
    os.environ.update(settings)  # for Flask's reloader, which starts this process anew
    os.environ.setdefault("FLASK_RUN_EXTRA_FILES", os.pathsep.join(map(str, _beside_the_code())))
    environment.say_sign_ins(sys.stderr)
    return settings


def fill(app: Flask, folder: Path) -> Iterator[str]:
    """Migrate the database and fill an empty one, the annual meeting first; yields the slug of each meeting."""
    from flask_migrate import upgrade  # noqa: PLC0415 -- Alembic, which no web process needs

    with app.app_context():
        upgrade()
        left = list(seed.SLUGS) if seed.is_empty() else []
        environment.write_unfilled(folder, left)
        for slug in seed.fill(app.config["SETTINGS"]):
            left.remove(slug)
            environment.write_unfilled(folder, left)
            yield slug


def _beside_the_code() -> Iterator[Path]:
    """Files after whose change Flask's reloader begins anew, as after a change of the code."""
    root = Path(__file__).resolve().parents[2]
    yield from (root / "templates").rglob("*.*")
    yield from (root / "gocluster_events" / "translations").rglob("*.mo")
