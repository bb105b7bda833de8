"""Setting up a second factor: an app for one-time codes, and recovery codes."""

from collections.abc import Sequence

from flask import flash, g, redirect, render_template, url_for
from markupsafe import Markup

from gocluster_events.core import clock, db
from gocluster_events.core.accounts import queries, words
from gocluster_events.core.accounts.exports import picture
from gocluster_events.core.accounts.forms import CodeForm, PasswordForm
from gocluster_events.core.accounts.rules import Typed, address_for_app
from gocluster_events.core.accounts.services import factors as services
from gocluster_events.core.accounts.views import own
from gocluster_events.core.i18n import _
from gocluster_events.core.web.answers import Reply, refusals
from gocluster_events.core.web.audience import setting_up, signed_in


@own.blueprint.get("/account/protection")
@setting_up
def protection() -> str:
    """Which second factors there are, and which one can add."""
    session, me = db.session(), g.account
    return render_template(
        "core/accounts/protection.html",
        is_needed=own.is_factor_needed(),
        has_app=queries.has_app(session, me.id),
        passkeys=queries.passkeys(session, me.id),
        codes_left=queries.codes_left(session, me.id),
    )


@own.blueprint.route("/account/protection/app", methods=["GET", "POST"])
@setting_up
def app() -> Reply:
    """A new secret is made for an app, once the password is typed."""
    form = PasswordForm()
    attempted = own.attempt(form)
    if form.validate_on_submit():
        with attempted:
            own.check_own_password(form)
            services.begin_app(g.account.id, own.vault(), clock.now())
            return redirect(url_for(".app_code"))
    return render_template("core/accounts/app.html", form=form), *attempted.status


@own.blueprint.route("/account/protection/app/code", methods=["GET", "POST"])
@setting_up
def app_code() -> Reply:
    """The app counts once it has made a code that fits."""
    me = g.account
    row = queries.waiting_app(db.session(), me.id, clock.now())
    secret = own.vault().open(row.pending) if row is not None else None
    if secret is None:
        return redirect(url_for(".app"))
    form, email = CodeForm(), me.email
    if form.validate_on_submit():
        with refusals(form, words.REFUSALS, own.FIELDS):
            typed = Typed(form.code.data, clock.unmoved())
            codes = services.prove_app(me.id, typed, own.vault(), own.own_digest(), clock.now(), tell=own.teller())
            return codes_page(codes, _("The app has been added. You will need its codes to sign in from now on."))
    drawn = Markup(picture(address_for_app(secret, email)))  # noqa: S704 -- our own drawing
    grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return render_template("core/accounts/app_code.html", form=form, picture=drawn, secret=grouped)


@own.blueprint.route("/account/protection/app/removal", methods=["GET", "POST"])
@signed_in
def app_removal() -> Reply:
    """Codes of the app count no more."""
    form, needed = PasswordForm(), own.is_factor_needed()
    attempted = own.attempt(form)
    if form.validate_on_submit():
        with attempted:
            password = own.check_own_password(form)
            services.remove_app(g.account.id, password, clock.now(), is_needed=needed, tell=own.teller())
            return own.done(_("The app is removed."))
    is_last = not queries.passkeys(db.session(), g.account.id)
    return render_template("core/accounts/app_removal.html", form=form, is_last=is_last), *attempted.status


@own.blueprint.route("/account/protection/codes", methods=["GET", "POST"])
@signed_in
def recovery_codes() -> Reply:
    """Ten new recovery codes count and are shown once."""
    form = PasswordForm()
    attempted = own.attempt(form)
    if not queries.has_factor(db.session(), g.account.id):
        return redirect(url_for(".protection"))
    if form.validate_on_submit():
        with attempted:
            own.check_own_password(form)
            return codes_page(services.renew_codes(g.account.id, clock.now()), _("Older codes are no longer valid."))
    return render_template("core/accounts/codes_renewal.html", form=form), *attempted.status


def codes_page(codes: Sequence[str], sentence: str) -> Reply:
    """The codes, which nobody can show again; without any, back to the account."""
    if not codes:
        return own.done(sentence)
    flash(sentence, "success")
    return render_template("core/accounts/codes.html", codes=codes)
