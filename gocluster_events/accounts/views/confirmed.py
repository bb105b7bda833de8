"""What the views about one's own account share: limits, the network, one's own session, the password once more."""

from functools import partial
from typing import Any

from flask import current_app, g, request

from gocluster_events import clock
from gocluster_events.accounts import rules, words
from gocluster_events.accounts.rules import Limits, Refusal
from gocluster_events.accounts.services.own import Tell, confirm
from gocluster_events.accounts.services.sessions import digest
from gocluster_events.errors import Refused, TooMany
from gocluster_events.i18n import _
from gocluster_events.tokens import Vault
from gocluster_events.web import sessions
from gocluster_events.web.browsers import coarse

FIELDS = {
    Refusal.WRONG_PASSWORD: "password",
    Refusal.WRONG_CODE: "code",
    Refusal.WRONG_APP_CODE: "code",
    Refusal.PASSWORD_SHORT: "new_password",
    Refusal.PASSWORD_SHORT_WITH_FACTOR: "new_password",
    Refusal.PASSWORD_COMMON: "new_password",
}
OK: tuple[int, dict[str, str]] = (200, {})


def limits() -> Limits:
    """How many guesses are borne."""
    settings = current_app.config["SETTINGS"]
    return rules.Limits(settings.sign_in_per_account, settings.sign_in_per_address)


def network() -> str:
    """Where the request comes from."""
    return request.remote_addr or ""


def vault() -> Vault:
    """What opens secrets that are stored sealed."""
    return Vault(current_app.config["SETTINGS"].secret_keys)


def own_digest() -> str:
    """What is stored of the session by which somebody is here."""
    return digest(sessions.staff_key() or "")


def teller() -> Tell:
    """What writes to people that this browser did something to their account; the factory knows the letter."""
    write, browser = current_app.extensions["account_notice"], coarse(request.user_agent.string)
    what = {action: str(word) for action, word in words.ACCOUNT_ACTIONS.items()}
    return partial(write, what=what, browser=browser or _("unknown"), language=g.lang)


def is_factor_needed() -> bool:
    """Whether the account must keep a second factor."""
    return bool(g.account.is_admin and current_app.config["SETTINGS"].admins_need_factor)


def check_own_password(form: Any) -> str:
    """The password typed, which is the right one. Raises Refused or TooMany when it is not."""
    password = form.password.data or ""
    confirm(g.account.id, password, network(), limits(), clock.now())
    return str(password)


def show(form: Any, refusal: Refused | TooMany) -> tuple[int, dict[str, str]]:
    """The form says why, at the field where it can be mended; status and headers to answer it with."""
    if isinstance(refusal, TooMany):
        form.form_errors.append(str(words.TOO_MANY) % {"minutes": -(-refusal.retry_after // 60)})
        return 429, {"Retry-After": str(refusal.retry_after)}
    field, sentence = FIELDS.get(Refusal(refusal.code.value), ""), str(words.REFUSALS[refusal.code])
    if field in form:
        form[field].errors = [sentence]
    else:
        form.form_errors.append(sentence)
    return OK
