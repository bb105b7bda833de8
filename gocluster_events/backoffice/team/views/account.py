"""A lost password, another address, and what administrators do about accounts."""

from datetime import timedelta

from flask import Response, current_app, flash, g, redirect, render_template, url_for

from gocluster_events.backoffice.team import queries, services
from gocluster_events.backoffice.team.forms import ConfirmForm, LostPasswordForm, NewPasswordForm, OwnEmailForm
from gocluster_events.backoffice.team.views.team import blueprint
from gocluster_events.core import clock, db
from gocluster_events.core.accounts import queries as accounts_queries, rules as accounts_rules, words as accounts_words
from gocluster_events.core.accounts.services import own
from gocluster_events.core.accounts.services.counting import Limit, by_network, count_all
from gocluster_events.core.accounts.services.lost_links import ask_for
from gocluster_events.core.accounts.services.managing import do
from gocluster_events.core.errors import TooMany
from gocluster_events.core.i18n import _
from gocluster_events.core.text import email_key
from gocluster_events.core.web import sessions
from gocluster_events.core.web.answers import (
    Reply,
    found_or_404,
    private_page,
    private_way,
    refusals,
    saved,
    signed_or_404,
)
from gocluster_events.core.web.audience import admin, public, signed_in
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.requests import source
from gocluster_events.meeting.events import words as events_words

HOUR = timedelta(hours=1)
ASKED_PER_HOUR = 30  # by one network
AT_PASSWORD = dict.fromkeys(accounts_rules.Refusal, "password")


@blueprint.route("/<lang:lang>/lost-password", methods=["GET", "POST"])
@public
def lost_password() -> Reply:
    """It is noted that somebody has lost a password; who it is the worker looks up, so that no answer tells it."""
    form = LostPasswordForm()
    if form.validate_on_submit():
        email, now = form.email.data or "", clock.now()
        if _may_ask(email):
            ask_for(accounts_rules.Lost.PASSWORD, email, g.lang, now)
        return redirect(url_for(".lost_password_sent"))
    return render_template("backoffice/team/lost_password.html", form=form)


@blueprint.get("/<lang:lang>/lost-password/sent")
@public
def lost_password_sent() -> str:
    """The page that says what happens after asking for a new password."""
    return render_template("backoffice/team/lost_password_sent.html")


@blueprint.route("/<lang:lang>/my/password/<token>", methods=["GET", "POST"])
@public
def new_password(token: str) -> Response:
    """Only the new password counts; one then signs in with it, and with the second factor where there is one."""
    number, generation = signed_or_404("team.new_password", token)
    account = own.resettable(db.session(), number, generation, clock.now())
    if account is None:
        return _over()
    form, email = NewPasswordForm(), account.email
    is_protected = accounts_queries.has_factor(db.session(), number)
    least = accounts_rules.PASSWORD_LENGTH_WITH_FACTOR if is_protected else accounts_rules.PASSWORD_LENGTH
    if form.validate_on_submit():
        with refusals(form, accounts_words.REFUSALS, AT_PASSWORD) as answer:
            services.reset(number, generation, form.password.data, g.lang, clock.now())
            sessions.logout()
            flash(_("The password is changed. Sign in with it."), "success")
            return private_way("accounts.sign_in")
        if answer.code is accounts_rules.Refusal.LINK_OVER:
            return _over()
    return private_page("backoffice/team/new_password.html", form=form, email=email, least=least)


@blueprint.route("/<lang:lang>/account/email", methods=["GET", "POST"])
@signed_in
def account_email() -> Reply:
    """A link is on its way to the new address, which counts once it is used."""
    form, me = OwnEmailForm(), g.account.id
    answer = refusals(form, accounts_words.REFUSALS, AT_PASSWORD, accounts_words.TOO_MANY)
    if form.validate_on_submit():
        email = form.email.data or ""
        with answer:
            _check(me, form.password.data or "")
            count_all([Limit("new_address", f"account {me}", _resends(), HOUR)], clock.now())
            services.ask_email(me, email, g.lang, clock.now())
            done = _(
                "A link is on its way to %(email)s. The address takes effect once you have used the link.", email=email
            )
            return saved(done, "accounts.account")
    return render_template("backoffice/team/account_email.html", form=form), answer.status[0]


@blueprint.route("/<lang:lang>/my/account-email/<token>", methods=["GET", "POST"])
@public
def account_email_proof(token: str) -> Response:
    """The address to which the link was mailed is the account's."""
    number, generation = signed_or_404("team.account_email_proof", token)
    account = own.movable(db.session(), number, generation, clock.now())
    if account is None:
        return _over()
    form, email = Confirm(), account.pending_email
    if form.validate_on_submit():
        with refusals(form, accounts_words.REFUSALS):
            services.prove_email(number, generation, g.lang, clock.now())
            flash(_("The address %(email)s applies from now on.", email=email), "success")
            return private_way("accounts.sign_in")
    return private_page("backoffice/team/account_email_proof.html", form=form, email=email)


def _may_ask(email: str) -> bool:
    """Whether another link may be asked for now; the page never says."""
    limits = [
        Limit("reset", email_key(email), _resends(), HOUR),
        *by_network("reset_network", source(), ASKED_PER_HOUR, HOUR),
    ]
    try:
        count_all(limits, clock.now())
    except TooMany:
        return False
    return True


def _resends() -> int:
    limit: int = current_app.config["SETTINGS"].resend_per_hour
    return limit


def _check(account_id: int, password: str) -> None:
    settings = current_app.config["SETTINGS"]
    limits = accounts_rules.Limits(settings.sign_in_per_account, settings.sign_in_per_address)
    own.confirm(account_id, password, source(), limits, clock.now())


def _over() -> Response:
    return private_page("backoffice/team/account_link_over.html", 410)


_DEEDS = ", ".join(f"'{deed.value}'" for deed in accounts_rules.Deed)


@blueprint.get("/<lang:lang>/accounts")
@admin
def accounts() -> str:
    """Every account of the site, active or not."""
    session = db.session()
    return render_template(
        "backoffice/team/accounts.html",
        accounts=accounts_queries.everybody(session),
        editions=queries.editions_of_everybody(session),
        roles=events_words.ROLES,
    )


@blueprint.get("/<lang:lang>/accounts/<int:account_id>")
@admin
def account_of(account_id: int) -> str:
    """One account, and what can be done about it."""
    session = db.session()
    account = found_or_404(accounts_queries.account_row(session, account_id))
    return render_template(
        "backoffice/team/account_of.html",
        account=account,
        editions=queries.editions_of(session, account_id),
        deeds=accounts_rules.possible(
            is_active=account.is_active, is_admin=account.is_admin, has_factor=account.has_factor
        ),
        roles=events_words.ROLES,
    )


@blueprint.route(f"/<lang:lang>/accounts/<int:account_id>/<any({_DEEDS}):deed>", methods=["GET", "POST"])
@admin
def account_deed(account_id: int, deed: str) -> Reply:
    """The deed is done, once the administrator has typed their own password."""
    account, form = found_or_404(accounts_queries.account_row(db.session(), account_id)), ConfirmForm()
    sentences = {**accounts_words.MANAGING, **accounts_words.REFUSALS}
    answer = refusals(form, sentences, AT_PASSWORD, accounts_words.TOO_MANY)
    if form.validate_on_submit():
        with answer:
            _check(g.account.id, form.password.data or "")
            do(accounts_rules.Deed(deed), account_id, g.account, clock.now())
            return saved(_("Done for %(name)s.", name=account.name), ".accounts")
    return render_template(
        "backoffice/team/account_deed.html", form=form, account=account, deed=accounts_rules.Deed(deed)
    ), answer.status[0]
