"""What a person reads when signing in or an account is refused."""

from enum import Enum

from gocluster_events.accounts.rules import PASSWORD_LENGTH, PASSWORD_LENGTH_WITH_FACTOR, Refusal
from gocluster_events.i18n import LazyString, _l

REFUSALS: dict[Enum, LazyString] = {
    Refusal.WRONG: _l("E-mail address and password do not match. Check both."),
    Refusal.ADDRESS_KNOWN: _l("There is already an account with this e-mail address."),
    Refusal.PASSWORD_SHORT: _l("Choose a password of at least %(length)d characters.", length=PASSWORD_LENGTH),
    Refusal.PASSWORD_SHORT_WITH_FACTOR: _l(
        "Choose a password of at least %(length)d characters.", length=PASSWORD_LENGTH_WITH_FACTOR
    ),
    Refusal.PASSWORD_COMMON: _l("This password is too easy to guess. Choose another one."),
}
TOO_MANY = _l("Too many attempts. Try again in %(minutes)d minutes; your account is not locked.")
