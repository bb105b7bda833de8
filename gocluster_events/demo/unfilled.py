"""What a page of the demo says whose meeting is not filled in yet."""

from pathlib import Path

from flask import Flask, Response, current_app, make_response, render_template, request

from gocluster_events.demo.environment import unfilled

SECONDS = 2  # until the page looks again


def connect(app: Flask) -> None:
    """Answer every page of a meeting that is still being filled in with one that says so and loads itself again."""
    app.before_request(_wait)


def _wait() -> Response | None:
    database = str(current_app.config["SQLALCHEMY_DATABASE_URI"])
    slugs = unfilled(Path(database.removeprefix("sqlite:///")).parent)
    if not slugs or slugs.isdisjoint(request.path.split("/")):
        return None
    answer = make_response(render_template("demo/unfilled.html"), 503)
    answer.headers |= {"Refresh": str(SECONDS), "Retry-After": str(SECONDS), "Cache-Control": "no-store"}
    return answer
