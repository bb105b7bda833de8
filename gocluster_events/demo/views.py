"""What only the demo has: the command that fills it, and the mails that it has sent to nobody."""

from pathlib import Path

import click
from flask import Blueprint, abort, current_app, render_template

from gocluster_events.demo import facts, mailbox, seed
from gocluster_events.web.answers import found_or_404
from gocluster_events.web.audience import public

blueprint = Blueprint("demo", __name__, url_prefix="/<lang:lang>/demo-mail", cli_group=None)


@blueprint.cli.command("seed-demo")
def fill() -> None:
    """Fill an empty database with the demo meetings."""
    if not seed.is_allowed(current_app.config["SETTINGS"]):
        raise click.ClickException("The demo's passwords are public: set GOCLUSTER_BASE_URL to a loopback address.")
    made = seed.prepare(current_app.config["SETTINGS"])
    click.echo("The demo meetings are there." if made else "The database has editions; nothing was changed.")


@blueprint.before_request
def stay_at_home() -> None:
    """The mails of the demo open registrations, so they are shown on a loopback address only."""
    if not seed.is_allowed(current_app.config["SETTINGS"]):
        abort(404)


@blueprint.get("/")
@public
def mails() -> str:
    """The mails that were sent since the demo began, newest first."""
    return render_template("demo/mails.html", letters=mailbox.letters(_folder()), zone=facts.ZONE)


@blueprint.get("/<name>")
@public
def mail(name: str) -> str:
    """One mail as its reader sees it without pictures."""
    letter = found_or_404(mailbox.letter(_folder(), name))
    return render_template("demo/mail.html", letter=letter, zone=facts.ZONE)


def _folder() -> Path:
    return Path(current_app.config["SETTINGS"].mail_url.removeprefix("file:"))
