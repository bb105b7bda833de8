"""Static files under ``/static/<build>/``: the hash of the tree is in the path, so they are cached for a year."""

from copy import copy
from functools import cache
from pathlib import Path

from flask import Flask
from werkzeug.middleware.shared_data import SharedDataMiddleware
from whitenoise import WhiteNoise

YEAR = 365 * 24 * 3600


def connect(app: Flask) -> None:
    """Serve the files, pre-compressed where they are, and let templates name them by ``static_url``.

    Under ``flask run --debug`` style sheets and scripts are served as they are written, each by itself and not cached.
    """
    root = Path(app.root_path) / "static"
    if app.debug:
        app.wsgi_app = SharedDataMiddleware(app.wsgi_app, {"/static/written": str(root)}, cache=False)  # type: ignore[method-assign]
        app.add_template_global(_as_written, "static_url")
        return
    stamp = root / ".build"
    build = stamp.read_text(encoding="ascii").strip() if stamp.exists() else "unbuilt"
    files = copy(_looked_through(str(root), build, is_built=stamp.exists()))
    files.application = app.wsgi_app
    app.wsgi_app = files  # type: ignore[method-assign]
    app.add_template_global(lambda path: f"/static/{build}/{path}", "static_url")


def _as_written(path: str) -> str:
    folder, _, name = path.partition("/")
    return f"/static/written/bundles/{name}" if folder == "built" else f"/static/written/{path}"


@cache
def _looked_through(root: str, build: str, *, is_built: bool) -> WhiteNoise:
    """The static files of a build, scanned once a process; each app wraps itself in a copy of this."""
    return WhiteNoise(
        None,
        root=root,
        prefix=f"static/{build}",
        max_age=YEAR if is_built else 0,
        immutable_file_test=lambda _path, _url: is_built,
        add_headers_function=_headers,
    )


def _headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
