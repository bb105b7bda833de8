"""Passkeys: added, removed, and used to sign in. A script asks the device; without one other ways remain."""

from urllib.parse import urlsplit

from flask import Response, current_app, g, render_template, request

from gocluster_events.core import clock, db
from gocluster_events.core.accounts import queries, words
from gocluster_events.core.accounts.forms import AnswerForm, NewPasskeyForm, PasskeyForm, PasswordForm, SignInForm
from gocluster_events.core.accounts.rules import Refusal
from gocluster_events.core.accounts.services import passkeys as services
from gocluster_events.core.accounts.services.counting import count_one_by_one
from gocluster_events.core.accounts.services.sessions import digest
from gocluster_events.core.accounts.views import own
from gocluster_events.core.accounts.views.protection import codes_page
from gocluster_events.core.accounts.views.signing import onward
from gocluster_events.core.errors import Refused, TooMany
from gocluster_events.core.i18n import _
from gocluster_events.core.web import sessions
from gocluster_events.core.web.answers import Reply, found_or_404, refusals, too_many
from gocluster_events.core.web.audience import public, setting_up, signed_in
from gocluster_events.core.web.browsers import coarse
from gocluster_events.core.web.fields import Confirm
from gocluster_events.core.web.requests import source


@own.blueprint.post("/sign-in/passkey/options")
@public
def passkey_question() -> Reply:
    """What the browser asks a device, to sign somebody in."""
    if not Confirm().validate_on_submit():
        return {"trouble": str(words.REFUSALS[Refusal.PASSKEY_REFUSED])}, 400
    key = sessions.half_key()
    half = queries.half_sign_in(db.session(), digest(key)) if key else None
    account_id = half[1].id if half else None
    try:
        count_one_by_one(services.questions_at(source(), own.limits()), clock.now())
    except TooMany as limit:
        return _trouble(too_many(limit, words.TOO_MANY), 429)
    return _question_answer(services.ask_to_enter(_site(), account_id, clock.now()))


@own.blueprint.post("/sign-in/passkey")
@public
def passkey_sign_in() -> Reply:
    """Whoever holds the device and has unlocked it is signed in."""
    answer, form = AnswerForm(), SignInForm(formdata=None)
    if answer.validate_on_submit():
        number, half = sessions.taken_challenge() or 0, sessions.half_key() or ""
        browser = coarse(request.user_agent.string)
        with refusals(form, words.REFUSALS, own.FIELDS):
            key = services.enter(number, str(answer.answer.data or ""), _site(), browser, half, clock.now())
            sessions.login(key)
            return onward()
    return render_template("core/accounts/sign_in.html", form=form)


@own.blueprint.route("/account/protection/passkeys/new", methods=["GET", "POST"])
@setting_up
def new_passkey() -> Reply:
    """The passkey that the device made opens the account from now on."""
    form, answer = PasskeyForm(), NewPasskeyForm()
    if answer.validate_on_submit():
        number = sessions.taken_challenge() or 0
        credential, name, now = str(answer.answer.data or ""), answer.name.data, clock.now()
        with refusals(form, words.REFUSALS, own.FIELDS):
            codes = services.add(
                g.account.id, number, credential, name, _site(), own.own_digest(), now, tell=own.teller()
            )
            return codes_page(codes, _("The passkey is added."))
    elif form.is_submitted():
        form.validate()
    return render_template("core/accounts/new_passkey.html", form=form)


@own.blueprint.post("/account/protection/passkeys/options")
@setting_up
def new_passkey_question() -> Reply:
    """What the browser asks a device, to make a passkey; only once the password is typed."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return _trouble(str(next(iter(form.errors.values()))[0]), 400)
    try:
        own.check_own_password(form)
    except Refused as refusal:
        return _trouble(str(words.REFUSALS[refusal.code]), 400)
    except TooMany as limit:
        return _trouble(too_many(limit, words.TOO_MANY), 429)
    return _question_answer(services.ask_to_add(g.account.id, _site(), clock.now()))


@own.blueprint.route("/account/protection/passkeys/<int:number>/removal", methods=["GET", "POST"])
@signed_in
def passkey_removal(number: int) -> Reply:
    """The passkey opens nothing any more."""
    row = found_or_404(queries.passkey_of(db.session(), g.account.id, number))
    form, name, needed = PasswordForm(), row.name, own.is_factor_needed()
    attempted = own.attempt(form)
    if form.validate_on_submit():
        with attempted:
            password = own.check_own_password(form)
            services.remove(g.account.id, number, password, clock.now(), is_needed=needed, tell=own.teller())
            return own.done(_("The passkey %(name)s is removed.", name=name))
    return render_template("core/accounts/passkey_removal.html", form=form, name=name), *attempted.status


def _question_answer(question: services.Question) -> Response:
    sessions.remember_challenge(question.number)
    return Response(question.options, mimetype="application/json")


def _trouble(sentence: str, status: int) -> tuple[dict[str, str], int]:
    return {"trouble": sentence}, status


def _site() -> services.Site:
    address = urlsplit(current_app.config["SETTINGS"].base_url)
    return services.Site(address.hostname or "", f"{address.scheme}://{address.netloc}")
