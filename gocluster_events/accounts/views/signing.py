"""Signing in and out."""

from typing import Any

from flask import current_app, redirect, render_template, request, url_for

from gocluster_events import clock
from gocluster_events.accounts import rules, services, words
from gocluster_events.accounts.forms import SignInForm
from gocluster_events.accounts.views.blueprint import blueprint
from gocluster_events.errors import Refused, TooMany
from gocluster_events.web import sessions
from gocluster_events.web.audience import public
from gocluster_events.web.browsers import coarse
from gocluster_events.web.fields import Action


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    """The sign-in page; back to where somebody wanted to go, once they are known."""
    form = SignInForm()
    status, headers = 200, {}
    if form.validate_on_submit():
        try:
            return _signed_in(form)
        except Refused:
            form.form_errors = [str(words.REFUSALS[rules.Refusal.WRONG])]
        except TooMany as limit:
            form.form_errors = [str(words.TOO_MANY) % {"minutes": -(-limit.retry_after // 60)}]
            status, headers = 429, {"Retry-After": str(limit.retry_after)}
    return render_template("accounts/sign_in.html", form=form), status, headers


def _signed_in(form: SignInForm) -> Any:
    settings = current_app.config["SETTINGS"]
    limits = rules.Limits(settings.sign_in_per_account, settings.sign_in_per_address)
    address, now = request.remote_addr or "", clock.now()
    browser = coarse(request.user_agent.string)
    key = services.sign_in(form.email.data or "", form.password.data or "", address, limits, now, browser)
    sessions.login(key)
    wanted = request.args.get("next", "")
    return redirect(wanted if rules.is_own_path(wanted) else url_for("pages.manage_editions"))


@blueprint.post("/sign-out")
@public
def sign_out() -> Any:
    """The session has ended, here and in the database."""
    key = sessions.staff_key()
    if Action().validate_on_submit() and key:
        services.sign_out(key)
        sessions.logout()
    return redirect(url_for("accounts.sign_in"))
