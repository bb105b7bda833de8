"""One's own account: name, password, where one is signed in; and what every page about it must know."""

from functools import partial
from typing import Any

from flask import Blueprint, current_app, g, render_template, request

from gocluster_events.core import clock, db
from gocluster_events.core.accounts import queries, rules, words
from gocluster_events.core.accounts.forms import ChangePasswordForm, NameForm
from gocluster_events.core.accounts.services import own
from gocluster_events.core.accounts.services.sessions import digest
from gocluster_events.core.i18n import _
from gocluster_events.core.tokens import Vault
from gocluster_events.core.web import sessions
from gocluster_events.core.web.answers import Reply, refusals, saved
from gocluster_events.core.web.audience import signed_in
from gocluster_events.core.web.browsers import coarse
from gocluster_events.core.web.fields import Confirm, Form
from gocluster_events.core.web.requests import source

blueprint = Blueprint("accounts", __name__, url_prefix="/<lang:lang>")


FIELDS = {
    rules.Refusal.WRONG_PASSWORD: "password",
    rules.Refusal.WRONG_CODE: "code",
    rules.Refusal.WRONG_APP_CODE: "code",
    rules.Refusal.PASSWORD_SHORT: "new_password",
    rules.Refusal.PASSWORD_SHORT_WITH_FACTOR: "new_password",
    rules.Refusal.PASSWORD_COMMON: "new_password",
}


def limits() -> rules.Limits:
    """How many wrong passwords and codes the site allows, per account and per network."""
    settings = current_app.config["SETTINGS"]
    return rules.Limits(settings.sign_in_per_account, settings.sign_in_per_address)


def vault() -> Vault:
    """The vault that seals and opens stored secrets."""
    return Vault(current_app.config["SETTINGS"].secret_keys)


def own_digest() -> str:
    """The key digest of the session that makes the request."""
    return digest(sessions.staff_key() or "")


def teller() -> own.Notify:
    """The function that mails an account what this browser did to it; the factory hands in the letter."""
    write, browser = current_app.extensions["account_notice"], coarse(request.user_agent.string)
    what = {action: str(word) for action, word in words.ACCOUNT_ACTIONS.items()}
    return partial(write, what=what, browser=browser or _("unknown"), language=g.lang)


def is_factor_needed() -> bool:
    """Whether the account must keep a second factor."""
    return bool(g.account.is_admin and current_app.config["SETTINGS"].admins_need_factor)


def check_own_password(form: Any) -> str:
    """The typed password, once it is known to be the account's. Raises Refused or TooMany when it is not."""
    password = form.password.data or ""
    own.confirm(g.account.id, password, source(), limits(), clock.now())
    return str(password)


def attempt(form: Form) -> refusals:
    """A block in which a refusal is shown in a form about an account, at the field that can be corrected."""
    return refusals(form, words.REFUSALS, FIELDS, words.TOO_MANY)


@blueprint.get("/account")
@signed_in
def account() -> str:
    """The page about one's own account: name, address, second factors and sessions."""
    return _page(Confirm())


def _page(action: Confirm) -> str:
    session, me = db.session(), g.account
    is_new = me.pending_until is not None and clock.now() < me.pending_until
    return render_template(
        "core/accounts/account.html",
        action=action,
        sign_ins=queries.sign_ins(session, me.id, clock.now()),
        here=own_digest(),
        has_app=queries.has_app(session, me.id),
        passkeys=queries.passkeys(session, me.id),
        codes_left=queries.codes_left(session, me.id),
        pending=me.pending_email if is_new else "",
        is_needed=is_factor_needed(),
    )


@blueprint.route("/account/name", methods=["GET", "POST"])
@signed_in
def name() -> Reply:
    """The account has the name that was typed."""
    form = NameForm(data={"name": g.account.name})
    if form.validate_on_submit():
        own.rename(g.account.id, form.name.data, clock.now())
        return done(_("The name is saved."))
    return render_template("core/accounts/name.html", form=form)


@blueprint.route("/account/password", methods=["GET", "POST"])
@signed_in
def password() -> Reply:
    """Only the new password counts, and only this session is left."""
    form = ChangePasswordForm()
    attempted = attempt(form)
    if form.validate_on_submit():
        with attempted:
            check_own_password(form)
            own.change_password(g.account.id, form.new_password.data, own_digest(), clock.now())
            return done(_("The password is changed. You are signed out everywhere else."))
    is_protected = queries.has_factor(db.session(), g.account.id)
    least = rules.PASSWORD_LENGTH_WITH_FACTOR if is_protected else rules.PASSWORD_LENGTH
    return render_template("core/accounts/password.html", form=form, least=least), *attempted.status


@blueprint.post("/account/sessions/<int:number>/end")
@signed_in
def session_end(number: int) -> Reply:
    """The session of the account with that number has ended."""
    action = Confirm()
    if not action.validate_on_submit():
        return _page(action)
    own.end_session(g.account.id, number)
    return done(_("The session has ended."))


@blueprint.post("/account/sessions/others/end")
@signed_in
def other_sessions_end() -> Reply:
    """Every session of the account but this one has ended."""
    action = Confirm()
    if not action.validate_on_submit():
        return _page(action)
    own.end_other_sessions(g.account.id, own_digest(), clock.now())
    return done(_("You are signed out everywhere else."))


def done(sentence: str) -> Reply:
    """A redirect to the account's page, which shows the sentence."""
    return saved(sentence, "accounts.account")
