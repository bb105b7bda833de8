"""What programs ask: whether the site lives and is ready, what may be indexed, its sign."""

from pathlib import Path

from flask import Response, abort, current_app

from gocluster_events import db
from gocluster_events.site import queries
from gocluster_events.site.views.blueprint import blueprint
from gocluster_events.web.audience import public

DAY = 24 * 3600
ROBOTS = """\
User-agent: *
Disallow: /*/manage/
Disallow: /*/my/
Disallow: /*/*/register/
Disallow: /*/sign-in
"""


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """The process answers. The database is not asked."""
    return _plain("alive\n")


@blueprint.get("/readyz")
@public
def readyz() -> Response:
    """The database answers and its tables are those of this software; otherwise 503."""
    if not queries.is_migrated(db.session()):
        abort(503)
    return _plain("ready\n")


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Search engines leave personal pages, forms and the management alone."""
    return Response(ROBOTS, mimetype="text/plain", headers={"Cache-Control": f"public, max-age={DAY}"})


@blueprint.get("/favicon.ico")
@public
def favicon() -> Response:
    """The site's sign, for browsers that ask without being told where it is."""
    sign = Path(current_app.root_path, "static", "img", "icon.svg").read_bytes()
    return Response(sign, mimetype="image/svg+xml", headers={"Cache-Control": f"public, max-age={DAY}"})


def _plain(word: str) -> Response:
    return Response(word, mimetype="text/plain", headers={"Cache-Control": "no-store"})
