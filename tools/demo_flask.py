"""The demo under Flask's own command, for developers: ``GOCLUSTER_MODE=demo flask --app app run --debug``."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout

import click

from tools.steps import ROOT, Failed

SOURCES = (
    "templates/**/*.html",
    "static/bundles/*.css",
    "static/bundles/*.js",
    "static/css/**/*.css",
    "static/js/**/*.js",
    "*_events/**/*.po",
)


def prepare() -> None:
    """Under Flask's command, where only the mode and a clock are set, the environment holds every setting of the demo.

    With ``--debug`` Flask begins anew after a change of templates, style sheets, scripts and translations, too, and
    then they are built anew.
    """
    context = click.get_current_context(silent=True)
    if context is None or os.environ.get("GOCLUSTER_MODE") != "demo" or "--help" in sys.argv:
        return
    with redirect_stdout(sys.stderr):
        if os.environ.get("WERKZEUG_RUN_MAIN"):
            _build()
        elif {name for name in os.environ if name.startswith("GOCLUSTER_")} <= {"GOCLUSTER_MODE", "GOCLUSTER_CLOCK"}:
            _fill_in(context.params.get("host") or "127.0.0.1", context.params.get("port") or 5000)


def _build() -> None:
    from tools import parts  # noqa: PLC0415 -- a web server that reads app.py needs none of this

    parts.build()


def _fill_in(host: str, port: int) -> None:
    from tools import demo  # noqa: PLC0415 -- as above

    try:
        demo.refuse_public(host)
        os.environ.update(demo.prepare(demo.FOLDER, host, port))
    except Failed as failure:
        raise SystemExit(str(failure)) from failure
    watched = (str(path) for pattern in SOURCES for path in ROOT.glob(pattern))
    os.environ.setdefault("FLASK_RUN_EXTRA_FILES", os.pathsep.join(watched))  # what the reloader starts reads it
    demo.say_sign_ins()
