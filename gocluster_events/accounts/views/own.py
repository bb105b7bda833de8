"""One's own account: name, password, and where one is signed in."""

from flask import g, render_template

from gocluster_events import clock, db
from gocluster_events.accounts import queries
from gocluster_events.accounts.forms import ChangePasswordForm, NameForm
from gocluster_events.accounts.rules import PASSWORD_LENGTH, PASSWORD_LENGTH_WITH_FACTOR
from gocluster_events.accounts.services import own
from gocluster_events.accounts.views.blueprint import blueprint
from gocluster_events.accounts.views.confirmed import OK, check_own_password, is_factor_needed, own_digest, show
from gocluster_events.errors import Refused, TooMany
from gocluster_events.i18n import _
from gocluster_events.web.answers import Reply, saved
from gocluster_events.web.audience import signed_in
from gocluster_events.web.fields import Action


@blueprint.get("/account")
@signed_in
def account() -> str:
    """Everything about one's own account."""
    return _page(Action())


def _page(action: Action) -> str:
    session, me = db.session(), g.account
    is_new = me.pending_until is not None and clock.now() < me.pending_until
    return render_template(
        "accounts/account.html",
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
    """One is called so from now on."""
    form = NameForm(data={"name": g.account.name})
    if form.validate_on_submit():
        own.rename(g.account.id, form.name.data, clock.now())
        return done(_("The name is saved."))
    return render_template("accounts/name.html", form=form)


@blueprint.route("/account/password", methods=["GET", "POST"])
@signed_in
def password() -> Reply:
    """Only the new password counts, and only this session is left."""
    form, status = ChangePasswordForm(), OK
    if form.validate_on_submit():
        try:
            check_own_password(form)
            own.change_password(g.account.id, form.new_password.data, own_digest(), clock.now())
            return done(_("The password is changed. You are signed out everywhere else."))
        except (Refused, TooMany) as refusal:
            status = show(form, refusal)
    is_protected = queries.has_factor(db.session(), g.account.id)
    least = PASSWORD_LENGTH_WITH_FACTOR if is_protected else PASSWORD_LENGTH
    return render_template("accounts/password.html", form=form, least=least), *status


@blueprint.post("/account/sessions/<int:number>/end")
@signed_in
def session_end(number: int) -> Reply:
    """One is signed out there."""
    action = Action()
    if not action.validate_on_submit():
        return _page(action)
    own.end_session(g.account.id, number)
    return done(_("The session has ended."))


@blueprint.post("/account/sessions/others/end")
@signed_in
def other_sessions_end() -> Reply:
    """One is signed in here only."""
    action = Action()
    if not action.validate_on_submit():
        return _page(action)
    own.end_other_sessions(g.account.id, own_digest(), clock.now())
    return done(_("You are signed out everywhere else."))


def done(sentence: str) -> Reply:
    """Back to the account."""
    return saved(sentence, "accounts.account")
