"""Somebody has lost the link: whoever asks reads the same, and the answer comes by mail."""

from typing import Any

from flask import g, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.errors import TooMany
from gocluster_events.events import queries as events
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.registration.own.forms import LostLinkForm
from gocluster_events.registration.own.views.blueprint import blueprint
from gocluster_events.registration.people import views as people
from gocluster_events.registration.sign_up.services import links
from gocluster_events.web.audience import public

_OK: tuple[int, dict[str, str]] = (200, {})


@blueprint.route("/lost-link", methods=["GET", "POST"])
@public
def lost_link() -> Any:
    """Every edition that knows the address sends it its link; the page says the same to everyone."""
    _return_to(request.args.get("edition", ""))
    form, status = LostLinkForm(), _OK
    if form.validate_on_submit():
        try:
            return _send(form.email.data or "")
        except TooMany as limit:
            status = people.say_too_many(form, limit)
    return render_template("registration/own/lost_link.html", form=form), *status


def _send(email: str) -> Any:
    people.count_lost_link()
    if people.may_resend(email):
        links.send_links(email, clock.now())
    return redirect(url_for(".lost_link_sent", edition=g.slug))


@blueprint.get("/lost-link/sent")
@public
def lost_link_sent() -> str:
    """A link is on its way if the address is known."""
    _return_to(request.args.get("edition", ""))
    return render_template("registration/own/lost_link_sent.html")


def _return_to(slug: str) -> None:
    """The page belongs to the edition that somebody came from, where the public knows it."""
    found = events.event(db.session(), slug) if slug else None
    if found is not None and found.status is not EventStatus.DRAFT:
        g.event, g.slug = found, slug
