"""What only the demo has: the command that fills it, and the mails that it has sent to nobody."""

from pathlib import Path

import click
from flask import Blueprint, Response, abort, current_app, make_response, render_template, request

from gocluster_events.core.web.answers import found_or_404
from gocluster_events.core.web.audience import public
from gocluster_events.core.web.headers import with_frame
from gocluster_events.demo import facts, mailbox, seed

blueprint = Blueprint("demo", __name__, url_prefix="/<lang:lang>/demo-mail", cli_group=None)
VIEWS = ("letter", "text", "headers")
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation"
)


@blueprint.cli.command("seed-demo")
def fill() -> None:
    """Fill an empty database with the demo meetings."""
    if not seed.is_allowed(current_app.config["SETTINGS"]):
        raise click.ClickException("The demo's passwords are public: set GOCLUSTER_BASE_URL to a loopback address.")
    made = seed.prepare(current_app.config["SETTINGS"])
    click.echo("The demo meetings are there." if made else "The database has editions; nothing was changed.")


@blueprint.before_request
def stay_at_home() -> None:
    """These pages answer only on a site that this machine alone can reach: the demo's mails open registrations."""
    if not seed.is_allowed(current_app.config["SETTINGS"]):
        abort(404)


@blueprint.get("/")
@public
def mails() -> str:
    """The mails that were sent since the demo began, newest first."""
    return render_template("demo/mails.html", letters=mailbox.letters(_folder()), zone=facts.ZONE)


@blueprint.get("/<name>")
@public
def mail(name: str) -> Response:
    """One mail as its reader sees it: as it looks, where it has HTML, as text only, or by its headers."""
    letter = found_or_404(mailbox.letter(_folder(), name))
    views = VIEWS if letter.html else VIEWS[1:]
    view = next((each for each in views if each == request.args.get("view")), views[0])
    page = render_template("demo/mail.html", letter=letter, zone=facts.ZONE, views=views, view=view)
    return with_frame(make_response(page)) if view == "letter" else make_response(page)


@blueprint.get("/<name>/letter.html")
@public
def letter(name: str) -> Response:
    """The letter's own page in that frame: it can load and run nothing, and its links lead the whole window on."""
    html = found_or_404(mailbox.letter(_folder(), name)).html or abort(404)
    answer = make_response(html.replace("<head>", '<head><base target="_top">', 1))
    answer.headers["Content-Security-Policy"] = LETTER_POLICY
    return answer


def _folder() -> Path:
    return Path(current_app.config["SETTINGS"].mail_url.removeprefix("file:"))
