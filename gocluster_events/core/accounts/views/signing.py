"""Signing in, with the password and what else is asked for, and out."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from gocluster_events.core import clock, db
from gocluster_events.core.accounts import queries, rules
from gocluster_events.core.accounts.forms import CodeForm, SignInForm
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.accounts.services.factors import show_code
from gocluster_events.core.accounts.views import own
from gocluster_events.core.i18n import _n
from gocluster_events.core.web import sessions as web_sessions
from gocluster_events.core.web.answers import Reply
from gocluster_events.core.web.audience import public
from gocluster_events.core.web.browsers import coarse
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.requests import source


@own.blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Reply:
    """The sign-in page; back to where somebody wanted to go, once they are known."""
    form = SignInForm()
    attempted = own.attempt(form)
    if form.validate_on_submit():
        with attempted:
            return _signed_in(form)
    return render_template("core/accounts/sign_in.html", form=form), *attempted.status


def _signed_in(form: SignInForm) -> Reply:
    browser, now = coarse(request.user_agent.string), clock.now()
    key = sessions.sign_in(form.email.data or "", form.password.data or "", source(), own.limits(), now, browser)
    if queries.half_sign_in(db.session(), sessions.digest(key)) is None:
        web_sessions.login(key)
        return onward()
    web_sessions.remember_half(key)
    return redirect(url_for(".factor", **_wanted()))


@own.blueprint.route("/sign-in/factor", methods=["GET", "POST"])
@public
def factor() -> Reply:
    """The second step: a code or a passkey, within five minutes of the password."""
    key = web_sessions.half_key()
    half = queries.half_sign_in(db.session(), sessions.digest(key)) if key else None
    if key is None or half is None or clock.now() >= half[0].created_at + rules.HALF_LASTS:
        return redirect(url_for(".sign_in", **_wanted()))
    form, account_id = CodeForm(), half[1].id
    attempted = own.attempt(form)
    if form.validate_on_submit():
        with attempted:
            return _second_step(key, form.code.data, account_id)
        if attempted.code is rules.Refusal.HALF_OVER:
            return redirect(url_for(".sign_in", **_wanted()))
    session = db.session()
    ways = {"has_app": queries.has_app(session, account_id), "has_passkey": bool(queries.passkeys(session, account_id))}
    return render_template("core/accounts/factor.html", form=form, wanted=_wanted(), **ways), *attempted.status


def _second_step(key: str, code: str, account_id: int) -> Reply:
    typed = rules.Typed(code, clock.unmoved())
    web_sessions.login(show_code(key, typed, source(), own.limits(), own.vault(), clock.now(), tell=own.teller()))
    if rules.plain_code(code):
        left = queries.codes_left(db.session(), account_id)
        flash(_n("%(num)d recovery code is left.", "%(num)d recovery codes are left.", left), "info")
    return onward()


@own.blueprint.post("/sign-out")
@public
def sign_out() -> Reply:
    """The session has ended, here and in the database."""
    key = web_sessions.staff_key()
    if Confirm().validate_on_submit() and key:
        sessions.sign_out(key)
        web_sessions.logout()
    return redirect(url_for("accounts.sign_in"))


def onward() -> Reply:
    """A redirect to the page that somebody wanted before they signed in, or else to their editions."""
    wanted = request.args.get("next", "")
    return redirect(wanted if rules.is_own_path(wanted) else url_for("site.manage_editions"))


def _wanted() -> dict[str, Any]:
    wanted = request.args.get("next", "")
    return {"next": wanted} if rules.is_own_path(wanted) else {}
