"""What an invitation to a team opens: a page that makes an account."""

from enum import Enum
from typing import Any

from flask import Response, current_app, flash, g, make_response, redirect, render_template, request, url_for

from gocluster_events import clock, db
from gocluster_events.accounts import queries as accounts_queries
from gocluster_events.accounts import words as accounts_words
from gocluster_events.accounts.rules import Refusal
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events_queries
from gocluster_events.events import words as events_words
from gocluster_events.events.rules.team import TeamRefusal
from gocluster_events.i18n import LazyString, _
from gocluster_events.team import services
from gocluster_events.team.forms import JoinForm
from gocluster_events.team.views.blueprint import blueprint
from gocluster_events.tokens import Signer
from gocluster_events.web import sessions
from gocluster_events.web.audience import public
from gocluster_events.web.browsers import coarse
from gocluster_events.web.fields import Action
from gocluster_events.web.find import found_or_404
from gocluster_events.web.headers import private_link

SENTENCES: dict[Enum, LazyString] = {**events_words.TEAM_REFUSALS, **accounts_words.REFUSALS}
ABOUT_PASSWORD = {Refusal.PASSWORD_SHORT, Refusal.PASSWORD_COMMON}


@blueprint.route("/<lang:lang>/my/team/<token>", methods=["GET", "POST"])
@public
def join(token: str) -> Response:
    """Whoever was invited chooses a password and is signed in; who has an account meanwhile only says yes."""
    signer = Signer(current_app.config["SETTINGS"].secret_keys)
    number, generation = found_or_404(signer.read("team.join", token))
    found = events_queries.invitation_with_event(db.session(), number)
    if found is None or found[0].generation != generation or clock.now() >= found[0].expires_at:
        return _answer(render_template("team/join_over.html"), 410)
    row, event = found
    is_known = accounts_queries.is_known(db.session(), row.email_key)
    form: Any = Action() if is_known else JoinForm()
    page = {"invitation": row, "edition": event, "is_known": is_known}
    if form.validate_on_submit():
        try:
            return _joined(form, number, generation, event.slug, is_known=is_known)
        except Refused as refusal:
            if refusal.code is TeamRefusal.OVER:
                return _answer(render_template("team/join_over.html"), 410)
            _show(form, refusal)
    return _answer(render_template("team/join.html", form=form, **page))


def _joined(form: Any, number: int, generation: int, slug: str, *, is_known: bool) -> Response:
    desk = url_for("site.desk", edition=slug)
    if is_known:
        services.join_known(number, generation, clock.now())
        return private_link(make_response(redirect(url_for("accounts.sign_in", next=desk))))
    browser = coarse(request.user_agent.string)
    key = services.join(number, generation, form.name.data, form.password.data, browser, clock.now())
    sessions.login(key)
    flash(_("Welcome. Your account is there and you are signed in."), "success")
    return private_link(make_response(redirect(desk)))


def _show(form: Any, refusal: Refused) -> None:
    if refusal.code in ABOUT_PASSWORD:
        form.password.errors = [str(SENTENCES[refusal.code])]
    else:
        form.form_errors.append(str(SENTENCES[refusal.code]))


def _answer(body: str, status: int = 200) -> Response:
    g.event = None
    response = private_link(make_response(body))
    response.status_code = status
    return response
